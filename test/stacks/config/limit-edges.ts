import { targetProblems } from "../../../modules/controls";
import {
  AccountId,
  MAX_OBJECT_KEY_BYTES,
  NamePrefix,
  OrganizationId,
  regionOf,
} from "../../../modules/organization";
import {
  attachedPoliciesProblem,
  policyDocument,
  policySizeProblem,
  POLICY_LIMITS,
  renderPolicy,
  resourceControlPolicies,
  serviceControlPolicies,
  type GuardrailNames,
} from "../../../modules/policy";
import { type AwsLimitId } from "../../../stacks/config";
import { bucketCountProblem } from "../../../stacks/config/archive/checks";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { ARCHIVE_EDGES } from "./archive-edges";
import { CONFIG_RULE_EDGES } from "./config-rule-edges";
import { CONSUMER_EDGES } from "./consumer-edges";
import { SEARCH_EDGES } from "./search-edges";
import { CONTROL_EDGES } from "./control-edges";
import { a, firstOver, range, text, type Edge } from "./edge";
import { edited, faults, MEMBERS, TEAM } from "./faults-of";

const organization = (from: string, to: string): readonly string[] => faults(edited(from, to));
const added = (yaml: string): readonly string[] => faults(`${MINIMAL_ORGANIZATION}${yaml}\n`);
const archive = (yaml: string): readonly string[] => organization("archive:\n", `archive:\n  ${yaml}\n`);
const unit = (path: string): readonly string[] =>
  organization('222" }', `222", organizationalUnit: "${path}" }`);
const state = (yaml: string): readonly string[] =>
  organization("region: us-east-1 }", `region: us-east-1, ${yaml} }`);
const team = (yaml: string): readonly string[] => faults(MEMBERS, `${TEAM}${yaml}\n`);
const tags = (entries: readonly (readonly [string, string])[]): readonly string[] =>
  added(`tags: ${JSON.stringify(Object.fromEntries(entries))}`);
const record = (selector: object): readonly string[] =>
  added(`trail: { record: [${JSON.stringify(selector)}] }`);
const basic = (count: number, values: readonly string[] = ["arn:aws:s3"]): readonly string[] =>
  added(
    `trail: { basicSelectors: ${JSON.stringify(range(count).map(() => ({ dataResources: [{ type: "AWS::S3::Object", values }] })))}, excludeLogBuckets: false }`,
  );
const object = (condition: object): object => ({
  category: "Data",
  resourceType: "AWS::S3::Object",
  eventName: condition,
});

function policyEdge(limit: (typeof POLICY_LIMITS)[keyof typeof POLICY_LIMITS]): Edge {
  const sized = (size: number): readonly unknown[] => {
    const statement = (sid: string) =>
      policyDocument({ Sid: sid, Effect: "Allow", Action: "*", Resource: "*" });
    const empty = renderPolicy(statement("")).length;
    return [policySizeProblem(statement(a(size - empty)), limit)].filter((each) => each !== undefined);
  };
  return {
    passes: () => sized(limit.maximum),
    fails: () => sized(limit.maximum + 1),
    says: /1 over what AWS takes/,
  };
}

const alarm = (keys: string): readonly string[] =>
  team(`alarms: [{ name: named, events: [DeleteObject], ${keys} }]`);
const PLACE = {
  partition: "aws",
  region: regionOf("aws", "us-east-1"),
  account: AccountId.of("111111111111"),
} as const;

/** The limits that Terraform's plan checks: test/modules/guardrails has their condition. */
type Planned = "reader-in-organization";

