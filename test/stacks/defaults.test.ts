import { minimalConfiguration, referenceConfiguration } from "../support/configurations";
import { resources, synthesized, type Block } from "../support/synthesized";

const CONFIGURATIONS = [
  ["the reference organization", synthesized(referenceConfiguration())],
  ["the minimal organization", synthesized(minimalConfiguration())],
] as const;

/** The settings that only the organization with everything on sets otherwise, and so no summary of it shows. */
describe.each(CONFIGURATIONS)("%s, by default", (_, stacks) => {
  const all = (type: string): readonly Block[] =>
    Object.values(stacks).flatMap((json) => resources(json, type));

  it.each(["aws_s3_bucket", "aws_cloudtrail", "aws_cloudwatch_log_group"])(
    "keeps Terraform from destroying each %s",
    (type) => {
      for (const { lifecycle } of all(type)) expect(lifecycle).toMatchObject({ prevent_destroy: true });
    },
  );

  it("keeps Terraform from destroying the keys of the logs", () => {
    for (const { lifecycle } of resources(stacks["log-archive"], "aws_kms_key")) {
      expect(lifecycle).toMatchObject({ prevent_destroy: true });
    }
  });

  it("makes a trail, a key and two buckets at least, for this to say something", () => {
    expect(all("aws_cloudtrail").length).toBeGreaterThanOrEqual(1);
    expect(all("aws_kms_key").length).toBeGreaterThanOrEqual(1);
    expect(all("aws_s3_bucket").length).toBeGreaterThanOrEqual(2);
  });

  it("keeps access logs for 400 days", () => {
    const ofAccessLogs = resources(stacks["log-archive"], "aws_s3_bucket_lifecycle_configuration").filter(
      ({ bucket }) => String(bucket).includes("access-logs"),
    );
    expect(ofAccessLogs).toMatchObject([{ rule: [{ expiration: [{ days: 400 }] }] }]);
  });

  it("asks for TLS 1.2 of who speaks to a log bucket", () => {
    const policies = all("aws_s3_bucket_policy").map(({ policy }) => String(policy));
    expect(policies.length).toBeGreaterThan(0);
    for (const policy of policies) expect(policy).toContain('"NumericLessThan":{"s3:TlsVersion":"1.2"}');
  });
});

describe("the reference organization", () => {
  const [[, stacks]] = CONFIGURATIONS;

  it("keeps events in CloudWatch Logs for 400 days, and has AWS Config see that", () => {
    const [group] = resources(stacks["management"], "aws_cloudwatch_log_group");
    expect(group).toMatchObject({ retention_in_days: 400 });
    const rules = resources(stacks["security"], "aws_config_organization_managed_rule");
    const retention = rules.find(
      ({ rule_identifier: identifier }) => identifier === "CW_LOGGROUP_RETENTION_PERIOD_CHECK",
    );
    expect(JSON.parse(String(retention?.["input_parameters"]))).toMatchObject({ MinRetentionTime: "400" });
  });

  it("lets a member account list its own logs alone", () => {
    expect(
      resources(stacks["log-archive"], "aws_s3_bucket_policy").map(({ policy }) => String(policy)),
    ).toContainEqual(expect.stringContaining('"AWSLogs/o-a1b2c3d4e5/$${aws:PrincipalAccount}/*"'));
  });

  it("makes the security account the administrator of AWS Config, for its rules too", () => {
    expect(
      resources(stacks["management"], "aws_organizations_delegated_administrator").map(
        ({ account_id: account, service_principal: service }) => [account, service],
      ),
    ).toEqual([
      ["333333333333", "config-multiaccountsetup.amazonaws.com"],
      ["333333333333", "config.amazonaws.com"],
    ]);
  });

  it("has AWS Config look at each bucket, and at the trail in every account", () => {
    const rules = resources(stacks["security"], "aws_config_organization_managed_rule");
    expect([...new Set(rules.map(({ rule_identifier: identifier }) => identifier))].sort()).toEqual([
      "CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING",
      "CLOUDTRAIL_S3_BUCKET_PUBLIC_ACCESS_PROHIBITED",
      "CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
      "CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
      "CLOUD_TRAIL_ENABLED",
      "CLOUD_TRAIL_ENCRYPTION_ENABLED",
      "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
      "CW_LOGGROUP_RETENTION_PERIOD_CHECK",
      "MULTI_REGION_CLOUD_TRAIL_ENABLED",
      "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
      "S3_BUCKET_LOGGING_ENABLED",
      "S3_BUCKET_MFA_DELETE_ENABLED",
      "S3_BUCKET_PUBLIC_READ_PROHIBITED",
      "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
      "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
      "S3_BUCKET_SSL_REQUESTS_ONLY",
      "S3_BUCKET_VERSIONING_ENABLED",
      "S3_DEFAULT_ENCRYPTION_KMS",
    ]);
    const readable = rules.filter(
      ({ rule_identifier: identifier }) => identifier === "S3_BUCKET_PUBLIC_READ_PROHIBITED",
    );
    expect(readable.map(({ resource_id_scope: bucket }) => bucket).sort()).toEqual([
      "acme-cloudtrail-222222222222-access",
      "acme-cloudtrail-222222222222-organization",
      "acme-cloudtrail-222222222222-team-payments",
      "acme-cloudtrail-222222222222-team-platform",
    ]);
    for (const { timeouts } of rules) {
      expect(timeouts).toEqual({ create: "30m", update: "30m", delete: "30m" });
    }
  });

  it("brings Security Hub's findings of all Regions together, and enables no standard in members by itself", () => {
    const { security } = stacks;
    expect(resources(security, "aws_securityhub_finding_aggregator")).toMatchObject([
      { linking_mode: "ALL_REGIONS" },
    ]);
    expect(resources(security, "aws_securityhub_organization_configuration")).toMatchObject([
      { auto_enable_standards: "NONE" },
    ]);
  });
});
