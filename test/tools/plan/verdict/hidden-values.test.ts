import { judge } from "../../../../tools/plan/verdict";
import { referenceConfiguration } from "../../../support/configurations";
import { planJson, readPlan, type Change, type Plan } from "../plan-json";
import { ALARM, BUCKET, LIFECYCLE, LOG_BUCKET, SUBSCRIPTION, TRAIL, VERSIONING } from "./resources";

const configuration = referenceConfiguration();

/** What is found in a plan of Terraform's, with the rule, the verdict, and what becomes of drift. */
function findings(plan: Plan): readonly (readonly (string | undefined)[])[] {
  const read = readPlan(planJson(plan));
  const account = { name: "management", id: "111111111111" };
  return judge(
    { stack: "management", account, region: "us-east-1", ...read },
    configuration,
    "2026-11-27",
  ).map(({ rule, verdict, what, drift }) => [rule, verdict, what, ...(drift === undefined ? [] : [drift])]);
}

const trail = (parts: Partial<Change>): Change => ({
  address: "aws_cloudtrail.trail",
  actions: ["update"],
  before: TRAIL,
  ...parts,
});

describe("a value that is marked sensitive", () => {
  it.each<[string, object, unknown]>([
    ["enable_logging", { enable_logging: false }, { enable_logging: true }],
    ["s3_bucket_name", { s3_bucket_name: "elsewhere" }, { s3_bucket_name: true }],
    ["kms_key_id", { kms_key_id: null }, { kms_key_id: true }],
    ["advanced_event_selector", { advanced_event_selector: [] }, { advanced_event_selector: true }],
    ["enable_logging", { enable_logging: false }, true],
  ])("is blocked when it changes and decides: %s", (name, changes, after_sensitive) => {
    expect(findings({ changes: [trail({ after: { ...TRAIL, ...changes }, after_sensitive })] })).toEqual([
      ["value-hidden", "blocked", `${name} changes, and is marked sensitive`],
    ]);
  });

  it.each<[string, Partial<Change>]>([
    ["on the side before alone", { before_sensitive: { enable_logging: true } }],
    [
      "on both sides",
      { before_sensitive: { enable_logging: true }, after_sensitive: { enable_logging: true } },
    ],
  ])("is blocked when it is marked %s", (_, masks) => {
    expect(findings({ changes: [trail({ after: { ...TRAIL, enable_logging: false }, ...masks })] })).toEqual([
      ["value-hidden", "blocked", "enable_logging changes, and is marked sensitive"],
    ]);
  });

  it("is not found when it stays, whatever else changes", () => {
    const masks = { before_sensitive: true, after_sensitive: true };
    expect(findings({ changes: [trail({ after: { ...TRAIL, tags: { a: "b" } }, ...masks })] })).toEqual([]);
    const unset = { after: { ...TRAIL, s3_key_prefix: "" }, after_sensitive: { s3_key_prefix: true } };
    expect(findings({ changes: [trail(unset)] })).toEqual([]);
  });

  it("is found in a block", () => {
    const change: Change = {
      address: "aws_s3_bucket_versioning.versioning",
      actions: ["update"],
      before: VERSIONING,
      after: { ...VERSIONING, versioning_configuration: [{ status: "Suspended", mfa_delete: "Enabled" }] },
      after_sensitive: { versioning_configuration: [{ status: true }] },
    };
    expect(findings({ changes: [change] })).toEqual([
      ["value-hidden", "blocked", "versioning_configuration changes, and is marked sensitive"],
    ]);
  });

  it("is found in a block that goes", () => {
    const change: Change = {
      address: "aws_cloudwatch_metric_alarm.alarm",
      actions: ["update"],
      before: { ...ALARM, alarm_actions: ["a", "b"] },
      after: { ...ALARM, alarm_actions: ["a"] },
      before_sensitive: { alarm_actions: [false, true] },
    };
    expect(findings({ changes: [change] })).toContainEqual([
      "value-hidden",
      "blocked",
      "alarm_actions changes, and is marked sensitive",
    ]);
  });

  it("is to be reviewed when what it decides would be", () => {
    const change: Change = {
      address: "aws_cloudwatch_metric_alarm.alarm",
      actions: ["update"],
      before: ALARM,
      after: { ...ALARM, threshold: 9 },
      after_sensitive: { threshold: true },
    };
    expect(findings({ changes: [change] })).toEqual([
      ["value-not-known", "review", "threshold changes, and is marked sensitive"],
    ]);
  });

  it("is found when it is known only after apply, were it not set before", () => {
    const change: Change = {
      address: "aws_sns_topic_subscription.subscription",
      actions: ["update"],
      before: SUBSCRIPTION,
      after: SUBSCRIPTION,
      after_unknown: { filter_policy: true },
      after_sensitive: { filter_policy: true },
    };
    expect(findings({ changes: [change] })).toEqual([
      ["value-hidden", "blocked", "filter_policy changes, and is marked sensitive"],
    ]);
  });

  it("is found in a policy", () => {
    const change: Change = {
      address: "aws_s3_bucket_policy.policy",
      actions: ["update"],
      before: { bucket: LOG_BUCKET, policy: '{"Statement":[]}' },
      after: { bucket: LOG_BUCKET, policy: '{"Statement":[{"Effect":"Allow"}]}' },
      after_sensitive: { policy: true },
    };
    expect(findings({ changes: [change] })).toContainEqual([
      "value-hidden",
      "blocked",
      "policy changes, and is marked sensitive",
    ]);
  });
});

