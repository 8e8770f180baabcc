import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformOutput, Testing } from "cdktf";
import { AccessLogBucket, LogArchive, type LogArchiveProps } from "../../../modules/log-archive";
import {
  AccountId,
  BucketName,
  LogPrefix,
  OrganizationId,
  TrailName,
  type Region,
} from "../../../modules/organization";
import type { PolicyDocument } from "../../../modules/policy";
import { ValidationError } from "../../../modules/validation";
import { readable } from "../../support/readable";
import { onlyResource, resources, type TerraformJson } from "../../support/synthesized";

const MINIMAL: LogArchiveProps = {
  partition: "aws",
  account: AccountId.of("222222222222"),
  bucketName: BucketName.of("acme-logs"),
  keyAlias: "alias/acme-logs",
  trails: [
    {
      partition: "aws",
      homeRegion: "us-east-1" as Region,
      account: AccountId.of("111111111111"),
      name: TrailName.of("audit"),
      organization: OrganizationId.of("o-a1b2c3d4e5"),
    },
  ],
  immutability: { kind: "mfa-delete" },
  administrators: ["arn:aws:iam::222222222222:role/Deploy"],
  accessLogs: { bucketName: "acme-access" },
};

const EVERYTHING: LogArchiveProps = {
  ...MINIMAL,
  prefix: LogPrefix.of("org"),
  immutability: {
    kind: "object-lock",
    mode: "compliance",
    days: 400,
    lifecycle: { transitions: [{ afterDays: 90, storageClass: "GLACIER_IR" }], expireAfterDays: 800 },
  },
  readers: ["arn:aws:iam::333333333333:role/Audit"],
  memberAccess: { organization: OrganizationId.of("o-a1b2c3d4e5") },
  minimumTlsVersion: "1.3",
  destroyProtection: false,
};

function synthesizedText(props: LogArchiveProps): string {
  return Testing.synthScope((scope) => {
    new LogArchive(scope, "archive", props);
  });
}

function synthesized(props: LogArchiveProps): TerraformJson {
  return JSON.parse(synthesizedText(props)) as TerraformJson;
}