/** An edge of each other limit. */
export const EDGES: Readonly<Record<Exclude<AwsLimitId, Planned>, Edge>> = {
  "account-id": text(
    (id) => organization('logArchive: { id: "222222222222" }', `logArchive: { id: "${id}" }`),
    "000000000001",
    "00000000001",
    /does not have 12 digits/,
  ),
  "organization-id": text(
    (id) => organization("o-a1b2c3d4e5", id),
    `o-${a(32)}`,
    `o-${a(33)}`,
    /is not the id of an organization/,
  ),
  "name-prefix": text((name) => organization("name: acme", `name: ${name}`), a(20), a(21), /not 2 to 20/),
  "policy-name": text(
    (name) =>
      organization(
        "deployRole: OrgTrailDeploy",
        `deployRole: OrgTrailDeploy\n  permissionsBoundary: ${name}`,
      ),
    a(128),
    a(129),
    /not the name of a policy/,
  ),
  "organizational-unit": text(unit, `${a(128)}/a/a/a/a`, "a/a/a/a/a/a", /is no organizational unit/),
  "role-name": text((name) => organization("OrgTrailDeploy", name), a(64), a(65), /not the name of a role/),
  "role-trust": {
    passes: () => piped([a(1658)]),
    fails: () => piped([a(1659)]),
    says: /makes a policy that has 2049 characters/,
  },
  "pipeline-accounts": {
    passes: () => piped(["production"], MOST_ACCOUNTS - 1),
    fails: () => piped(["production"], MOST_ACCOUNTS),
    says: /organization\.accounts: makes a policy that has \d+ characters/,
  },
  region: text(
    (region) => organization("homeRegion: us-east-1", `homeRegion: ${region}`),
    "eu-west-1",
    "eu-south-1",
    /is an opt-in Region.*; choose a Region that is enabled in every account$/,
  ),
  "trail-name": text((name) => added(`trail: { name: ${name} }`), a(128), a(129), /not 3 to 128/),
  "trails-per-region": {
    passes: () => faults(MEMBERS, ...range(4).map(numbered)),
    fails: () => faults(MEMBERS, ...range(5).map(numbered)),
    says: /makes 6 trails/,
  },
  "bucket-name": text((name) => archive(`bucketName: ${name}`), a(63), a(64), /longer than 63/),
  "log-prefix": text((prefix) => archive(`prefix: ${prefix}`), a(200), a(201), /not 1 to 200/),
  "state-key": text(
    (prefix) => state(`keyPrefix: ${prefix}`),
    // With the longest name of a stack and the ending of its lock.
    a(MAX_OBJECT_KEY_BYTES - `/team-${a(30)}.tfstate.tflock`.length),
    a(MAX_OBJECT_KEY_BYTES - `/team-${a(30)}.tfstate.tflock`.length + 1),
    /longer than 973 bytes/,
  ),
  "state-arns": text(
    (region) => state(`kmsKeyArn: "arn:aws:kms:${region}:222222222222:key/1"`),
    "us-east-1",
    "us-east-2",
    /a key of partition aws in us-east-1/,
  ),
  "tag-count": {
    passes: () => tags(range(48).map((index) => [`k${index}`, "v"])),
    fails: () => tags(range(49).map((index) => [`k${index}`, "v"])),
    says: /has 49 tags, and orgtrail adds ManagedBy and Stack/,
  },
  "tag-key": text((key) => tags([[key, "v"]]), a(128), a(129), /has 129 characters/),
  "tag-value": text((value) => tags([["k", value]]), a(256), a(257), /has 257 characters/),
  "tag-case": text(
    (key) =>
      tags([
        ["owner", "x"],
        [key, "y"],
      ]),
    "owners",
    "Owner",
    /differs from owner in the case/,
  ),
  "basic-selectors": { passes: () => basic(5), fails: () => basic(6), says: /has 6 basic selectors/ },
  "data-resources": {
    passes: () =>
      basic(
        1,
        range(250).map((index) => `arn:aws:s3:::acme-${index}/`),
      ),
    fails: () =>
      basic(
        1,
        range(251).map((index) => `arn:aws:s3:::acme-${index}/`),
      ),
    says: /has 251 data resources/,
  },
  "basic-arn": {
    passes: () => basic(1, ["arn:aws:s3:::acme/"]),
    fails: () => basic(1, ["arn:aws:s3:::acme"]),
    says: /names a bucket without the slash after it.*write "arn:aws:s3:::acme\/"/,
  },
  "selector-values": {
    // The category and the type are a value each; all management events, and what is done to log files, are selectors of their own.
    passes: () => record(object({ equals: range(486).map((index) => `Get${index}`) })),
    fails: () => record(object({ equals: range(487).map((index) => `Get${index}`) })),
    says: /has 501 values/,
  },
  "selector-name": {
    passes: () => record({ ...object({ equals: ["GetObject"] }), name: a(1000) }),
    fails: () => record({ ...object({ equals: ["GetObject"] }), name: a(1001) }),
    says: /at most 1000 characters/,
  },
  "selector-value": {
    passes: () => record(object({ startsWith: [`Get${a(2045)}`] })),
    fails: () => record(object({ startsWith: [`Get${a(2046)}`] })),
    says: /at most 2048 characters/,
  },
  principal: text(
    (arn) => archive(`readers: ["${arn}"]`),
    "arn:aws:iam::333333333333:role/Audit",
    "arn:aws-cn:iam::333333333333:role/Audit",
    /is of partition aws-cn/,
  ),
  "bucket-policy": policyEdge(POLICY_LIMITS.bucketPolicy),
  "key-policy": policyEdge(POLICY_LIMITS.keyPolicy),
  "role-policy": policyEdge(POLICY_LIMITS.inlineRolePolicy),
  "organization-policy": organizationPolicyEdge(),
  "attached-policies": {
    passes: () => attached(firstOver(1, 500, (count) => attached(count).length > 0) - 1),
    fails: () => attached(firstOver(1, 500, (count) => attached(count).length > 0)),
    says: /^(?!.*SERVICE_CONTROL).*makes 5 policies of type RESOURCE_CONTROL_POLICY, of \d\d buckets, 0 trails .* AWS attaches 5 /,
  },
  "guardrail-target": text(
    (id) => added(`guardrails: { targets: [${id}] }`),
    `r-${a(32)}`,
    `r-${a(33)}`,
    /neither a root nor an organizational unit/,
  ),
  "guardrail-role": text(
    (name) => added(`guardrails: { targets: [r-ab12], breakGlass: ["arn:aws:iam::*:role/${name}"] }`),
    "a*",
    "*",
    /lets every role through/,
  ),
  lock: text(
    (days) => organization("{ kind: mfa-delete }", `{ kind: object-lock, mode: governance, days: ${days} }`),
    "36500",
    "36501",
    /at most 36500/,
  ),
  lifecycle: text(
    (days) =>
      organization(
        "{ kind: mfa-delete }",
        `{ kind: object-lock, mode: governance, days: 1, lifecycle: { transitions: [{ afterDays: ${days}, storageClass: STANDARD_IA }] } }`,
      ),
    "30",
    "29",
    /is too early for STANDARD_IA/,
  ),
  "log-group-name": text(
    (name) => team(`logGroup: { name: ${name} }`),
    a(512),
    a(513),
    /no name of a log group/,
  ),
  retention: text((days) => added(`monitoring: { retentionDays: ${days} }`), "400", "401", /take 545/),
  subscriber: text(
    (to) => added(`monitoring: { notify: [{ to: "${to}" }] }`),
    "+4915112345678",
    "4915112345678",
    /nothing to which notifications go/,
  ),
  topic: text(
    (region) => added(`monitoring: { topics: { low: "arn:aws:sns:${region}:111111111111:low" } }`),
    "us-east-1",
    "us-east-2",
    /no topic that alarms can publish to/,
  ),
  period: text((minutes) => alarm(`periodMinutes: ${minutes}`), "1440", "1441", /at most 1440/),
  "event-pattern": eventPatternEdge(),
  "alarm-description": text(
    (step) => alarm(`firstStep: "${step}"`),
    a(300),
    a(301),
    /at most 300 characters/,
  ),
  buckets: {
    passes: () => [bucketCountProblem(10_000)].filter((problem) => problem !== undefined),
    fails: () => [bucketCountProblem(10_001)],
    says: /makes 10001 buckets in the log-archive account.*unless AWS raises its quota/,
  },
  "rule-targets": {
    passes: () => targetProblems(PLACE, range(4).map(queue), true),
    fails: () => targetProblems(PLACE, range(5).map(queue), true),
    says: /make 6 targets/,
  },
  ...ARCHIVE_EDGES,
  ...CONSUMER_EDGES,
  ...SEARCH_EDGES,
  "existing-topic": text(
    (name) => added(`trail: { deliveryTopicArn: "arn:aws:sns:us-east-1:111111111111:${name}" }`),
    a(256),
    a(257),
    /is no topic of the trail's account and Region/,
  ),
  ...CONFIG_RULE_EDGES,
  ...CONTROL_EDGES,
};

