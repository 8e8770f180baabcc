import { sorted } from "../kernel";
import {
  CLOUDTRAIL_SERVICE_ROLE,
  permissionsBoundaryName,
  policyArn,
  serviceLinkedRoleArn,
  logRolePatterns,
  monitoringNamePrefix,
  type AccountId,
} from "../organization";
import { aggregatorRolePolicy } from "./aggregator-role";
import { allow, inAccount } from "./allowance";
import { policyDocument, valuesOf, type PolicyDocument, type PolicyStatement } from "./document";
import { ofFeatures } from "./feature-policies";
import {
  guardedBuckets,
  guardedBus,
  guardedLogGroups,
  guardedTrails,
  type NameFamilies,
} from "./guardrail-names";

/** An account whose roles are bounded. */
export interface BoundedAccount {
  /** What orgtrail makes, by name. */
  readonly names: NameFamilies;
  readonly account: AccountId;
  /** The account with the bus to which rules forward events. @default - they forward none */
  readonly eventBusAccount?: AccountId;
}

/** The ARN of the permissions boundary of an account's roles. */
export function permissionsBoundaryArn(
  { partition, name }: Pick<NameFamilies, "partition" | "name">,
  account: AccountId,
): string {
  return policyArn(partition, account, permissionsBoundaryName(name));
}

/**
 * The most that a role may ever do that Terraform makes, whatever its policies say: what services deliver, forward, mend and validate
 * with, by the families of names. It changes no role, no policy and nothing of the organization, and deletes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function permissionsBoundaryPolicy({ names: all, ...bounded }: BoundedAccount): PolicyDocument {
  const { account, eventBusAccount } = bounded;
  // The buckets of features have statements of their own, and no log in them.
  const own = `${monitoringNamePrefix(all.name)}${account}-`;
  const names = { ...all, buckets: all.buckets?.filter((bucket) => !bucket.startsWith(own)) ?? [] };
  return policyDocument(
    compact([
      ...inAccount(account, [
        allow("Deliver", ["logs:CreateLogStream", "logs:PutLogEvents"], guardedLogGroups(names)),
      ]),
      ...(eventBusAccount === undefined
        ? []
        : [
            allow(
              "Forward",
              ["events:PutEvents"],
              `arn:${names.partition}:events:*:${eventBusAccount}:event-bus/${guardedBus(names)}`,
            ),
          ]),
      ...aggregatorRolePolicy().Statement,
      ...mendStatements({ ...bounded, names }),
      ...ofFeatures(names, account).bounds,
    ]),
  );
}

/**
 * One statement for all that several say of the same resources under the same conditions, by the name of the first, since IAM counts
 * each character and the boundary has to have room for all features.
 */
function compact(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const same = new Map<string, PolicyStatement>();
  for (const statement of statements) {
    const { Resource, Condition } = statement;
    const key = JSON.stringify([sorted(valuesOf(Resource)), Condition]);
    const first = same.get(key);
    const actions = [...valuesOf(first?.Action), ...valuesOf(statement.Action)];
    same.set(key, { ...(first ?? statement), Action: sorted(actions) });
  }
  return [...same.values()].map((statement) => ({ ...statement, Sid: statement.Sid.replace(/^Allow/, "") }));
}

/** What AWS's runbooks do to log buckets, keys and trails. */
function mendStatements({ names, account }: BoundedAccount): readonly PolicyStatement[] {
  const { partition } = names;
  return [
    allow(
      "RunRunbooks",
      ["ssm:GetAutomationExecution", "ssm:StartAutomationExecution"],
      [
        `arn:${partition}:ssm:*:${account}:automation-execution/*`,
        ...["automation-definition", "document"].flatMap((kind) =>
          ["AWS-*", "AWSConfigRemediation-*"].map((runbook) => `arn:${partition}:ssm:*::${kind}/${runbook}`),
        ),
      ],
    ),
    allow(
      "MendBuckets",
      ["BucketPublicAccessBlock", "BucketVersioning", "EncryptionConfiguration"].flatMap((setting) => [
        `s3:Get${setting}`,
        `s3:Put${setting}`,
      ]),
      guardedBuckets(names),
    ),
    allow(
      "MendKeys",
      ["kms:CancelKeyDeletion", "kms:DescribeKey", "kms:EnableKeyRotation", "kms:GetKeyRotationStatus"],
      `arn:${partition}:kms:*:${account}:key/*`,
    ),
    allow(
      "MendTrails",
      ["cloudtrail:GetTrail", "cloudtrail:UpdateTrail"],
      guardedTrails(names).map((trail) => `arn:${partition}:cloudtrail:*:${account}:trail/${trail}`),
    ),
    allow("FindTrails", ["cloudtrail:DescribeTrails"], "*"),
    allow(
      "ReadServiceRole",
      ["iam:GetRole"],
      serviceLinkedRoleArn(partition, account, CLOUDTRAIL_SERVICE_ROLE),
    ),
    allow(
      "PassLogRoles",
      ["iam:PassRole"],
      logRolePatterns(names.name).map((role) => `arn:${partition}:iam::${account}:role/${role}`),
      { StringEquals: { "iam:PassedToService": "cloudtrail.amazonaws.com" } },
    ),
  ];
}
