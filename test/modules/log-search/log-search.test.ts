import {
  LogSubscription,
  type LogSearchProps,
  type NewSearchDomain,
  type SearchSaml,
  type SubscriptionAlarms,
} from "../../../modules/log-search";
import type { SearchTarget } from "../../../modules/policy";
import { onlyResource, resources, type TerraformJson } from "../../support/synthesized";
import { reviewed, synthesized } from "../monitoring/fixtures";
import { DOMAIN, faults, into, made, PROPS, terraform } from "./fixtures";

const COLLECTION: SearchTarget = {
  kind: "collection",
  collectionArn: "arn:aws:aoss:eu-west-1:222222222222:collection/0a1b2c3d4e5f6g7h8i9j",
  endpoint: "https://0a1b2c3d4e5f6g7h8i9j.eu-west-1.aoss.amazonaws.com",
};

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

  describe("with a domain that is made", () => {
    const subnetIds = ["subnet-0a1b2c3d", "subnet-1a1b2c3d", "subnet-2a1b2c3d"];
    const domainArn = "arn:aws:es:eu-west-1:222222222222:domain/acme-search";
    const place = { ...PROPS.place, target: { kind: "domain", domainArn }, subnetIds } as const;
    const newDomain: NewSearchDomain = {
      ...{ domainArn, name: "acme-search", keyAlias: "alias/acme-orgtrail-search-domain" },
      logGroupNames: {
        audit: "/orgtrail/acme/search-audit",
        application: "/orgtrail/acme/search-application",
      },
      logPolicyName: "acme-orgtrail-search-domain",
      securityGroupNames: { domain: "acme-orgtrail-search-domain", stream: "acme-orgtrail-search-stream" },
      vpcId: "vpc-0a1b2c3d",
      reachedFrom: { cidrs: ["10.0.0.0/16"] },
      masterRole: "arn:aws:iam::222222222222:role/SearchMaster",
      readers: ["arn:aws:iam::333333333333:role/SecurityAudit"],
    };
    const saml: SearchSaml = {
      entityId: "https://idp.example",
      metadata: '<EntityDescriptor entityID="https://idp.example"/>',
      masterBackendRole: "admins",
      rolesKey: "role",
    };
    const withDomain = (changed: Partial<NewSearchDomain> = {}): Partial<LogSearchProps> => ({
      place,
      newDomain: { ...newDomain, ...changed },
    });
    const json = terraform(withDomain());
    const domain = onlyResource(json, "aws_opensearch_domain");

    it("is as it was, with everything", () => {
      expect(made({ ...withDomain({ signsInBySaml: true, saml }) }, reviewed)).toMatchSnapshot();
    });

    it("is private, encrypted, and tells who is who", () => {
      expect(domain).toMatchObject({
        vpc_options: { subnet_ids: subnetIds },
        encrypt_at_rest: { enabled: true },
        node_to_node_encryption: { enabled: true },
        domain_endpoint_options: {
          enforce_https: true,
          tls_security_policy: "Policy-Min-TLS-1-2-PFS-2023-10",
        },
        advanced_security_options: { enabled: true, internal_user_database_enabled: false },
      });
      expect(resources(json, "aws_opensearch_domain_saml_options")).toEqual([]);
    });

    it("has an instance in each zone, and as many in each as are asked for", () => {
      expect(domain["cluster_config"]).toMatchObject({
        instance_count: 3,
        zone_awareness_config: { availability_zone_count: 3 },
      });
      const [one, two] = [
        { place: { ...place, subnetIds: ["subnet-0a1b2c3d"] }, newDomain },
        withDomain({ instancesPerSubnet: 2 }),
      ].map((props) => onlyResource(terraform(props), "aws_opensearch_domain")["cluster_config"]);
      expect(one).toEqual({ instance_type: "m6g.large.search", instance_count: 1 });
      expect(two).toMatchObject({ instance_count: 6 });
    });

    it("is let in by the stream and by those who are named, at port 443, and lets nothing out", () => {
      const [group] = resources(json, "aws_security_group").filter(({ ingress }) => ingress !== undefined);
      expect(group).toMatchObject({
        ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/16"] }],
      });
      expect(resources(json, "aws_security_group").filter(({ egress }) => egress !== undefined)).toEqual([]);
      expect(onlyResource(json, "aws_vpc_security_group_egress_rule")).toMatchObject({
        from_port: 443,
        to_port: 443,
        referenced_security_group_id: expect.stringContaining("domain-group") as unknown,
      });
    });

    it("rings on its health, too, and a quarter of its disks", () => {
      const alarms = resources(json, "aws_cloudwatch_metric_alarm");
      expect(alarms).toHaveLength(12);
      expect(alarms.find(({ metric_name }) => metric_name === "FreeStorageSpace")).toMatchObject({
        threshold: 25_600,
        dimensions: { ClientId: "222222222222", DomainName: "acme-search" },
      });
    });

    it("is not destroyed but where that is asked for", () => {
      expect(domain["lifecycle"]).toMatchObject({ prevent_destroy: true });
      const other = terraform(withDomain({ destroyProtection: false }));
      expect(onlyResource(other, "aws_opensearch_domain")["lifecycle"]).toMatchObject({
        prevent_destroy: false,
      });
    });

    it.each([
      [{ masterRole: "arn:aws:iam::222222222222:role/Search*" }, /not the ARN of one role/],
      [{ readers: ["arn:aws:iam::222222222222:user/a"] }, /not the ARN of one role/],
      [{ reachedFrom: {} }, /security groups and blocks of addresses/],
      [{ reachedFrom: { cidrs: ["0.0.0.0/0"] } }, /every address there is/],
      [{ volumeGb: 9 }, /GiB/],
      [{ instancesPerSubnet: 0 }, /instances in each subnet/],
      [{ domainArn: "arn:aws:es:eu-west-1:222222222222:domain/other" }, /not where the stream delivers/],
      [{ saml: { ...saml, entityId: "short" } }, /8 to 512/],
      [{ saml: { ...saml, sessionTimeoutMinutes: 1441 } }, /1 to 1440/],
    ] as const)("refuses what OpenSearch Service would refuse: %#", (changed, text) => {
      expect(faults(withDomain(changed))).toMatch(text);
    });
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
