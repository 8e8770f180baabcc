import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  catalogue,
  CIS_CONTROLS,
  compileControls,
  controlQuery,
  LOG_FILE_CONTROLS,
  CONTROL_IDS,
  SEVERITIES,
  type Control,
  type ControlId,
  type ProtectedResources,
} from "../../../modules/controls";
import {
  compileFilterPattern,
  MAX_EVENT_PATTERN_LENGTH,
  MAX_FILTER_PATTERN_LENGTH,
  parseFilterPattern,
  renderEventPattern,
  type FilterExpression,
} from "../../../modules/event-patterns";
import { AccountId } from "../../../modules/organization";
import { queryFault } from "../../support/insights-query";
import { EXAMPLES } from "./examples";
import { call, CONTROLS, PROTECTED, ROOT, signIn } from "./fixtures";

const evaluate = compileControls(CONTROLS);
const withRules = CONTROLS.flatMap(({ id, rule }) => (rule === undefined ? [] : [id]));

describe("the catalogue", () => {
  it("has every control once", () => {
    expect([...CONTROLS.map(({ id }) => id)].sort()).toEqual([...CONTROL_IDS].sort());
  });

  it("says of each what happened and what to do first, in sentences", () => {
    for (const { happened, firstStep, title, severity } of CONTROLS) {
      expect(happened).toMatch(/^[A-Z].*\.$/);
      expect(firstStep).toMatch(/^[A-Z].*\.$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(SEVERITIES).toContain(severity);
    }
  });

  it("has a rule for what must be fast", () => {
    expect(withRules).toEqual([
      "sign-in-without-mfa",
      "root-use",
      "audit-trail-changed",
      "trail-selectors-changed",
      "trail-delegation-changed",
      "log-bucket-changed",
      "log-access-opened",
      "log-key-changed",
      "event-log-changed",
      "event-log-shared",
      "delivery-role-changed",
      "privileged-role-changed",
      "break-glass-used",
      "log-file-deleted",
      "log-file-reencrypted",
      "log-file-lock-changed",
      "root-access",
      "alarms-changed",
      "notifications-changed",
      "rules-changed",
      "log-validation-changed",
      "search-opened",
      "organization-checks-changed",
      "identity-source-changed",
      "insight-call-rate",
      "insight-error-rate",
    ]);
  });

  it("tells of the next event too where one is critical: a rule of each, an alarm that is silent again within minutes", () => {
    const critical = CONTROLS.filter(({ severity }) => severity === "critical");
    expect(critical.length).toBeGreaterThan(10);
    for (const { id, rule, threshold, periodMinutes } of critical) {
      expect({ id, threshold, periodMinutes, hasRule: rule !== undefined }).toEqual({
        id,
        threshold: 1,
        periodMinutes: 1,
        hasRule: true,
      });
    }
  });

  it("stays within the limits of patterns", () => {
    for (const { patterns, rule } of CONTROLS) {
      expect(patterns.length).toBeGreaterThan(0);
      for (const pattern of patterns) expect(pattern.length).toBeLessThanOrEqual(MAX_FILTER_PATTERN_LENGTH);
      if (rule !== undefined)
        expect(renderEventPattern(rule).length).toBeLessThanOrEqual(MAX_EVENT_PATTERN_LENGTH);
    }
  });

  it("gives a reason wherever one event is not enough, without the numbers, which settings change", () => {
    for (const { threshold, severity, noise } of CONTROLS) {
      if (threshold > 1 || severity === "low") expect(noise).toMatch(/^[a-z][^\d]*[^.]$/);
    }
  });
});

describe.each(Object.entries(EXAMPLES) as [ControlId, (typeof EXAMPLES)[ControlId]][])(
  "%s",
  (id, example) => {
    it.each(example.fires.map((event) => [describeEvent(event), event] as const))(
      "is set off by %s",
      (_name, event) => {
        expect(evaluate(event).alarms).toContain(id);
        expect(evaluate(event).rules.includes(id)).toBe(withRules.includes(id));
      },
    );

    it.each(example.nearMisses.map((event) => [describeEvent(event), event] as const))(
      "is not set off by %s",
      (_name, event) => {
        expect(evaluate(event).alarms).not.toContain(id);
        expect(evaluate(event).rules).not.toContain(id);
      },
    );
  },
);

describe("a call whose parameters CloudTrail left out", () => {
  const OMITTED = { reason: "requestParameters too large", omitted: true, originalSize: 131_091 };
  const severityOf = new Map(CONTROLS.map(({ id, severity }) => [id, severity]));
  const critical = (Object.entries(EXAMPLES) as [ControlId, (typeof EXAMPLES)[ControlId]][]).filter(
    ([id]) => severityOf.get(id) === "critical",
  );

  it.each(critical)("is heard by %s, alarm and rule, as the same call with them is", (id, { fires }) => {
    const allowed = fires.filter((event) => !("errorCode" in event));
    expect(allowed).not.toEqual([]);
    for (const event of allowed) {
      for (const requestParameters of [OMITTED, null]) {
        const unnamed = evaluate({ ...event, requestParameters });
        expect(unnamed.alarms).toContain(id);
        expect(unnamed.rules).toContain(id);
      }
    }
  });

  it.each(critical)("is not heard by %s where AWS refused it and it has none", (id, { nearMisses }) => {
    // A mute rule that names no alarm may mute all, so that having no parameters is what it is heard by.
    for (const event of nearMisses.filter((each) => !JSON.stringify(each).includes("PutAlarmMuteRule"))) {
      const refused = { ...event, requestParameters: null, errorCode: "AccessDenied" };
      expect(evaluate(refused)).toEqual({
        alarms: expect.not.arrayContaining([id]) as unknown,
        rules: expect.not.arrayContaining([id]) as unknown,
      });
    }
  });
});

function describeEvent(event: object): string {
  const { eventSource, eventName, eventType, errorCode, requestParameters, userIdentity } = event as Readonly<
    Record<string, unknown>
  >;
  const who = (userIdentity as { readonly type: string } | undefined)?.type;
  const parts = [eventSource, eventName ?? eventType, who, errorCode, requestParameters];
  return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part ?? "-"))).join(" ");
}

