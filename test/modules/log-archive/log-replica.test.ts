import {
  LogReplica,
  LogReplication,
  ReplicationDelay,
  type LogReplicaProps,
  type LogReplicationProps,
} from "../../../modules/log-archive";
import { AccountId, BucketName, regionOf, RoleName } from "../../../modules/organization";
import { onlyResource, resources } from "../../support/synthesized";
import { synthesized } from "../monitoring/fixtures";

const COPY = BucketName.of("acme-cloudtrail-777777777777-replica");
const LOGS = BucketName.of("acme-cloudtrail-222222222222-organization");
const KEY = "arn:aws:kms:eu-west-1:777777777777:key/11111111-2222-3333-4444-555555555555";

const REPLICA: LogReplicaProps = {
  partition: "aws",
  account: AccountId.of("777777777777"),
  bucketName: COPY,
  keyAlias: "alias/acme-cloudtrail-replica",
  administrators: ["arn:aws:iam::777777777777:role/Deploy"],
  sourceAdministrators: ["arn:aws:iam::222222222222:role/Deploy"],
  replicationRole: "arn:aws:iam::222222222222:role/acme-orgtrail-replication",
  immutability: { kind: "object-lock", mode: "compliance", days: 400, lifecycle: { expireAfterDays: 500 } },
  accessLogs: { bucketName: "access" },
};

const REPLICATION: LogReplicationProps = {
  partition: "aws",
  region: regionOf("aws", "us-east-1"),
  account: AccountId.of("222222222222"),
  bucketName: LOGS,
  locked: true,
  roleName: RoleName.of("acme-orgtrail-replication"),
  replicaKeyArn: KEY,
  topicArn: "arn:aws:sns:us-east-1:222222222222:acme-orgtrail-high",
  replica: { region: regionOf("aws", "eu-west-1"), account: AccountId.of("777777777777"), bucketName: COPY },
};

const copy = (props: Partial<LogReplicaProps> = {}) =>
  synthesized((stack) => new LogReplica(stack, "replica", { ...REPLICA, ...props }));
const replication = (props: Partial<LogReplicationProps> = {}) =>
  synthesized((stack) => new LogReplication(stack, "replication", { ...REPLICATION, ...props }));

