import { REMEDIABLE_RULE_IDS } from "../../../modules/config-rules";
import { BucketName } from "../../../modules/organization";
import { resourceControlPolicies, serviceControlPolicies } from "../../../modules/policy";
import { AWS_LIMITS, type AwsLimitId } from "../../../stacks/config";
import { bucketsHaveRoom, MAX_BUCKETS } from "../../../stacks/config/archive/checks";
import { WARNINGS } from "../../../stacks/config/checks";
import { draftOf } from "../../../stacks/config/draft";
import { YamlFile } from "../../../stacks/config/yaml-file";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
} from "../../support/configurations";
import { resources, synthesized, type TerraformJson } from "../../support/synthesized";
import { range } from "./edge";
import { edited } from "./faults-of";

/** What grows with teams and has no quota that teams meet, and why. */
interface NoQuota {
  readonly why: string;
}

const PER_BUCKET: NoQuota = { why: "a setting of a bucket: each bucket has one" };
const SPLIT: NoQuota = { why: "written as several where one is full; the number of them is what ends" };

/**
 * What grows with teams, and the limit of AWS that it meets: a type of resources is their number in a stack, an attribute with () its
 * characters, and one with [] the values of a list.
 */
const GROWS: Readonly<Record<string, AwsLimitId | NoQuota>> = {
  "aws_cloudtrail.advanced_event_selector.field_selector.not_starts_with[]": "selector-values",
  "aws_cloudtrail.advanced_event_selector.field_selector.starts_with[]": "selector-values",
  "aws_cloudwatch_event_rule.event_pattern()": "event-pattern",
  "aws_cloudwatch_event_target.input()": SPLIT,
  aws_cloudwatch_log_metric_filter: "metric-filters",
  "aws_cloudwatch_log_metric_filter.pattern()": "filter-pattern",
  "aws_cloudwatch_query_definition.query_string()": "metric-filters",
  aws_config_config_rule: "config-rules",
  "aws_config_config_rule.input_parameters()": {
    why: "left out where it has no room: the rule then judges every key of the account, MAX_PARAMETERS_LENGTH",
  },
  aws_config_remediation_configuration: { why: "one of a rule, and rules end first" },
  aws_config_organization_managed_rule: "config-rules",
  "aws_config_organization_conformance_pack.template_body()": "conformance-pack",
  "aws_iam_role_policy.policy()": "role-policy",
  aws_kms_alias: { why: "one of a key; KMS takes 50 for each" },
  aws_kms_key: { why: "KMS takes 100,000 in an account and Region, and S3 10,000 buckets" },
  "aws_organizations_policy.content()": "organization-policy",
  aws_s3_bucket: "buckets",
  aws_s3_bucket_logging: PER_BUCKET,
  aws_s3_bucket_ownership_controls: PER_BUCKET,
  aws_s3_bucket_policy: PER_BUCKET,
  "aws_s3_bucket_policy.policy()": "bucket-policy",
  aws_s3_bucket_public_access_block: PER_BUCKET,
  aws_s3_bucket_server_side_encryption_configuration: PER_BUCKET,
  aws_s3_bucket_versioning: PER_BUCKET,
  output: { why: "nothing of AWS: what a stack's state says to others" },
};

/** What is one more only where another is full: a few teams have as many of them as none. */
const BY_STEPS: Readonly<Record<string, AwsLimitId>> = {
  aws_organizations_policy: "attached-policies",
  aws_organizations_policy_attachment: "attached-policies",
};

/** Stacks of which there is one, whatever the number of teams, and one of a team. */
const STACKS = ["event-bus", "log-archive", "log-archive-2", "management", "security", "team-c0", "team-o0"];
const MENDED = `automatic: [${REMEDIABLE_RULE_IDS.join()}]`;
/** Both ways in which rules of AWS Config stand. */
const RULES = ["conformance-pack", "organization-rules"] as const;

/** The organization with everything on, with so many teams whose logs are central, and as many whose logs are their own. */
function organization(count: number, deployAs: string): string {
  const members = range(2 * count).map((index) => `      m${index}: { id: "${300000000000 + index}" }`);
  const text = edited("members:\n", `members:\n${members.join("\n")}\n`, EVERYTHING_ORGANIZATION);
  const mended = edited(
    "    manual: [trail-validated, key-rotation]\n    automatic: [bucket-versioning, bucket-public-access]",
    `    ${MENDED}`,
    text,
  );
  const placed = edited("deployAs: conformance-pack", `deployAs: ${deployAs}`, mended);
  return edited("buckets: organization", "buckets: all", placed);
}

const central = (index: number): string =>
  [
    ["team: payments", `team: c${index}`],
    ["account: payments", `account: m${2 * index}`],
    ["archiveStack: 2\n", ""],
    ["trailName: payments-audit", `trailName: central-${index}`],
    ["bucketName: acme-payments-audit", `bucketName: acme-central-${index}`],
    ["/acme/payments-audit", `/acme/central-${index}`],
  ].reduce((text, [from = "", to = ""]) => edited(from, to, text), EVERYTHING_CENTRAL_TEAM);
const own = (index: number): string =>
  [
    ["team: data", `team: o${index}`],
    ["account: data", `account: m${2 * index + 1}`],
    ["acme-data-audit", `acme-own-${index}`],
  ].reduce((text, [from = "", to = ""]) => edited(from, to, text), EVERYTHING_OWN_TEAM);