describe("the catalogue for what there is to protect", () => {
  const NOTHING: ProtectedResources = {
    trails: [],
    buckets: [],
    accounts: [],
    logGroups: [],
    namePrefix: "acme-orgtrail-",
  };
  const sound = (controls: readonly Control[]): void => {
    for (const control of controls) {
      expect(control.patterns).not.toEqual([]);
      expect(queryFault(controlQuery(control).text)).toBeUndefined();
      const rule = JSON.stringify(control.rule ?? {});
      expect(rule).not.toMatch(/\[\]|\{\}[,\]]/);
    }
    compileControls(controls);
  };

  it("leaves out what there is none of", () => {
    const controls = catalogue(NOTHING);
    sound(controls);
    const left = controls.map(({ id }) => id);
    expect(CONTROL_IDS.filter((id) => !left.includes(id))).toEqual([
      "audit-trail-changed",
      "trail-selectors-changed",
      "log-bucket-changed",
      ...LOG_FILE_CONTROLS,
      "log-access-opened",
      "log-key-changed",
      "key-grants-changed",
      "event-log-changed",
      "event-log-shared",
      "delivery-role-changed",
      "privileged-role-changed",
      "break-glass-used",
      "deploy-role-used",
      "log-validation-changed",
      "search-opened",
      "search-changed",
    ]);
  });

  it.each<[string, Partial<ProtectedResources>, readonly string[]]>([
    ["trails", { trails: ["acme-trail"] }, ["audit-trail-changed", "trail-selectors-changed"]],
    [
      "an archive",
      { archive: AccountId.of("222222222222") },
      ["log-bucket-changed", "log-access-opened", "log-key-changed", ...LOG_FILE_CONTROLS],
    ],
    ["buckets", { buckets: ["acme-audit"] }, ["log-bucket-changed", ...LOG_FILE_CONTROLS]],
    [
      "accounts",
      { accounts: PROTECTED.accounts ?? [] },
      ["log-bucket-changed", "log-key-changed", "key-grants-changed", "event-log-shared"],
    ],
    ["aliases", { keyAliases: ["alias/acme"] }, ["log-key-changed"]],
    ["log groups", { logGroups: ["acme"] }, ["event-log-changed", "event-log-shared"]],
    ["roles", { deliveryRoles: ["acme"] }, ["delivery-role-changed"]],
    [
      "roles that break the glass",
      { breakGlassRoles: ["arn:aws:iam::*:role/BreakGlass"] },
      ["privileged-role-changed", "break-glass-used"],
    ],
    ["functions", { functions: ["acme-validation"] }, ["log-validation-changed"]],
    [
      "a search",
      { search: { account: AccountId.of("222222222222"), functions: [] } },
      ["search-opened", "search-changed"],
    ],
    ["roles of pipelines", { pipelineRoles: ["Deploy"] }, ["privileged-role-changed", "deploy-role-used"]],
  ])("has what %s alone ask for", (_, resources, expected) => {
    const controls = catalogue({ ...NOTHING, ...resources });
    sound(controls);
    const without = catalogue(NOTHING).map(({ id }) => id);
    expect(controls.map(({ id }) => id).filter((id) => !without.includes(id))).toEqual(expected);
  });

  it("hears of every account where none is named, which suits rules", () => {
    const { accounts, ...named } = PROTECTED;
    expect(accounts).toHaveLength(4);
    const everywhere = catalogue(named);
    sound(everywhere);
    const changed = call("kms", "PutKeyPolicy", { keyId: "k" });
    expect(evaluate(changed).rules).toEqual([]);
    expect(compileControls(everywhere)(changed).rules).toEqual(["log-key-changed"]);
    const policy = call("logs", "PutAccountPolicy", { policyType: "TRANSFORMER_POLICY" });
    expect(compileControls(everywhere)(policy).rules).toEqual(["event-log-changed"]);
  });
});

