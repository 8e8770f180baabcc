import { Testing } from "cdktf";
import { ConfigBucket, type ConfigBucketProps } from "../../../modules/log-archive";
import { AccountId, BucketName } from "../../../modules/organization";
import { onlyResource, type TerraformJson } from "../../support/synthesized";

const ACCOUNT = AccountId.of("222222222222");

function synthesized(change: Partial<ConfigBucketProps> = {}): TerraformJson {
  return JSON.parse(
    Testing.synthScope((scope) => {
      new ConfigBucket(scope, "config", {
        partition: "aws",
        account: ACCOUNT,
        bucketName: BucketName.of("acme-config"),
        recorders: [ACCOUNT],
        administrators: ["arn:aws:iam::222222222222:role/Deploy"],
        accessLogs: { bucketName: "acme-access" },
        ...change,
      });
    }),
  ) as TerraformJson;
}

describe("ConfigBucket", () => {
  it("keeps what AWS Config delivers for seven years, or as long as it is told", () => {
    const days = (json: TerraformJson): unknown =>
      onlyResource(json, "aws_s3_bucket_lifecycle_configuration")["rule"];
    expect(days(synthesized())).toMatchObject([{ expiration: [{ days: 2557 }] }]);
    expect(days(synthesized({ expireAfterDays: 1 }))).toMatchObject([{ expiration: [{ days: 1 }] }]);
  });

  it("has its access logged", () => {
    expect(onlyResource(synthesized(), "aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "acme-access",
      target_prefix: "acme-config/",
    });
  });

  it.each<[string, Partial<ConfigBucketProps>, string]>([
    [
      "no day",
      { expireAfterDays: 0 },
      "config: expireAfterDays is not a number of days; received 0; allowed: a whole number of days from 1; choose how long to keep what is delivered",
    ],
    [
      "no recorder",
      { recorders: [] },
      "config: recorders names no account; received []; allowed: one or more; name the accounts that have a recorder, or leave the bucket out",
    ],
    ["nobody who manages it", { administrators: [] }, "config: administrators names no role"],
  ])("refuses %s", (_name, change, message) => {
    expect(() => synthesized(change)).toThrow(message);
  });
});