describe("LogArchive", () => {
  it("is as it was, at its least", () => {
    expect(readable(synthesizedText(MINIMAL))).toMatchSnapshot();
  });

  it("is as it was, with everything on", () => {
    expect(readable(synthesizedText(EVERYTHING))).toMatchSnapshot();
  });

  it.each([
    ["mfa-delete", MINIMAL, 9],
    ["object-lock", EVERYTHING, 11],
  ] as const)("with %s has exactly its resources", (_kind, props, count) => {
    const all = Object.values(synthesized(props).resource ?? {}).flatMap((blocks) => Object.keys(blocks));
    expect(all).toHaveLength(count);
  });

  it("keeps versions and leaves MFA delete to root: Terraform neither sets nor reverts it", () => {
    expect(
      onlyResource(synthesized(MINIMAL), "aws_s3_bucket_versioning")["versioning_configuration"],
    ).toEqual({
      status: "Enabled",
    });
  });

  it("has no lifecycle beside MFA delete, which S3 refuses", () => {
    expect(resources(synthesized(MINIMAL), "aws_s3_bucket_lifecycle_configuration")).toEqual([]);
    expect(resources(synthesized(MINIMAL), "aws_s3_bucket_object_lock_configuration")).toEqual([]);
  });

  it("locks a bucket that was made to be locked, after its versioning", () => {
    const json = synthesized(EVERYTHING);
    expect(onlyResource(json, "aws_s3_bucket")["object_lock_enabled"]).toBe(true);
    const lock = onlyResource(json, "aws_s3_bucket_object_lock_configuration");
    expect(lock["rule"]).toEqual({ default_retention: { mode: "COMPLIANCE", days: 400 } });
    expect(lock["depends_on"]).toEqual([expect.stringContaining("aws_s3_bucket_versioning.")]);
  });

  it("is private: the owner owns all objects, and all public access is blocked", () => {
    const json = synthesized(MINIMAL);
    expect(onlyResource(json, "aws_s3_bucket_ownership_controls")["rule"]).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
    expect(onlyResource(json, "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("encrypts with its own rotated key, by a Bucket Key", () => {
    const json = synthesized(MINIMAL);
    expect(onlyResource(json, "aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
    });
    expect(onlyResource(json, "aws_s3_bucket_server_side_encryption_configuration")["rule"]).toEqual([
      {
        apply_server_side_encryption_by_default: {
          kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\..*\.arn\}$/) as unknown,
          sse_algorithm: "aws:kms",
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  it.each([
    [true, MINIMAL],
    [false, EVERYTHING],
  ] as const)("has prevent_destroy %p on bucket and key", (prevented, props) => {
    const json = synthesized(props);
    for (const type of ["aws_s3_bucket", "aws_kms_key"]) {
      expect(onlyResource(json, type)["lifecycle"]).toEqual({ prevent_destroy: prevented });
    }
  });

  it("excepts who mends from reconfiguring without MFA, and from nothing else, also where it may be destroyed", () => {
    const mender = "arn:aws:iam::222222222222:role/mend";
    const json = synthesized({ ...MINIMAL, menders: [mender], destroyProtection: false });
    const { policy } = onlyResource(json, "aws_s3_bucket_policy");
    const { Statement } = JSON.parse(String(policy)) as PolicyDocument;
    const naming = Statement.filter((statement) => JSON.stringify(statement).includes(mender));
    expect(naming.map(({ Sid }) => Sid)).toEqual(["DenyReconfigureWithoutMfa", "DenyVersioningWithoutMfa"]);
    expect(JSON.stringify(onlyResource(json, "aws_kms_key"))).not.toContain(mender);
  });

  it("gives a bucket name that is known once the policy is set, so that a trail comes after it", () => {
    const json = JSON.parse(
      Testing.synthScope((scope) => {
        const { bucketName } = new LogArchive(scope, "archive", MINIMAL);
        new TerraformOutput(scope, "name", { value: bucketName });
      }),
    ) as TerraformJson;
    expect(json.output?.["name"]?.value).toMatch(/^\$\{aws_s3_bucket_policy\..*\.bucket\}$/);
  });
});

describe("LogArchive refuses", () => {
  const fails =
    (props: Partial<LogArchiveProps>): (() => unknown) =>
    () =>
      synthesized({ ...MINIMAL, ...props });

  it.each<[string, Partial<LogArchiveProps>, string]>([
    ["no trail", { trails: [] }, "trails names no trail"],
    ["nobody who manages it", { administrators: [] }, "administrators names no role"],
    ["an administrator that is no ARN", { administrators: ["Deploy"] }, "administrators[0] is not the ARN"],
    ["who mends and is no ARN", { menders: ["mend"] }, "menders[0] is not the ARN"],
    [
      "a reader of another partition",
      { readers: ["arn:aws-cn:iam::333333333333:role/A"] },
      "readers[0] is of partition aws-cn",
    ],
    [
      "a lock that S3 refuses",
      { immutability: { kind: "object-lock", mode: "governance", days: 0 } },
      "immutability.days is not a number of days",
    ],
  ])("%s", (_name, props, message) => {
    expect(fails(props)).toThrow(ValidationError);
    expect(fails(props)).toThrow(`archive: ${message}`);
  });

  it("names every fault at once", () => {
    expect(fails({ trails: [], administrators: [] })).toThrow(
      /trails names no trail.*\n.*administrators names no role/,
    );
  });

  const trails = (count: number): LogArchiveProps["trails"] =>
    Array.from({ length: count }, (_, index) => ({
      partition: "aws",
      homeRegion: "us-east-1" as Region,
      account: AccountId.of(String(300_000_000_000 + index)),
      name: TrailName.of("audit"),
    }));

  it("more trails than fit 20 KB of bucket policy, and says by how much and what takes the room", () => {
    const most = [...Array(200).keys()].filter(
      (count) => count > 0 && !throws(fails({ trails: trails(count) })),
    ).length;
    expect(most).toBeGreaterThan(40);
    expect(fails({ trails: trails(most + 1) })).toThrow(
      /archive: policy has \d+ bytes, \d+ over what AWS takes for a bucket policy; the largest statements are AWSCloudTrailAclCheck \d+/,
    );
  });
});

function throws(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

describe("AccessLogBucket", () => {
  const synthesizedAccess = (
    expireAfterDays?: number,
    administrators = ["arn:aws:iam::222222222222:role/Deploy"],
  ): TerraformJson =>
    JSON.parse(
      Testing.synthScope((scope) => {
        new AccessLogBucket(scope, "access", {
          partition: "aws",
          account: AccountId.of("222222222222"),
          bucketName: BucketName.of("acme-access"),
          sources: ["acme-*"],
          administrators,
          ...(expireAfterDays !== undefined && { expireAfterDays }),
        });
      }),
    ) as TerraformJson;

  it("encrypts with S3's own keys: S3 delivers access logs to no bucket that encrypts with KMS", () => {
    const json = synthesizedAccess();
    expect(onlyResource(json, "aws_s3_bucket_server_side_encryption_configuration")["rule"]).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
    expect(resources(json, KmsKey.tfResourceType)).toEqual([]);
  });

  it("has no Object Lock, which S3 refuses for access logs", () => {
    expect(onlyResource(synthesizedAccess(), S3Bucket.tfResourceType)).not.toHaveProperty(
      "object_lock_enabled",
    );
  });

  it("deletes access logs after 400 days, or when it is told", () => {
    const rule = (json: TerraformJson): unknown =>
      onlyResource(json, "aws_s3_bucket_lifecycle_configuration")["rule"];
    expect(rule(synthesizedAccess())).toMatchObject([{ expiration: [{ days: 400 }] }]);
    expect(rule(synthesizedAccess(1))).toMatchObject([{ expiration: [{ days: 1 }] }]);
  });

  it("refuses to have nobody who manages it", () => {
    expect(() => synthesizedAccess(400, [])).toThrow("access: administrators names no role");
  });

  it("refuses to keep access logs for no day", () => {
    expect(() => synthesizedAccess(0)).toThrow("access: expireAfterDays is not a number of days; received 0");
  });
});