describe("the second copy", () => {
  const json = copy();

  it("is locked and expires as the log bucket does, has versions and is private", () => {
    expect(onlyResource(json, "aws_s3_bucket")).toMatchObject({
      bucket: COPY,
      object_lock_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(onlyResource(json, "aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { mode: "COMPLIANCE", days: 400 } },
    });
    expect(onlyResource(json, "aws_s3_bucket_lifecycle_configuration")["rule"]).toEqual([
      expect.objectContaining({ expiration: [{ days: 500 }] }),
    ]);
    expect(onlyResource(json, "aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(onlyResource(json, "aws_s3_bucket_public_access_block")).toMatchObject({
      restrict_public_buckets: true,
    });
    expect(onlyResource(json, "aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
    expect(onlyResource(json, "aws_s3_bucket_logging")).toMatchObject({ target_bucket: "access" });
  });

  it("is encrypted with a key of its own, which is rotated", () => {
    expect(onlyResource(json, "aws_kms_key")).toMatchObject({ enable_key_rotation: true });
    expect(onlyResource(json, "aws_kms_alias")).toMatchObject({ name: REPLICA.keyAlias });
  });

  it("has no lifecycle with MFA delete", () => {
    expect(
      resources(copy({ immutability: { kind: "mfa-delete" } }), "aws_s3_bucket_lifecycle_configuration"),
    ).toEqual([]);
  });

  it.each<[string, Partial<LogReplicaProps>, RegExp]>([
    ["nobody who manages the log bucket", { sourceAdministrators: [] }, /sourceAdministrators names no role/],
    ["nobody who manages it", { administrators: [] }, /administrators names no role/],
    ["what is no role", { replicationRole: "acme" }, /replicationRole is not the ARN of an IAM role/],
    [
      "a manager of the log bucket that is no role",
      { sourceAdministrators: ["x"] },
      /sourceAdministrators\[0\]/,
    ],
    [
      "a lock that S3 does not take",
      { immutability: { kind: "object-lock", mode: "compliance", days: 0 } },
      /immutability.days/,
    ],
  ])("refuses %s", (_, props, says) => {
    expect(() => copy(props)).toThrow(says);
  });
});

describe("the replication", () => {
  const json = replication();
  const rule = () =>
    (onlyResource(json, "aws_s3_bucket_replication_configuration")["rule"] as readonly unknown[])[0];

  it("copies all log files, encrypted ones too, in time, and deletes nothing", () => {
    expect(rule()).toMatchObject({
      status: "Enabled",
      filter: { prefix: "" },
      delete_marker_replication: { status: "Disabled" },
      source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
      destination: {
        bucket: `arn:aws:s3:::${COPY}`,
        account: "777777777777",
        access_control_translation: { owner: "Destination" },
        encryption_configuration: { replica_kms_key_id: KEY },
        metrics: { status: "Enabled", event_threshold: { minutes: 15 } },
        replication_time: { status: "Enabled", time: { minutes: 15 } },
      },
    });
  });

  it("names no owner within the account", () => {
    const within = replication({ replica: { ...REPLICATION.replica, account: REPLICATION.account } });
    expect(JSON.stringify(onlyResource(within, "aws_s3_bucket_replication_configuration"))).not.toMatch(
      /"account"|access_control_translation/,
    );
  });

  it("rings where files are not copied, and in the same Region where they are late", () => {
    const names = (made: typeof json) =>
      resources(made, "aws_cloudwatch_metric_alarm").map(({ alarm_name, metric_name, alarm_actions }) => [
        alarm_name,
        metric_name,
        alarm_actions,
      ]);
    const failed = [
      "acme-orgtrail-replication-failed",
      "OperationsFailedReplication",
      [REPLICATION.topicArn],
    ];
    expect(names(json)).toEqual([failed]);
    const near = replication({ replica: { ...REPLICATION.replica, region: REPLICATION.region } });
    expect(names(near)).toEqual([
      failed,
      ["acme-orgtrail-replication-late", "ReplicationLatency", [REPLICATION.topicArn]],
    ]);
  });

  it("has what rings where they are late in the Region of the copy, by the same name and metric", () => {
    const topicArn = "arn:aws:sns:eu-central-1:777777777777:acme-orgtrail-replica-high";
    const late = (made: typeof json) =>
      resources(made, "aws_cloudwatch_metric_alarm").filter(
        ({ metric_name }) => metric_name === "ReplicationLatency",
      );
    const { roleName, bucketName, replica } = REPLICATION;
    const elsewhere = synthesized((scope) => {
      new ReplicationDelay(scope, "delay", {
        ...{ roleName, bucketName, replicaBucketName: replica.bucketName, topicArn },
      });
    });
    const near = replication({ replica: { ...replica, region: REPLICATION.region } });
    expect(late(elsewhere)).toEqual(late(near).map((alarm) => ({ ...alarm, alarm_actions: [topicArn] })));
    expect(late(elsewhere)).toHaveLength(1);
  });

  it("copies the locks of locked files, and asks for none where there are none", () => {
    const policy = (locked: boolean): unknown =>
      onlyResource(replication({ locked }), "aws_iam_role_policy")["policy"];
    expect(policy(true)).toContain("s3:GetObjectRetention");
    expect(policy(false)).not.toContain("s3:GetObjectRetention");
  });

  it("keeps to the folder of the logs", () => {
    const { policy } = onlyResource(replication({ prefix: "audit" as never }), "aws_iam_role_policy");
    expect(policy).toContain(`arn:aws:s3:::${LOGS}/audit/AWSLogs/*`);
    expect(policy).toContain(`arn:aws:s3:::${COPY}/audit/AWSLogs/*`);
  });
});
