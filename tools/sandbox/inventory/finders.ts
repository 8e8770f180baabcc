import { amount } from "../../../modules/kernel";
import type { ClientSettings } from "../accounts";
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
import {
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  ListBucketsCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import {
  DescribeKeyCommand,
  type KeyMetadata,
  KMSClient,
  ListAliasesCommand,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateDescribeMetricFilters,
} from "@aws-sdk/client-cloudwatch-logs";
import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecorderStatusCommand,
} from "@aws-sdk/client-config-service";
import { GetEnabledStandardsCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { ListDelegatedAdministratorsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";

/** Something that exists in an account, as its API tells. */
export interface FoundThing {
  /** Such as "trail". */
  readonly kind: string;
  readonly name: string;
  /** What a person wants to know of it, in few words. */
  readonly details: readonly string[];
}

/** Finds all things of one kind in one account and Region. */
export type Finder = (settings: ClientSettings) => Promise<readonly FoundThing[]>;

function detailsOf(trail: Trail, logging: boolean): readonly string[] {
  return [
    logging ? "logging" : "stopped",
    ...(trail.IsOrganizationTrail === true ? ["all accounts"] : []),
    trail.IsMultiRegionTrail === true ? "all Regions" : String(trail.HomeRegion),
    `to ${String(trail.S3BucketName)}`,
  ];
}

/** The trails at home in the Region. */
export const trails: Finder = async (settings) => {
  const client = new CloudTrailClient(settings);
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: false }));
  return Promise.all(
    trailList.map(async (trail) => {
      const { IsLogging = false } = await client.send(new GetTrailStatusCommand({ Name: trail.TrailARN }));
      return { kind: "trail", name: String(trail.Name), details: detailsOf(trail, IsLogging) };
    }),
  );
};

async function lockOf(client: S3Client, Bucket: string): Promise<readonly string[]> {
  try {
    const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
    const { Mode, Days } = ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
    return Mode === undefined ? [] : [`object lock ${Mode.toLowerCase()} ${String(Days)} days`];
  } catch (error) {
    // S3's way to say that there is none.
    if (error instanceof S3ServiceException && error.name === "ObjectLockConfigurationNotFoundError")
      return [];
    throw error;
  }
}

/** The buckets of the account. */
export const buckets: Finder = async (settings) => {
  const client = new S3Client({ ...settings, forcePathStyle: true });
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  return Promise.all(
    Buckets.map(async ({ Name = "" }) => {
      const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: Name }));
      const versions = Status === "Enabled" ? ["versions"] : [];
      return { kind: "bucket", name: Name, details: [...versions, ...(await lockOf(client, Name))] };
    }),
  );
};

async function customerKeys(client: KMSClient): Promise<readonly KeyMetadata[]> {
  const found: KeyMetadata[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client }, {})) {
    for (const { KeyId } of Keys) {
      const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId }));
      // A key that waits for its deletion is as good as gone: nothing can be done with it.
      if (key?.KeyManager === "CUSTOMER" && key.KeyState !== "PendingDeletion") found.push(key);
    }
  }
  return found;
}

/** The keys in the Region, but for those of AWS's own: by their alias, or their description. */
export const keys: Finder = async (settings) => {
  const client = new KMSClient(settings);
  const { Aliases = [] } = await client.send(new ListAliasesCommand({}));
  return (await customerKeys(client)).map(({ KeyId, KeyState, Description = "" }) => {
    const alias = Aliases.find(({ TargetKeyId }) => TargetKeyId === KeyId)?.AliasName;
    return {
      kind: "key",
      name: alias ?? `${String(KeyId)} (${Description})`,
      details: [String(KeyState).toLowerCase(), settings.region],
    };
  });
};

/** The topics of the Region. */
export const topics: Finder = async (settings) => {
  const { Topics = [] } = await new SNSClient(settings).send(new ListTopicsCommand({}));
  return Topics.map(({ TopicArn = "" }) => ({
    kind: "topic",
    name: TopicArn.slice(TopicArn.lastIndexOf(":") + 1),
    details: [settings.region],
  }));
};

async function filtersIn(client: CloudWatchLogsClient, logGroupName: string): Promise<number> {
  let count = 0;
  for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client }, { logGroupName })) {
    count += metricFilters.length;
  }
  return count;
}

/** The log groups of the Region. */
export const logGroups: Finder = async (settings) => {
  const client = new CloudWatchLogsClient(settings);
  const found: FoundThing[] = [];
  for await (const { logGroups: groups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName = "", retentionInDays } of groups) {
      const filters = await filtersIn(client, logGroupName);
      found.push({
        kind: "log group",
        name: logGroupName,
        details: [
          retentionInDays === undefined ? "kept for ever" : `kept ${amount(retentionInDays, "day")}`,
          amount(filters, "metric filter"),
          settings.region,
        ],
      });
    }
  }
  return found;
};

/** The alarms of the Region, in one line: there may be dozens. */
export const alarms: Finder = async (settings) => {
  const client = new CloudWatchClient(settings);
  let count = 0;
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, {})) {
    count += MetricAlarms.length;
  }
  return count === 0 ? [] : [{ kind: "alarms", name: String(count), details: [settings.region] }];
};

/** The rules on the default bus of the Region, in one line: there may be dozens, and at most the 100 of a page are counted. */
export const rules: Finder = async (settings) => {
  const { Rules = [] } = await new EventBridgeClient(settings).send(new ListRulesCommand({}));
  return Rules.length === 0
    ? []
    : [{ kind: "rules", name: String(Rules.length), details: [settings.region] }];
};

/** The AWS Config rules of the Region, in one line, and its recorder: at most the 25 rules of a page are counted. */
export const configRulesFound: Finder = async (settings) => {
  const client = new ConfigServiceClient(settings);
  const { ConfigRules = [] } = await client.send(new DescribeConfigRulesCommand({}));
  const { ConfigurationRecordersStatus = [] } = await client.send(
    new DescribeConfigurationRecorderStatusCommand({}),
  );
  return [
    ...ConfigurationRecordersStatus.map(({ name = "", recording }) => ({
      kind: "config recorder",
      name,
      details: [recording === true ? "recording" : "stopped", settings.region],
    })),
    ...(ConfigRules.length === 0
      ? []
      : [{ kind: "config rules", name: String(ConfigRules.length), details: [settings.region] }]),
  ];
};

/** The standards that Security Hub checks in the Region. */
export const securityStandards: Finder = async (settings) => {
  const { StandardsSubscriptions = [] } = await new SecurityHubClient(settings).send(
    new GetEnabledStandardsCommand({}),
  );
  return StandardsSubscriptions.map(({ StandardsArn = "" }) => ({
    kind: "security standard",
    name: StandardsArn.replace(/^.*:(standards|ruleset)\//, ""),
    details: [settings.region],
  }));
};

/** The organization's delegated administrators. */
export const delegatedAdministrators: Finder = async (settings) => {
  const client = new OrganizationsClient(settings);
  const { DelegatedAdministrators = [] } = await client.send(new ListDelegatedAdministratorsCommand({}));
  return DelegatedAdministrators.map(({ Id, Name }) => ({
    kind: "delegated administrator",
    name: String(Name),
    details: [String(Id)],
  }));
};