describe("drift in a value that is marked sensitive", () => {
  const masks = { before_sensitive: { enable_logging: true }, after_sensitive: { enable_logging: true } };
  const stopped = { ...TRAIL, enable_logging: false };
  const drift = [trail({ after: stopped, ...masks })];
  const what = "enable_logging changes, and is marked sensitive";

  it("stays where the plan leaves it", () => {
    expect(findings({ drift })).toEqual([["value-hidden", "blocked", what, "stays"]]);
    const changes = [trail({ before: stopped, after: { ...stopped, tags: { a: "b" } }, ...masks })];
    expect(findings({ drift, changes })).toEqual([["value-hidden", "blocked", what, "stays"]]);
  });

  it("is undone where the plan changes it too, which is found as well", () => {
    const changes = [trail({ before: stopped, after: TRAIL, ...masks })];
    expect(findings({ drift, changes })).toEqual([
      ["value-hidden", "blocked", what],
      ["value-hidden", "review", what, "undone"],
    ]);
  });
});

describe("a name that is known only after apply", () => {
  const lifecycle = (references: readonly string[]): Plan => ({
    changes: [
      {
        address: "aws_s3_bucket.logs",
        actions: ["create"],
        after: { force_destroy: false },
        after_unknown: { bucket: true, id: true },
      },
      {
        address: "aws_s3_bucket_lifecycle_configuration.expire",
        actions: ["create"],
        after: { rule: LIFECYCLE["rule"] },
        after_unknown: { bucket: true },
        expressions: { bucket: { references } },
      },
    ],
  });

  it("may be that of a bucket that is there already", () => {
    expect(findings(lifecycle(["data.aws_ssm_parameter.name.value"]))).toEqual([
      [
        "value-not-known",
        "review",
        "bucket cannot be told before the apply: it may be that of something that is there already",
      ],
    ]);
  });

  it("is that of a bucket which the plan makes", () => {
    expect(findings(lifecycle(["aws_s3_bucket.logs.id", "aws_s3_bucket.logs"]))).toEqual([]);
  });
});

describe("what a bucket sets in itself", () => {
  const bucket = (parts: Partial<Change>): Plan => ({
    changes: [
      { address: "aws_s3_bucket.logs", actions: ["update"], before: BUCKET, after: BUCKET, ...parts },
    ],
  });

  it("is found where the configuration says so", () => {
    const lifecycle_rule = [{ id: "x", enabled: true, expiration: [{ days: 1 }] }];
    expect(findings(bucket({ after: { ...BUCKET, lifecycle_rule } }))).toEqual([
      ["set-twice", "blocked", "lifecycle_rule is set here, and not by a resource of its own"],
    ]);
  });

  it("is not what AWS tells, be it not known yet", () => {
    const told = { ...BUCKET, policy: "{}", versioning: [{ enabled: true }] };
    expect(
      findings(
        bucket({
          before: told,
          after: { ...BUCKET, tags: { a: "b" } },
          after_unknown: { policy: true, versioning: true },
        }),
      ),
    ).toEqual([]);
  });
});