function numbered(index: number): string {
  return TEAM.replace("team: payments", `team: payments-${index}`);
}

/** How many roles of long names are let through where a statement still takes them, and where none does any more. */
function organizationPolicyEdge(): Edge {
  const through = (last: number): readonly string[] => {
    const names = [...range(99).map((index) => `${1000 + index}${a(60)}`), `${a(last)}/a`];
    const breakGlass = names.map((name) => `arn:aws:iam::*:role/${name}`);
    return added(`guardrails: ${JSON.stringify({ targets: ["r-ab12"], breakGlass })}`);
  };
  const over = firstOver(1, 2000, (length) => through(length).length > 0);
  return {
    passes: () => through(over - 1),
    fails: () => through(over),
    says: /guardrails\.breakGlass: and deploy roles of other names make \w+ too large, of 0 buckets, .* and 101 roles let through: it has 102(4[1-9]|5\d) characters/,
  };
}

/** The first number of members that is too many: the policy of the role to deploy names the role of each. */
const MOST_ACCOUNTS = 196;

/** What is said of a pipeline with these environments, in an organization with so many members. */
function piped(environments: readonly string[], members = 0): readonly string[] {
  const accounts = range(members).map((index) => `      m${index}: { id: "${400_000_000_000 + index}" }\n`);
  const roles = "  planRole: OrgTrailPlan\n  deployRole: OrgTrailDeploy";
  const base = edited("  deployRole: OrgTrailDeploy", `    members:\n${accounts.join("")}${roles}`);
  const pipeline = { kind: "github", repository: "acme/audit", environments };
  return faults(
    `${members === 0 ? edited("  deployRole: OrgTrailDeploy", roles) : base}pipeline: ${JSON.stringify(pipeline)}\n`,
  );
}

