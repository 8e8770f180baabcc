import {
  bucketArn,
  CLOUDTRAIL_SERVICE_ROLE,
  serviceLinkedRoleArn,
  trailArn,
  type BucketName,
  type TrailIdentity,
} from "../organization";
import {
  remediationRolePolicy,
  remediationRoleTrust,
  valuesOf,
  type PolicyDocument,
  type PolicyStatement,
  type RunbookPlace,
} from "../policy";
import type { Remediation, RunbookParameter } from "./config-rule";
import type { AccountRulePlace } from "./placement";
import type { ConfigRuleKey, ConfigRuleMonitoring } from "./scope";

/**
 * AWS's runbooks that suit a rule. Each is run by a role that may do to the resource what the runbook's page lists, and no more.
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-runbook-reference.html
 */
export const RUNBOOKS = {
  blockPublicAccess: "AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock",
  enableVersioning: "AWS-ConfigureS3BucketVersioning",
  useKey: "AWS-EnableS3BucketKeys",
  rotateKey: "AWSConfigRemediation-EnableKeyRotation",
  keepKey: "AWSConfigRemediation-CancelKeyDeletion",
  validateLogFiles: "AWSConfigRemediation-EnableCloudTrailLogFileValidation",
  deliverToLogGroup: "AWS-EnableCloudTrailCloudWatchLogs",
} as const;

/** Of rules that no runbook mends. */
export const NO_RUNBOOK = { unsuitable: "no runbook of AWS's is known to do it" } as const;

const BUCKET = "AWS::S3::Bucket";
const KEY = "AWS::KMS::Key";
const TRAIL = "AWS::CloudTrail::Trail";

function ofResource(name: string): RunbookParameter {
  return { name, value: "RESOURCE_ID", ofResource: true };
}

/** The page lists actions on the account's settings too, which this runbook does not use: they stay out. */
export function blockPublicAccess(partition: TrailIdentity["partition"], bucket: BucketName): Remediation {
  const settings = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];
  return {
    runbook: RUNBOOKS.blockPublicAccess,
    resourceType: BUCKET,
    parameters: [ofResource("BucketName"), ...settings.map((name) => ({ name, value: "true" }))],
    permissions: [
      {
        Sid: "AllowBlockPublicAccess",
        Effect: "Allow",
        Action: ["s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
        Resource: bucketArn(partition, bucket),
      },
    ],
  };
}

export function enableVersioning(partition: TrailIdentity["partition"], bucket: BucketName): Remediation {
  return {
    runbook: RUNBOOKS.enableVersioning,
    resourceType: BUCKET,
    parameters: [ofResource("BucketName"), { name: "VersioningState", value: "Enabled" }],
    permissions: [
      {
        Sid: "AllowEnableVersioning",
        Effect: "Allow",
        Action: ["s3:GetBucketVersioning", "s3:PutBucketVersioning"],
        Resource: bucketArn(partition, bucket),
      },
    ],
  };
}

/**
 * It sets the key, and S3 Bucket Keys with it, as the bucket had both. The runbook's page lists a parameter KMSKeyId, and its
 * text and steps speak of KmsKeyId, as does the source that AWS published: so the runbook has it.
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-enableS3bucketkeys.html
 */
export function useKey(
  partition: TrailIdentity["partition"],
  bucket: BucketName,
  keyArn: string,
): Remediation {
  return {
    runbook: RUNBOOKS.useKey,
    resourceType: BUCKET,
    parameters: [ofResource("BucketName"), { name: "KmsKeyId", value: keyArn }],
    permissions: [
      {
        Sid: "AllowUseKey",
        Effect: "Allow",
        Action: ["s3:GetEncryptionConfiguration", "s3:PutEncryptionConfiguration"],
        Resource: bucketArn(partition, bucket),
      },
    ],
  };
}

function onKeys(keys: readonly ConfigRuleKey[], Sid: string, Action: readonly string[]): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource: keys.map(({ arn }) => arn) };
}

export function rotateKey(keys: readonly ConfigRuleKey[]): Remediation {
  return {
    runbook: RUNBOOKS.rotateKey,
    resourceType: KEY,
    parameters: [ofResource("KeyId")],
    permissions: [onKeys(keys, "AllowRotateKey", ["kms:EnableKeyRotation", "kms:GetKeyRotationStatus"])],
  };
}

/** KMS leaves the key disabled: somebody must enable it. */
export function keepKey(keys: readonly ConfigRuleKey[]): Remediation {
  return {
    runbook: RUNBOOKS.keepKey,
    resourceType: KEY,
    parameters: [ofResource("KeyId")],
    permissions: [onKeys(keys, "AllowKeepKey", ["kms:CancelKeyDeletion", "kms:DescribeKey"])],
  };
}

