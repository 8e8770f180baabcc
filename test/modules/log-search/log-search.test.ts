import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Construct } from "constructs";
import {
  LogSearch,
  LogSubscription,
  type LogSearchProps,
  type SubscriptionAlarms,
} from "../../../modules/log-search";
import { AccountId, BucketName, regionOf, RoleName } from "../../../modules/organization";
import type { SearchTarget } from "../../../modules/policy";
import { ValidationError } from "../../../modules/validation";
import { inTemporaryFolder, onlyResource, resources, type TerraformJson } from "../../support/synthesized";
import { reviewed, synthesized } from "../monitoring/fixtures";

const DOMAIN: SearchTarget = { kind: "domain", domainArn: "arn:aws:es:eu-west-1:333333333333:domain/audit" };
const COLLECTION: SearchTarget = {
  kind: "collection",
  collectionArn: "arn:aws:aoss:eu-west-1:222222222222:collection/0a1b2c3d4e5f6g7h8i9j",
  endpoint: "https://0a1b2c3d4e5f6g7h8i9j.eu-west-1.aoss.amazonaws.com",
};

const PROPS: LogSearchProps = {
  place: {
    partition: "aws",
    region: regionOf("aws", "eu-west-1"),
    account: AccountId.of("222222222222"),
    logAccount: AccountId.of("111111111111"),
    name: "acme-orgtrail-search",
    roles: {
      destination: RoleName.of("acme-orgtrail-search-destination"),
      function: RoleName.of("acme-orgtrail-search-function"),
      stream: RoleName.of("acme-orgtrail-search-stream"),
    },
    target: DOMAIN,
    indexName: "acme-cloudtrail",
    bucketName: BucketName.of("acme-orgtrail-222222222222-search-failed"),
    keyAlias: "alias/acme-orgtrail-search",
    logGroupName: "/orgtrail/acme/search",
  },
  readers: ["arn:aws:iam::222222222222:role/SecurityAudit"],
  administrators: ["arn:aws:iam::222222222222:role/OrgTrailDeploy"],
};

/** What the work makes of the construct, with a file in place of the code. */
function made<T>(props: Partial<LogSearchProps>, work: (make: (scope: Construct) => void) => T): T {
  return inTemporaryFolder((folder) => {
    const code = { path: join(folder, "function.zip"), sha256: "aGFzaA==" };
    writeFileSync(code.path, "code");
    return work((scope) => {
      new LogSearch(scope, "search", { ...PROPS, code, ...props });
    });
  });
}

const terraform = (props: Partial<LogSearchProps> = {}): TerraformJson => made(props, synthesized);
const into = (target: SearchTarget): Partial<LogSearchProps> => ({ place: { ...PROPS.place, target } });

