import {
  resourceControlPolicies,
  serviceControlPolicies,
  type PolicyDocument,
} from "../../../../modules/policy";
import type { Configuration } from "../../../../stacks/config";
import type { JsonObject, ResourceChange, StackPlan } from "../../../../tools/plan/change";
import { judge, verdictOf } from "../../../../tools/plan/verdict";
import { policiesOf, type Subject } from "../../../../stacks/blueprint";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
} from "../../../support/configurations";
import { created, destroyed, planOf, updated } from "./plans";

jest.setTimeout(300_000);

/** What edits of the configuration do to the policies that orgtrail writes, and what is to be said of it. */

const TEAMS = [EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM];
const BASE = configurationOf(EVERYTHING_ORGANIZATION, ...TEAMS);

const edited = (from: string, to: string): Configuration =>
  configurationOf(replaced(EVERYTHING_ORGANIZATION, from, to), ...TEAMS);

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`there is no ${from}`);
  return text.replace(from, to);
}

const MEMBERS = "    members:\n";
const withLedger = configurationOf(
  replaced(EVERYTHING_ORGANIZATION, MEMBERS, `${MEMBERS}      books: { id: "777777777777" }\n`),
  ...TEAMS,
  EVERYTHING_CENTRAL_TEAM.replaceAll("payments", "ledger").replace("account: ledger", "account: books"),
);

const TYPES: Readonly<
  Partial<Record<Subject["kind"], readonly [type: string, attribute: string, identity: string]>>
> = {
  "log bucket": ["aws_s3_bucket_policy", "policy", "bucket"],
  "access-log bucket": ["aws_s3_bucket_policy", "policy", "bucket"],
  "log key": ["aws_kms_key", "policy", "key_id"],
  "delivery topic key": ["aws_kms_key", "policy", "key_id"],
  "monitoring key": ["aws_kms_key", "policy", "key_id"],
  "delivery topic": ["aws_sns_topic_policy", "policy", "arn"],
  "alarm topic": ["aws_sns_topic_policy", "policy", "arn"],
  "dead-letter queue": ["aws_sqs_queue_policy", "policy", "queue_url"],
  "event bus": ["aws_cloudwatch_event_bus_policy", "policy", "event_bus_name"],
  "log role": ["aws_iam_role", "assume_role_policy", "name"],
  "aggregator role": ["aws_iam_role", "assume_role_policy", "name"],
  "aggregator role permissions": ["aws_iam_role_policy", "policy", "role"],
  "forwarding role": ["aws_iam_role", "assume_role_policy", "name"],
  "log role permissions": ["aws_iam_role_policy", "policy", "role"],
  "forwarding role permissions": ["aws_iam_role_policy", "policy", "role"],
};

/** What orgtrail sets besides on what is new: without it, that would be weaker. */
const BESIDES: Readonly<Record<string, JsonObject>> = {
  aws_kms_key: { enable_key_rotation: true, deletion_window_in_days: 30 },
  aws_sqs_queue: { message_retention_seconds: 1_209_600 },
};

/** What such a policy is put on, which the plan makes too. */
const OWNERS: Readonly<Record<string, string>> = {
  aws_s3_bucket_policy: "aws_s3_bucket",
  aws_sns_topic_policy: "aws_sns_topic",
  aws_sqs_queue_policy: "aws_sqs_queue",
};

/** The resource that has the policy. AWS gives keys their ARNs. */
function resourceOf({
  kind,
  arn,
  ownerAccount,
  region,
  document,
  name,
}: Subject): readonly [string, JsonObject] {
  const [type, attribute, identity] = TYPES[kind] ?? [];
  if (type === undefined || attribute === undefined || identity === undefined) return ["", {}];
  const own =
    identity === "key_id" ? { arn: `arn:aws:kms:${region}:${ownerAccount}:key/${name.length}` } : {};
  const last = arn.slice(arn.search(/[^:/]+$/));
  const value = identity === "arn" ? arn : last;
  return [type, { ...own, [identity]: value, [attribute]: JSON.stringify(document) }];
}

const isJudged = ({ kind }: Subject): boolean => Object.hasOwn(TYPES, kind);

/** The plans of an edit, as far as policies go: one for each account and Region. */
function plansOf(before: Configuration, after: Configuration): readonly StackPlan[] {
  const [olds, news] = [before, after].map((each) => policiesOf(each).filter(isJudged));
  const changes = (olds ?? []).flatMap((old): readonly (readonly [Subject, ResourceChange])[] => {
    const [type, attributes] = resourceOf(old);
    const now = news?.find(({ name }) => name === old.name);
    if (now === undefined) return [[old, destroyed(type, attributes)]];
    const [, changed] = resourceOf(now);
    return JSON.stringify(attributes) === JSON.stringify(changed)
      ? []
      : [[now, updated(type, attributes, changed)]];
  });
  const made = (news ?? [])
    .filter(({ name }) => !olds?.some((old) => old.name === name))
    .flatMap((subject): readonly (readonly [Subject, ResourceChange])[] => {
      const [type, attributes] = resourceOf(subject);
      const owner = OWNERS[type];
      const [name = "", value = null] = Object.entries(attributes)[0] ?? [];
      return [
        ...(owner === undefined
          ? []
          : [[subject, created(owner, { ...BESIDES[owner], [name]: value, name: value })] as const]),
        [subject, created(type, { ...BESIDES[type], ...attributes })],
      ];
    });
  const all = [...changes, ...made];
  const places = new Set(all.map(([{ ownerAccount, region }]) => `${ownerAccount} ${region}`));
  return [
    ...[...places].map((place) => {
      const [account = "", region = ""] = place.split(" ");
      const here = all.filter(([subject]) => subject.ownerAccount === account && subject.region === region);
      return planOf({ account, region, changes: here.map(([, change]) => change) });
    }),
    ...organizationPlan(before, after),
  ];
}