/**
 * CloudTrail asks the organization, and for its own service-linked role, when an organization trail is updated.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html
 */
function updateTrail(trail: TrailIdentity): readonly PolicyStatement[] {
  return [
    {
      Sid: "AllowUpdateTrail",
      Effect: "Allow",
      Action: ["cloudtrail:GetTrail", "cloudtrail:UpdateTrail"],
      Resource: trailArn(trail),
    },
    {
      Sid: "AllowAskOrganization",
      Effect: "Allow",
      // These three take no resource.
      Action: [
        "cloudtrail:DescribeTrails",
        "organizations:DescribeOrganization",
        "organizations:ListAWSServiceAccessForOrganization",
      ],
      Resource: "*",
    },
    {
      Sid: "AllowReadServiceRole",
      Effect: "Allow",
      Action: "iam:GetRole",
      Resource: serviceLinkedRoleArn(trail.partition, trail.account, CLOUDTRAIL_SERVICE_ROLE),
    },
  ];
}

/** The trail is named, not taken from what failed: other trails of the account may fail the rule too. */
export function validateLogFiles(trail: TrailIdentity): Remediation {
  return {
    runbook: RUNBOOKS.validateLogFiles,
    resourceType: TRAIL,
    parameters: [{ name: "TrailName", value: trailArn(trail) }],
    permissions: updateTrail(trail),
  };
}

export function deliverToLogGroup(trail: TrailIdentity, monitoring: ConfigRuleMonitoring): Remediation {
  const { logGroupArn, roleArn: role } = monitoring;
  return {
    runbook: RUNBOOKS.deliverToLogGroup,
    resourceType: TRAIL,
    parameters: [
      { name: "TrailNames", value: trail.name },
      // CloudTrail takes the ARN with the `:*` that stands for the streams.
      { name: "CloudWatchLogsLogGroupArn", value: `${logGroupArn}:*` },
      { name: "CloudWatchLogsRoleArn", value: role },
    ],
    permissions: [
      ...updateTrail(trail),
      {
        Sid: "AllowPassLogRole",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: role,
        Condition: { StringEquals: { "iam:PassedToService": "cloudtrail.amazonaws.com" } },
      },
    ],
  };
}

/** What one role mends: what rules of a kind find in an account. */
export interface MendedKind {
  /** The id of the kind. */
  readonly id: string;
  /** A remediation of each of its rules: at least one. */
  readonly remediations: readonly Remediation[];
}

/** The kinds of an account's rules that have a runbook at hand, each of which one role mends. */
export function mendedKinds(rules: readonly AccountRulePlace[]): readonly MendedKind[] {
  const kinds = new Map<string, Remediation[]>();
  for (const { rule, remediation } of rules) {
    if (remediation === undefined || rule.remediation === undefined) continue;
    const remediations = kinds.get(rule.id) ?? [];
    remediations.push(rule.remediation);
    kinds.set(rule.id, remediations);
  }
  return [...kinds].map(([id, remediations]) => ({ id, remediations }));
}

/** A role of runbooks, as far as its policies. */
export interface RemediationRolePolicies {
  /** The runbooks of the remediations: the policies are for one. */
  readonly runbooks: readonly string[];
  readonly trust: PolicyDocument;
  readonly permissions: PolicyDocument;
}

/** The policies of the role that serves these remediations. */
export function remediationRolePolicies(
  place: RunbookPlace,
  remediations: readonly Remediation[],
): RemediationRolePolicies {
  const runbooks = [...new Set(remediations.map(({ runbook }) => runbook))];
  return {
    runbooks,
    trust: remediationRoleTrust(place),
    permissions: remediationRolePolicy(place, runbooks.join(), remediationPermissions(remediations)),
  };
}

/** What one role may do that serves several rules of a kind: the same to all their resources. */
export function remediationPermissions(remediations: readonly Remediation[]): readonly PolicyStatement[] {
  const merged = new Map<string, { readonly statement: PolicyStatement; readonly resources: Set<string> }>();
  for (const statement of remediations.flatMap(({ permissions }) => permissions)) {
    const { resources } = merged.get(statement.Sid) ?? { resources: new Set<string>() };
    for (const resource of valuesOf(statement.Resource)) resources.add(resource);
    merged.set(statement.Sid, { statement, resources });
  }
  return [...merged.values()].map(({ statement, resources }) => ({ ...statement, Resource: [...resources] }));
}
