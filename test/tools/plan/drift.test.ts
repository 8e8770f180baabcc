import { planJson, readPlan, type Change } from "./plan-json";

const changed = (path: string, before: unknown, after: unknown): object => ({
  path,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
  replaces: false,
});

describe("drift", () => {
  const drift = (change: Change) => readPlan(planJson({ drift: [change] })).drift;

  it("is what was changed in AWS", () => {
    const stopped = {
      actions: ["update"],
      before: { enable_logging: true },
      after: { enable_logging: false },
    };
    expect(drift({ address: "aws_cloudtrail.trail", ...stopped })).toMatchObject([
      { action: "update", attributes: [changed("enable_logging", true, false)] },
    ]);
    expect(
      drift({ address: "aws_cloudtrail.trail", actions: ["delete"], before: { name: "t" } }),
    ).toMatchObject([{ action: "destroy" }]);
  });

  it("is not how the provider writes what it reads back", () => {
    const sides = { before: { tags: null, rule: [{ x: null }] }, after: { tags: {}, rule: [{ x: false }] } };
    expect(drift({ actions: ["update"], ...sides })).toEqual([]);
  });
});

describe("drift of what others own", () => {
  const same = (address: string, values: object): Change => ({
    ...{ address, actions: ["no-op"], before: values, after: values },
  });
  const driftOf = (change: Change, ...state: readonly Change[]): readonly (readonly string[])[] =>
    readPlan(planJson({ drift: [change], changes: state })).drift.map(({ attributes }) =>
      attributes.map(({ path }) => path),
    );

  const bucket = { bucket: "logs", lifecycle_rule: [], replication_configuration: [], policy: "" };
  const foreign = { rules: [{ destination: [{ bucket: "arn:aws:s3:::evil", account_id: "999999999999" }] }] };
  const changedBucket: Change = {
    address: "aws_s3_bucket.logs",
    actions: ["update"],
    before: bucket,
    after: {
      ...bucket,
      lifecycle_rule: [{ id: "evil", enabled: true, expiration: [{ days: 1 }] }],
      replication_configuration: [foreign],
      policy: '{"Statement":[]}',
    },
    configured: ["bucket"],
  };
  const lifecycle = same("aws_s3_bucket_lifecycle_configuration.logs", { bucket: "logs", rule: [] });
  const policy = same("aws_s3_bucket_policy.logs", { bucket: "logs", policy: "{}" });
  const replication = same("aws_s3_bucket_replication_configuration.logs", { bucket: "logs" });
  const all = ["lifecycle_rule[0]", "replication_configuration[0]", "policy"];

  it("is told where Terraform has no owner: it shows nowhere else", () => {
    expect(driftOf(changedBucket)).toEqual([all]);
    expect(driftOf(changedBucket, policy)).toEqual([["lifecycle_rule[0]", "replication_configuration[0]"]]);
    expect(driftOf(changedBucket, policy, lifecycle)).toEqual([["replication_configuration[0]"]]);
  });

  it("is not told where all have owners: it shows there", () => {
    expect(driftOf(changedBucket, policy, lifecycle, replication)).toEqual([]);
  });

  it("is told where the owner is another bucket's, or is still to be made", () => {
    const other = same("aws_s3_bucket_policy.other", { bucket: "other", policy: "{}" });
    const toBeMade: Change = {
      address: "aws_s3_bucket_policy.logs",
      actions: ["create"],
      after: { bucket: "logs" },
    };
    expect(driftOf(changedBucket, other, toBeMade)).toEqual([all]);
  });

  it("is not told twice where the owner is gone from AWS", () => {
    const gone: Change = {
      address: "aws_s3_bucket_policy.logs",
      actions: ["delete"],
      before: { bucket: "logs" },
    };
    const told: Change = { ...changedBucket, after: { ...bucket, policy: "{}" } };
    const { drift } = readPlan(planJson({ drift: [told, gone] }));
    expect(drift.map(({ address }) => address)).toEqual(["aws_s3_bucket_policy.logs"]);
  });

  it("is told where the configuration sets the attribute at the bucket itself", () => {
    const set: Change = { ...changedBucket, configured: ["policy"] };
    expect(driftOf(set, policy, lifecycle, replication)).toEqual([["policy"]]);
  });

  it("is told of each policy of a role that has no owner", () => {
    const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    const config = "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole";
    const role = (arns: readonly string[], names: readonly string[]): object => ({
      name: "r",
      managed_policy_arns: arns,
      inline_policy: names.map((name) => ({ name, policy: "{}" })),
    });
    const given = (arns: readonly string[], names: readonly string[]): Change => ({
      ...{ address: "aws_iam_role.r", actions: ["update"], before: role([], []), after: role(arns, names) },
      configured: ["name"],
    });
    const attachment = same("aws_iam_role_policy_attachment.r", { role: "r", policy_arn: config });
    const inline = same("aws_iam_role_policy.r", { role: "r", name: "own", policy: "{}" });
    expect(driftOf(given([admin], []))).toEqual([["managed_policy_arns"]]);
    expect(driftOf(given([config], ["own"]), attachment, inline)).toEqual([]);
    const [drift] = readPlan(
      planJson({ drift: [given([config, admin], ["own", "evil"])], changes: [attachment, inline] }),
    ).drift;
    expect(drift?.attributes).toEqual([
      changed("managed_policy_arns", undefined, [admin]),
      changed("inline_policy[0]", undefined, { name: "evil", policy: "{}" }),
    ]);
    const others = same("aws_iam_role_policy_attachment.x", { role: "x", policy_arn: config });
    expect(driftOf(given([config], []), others)).toEqual([["managed_policy_arns"]]);
  });

  it.each([
    ["aws_s3_bucket", "bucket", "aws_s3_bucket_accelerate_configuration", "bucket", "acceleration_status"],
    ["aws_s3_bucket", "bucket", "aws_s3_bucket_acl", "bucket", "acl"],
    ["aws_s3_bucket", "bucket", "aws_s3_bucket_acl", "bucket", "grant"],
    ["aws_s3_bucket", "bucket", "aws_s3_bucket_cors_configuration", "bucket", "cors_rule"],
    ["aws_s3_bucket", "bucket", "aws_s3_bucket_logging", "bucket", "logging"],
    [
      "aws_s3_bucket",
      "bucket",
      "aws_s3_bucket_object_lock_configuration",
      "bucket",
      "object_lock_configuration",
    ],
    ["aws_s3_bucket", "bucket", "aws_s3_bucket_request_payment_configuration", "bucket", "request_payer"],
    [
      "aws_s3_bucket",
      "bucket",
      "aws_s3_bucket_server_side_encryption_configuration",
      "bucket",
      "server_side_encryption_configuration",
    ],
    ["aws_s3_bucket", "bucket", "aws_s3_bucket_versioning", "bucket", "versioning"],
    ["aws_s3_bucket", "bucket", "aws_s3_bucket_website_configuration", "bucket", "website"],
    ["aws_sns_topic", "arn", "aws_sns_topic_policy", "arn", "policy"],
    ["aws_sqs_queue", "url", "aws_sqs_queue_policy", "queue_url", "policy"],
    ["aws_sqs_queue", "url", "aws_sqs_queue_redrive_policy", "queue_url", "redrive_policy"],
    ["aws_sqs_queue", "url", "aws_sqs_queue_redrive_allow_policy", "queue_url", "redrive_allow_policy"],
  ])(
    "is told of a %s by its %s unless there is an %s with that %s: %s",
    (type, name, owner, link, attribute) => {
      const change: Change = {
        ...{ address: `${type}.a`, actions: ["update"] },
        ...{ before: { [name]: "it", [attribute]: "" }, after: { [name]: "it", [attribute]: '{"a":1}' } },
      };
      expect(driftOf(change)).toHaveLength(1);
      expect(driftOf(change, same(`${owner}.a`, { [link]: "another" }))).toHaveLength(1);
      expect(driftOf(change, same(`${owner}.a`, { [link]: "it" }))).toEqual([]);
    },
  );
});
