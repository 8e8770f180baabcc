import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { DataTerraformRemoteStateS3, S3Backend, TerraformOutput, TerraformStack, type App } from "cdktf";
import {
  accessLogBucket,
  HOME_REGION,
  LOG_ARCHIVE,
  MANAGEMENT,
  ORGANIZATION_ID,
  ORGANIZATION_TRAIL,
  ownsLogs,
  SECURITY,
  type Organization,
  type Team,
} from "../organization";
import { organizationSelectors, teamSelectors } from "../selectors";
import { ORGANIZATION_STORE, teamStore } from "../log-store";
import { centralAccessLogPolicy, ownAccessLogPolicy, topicKeyPolicy, topicPolicy } from "./policies";
import { accessLogs, logStore, type Destination } from "./stores";

const STATE = { bucket: "acme-terraform-state", region: "us-east-1" } as const;

function accountStack(app: App, name: string, account: string, region: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new S3Backend(stack, { ...STATE, key: `orgtrail/${name}.tfstate`, encrypt: true }).addOverride(
    "use_lockfile",
    true,
  );
  new AwsProvider(stack, "aws", {
    region,
    allowedAccountIds: [account],
    assumeRole: [
      {
        roleArn: `arn:aws:iam::${account}:role/OrgTrailDeploy`,
        sessionName: `orgtrail-${name}`,
      },
    ],
    defaultTags: [{ tags: { CostCenter: "security", ManagedBy: "orgtrail", Stack: name } }],
  });
  stack.addOverride("terraform.required_version", ">= 1.10.0");
  stack.addOverride("terraform.required_providers.aws", {
    source: "hashicorp/aws",
    version: ">= 5.100.0, < 7.0.0",
  });
  return stack;
}

function output(stack: TerraformStack, name: string, value: unknown): void {
  new TerraformOutput(stack, name, { staticId: true, value });
}

function written({ bucketName, keyArn }: Destination): object {
  return { bucket_name: bucketName, key_arn: keyArn };
}

/** Reads an output of the log archive's state: its place is literal text. */
function logArchiveState(stack: TerraformStack, place: string): Destination {
  new DataTerraformRemoteStateS3(stack, "log-archive", { ...STATE, key: "orgtrail/log-archive.tfstate" });
  const outputs = "data.terraform_remote_state.log-archive.outputs";
  return {
    bucketName: `\${${outputs}.${place}.bucket_name}`,
    keyArn: `\${${outputs}.${place}.key_arn}`,
  };
}

/** The log-archive account. */
export function logArchiveStack(app: App, { teams }: Organization): void {
  const stack = accountStack(app, "log-archive", LOG_ARCHIVE, HOME_REGION);
  const bucket = `acme-cloudtrail-${LOG_ARCHIVE}-access`;
  const access = accessLogs(stack, bucket, centralAccessLogPolicy());
  const organization = logStore(stack, "organization", ORGANIZATION_STORE, access);
  const central: Record<string, object> = {};
  for (const team of teams) {
    if (ownsLogs(team)) continue;
    central[team.name] = written(logStore(stack, `team-${team.name}`, teamStore(team), access));
  }
  output(stack, "organization_logs", written(organization));
  output(stack, "team_logs", central);
  output(stack, "access_log_bucket_name", access);
}

/** The management account. */
export function managementStack(app: App, organization: Organization): void {
  const stack = accountStack(app, "management", MANAGEMENT, HOME_REGION);
  const logs = logArchiveState(stack, "organization_logs");
  const key = new KmsKey(stack, "delivery-key", {
    description: `Encrypts notifications of ${ORGANIZATION_TRAIL}`,
    enableKeyRotation: true,
    policy: topicKeyPolicy(),
  });
  const name = `${ORGANIZATION_TRAIL}-delivery`;
  const topic = new SnsTopic(stack, "delivery-topic", { name, kmsMasterKeyId: key.arn });
  const policy = new SnsTopicPolicy(stack, "delivery-policy", {
    arn: topic.arn,
    policy: topicPolicy(),
  });
  const { fqn } = new DataAwsOrganizationsOrganization(stack, "organization", {});
  const trail = new Cloudtrail(stack, "trail", {
    name: ORGANIZATION_TRAIL,
    s3BucketName: logs.bucketName,
    kmsKeyId: logs.keyArn,
    enableLogging: true,
    enableLogFileValidation: true,
    isMultiRegionTrail: true,
    isOrganizationTrail: true,
    includeGlobalServiceEvents: true,
    advancedEventSelector: organizationSelectors(organization),
    insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
    snsTopicName: `\${element(split(":", ${policy.fqn}.arn), 5)}`,
    lifecycle: {
      preventDestroy: true,
      precondition: [
        {
          condition: `\${contains(tolist(${fqn}.aws_service_access_principals), "cloudtrail.amazonaws.com")}`,
          errorMessage:
            "CloudTrail has no trusted access to the organization, and no organization trail can be made. Run in the management account: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
        },
        {
          condition: `\${${fqn}.id == "${ORGANIZATION_ID}"}`,
          errorMessage: `This account is not in organization ${ORGANIZATION_ID}. Correct organization.id, or use the credentials of its management account.`,
        },
        {
          condition: `\${${fqn}.master_account_id == "${MANAGEMENT}"}`,
          errorMessage: `Account ${MANAGEMENT} is not the management account of its organization, which alone owns organization trails.`,
        },
      ],
    },
  });
  new CloudtrailOrganizationDelegatedAdminAccount(stack, "administrator", { accountId: SECURITY });
  output(stack, "organization_trail_arn", trail.arn);
  output(stack, "delegated_administrators", {});
}

/** A team's account. */
export function teamStack(app: App, team: Team): void {
  const stack = accountStack(app, `team-${team.name}`, team.account.id, team.region);
  const logs = ownsLogs(team) ? ownLogs(stack, team) : logArchiveState(stack, `team_logs.${team.name}`);
  const allRegions = team.purpose === "platform";
  const trail = new Cloudtrail(stack, "trail", {
    name: `acme-team-${team.name}`,
    s3BucketName: logs.bucketName,
    kmsKeyId: logs.keyArn,
    enableLogging: true,
    enableLogFileValidation: true,
    isMultiRegionTrail: allRegions,
    isOrganizationTrail: false,
    includeGlobalServiceEvents: allRegions,
    advancedEventSelector: teamSelectors(team),
    lifecycle: { preventDestroy: true },
  });
  output(stack, "trail_arn", trail.arn);
  output(stack, "logs", written(logs));
}

function ownLogs(stack: TerraformStack, team: Team): Destination {
  const policy = ownAccessLogPolicy({ account: team.account.id, region: team.region, team: team.name });
  const access = accessLogs(stack, accessLogBucket(team), policy);
  return logStore(stack, "logs", teamStore(team), access);
}