/** What is said of the policies of an organization with so many buckets of other names. */
function attached(count: number): readonly unknown[] {
  const names: GuardrailNames = {
    partition: "aws",
    name: NamePrefix.of("acme"),
    organization: OrganizationId.of("o-a1b2c3d4e5"),
    exempt: ["arn:aws:iam::*:role/BreakGlass"],
    logArchive: AccountId.of("222222222222"),
    buckets: range(count).map((index) => `a-bucket-of-long-ago-${a(20)}-${1000 + index}`),
  };
  return [
    attachedPoliciesProblem("SERVICE_CONTROL_POLICY", serviceControlPolicies(names).length, names),
    attachedPoliciesProblem("RESOURCE_CONTROL_POLICY", resourceControlPolicies(names).length, names),
  ].filter((said) => said !== undefined);
}
function queue(index: number): { readonly id: string; readonly arn: string } {
  return { id: `queue-${index}`, arn: `arn:aws:sqs:us-east-1:111111111111:queue-${index}` };
}

/** The longest name of a log group with which a rule that names it still fits. */
function eventPatternEdge(): Edge {
  const named = (length: number): readonly string[] => added(`monitoring: { logGroupName: ${a(length)} }`);
  const tooLong = (): number => firstOver(1, 512, (length) => named(length).length > 0);
  return {
    passes: () => named(tooLong() - 1),
    fails: () => named(tooLong()),
    says: /makes an event pattern of 20(49|5\d) characters/,
  };
}