describe("rules and alarms", () => {
  it("differ for root's sign-in without MFA, which CIS counts as use of root", () => {
    const { alarms, rules } = evaluate(signIn(ROOT, "No", "Success"));
    expect(alarms).toEqual(["root-use"]);
    expect(rules).toEqual(["sign-in-without-mfa", "root-use"]);
  });

  it("differ for events that only read, of which rules hear nothing", () => {
    const { alarms, rules } = evaluate(
      call("s3", "ListBuckets", null, { userIdentity: ROOT, readOnly: true }),
    );
    expect(alarms).toEqual(["root-use"]);
    expect(rules).toEqual([]);
  });

  it("differ not for AssumeRoot, though it may be a call that only reads", () => {
    const assumed = call("sts", "AssumeRoot", null, { readOnly: true });
    expect(evaluate(assumed)).toEqual({ alarms: ["root-access"], rules: ["root-access"] });
    const deaf = CONTROLS.map((control) => ({ ...control, ruleHearsReads: false }));
    expect(compileControls(deaf)(assumed).rules).toEqual([]);
  });

  it("hear nothing of an ordinary call", () => {
    expect(evaluate(call("ec2", "RunInstances"))).toEqual({ alarms: [], rules: [] });
    expect(evaluate(null)).toEqual({ alarms: [], rules: [] });
  });
});

it("no pattern of the catalogue depends on what != says of a field that an event lacks", () => {
  const fields = CONTROLS.flatMap(({ patterns }) =>
    patterns.flatMap((pattern) => negated(parseFilterPattern(pattern))),
  );
  expect([...new Set(fields)].sort()).toEqual(["additionalEventData.MFAUsed", "eventType"]);
});

function negated(expression: FilterExpression): readonly string[] {
  if (expression.kind === "and" || expression.kind === "or") return expression.parts.flatMap(negated);
  const { kind, selector } = expression;
  return (kind === "text" || kind === "number") && expression.operator === "!=" ? [selector.join(".")] : [];
}

/** The facts that the patterns were taken from, kept beside the repository and never in it. */
const FACTS = path.resolve(__dirname, "../../../../shared/facts/cis-metric-filters.json");
const present = existsSync(FACTS);
if (!present)
  console.warn(`the comparison with Security Hub's patterns is skipped: there is no ${path.basename(FACTS)}`);

(present ? describe : describe.skip)("CIS controls", () => {
  interface Fact {
    readonly securityHub: string | null;
    readonly cis_1_2?: string;
    readonly cis_1_4_to_5_0: string;
    readonly cis_6_0_7_0: string;
    readonly pattern_security_hub?: string;
    readonly pattern_cis_3_0: readonly string[];
  }
  const facts = present ? (JSON.parse(readFileSync(FACTS, "utf8")) as readonly Fact[]) : [];

  it.each(facts.map((fact) => [fact.cis_1_4_to_5_0, fact] as const))(
    "%s has the pattern of Security Hub to the letter, and the numbers of each version",
    (number, fact) => {
      const control = CIS_CONTROLS.find(({ standards }) => standards?.cis14To50 === number);
      expect(control?.patterns[0]).toBe(fact.pattern_security_hub ?? fact.pattern_cis_3_0[0]);
      expect(control?.standards).toEqual({
        ...(fact.cis_1_2 !== undefined && { cis12: fact.cis_1_2 }),
        cis14To50: number,
        cis60To70: fact.cis_6_0_7_0,
        ...(fact.securityHub !== null && { securityHub: fact.securityHub }),
      });
    },
  );

  it("match with CIS's own texts, where those are sound, the same examples", () => {
    // v3.0's text of 4.1 matches every event, and v5.0 adds an event to 4.10.
    for (const fact of facts.filter(({ cis_1_4_to_5_0: number }) => !["4.1", "4.2"].includes(number))) {
      const ours = compileFilterPattern(fact.pattern_security_hub ?? fact.pattern_cis_3_0[0] ?? "");
      const theirs = fact.pattern_cis_3_0.map(compileFilterPattern);
      for (const { fires } of Object.values(EXAMPLES)) {
        for (const event of fires) {
          for (const test of theirs) expect(test(event)).toBe(ours(event));
        }
      }
    }
  });
});
