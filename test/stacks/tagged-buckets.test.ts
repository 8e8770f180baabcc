import { parse } from "yaml";
import { BUCKET_TAG_KEY } from "../../modules/organization";
import type { PolicyDocument } from "../../modules/policy";
import { configurationOf, MINIMAL_ORGANIZATION, organizationWithMembers } from "../support/configurations";
import { resources, synthesized, type Block, type TerraformJson } from "../support/synthesized";
import { faults } from "./config/faults-of";

const RULES = "aws_config_organization_managed_rule";
const LOCK = "immutability: { kind: object-lock, mode: governance, days: 30 }\n";
const TAGGED = "configRules: { buckets: tagged }\n";

const central = (name: string): string =>
  `team: ${name}\naccount: ${name}\nregion: us-east-1\nrecord: [{ preset: s3-write }]\n`;
const own = (name: string): string => `${central(name)}destination: own\n`;

function stacksOf(
  rest: string,
  teams: Readonly<Record<string, string>>,
): Readonly<Record<string, TerraformJson>> {
  return synthesized(
    configurationOf(`${organizationWithMembers(...Object.keys(teams))}${rest}`, ...Object.values(teams)),
  );
}

/** A central team, one with a lock, and one with a bucket and an access-log bucket of its own. */
const TEAMS = { pay: central("pay"), ops: `${central("ops")}${LOCK}`, data: own("data") };

/** The rules of buckets by name, and what they look at. */
function bucketRules(made: Readonly<Record<string, TerraformJson>>): Readonly<Record<string, Block>> {
  const rules = resources(made["security"], RULES).map((rule): readonly [string, Block] => [
    String(rule["name"]).replace("acme-orgtrail-", ""),
    rule,
  ]);
  return Object.fromEntries(rules.filter(([name]) => name.startsWith("bucket-")));
}

describe("buckets that AWS Config knows by their tag", () => {
  const made = stacksOf(TAGGED, TEAMS);
  const rules = bucketRules(made);

  it("each have the tag that says what is in them, in every account", () => {
    const tags = Object.values(made)
      .flatMap((stack) => resources(stack, "aws_s3_bucket"))
      .map(({ bucket, tags }): readonly [string, unknown] => [
        String(bucket),
        (tags as Readonly<Record<string, unknown>> | undefined)?.[BUCKET_TAG_KEY],
      ]);
    expect(Object.fromEntries(tags)).toEqual({
      "acme-cloudtrail-222222222222-access": "access-logs",
      "acme-cloudtrail-222222222222-organization": "mfa-delete",
      "acme-cloudtrail-222222222222-team-pay": "mfa-delete",
      "acme-cloudtrail-222222222222-team-ops": "governance",
      [tags.map(([name]) => name).find((name) => name.endsWith("access-data")) ?? ""]: "access-logs",
      [tags.map(([name]) => name).find((name) => name.endsWith("team-data")) ?? ""]: "mfa-delete",
    });
  });

  it("have one rule for all, or one for each way in which they are kept", () => {
    const looksAt = Object.entries(rules).map(([name, rule]) => [
      name,
      rule["tag_key_scope"],
      rule["tag_value_scope"],
      rule["resource_id_scope"],
    ]);
    const every = ["bucket-tls", "bucket-versioning", "bucket-public-access"];
    const values = (kind: string, ...kept: readonly string[]): readonly unknown[] =>
      kept.map((value) => [`${kind}-${value}`, BUCKET_TAG_KEY, value, undefined]);
    expect(looksAt.sort()).toEqual(
      [
        ...[...every, "bucket-public-read", "bucket-public-write"].map((name) => [
          name,
          BUCKET_TAG_KEY,
          undefined,
          undefined,
        ]),
        ...values("bucket-mfa-delete", "mfa-delete"),
        ...values("bucket-default-lock", "governance"),
        ...values("bucket-access-logging", "mfa-delete", "governance"),
        ...values("bucket-kms", "mfa-delete", "governance"),
        ...values("bucket-encryption", "access-logs"),
      ].sort(),
    );
  });

  it("are asked for what all of a rule have in common", () => {
    const parameters = (rule: string): unknown =>
      JSON.parse((rules[rule]?.["input_parameters"] as string | undefined) ?? "{}") as unknown;
    expect(parameters("bucket-default-lock-governance")).toEqual({ mode: "GOVERNANCE" });
    // Of one bucket all is known; of several, each has a key, a prefix and here an access-log bucket of its own.
    expect(parameters("bucket-access-logging-governance")).toEqual({
      targetBucket: "acme-cloudtrail-222222222222-access",
      targetPrefix: "acme-cloudtrail-222222222222-team-ops/",
    });
    expect(parameters("bucket-access-logging-mfa-delete")).toEqual({});
    expect(parameters("bucket-kms-mfa-delete")).toEqual({});
  });

  it("have rules that no further team adds to", () => {
    const names = Array.from({ length: 40 }, (_, index) => `t${index}`);
    const many = Object.fromEntries(names.map((name) => [name, central(name)]));
    expect(Object.keys(bucketRules(stacksOf(TAGGED, { ...TEAMS, ...many }))).sort()).toEqual(
      Object.keys(rules).sort(),
    );
  });

  it("are the same in a conformance pack", () => {
    const [pack] = resources(
      stacksOf("configRules: { buckets: tagged, deployAs: conformance-pack }\n", TEAMS)["security"],
      "aws_config_organization_conformance_pack",
    );
    const { Resources } = parse(String(pack?.["template_body"])) as {
      Resources: Record<string, { Properties: { ConfigRuleName: string; Scope?: unknown } }>;
    };
    const scopes = Object.values(Resources)
      .map(({ Properties }): readonly [string, unknown] => [
        Properties.ConfigRuleName.replace("acme-orgtrail-", ""),
        Properties.Scope,
      ])
      .filter(([name]) => name.startsWith("bucket-"));
    expect(Object.fromEntries(scopes)).toEqual(
      Object.fromEntries(
        Object.entries(rules).map(([name, rule]) => [
          name,
          {
            TagKey: rule["tag_key_scope"],
            ...(rule["tag_value_scope"] !== undefined && { TagValue: rule["tag_value_scope"] }),
          },
        ]),
      ),
    );
  });

  it("have no tag where each has rules of its own", () => {
    for (const stack of Object.values(stacksOf("configRules: {}\n", TEAMS))) {
      for (const { tags } of resources(stack, "aws_s3_bucket")) expect(tags).toBeUndefined();
    }
  });
});