type Stacks = Readonly<Record<string, TerraformJson>>;

function stacksOf(count: number, rules: string): Stacks {
  const teams = range(count).flatMap((index) => [central(index), own(index)]);
  return synthesized(configurationOf(organization(count, rules), ...teams), STACKS);
}

/** The size of each thing in a resource. */
function sizesOf(block: unknown, type: string): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const most = (key: string, size: number): void => {
    sizes.set(key, Math.max(sizes.get(key) ?? 0, size));
  };
  const look = (value: unknown, key: string): void => {
    if (typeof value === "string") most(`${key}()`, value.length);
    else if (Array.isArray(value)) {
      most(`${key}[]`, value.length);
      // Each of a list of texts has a limit of its own, which does not grow with their number.
      for (const each of value) if (typeof each === "object") look(each, key);
    } else if (typeof value === "object" && value !== null) {
      for (const [inner, each] of Object.entries(value)) look(each, `${key}.${inner}`);
    }
  };
  look(block, type);
  return sizes;
}

/** What a stack has more of, by type and attribute: resources, and what is in those that it had before. */
function growthOf(before: TerraformJson, after: TerraformJson): readonly string[] {
  const grown = Object.entries(after.resource ?? {}).flatMap(([type, blocks]) => {
    const old = before.resource?.[type] ?? {};
    const more = Object.keys(blocks).length > Object.keys(old).length ? [type] : [];
    const longer = Object.entries(blocks).flatMap(([name, block]) => {
      if (old[name] === undefined) return [];
      const sizes = sizesOf(old[name], type);
      return [...sizesOf(block, type)].filter(([key, size]) => size > (sizes.get(key) ?? 0));
    });
    return [...more, ...longer.map(([key]) => key)];
  });
  const outputs = [before, after].map(({ output }) => JSON.stringify(output ?? {}).length);
  return [...grown, ...((outputs[1] ?? 0) > (outputs[0] ?? 0) ? ["output"] : [])];
}

/** The stack's rules whose patterns have wildcards, by bus. */
function wildcardRules(json: TerraformJson): readonly number[] {
  const counts = new Map<unknown, number>();
  for (const { event_bus_name: bus, event_pattern: pattern } of resources(json, "aws_cloudwatch_event_rule"))
    if (typeof pattern === "string" && pattern.includes('"wildcard":'))
      counts.set(bus, (counts.get(bus) ?? 0) + 1);
  return [...counts.values()];
}

/** Rules with wildcards on a bus, which AWS raises for nobody. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_WILDCARD_RULES = 30;

describe("what grows with teams", () => {
  const grown = RULES.map((rules) => [stacksOf(2, rules), stacksOf(4, rules)] as const);

  it("has a limit of AWS in the list, or a reason why teams meet none", () => {
    const found = grown.flatMap(([small, large]) =>
      STACKS.flatMap((stack) => {
        const [before, after] = [small[stack], large[stack]];
        if (before === undefined || after === undefined) throw new Error(`there is no stack ${stack}`);
        return growthOf(before, after);
      }),
    );
    const steady = found.filter((grown) => !(grown in BY_STEPS));
    expect([...new Set(steady)].sort()).toEqual(Object.keys(GROWS).sort());
    const limits = [...Object.values(GROWS), ...Object.values(BY_STEPS)].filter(
      (limit) => typeof limit === "string",
    );
    expect(limits.filter((id) => !(id in AWS_LIMITS))).toEqual([]);
  });

  it("is policies of the organization, one more where others are full", () => {
    const { guardrails } = configurationOf(organization(1, "conformance-pack"), central(0), own(0));
    if (guardrails === undefined) throw new Error("there are no guardrails");
    const { names } = guardrails;
    const buckets = range(100).map((index) => BucketName.of(`acme-central-${index}`));
    for (const policies of [serviceControlPolicies, resourceControlPolicies])
      expect(policies({ ...names, buckets }).length).toBeGreaterThan(policies(names).length);
  });

  it("are no rules with wildcards: a Region of an account has those of one stack, and of Security Hub", () => {
    for (const [small, large] of grown) {
      const counts = Object.values(large).flatMap(wildcardRules);
      expect(counts).toEqual(Object.values(small).flatMap(wildcardRules));
      expect(Math.max(...counts)).toBeGreaterThan(1);
      expect(Math.max(...counts) + 1).toBeLessThanOrEqual(MAX_WILDCARD_RULES);
    }
  });
});

it("warns, in the organization's file, of more teams in the log archive than an account has buckets", () => {
  const text = organization(1, "conformance-pack");
  const configuration = configurationOf(text, central(0), own(0));
  const draft = draftOf(
    { file: new YamlFile("organization.yaml", text), value: {}, isRefused: () => false },
    [],
  );
  const warned = (count: number): readonly unknown[] =>
    bucketsHaveRoom({ ...configuration, teams: range(count).flatMap(() => configuration.teams) }, draft);
  // Those of the organization's log, of access logs and of AWS Config stand beside.
  expect(warned(MAX_BUCKETS - 3)).toEqual([]);
  expect(warned(MAX_BUCKETS - 2)).toMatchObject([{ file: "organization.yaml", path: ["archive"] }]);
  expect(WARNINGS).toContain(bucketsHaveRoom);
});