const GUARDRAILS = [
  { type: "SERVICE_CONTROL_POLICY", write: serviceControlPolicies },
  { type: "RESOURCE_CONTROL_POLICY", write: resourceControlPolicies },
];

function guardrailsOf({ guardrails }: Configuration): readonly JsonObject[] {
  return GUARDRAILS.flatMap(({ type, write }) =>
    (guardrails === undefined ? [] : write(guardrails.names)).map((document: PolicyDocument, index) => ({
      ...{ id: `p-${type}-${index}`, name: `guardrails-${index}`, type },
      content: JSON.stringify(document),
    })),
  );
}

/** The plan of the organization's policies, all of which are attached to one target. */
function organizationPlan(before: Configuration, after: Configuration): readonly StackPlan[] {
  const [olds, news] = [guardrailsOf(before), guardrailsOf(after)];
  const changes = olds.flatMap((old) => {
    const now = news.find(({ id }) => id === old["id"]);
    return now === undefined || now["content"] === old["content"]
      ? []
      : [updated("aws_organizations_policy", old, now)];
  });
  const planned = news.flatMap(
    (values, index): (readonly [string, { type: string; values: JsonObject }])[] => [
      [`policy-${index}`, { type: "aws_organizations_policy", values }],
      [
        `attachment-${index}`,
        {
          type: "aws_organizations_policy_attachment",
          values: { policy_id: values["id"] ?? null, target_id: "r-ab12" },
        },
      ],
    ],
  );
  const plan = planOf({ account: "111111111111", changes });
  return changes.length === 0 ? [] : [{ ...plan, planned: new Map(planned) }];
}

function judged(before: Configuration, after: Configuration): object {
  const plans = plansOf(before, after);
  const findings = plans.flatMap((plan) => judge(plan, after, "2026-01-01"));
  return {
    verdict: verdictOf(findings),
    rules: [...new Set(findings.map(({ rule }) => rule))].sort(),
    planned: plans.length > 0,
  };
}

const ADMINISTRATOR = "arn:aws:iam::222222222222:role/BreakGlass";
const MORE_ADMINISTRATORS = edited(ADMINISTRATOR, `${ADMINISTRATOR}, arn:aws:iam::222222222222:role/Janitor`);
const MORE_READERS = edited("readers:\n", "readers:\n    - arn:aws:iam::333333333333:role/Siem\n");
const OLDER_TLS = edited('minimumTlsVersion: "1.3"', 'minimumTlsVersion: "1.2"');
const NO_MEMBERS = edited("memberAccess: true", "memberAccess: false");
const PROTECTED = edited("destroyProtection: false", "destroyProtection: true");
const MORE_BREAK_GLASS = edited(
  'breakGlass: ["arn:aws:iam::*:role/BreakGlass"]',
  'breakGlass: ["arn:aws:iam::*:role/BreakGlass", "arn:aws:iam::*:role/Another"]',
);

it.each<[string, Configuration, Configuration]>([
  ["a team gets logs in the archive, which moves a statement of a guardrail to the next", BASE, withLedger],
  ["fewer read the logs", MORE_READERS, BASE],
  ["fewer administer them", MORE_ADMINISTRATORS, BASE],
  ["members read their own no more", BASE, NO_MEMBERS],
  ["older TLS is denied", OLDER_TLS, BASE],
  ["even administrators cannot destroy", BASE, PROTECTED],
])("fine: %s", (_, before, after) => {
  expect(judged(before, after)).toEqual({ verdict: "fine", rules: [], planned: true });
});

it.each<[string, Configuration, Configuration]>([
  ["more read the logs", BASE, MORE_READERS],
  ["members read their own", NO_MEMBERS, BASE],
])("to review: %s", (_, before, after) => {
  expect(judged(before, after)).toEqual({ verdict: "review", rules: ["access-widened"], planned: true });
});

it.each<[string, readonly string[], Configuration, Configuration]>([
  ["more administer the logs", ["destructive-access"], BASE, MORE_ADMINISTRATORS],
  ["administrators may destroy", ["destructive-access"], PROTECTED, BASE],
  ["older TLS is let in", ["access-widened", "destructive-access"], BASE, OLDER_TLS],
  ["more break the glass", ["guardrail-weakened"], BASE, MORE_BREAK_GLASS],
])("blocked: %s", (_, rules, before, after) => {
  expect(judged(before, after)).toEqual({ verdict: "blocked", rules, planned: true });
});