describe("what mends tagged buckets", () => {
  const MENDED =
    "configRules: { buckets: tagged, remediation: { automatic: [bucket-public-access, bucket-versioning] } }\n";
  const made = stacksOf(MENDED, TEAMS);

  it("has one rule in the log archive, which the rule of the others leaves out", () => {
    expect(resources(made["log-archive"], "aws_config_remediation_configuration")).toHaveLength(2);
    const rules = resources(made["log-archive"], "aws_config_config_rule");
    expect(rules.find(({ name }) => name === "acme-orgtrail-bucket-public-access")).toMatchObject({
      scope: { tag_key: BUCKET_TAG_KEY },
    });
    expect(bucketRules(made)["bucket-public-access"]).toMatchObject({
      excluded_accounts: ["222222222222"],
    });
  });

  it("has a role that names families of buckets, and one bucket where it mends one", () => {
    const policies = resources(made["log-archive"], "aws_iam_role_policy").map(
      ({ policy }) => JSON.parse(String(policy)) as PolicyDocument,
    );
    const of = (sid: string): unknown =>
      policies.flatMap(({ Statement }) => Statement).find(({ Sid }) => Sid === sid)?.Resource;
    expect(of("AllowBlockPublicAccess")).toBe("arn:aws:s3:::acme-cloudtrail-222222222222-*");
    expect(of("AllowEnableVersioning")).toBe("arn:aws:s3:::acme-cloudtrail-222222222222-access");
  });

  it("is no runbook that sets what each bucket has for itself", () => {
    const text = "configRules: { buckets: tagged, remediation: { manual: [bucket-tls, bucket-kms] } }\n";
    const sound = text.replace("bucket-tls, ", "");
    expect(faults(`${organizationWithMembers("pay")}${sound}`, central("pay"))).toEqual([
      'organization.yaml:16:57 configRules.remediation.manual[0]: sets what each bucket has for itself, and buckets: tagged makes one rule for all; received "bucket-kms"; leave it out, or set configRules.buckets: all',
    ]);
    expect(
      faults(`${organizationWithMembers("pay")}${sound.replace("tagged", "all")}`, central("pay")),
    ).toEqual([]);
  });
});

describe("the tag of buckets", () => {
  const tags = (count: number, ...others: readonly string[]): string =>
    `tags: { ${[...Array.from({ length: count }, (_, index) => `k${index}: v`), ...others].join(", ")} }\n`;
  const found = (rest: string): readonly string[] => faults(`${MINIMAL_ORGANIZATION}${rest}`);

  it("is one of the 50 that a bucket has, and is nobody else's", () => {
    expect(found(`${TAGGED}${tags(47)}`)).toEqual([]);
    expect(found(`${TAGGED}${tags(48)}`)).toEqual([expect.stringMatching(/tags: has 48 tags.*at most 47/)]);
    expect(found(tags(48))).toEqual([]);
    expect(found(`${TAGGED}${tags(1, `${BUCKET_TAG_KEY}: x`)}`)).toEqual([
      expect.stringMatching(/tags\.OrgtrailBucket: is a tag that orgtrail itself sets/),
    ]);
  });
});
