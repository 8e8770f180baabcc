import {
  CONFIG_RULE_KINDS,
  configRules,
  MAX_PARAMETERS_LENGTH,
  OWNER_RULE_IDS,
  REMEDIABLE_RULE_IDS,
  type ConfigRuleScope,
} from "../../../modules/config-rules";
import type { TrailSelectors } from "../../../modules/event-selectors";
import { BucketName, type Region } from "../../../modules/organization";
import { KIND_IDS, MFA_DELETE, OBJECT_LOCK, omission, REGION, ruleNamed, scope, WATCHED } from "./fixtures";

const ROW_OF_FACTS = [
  ["trail-enabled", "CLOUD_TRAIL_ENABLED"],
  ["trail-multi-region", "MULTI_REGION_CLOUD_TRAIL_ENABLED"],
  ["trail-security", "CLOUDTRAIL_SECURITY_TRAIL_ENABLED"],
  ["trail-encrypted", "CLOUD_TRAIL_ENCRYPTION_ENABLED"],
  ["trail-validated", "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED"],
  ["trail-bucket-access-logging", "CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING"],
  ["trail-bucket-not-public", "CLOUDTRAIL_S3_BUCKET_PUBLIC_ACCESS_PROHIBITED"],
  ["trail-cloudwatch-logs", "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED"],
  ["s3-data-events", "CLOUDTRAIL_S3_DATAEVENTS_ENABLED"],
  ["s3-write-events", "CLOUDTRAIL_ALL_WRITE_S3_DATA_EVENT_CHECK"],
  ["s3-read-events", "CLOUDTRAIL_ALL_READ_S3_DATA_EVENT_CHECK"],
  ["bucket-tls", "S3_BUCKET_SSL_REQUESTS_ONLY"],
  ["bucket-versioning", "S3_BUCKET_VERSIONING_ENABLED"],
  ["bucket-mfa-delete", "S3_BUCKET_MFA_DELETE_ENABLED"],
  ["bucket-default-lock", "S3_BUCKET_DEFAULT_LOCK_ENABLED"],
  ["bucket-access-logging", "S3_BUCKET_LOGGING_ENABLED"],
  ["bucket-public-access", "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED"],
  ["bucket-public-read", "S3_BUCKET_PUBLIC_READ_PROHIBITED"],
  ["bucket-public-write", "S3_BUCKET_PUBLIC_WRITE_PROHIBITED"],
  ["bucket-kms", "S3_DEFAULT_ENCRYPTION_KMS"],
  ["bucket-encryption", "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED"],
  ["key-rotation", "CMK_BACKING_KEY_ROTATION_ENABLED"],
  ["key-not-deleted", "KMS_CMK_NOT_SCHEDULED_FOR_DELETION"],
  ["log-group-retention", "CW_LOGGROUP_RETENTION_PERIOD_CHECK"],
  ["log-group-encrypted", "CLOUDWATCH_LOG_GROUP_ENCRYPTED"],
  ["alarm-actions", "CLOUDWATCH_ALARM_ACTION_CHECK"],
];