function faults(props: Partial<LogSearchProps>): string {
  try {
    terraform(props);
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
  return "";
}

describe("LogSearch", () => {
  it("is as it was, at its least", () => {
    expect(made({}, reviewed)).toMatchSnapshot();
  });

  it("is as it was, with everything", () => {
    const props = {
      ...into(COLLECTION),
      accessLogs: { bucketName: "acme-cloudtrail-222222222222-access" },
      topicArn: "arn:aws:sns:eu-west-1:222222222222:acme-orgtrail-high",
      failedRecordsExpireAfterDays: 30,
    };
    expect(made(props, reviewed)).toMatchSnapshot();
  });

  it("has six alarms, on silence among them, which tell whoever hears", () => {
    const topicArn = "arn:aws:sns:eu-west-1:222222222222:acme-orgtrail-high";
    const alarms = resources(terraform({ topicArn }), "aws_cloudwatch_metric_alarm");
    expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual(
      ["broken", "failed", "late", "refused", "silent", "throttled"].map(
        (name) => `acme-orgtrail-search-${name}`,
      ),
    );
    for (const alarm of alarms) expect(alarm["alarm_actions"]).toEqual([topicArn]);
    // The metrics of Firehose say where it delivers.
    const metrics = (target: SearchTarget) =>
      resources(terraform(into(target)), "aws_cloudwatch_metric_alarm").map(({ metric_name }) =>
        String(metric_name),
      );
    expect(metrics(DOMAIN)).toContain("DeliveryToAmazonOpenSearchService.DataFreshness");
    expect(metrics(COLLECTION)).toContain("DeliveryToAmazonOpenSearchServerless.DataFreshness");
  });

  it.each([
    ["hour", "OneHour"],
    ["day", "OneDay"],
    ["week", "OneWeek"],
    [undefined, "OneMonth"],
  ] as const)("writes into one index of a domain for a %s", (rotation, period) => {
    const stream = onlyResource(
      terraform(rotation === undefined ? {} : { rotation }),
      "aws_kinesis_firehose_delivery_stream",
    );
    expect(stream["opensearch_configuration"]).toMatchObject({ index_rotation_period: period });
  });

  it("reaches OpenSearch within a VPC, from subnets and security groups of yours", () => {
    const subnetIds = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"];
    const within = (target: SearchTarget) =>
      terraform({ place: { ...PROPS.place, target, subnetIds }, securityGroupIds: ["sg-0a1b2c3d"] });
    for (const target of [DOMAIN, COLLECTION]) {
      const json = within(target);
      const stream = onlyResource(json, "aws_kinesis_firehose_delivery_stream");
      expect(
        stream["opensearch_configuration"] ?? stream["opensearchserverless_configuration"],
      ).toMatchObject({ vpc_config: { subnet_ids: subnetIds, security_group_ids: ["sg-0a1b2c3d"] } });
      expect(JSON.stringify(resources(json, "aws_iam_role_policy"))).toContain("subnet/subnet-1a1b2c3d");
    }
    // Otherwise it has no network of anybody's.
    expect(JSON.stringify(terraform())).not.toMatch(/vpc_config|ec2:/);
  });

  it.each([
    [
      into({ kind: "domain", domainArn: "arn:aws:es:eu-west-1:333333333333:domain/Audit" }),
      /is not the ARN of a domain/,
    ],
    [
      into({ kind: "domain", domainArn: "arn:aws-cn:es:cn-north-1:333333333333:domain/audit" }),
      /is of partition aws-cn/,
    ],
    [into({ ...COLLECTION, collectionArn: "collection/x" }), /is not the ARN of a collection/],
    [
      into({ ...COLLECTION, endpoint: `${COLLECTION.endpoint}/_dashboards` }),
      /is not the endpoint of a collection/,
    ],
    [{ securityGroupIds: ["sg-0a1b2c3d"] }, /belong to subnets/],
    [{ place: { ...PROPS.place, subnetIds: ["subnet-0a1b2c3d"] } }, /belong to subnets/],
    [{ administrators: [] }, /names no role/],
    [{ failedRecordsExpireAfterDays: 0 }, /is not a number of days/],
    [{ code: { path: "/no/such.zip", sha256: "x" } }, /is no file that is there/],
  ] as const)("refuses what AWS would refuse: %#", (props, text) => {
    expect(faults(props)).toMatch(text);
  });
});

describe("a subscription", () => {
  const DESTINATION = "arn:aws:logs:eu-west-1:222222222222:destination:acme-orgtrail-search";
  const subscribed = (alarms?: SubscriptionAlarms): TerraformJson =>
    synthesized((scope) => {
      new LogSubscription(scope, "subscription", {
        logGroupName: "/orgtrail/acme/organization",
        destinationArn: DESTINATION,
        ...(alarms && { alarms }),
      });
    });

  it("sends every event, and rings no alarm that is not asked for", () => {
    expect(onlyResource(subscribed(), "aws_cloudwatch_log_subscription_filter")).toMatchObject({
      name: "search",
      filter_pattern: "",
      destination_arn: DESTINATION,
    });
    expect(resources(subscribed(), "aws_cloudwatch_metric_alarm")).toEqual([]);
  });

  it.each(["it's", "für"])("refuses alarms on a filter that a query would not find: %s", (filterName) => {
    const make = (alarms?: SubscriptionAlarms) => () =>
      synthesized((scope) => {
        new LogSubscription(scope, "subscription", {
          ...{ logGroupName: "/orgtrail/acme/organization", destinationArn: DESTINATION, filterName },
          ...(alarms && { alarms }),
        });
      });
    expect(make({ namePrefix: "acme-orgtrail-search" })).toThrow(/by which no alarm finds it/);
    expect(make()).not.toThrow();
  });

  it("rings where CloudWatch Logs could not send, whatever it calls the kind of destination", () => {
    const topicArn = "arn:aws:sns:eu-west-1:111111111111:acme-orgtrail-high";
    const alarms = resources(
      subscribed({ namePrefix: "acme-orgtrail-search", topicArn }),
      "aws_cloudwatch_metric_alarm",
    );
    const from =
      `FROM SCHEMA("AWS/Logs", DestinationType, FilterName, LogGroupName)` +
      ` WHERE FilterName = 'search' AND LogGroupName = '/orgtrail/acme/organization'`;
    expect(alarms).toMatchObject([
      {
        alarm_name: "acme-orgtrail-search-held-back",
        alarm_actions: [topicArn],
        evaluation_periods: 3,
        metric_query: [{ expression: `SELECT SUM(DeliveryThrottling) ${from}`, period: 300 }],
      },
      {
        alarm_name: "acme-orgtrail-search-undelivered",
        alarm_actions: [topicArn],
        evaluation_periods: 1,
        metric_query: [{ expression: `SELECT SUM(DeliveryErrors) ${from}`, period: 300 }],
      },
    ]);
    expect(
      resources(subscribed({ namePrefix: "acme-orgtrail-search" }), "aws_cloudwatch_metric_alarm").flatMap(
        ({ alarm_actions = [] }) => alarm_actions,
      ),
    ).toEqual([]);
  });
});