describe("the catalogue", () => {
  it("has AWS's managed rules for the trail, its buckets, keys, log group and alarms", () => {
    expect(CONFIG_RULE_KINDS.map(({ id, identifier }) => [id, identifier])).toEqual(ROW_OF_FACTS);
  });

  it("says of each kind what mends it, or why nothing does", () => {
    expect(REMEDIABLE_RULE_IDS).toEqual([
      "trail-validated",
      "trail-cloudwatch-logs",
      "bucket-versioning",
      "bucket-public-access",
      "bucket-kms",
      "key-rotation",
      "key-not-deleted",
    ]);
    const mended = configRules(scope(WATCHED)).rules.filter(({ remediation }) => remediation !== undefined);
    expect([...new Set(mended.map(({ id }) => id))]).toEqual(REMEDIABLE_RULE_IDS);
    for (const { id, remediation } of mended) {
      const { mending } = CONFIG_RULE_KINDS.find((kind) => kind.id === id) ?? {};
      expect(mending).toEqual({ runbook: remediation?.runbook });
    }
  });

  it("makes each kind, or says why not", () => {
    for (const checked of [scope(), scope(WATCHED), scope({}, OBJECT_LOCK)]) {
      const { rules, omitted } = configRules(checked);
      const named = new Set([...rules, ...omitted].map(({ id }) => id));
      expect([...named].sort()).toEqual([...KIND_IDS].sort());
    }
  });

  it("has descriptions that AWS takes, and a name for each rule of an account", () => {
    const { rules } = configRules(scope(WATCHED));
    for (const { description } of rules) expect(description.length).toBeLessThanOrEqual(256);
    const names = rules.map(({ owner, name }) => `${owner} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it("keeps in the owner's account what would judge others", () => {
    expect(OWNER_RULE_IDS).toEqual([
      "trail-cloudwatch-logs",
      "key-rotation",
      "key-not-deleted",
      "log-group-encrypted",
      "alarm-actions",
    ]);
  });
});

describe("the parameters", () => {
  const topic = "arn:aws:sns:us-east-1:111111111111";
  it.each<[string, ConfigRuleScope, Readonly<Record<string, string>>]>([
    ["trail-enabled", scope(), { s3BucketName: "acme-logs" }],
    ["trail-enabled", scope(WATCHED), { s3BucketName: "acme-logs", snsTopicArn: `${topic}:audit-delivery` }],
    [
      "trail-multi-region",
      scope(),
      { s3BucketName: "acme-logs", includeManagementEvents: "true", readWriteType: "ALL" },
    ],
    ["bucket-mfa-delete-organization", scope({}, MFA_DELETE), {}],
    ["bucket-default-lock-organization", scope({}, OBJECT_LOCK), { mode: "COMPLIANCE" }],
    [
      "bucket-access-logging-organization",
      scope(),
      { targetBucket: "acme-access", targetPrefix: "acme-logs/" },
    ],
    ["bucket-kms-organization", scope(), { kmsKeyArns: "arn:aws:kms:us-east-1:222222222222:key/logs" }],
    ["bucket-encryption-access", scope(), {}],
    ["bucket-tls-access", scope(), {}],
    ["key-not-deleted", scope(WATCHED), { kmsKeyIds: "logs,team" }],
    ["key-rotation", scope(), {}],
    [
      "log-group-encrypted",
      scope(WATCHED),
      { KmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/monitoring" },
    ],
    [
      "alarm-actions",
      scope(WATCHED),
      {
        alarmActionRequired: "true",
        insufficientDataActionRequired: "false",
        okActionRequired: "false",
        action1: `${topic}:critical`,
        action2: `${topic}:high`,
      },
    ],
  ])("of %s", (name, of, parameters) => {
    expect(ruleNamed(of, name).parameters).toEqual(parameters);
  });

  it.each([
    [400, "400"],
    [365, "365"],
    // CloudWatch Logs has retentions that the rule does not take.
    [1096, "731"],
    [2192, "1827"],
    [3653, "3653"],
    [1, "1"],
    // For ever.
    [0, "3653"],
  ])("of a log group that keeps events %d days ask for %s", (retentionDays, asked) => {
    const monitoring = WATCHED.monitoring && { ...WATCHED.monitoring, retentionDays };
    expect(ruleNamed(scope({ ...(monitoring && { monitoring }) }), "log-group-retention").parameters).toEqual(
      { LogGroupNames: "/orgtrail/acme", MinRetentionTime: asked },
    );
  });

  it("of 27 keys name them, and of more none: then the rule judges all", () => {
    const keys = (count: number): ConfigRuleScope => {
      const logArchive = Array.from({ length: count }, (_, index) => ({
        id: String(index).padStart(36, "0"),
        arn: "arn:aws:kms:us-east-1:222222222222:key/x",
      }));
      return scope({ keys: { logArchive } });
    };
    const { parameters } = ruleNamed(keys(27), "key-not-deleted");
    expect(JSON.stringify(parameters).length).toBeLessThanOrEqual(MAX_PARAMETERS_LENGTH);
    expect(parameters["kmsKeyIds"]?.split(",")).toHaveLength(27);
    expect(ruleNamed(keys(28), "key-not-deleted").parameters).toEqual({});
  });

  it("of a bucket's rules hold them to that bucket", () => {
    for (const { id, name, resource } of configRules(scope()).rules) {
      if (!id.startsWith("bucket-")) continue;
      const bucket = name.endsWith("-access") ? "acme-access" : "acme-logs";
      expect({ name, resource }).toEqual({ name, resource: { type: "AWS::S3::Bucket", id: bucket } });
    }
  });
});

describe("a rule that could only fail is not made", () => {
  it.each<[string, ConfigRuleScope, string, string | undefined, RegExp]>([
    [
      "MFA delete under Object Lock",
      scope({}, OBJECT_LOCK),
      "bucket-mfa-delete",
      "organization",
      /Object Lock/,
    ],
    ["a default lock under MFA delete", scope(), "bucket-default-lock", "organization", /MFA delete/],
    ["a default lock of access logs", scope(), "bucket-default-lock", "access", /default lock/],
    ["MFA delete of access logs", scope(), "bucket-mfa-delete", "access", /expire/],
    ["access logs of access logs", scope(), "bucket-access-logging", "access", /about writing logs/],
    ["KMS of access logs", scope(), "bucket-kms", "access", /KMS/],
    ["CloudWatch Logs without monitoring", scope(), "trail-cloudwatch-logs", undefined, /no monitoring/],
    ["a log group without monitoring", scope(), "log-group-retention", undefined, /no monitoring/],
    ["alarms without monitoring", scope(), "alarm-actions", undefined, /no monitoring/],
    ["S3 data events where none are recorded", scope(), "s3-data-events", undefined, /no S3 data events/],
    ["reads where none are recorded", scope(), "s3-read-events", undefined, /reads/],
  ])("%s", (_name, of, id, subject, reason) => {
    expect(omission(of, id, subject)).toMatch(reason);
    const { rules } = configRules(of);
    expect(
      rules.filter((rule) => rule.id === id && (subject === undefined || rule.name.endsWith(subject))),
    ).toEqual([]);
  });

  it("of a bucket in another Region, where AWS Config records it", () => {
    const [first] = scope().buckets;
    const elsewhere = { ...first, region: "eu-west-1" as Region, subject: "team-a" } as NonNullable<
      typeof first
    >;
    const { rules, omitted } = configRules(scope({ buckets: [elsewhere] }));
    expect(rules.filter(({ id }) => id.startsWith("bucket-"))).toEqual([]);
    expect(omitted.filter(({ subject }) => subject === "team-a")).toHaveLength(10);
    expect(omission(scope({ buckets: [elsewhere] }), "bucket-tls", "team-a")).toBe(
      `the bucket is in eu-west-1, and the rules are in ${REGION}`,
    );
  });

  it("for all management events of a trail that leaves some out", () => {
    const selectors: TrailSelectors = {
      kind: "advanced",
      selectors: [{ category: "Management", eventSource: { notEquals: ["kms.amazonaws.com"] } }],
    };
    for (const id of ["trail-multi-region", "trail-security"]) {
      expect(omission(scope({ selectors }), id)).toMatch(/leaves management events out/);
    }
    expect(ruleNamed(scope({ selectors }), "trail-enabled").id).toBe("trail-enabled");
  });

  it("but is for reads in one selector and writes in another", () => {
    const selectors: TrailSelectors = {
      kind: "advanced",
      selectors: [
        { category: "Management", readOnly: true },
        { category: "Management", readOnly: false },
      ],
    };
    expect(ruleNamed(scope({ selectors }), "trail-security").id).toBe("trail-security");
  });
});

describe("S3 data events", () => {
  const data = (parts: object): TrailSelectors => ({
    kind: "advanced",
    selectors: [{ category: "Management" }, { category: "Data", resourceType: "AWS::S3::Object", ...parts }],
  });
  const bucket = (name: string): string => `arn:aws:s3:::${name}/`;

  it.each<[string, TrailSelectors, readonly string[]]>([
    ["all of every bucket", data({}), ["s3-data-events", "s3-write-events", "s3-read-events"]],
    [
      "all but of log buckets",
      data({ resourceArn: { notStartsWith: [bucket("acme-logs")] } }),
      // AWS's checks of all calls ask for every bucket, now and later.
      ["s3-data-events"],
    ],
    ["writes", data({ readOnly: false }), ["s3-data-events", "s3-write-events"]],
    ["reads", data({ readOnly: true }), ["s3-data-events", "s3-read-events"]],
    ["of one bucket", data({ resourceArn: { startsWith: [bucket("ledger")] } }), ["s3-data-events"]],
    ["of a prefix of keys", data({ resourceArn: { startsWith: ["arn:aws:s3:::ledger/2026/"] } }), []],
    ["some calls", data({ eventName: { equals: ["DeleteObject"] } }), []],
    ["some callers", data({ userIdentityArn: { startsWith: ["arn:aws:iam::1"] } }), []],
    ["of functions", data({ resourceType: "AWS::Lambda::Function" }), []],
    [
      "of basic selectors",
      {
        kind: "basic",
        selectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
      },
      ["s3-data-events", "s3-write-events", "s3-read-events"],
    ],
  ])("%s have the rules that can pass", (_name, selectors, expected) => {
    const { rules } = configRules(scope({ selectors }));
    expect(rules.map(({ id }) => id).filter((id) => id.startsWith("s3-"))).toEqual(expected);
  });

  it("have the rules of all calls where one selector leaves log buckets out and another does not", () => {
    const selectors: TrailSelectors = {
      kind: "advanced",
      selectors: [
        { category: "Management" },
        { category: "Data", resourceType: "AWS::S3::Object", readOnly: false },
        {
          category: "Data",
          resourceType: "AWS::S3::Object",
          readOnly: true,
          resourceArn: { notStartsWith: [bucket("acme-logs")] },
        },
      ],
    };
    const { rules } = configRules(scope({ selectors }));
    expect(rules.map(({ id }) => id).filter((id) => id.startsWith("s3-"))).toEqual([
      "s3-data-events",
      "s3-write-events",
    ]);
    expect(omission(scope({ selectors }), "s3-read-events")).toMatch(
      /leaves its own log buckets or others out/,
    );
  });

  it("of more buckets than parameters have room for have no rule", () => {
    const named = (last: number): TrailSelectors =>
      data({
        resourceArn: {
          startsWith: [...Array.from({ length: 15 }, (_, index) => 100 + index), "x".repeat(last)].map(
            (name) => bucket(String(name).padEnd(60, "b")),
          ),
        },
      });
    const { parameters } = ruleNamed(scope({ selectors: named(60) }), "s3-data-events");
    const room = MAX_PARAMETERS_LENGTH - JSON.stringify(parameters).length;
    expect(omission(scope({ selectors: named(60 + room) }), "s3-data-events")).toBeUndefined();
    expect(omission(scope({ selectors: named(60 + room + 1) }), "s3-data-events")).toMatch(/more buckets/);
  });

  it("of some buckets name these", () => {
    const selectors = data({ resourceArn: { startsWith: [bucket("b"), bucket("a"), bucket("b")] } });
    expect(ruleNamed(scope({ selectors }), "s3-data-events").parameters).toEqual({ S3BucketNames: "a,b" });
  });
});

it("a team's own bucket has no runbook: nothing of orgtrail's stands in its account", () => {
  const [first] = scope().buckets;
  if (first === undefined) throw new Error("there is no bucket");
  const own = { ...first, owner: "team", name: BucketName.of("team-logs"), subject: "team-a" } as const;
  const of = scope({ buckets: [own] });
  expect(ruleNamed(of, "bucket-public-access-team-a").remediation).toBeUndefined();
  expect(ruleNamed(scope(), "bucket-public-access-organization").remediation).toBeDefined();
});
