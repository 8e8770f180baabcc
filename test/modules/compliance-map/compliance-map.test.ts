import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CIS_BENCHMARKS, COMPLIANCE_MAP, topicsOf, type MappedTopic } from "../../../modules/compliance-map";
import { CONFIG_RULE_KINDS } from "../../../modules/config-rules";
import { CIS_CONTROLS, CONTROL_IDS } from "../../../modules/controls";
import { SECURITY_CONTROLS } from "../../../modules/security-hub";
import { configurationOf, organizationWithMembers } from "../../support/configurations";
import { ROOT } from "../../support/run";
import { resources, synthesized, type TerraformJson } from "../../support/synthesized";

/** An organization with everything on that a standard asks for, and both ways to protect logs. */
const ORGANIZATION = `${organizationWithMembers("lake")}
trail:
  record: [{ preset: s3-all }, { preset: lambda-invocations }]
monitoring: { notify: [{ to: security@acme.example }] }
configRules: {}
securityHub: { notify: [security@acme.example] }
`;
const TEAM = `
team: lake
account: lake
region: us-east-1
destination: central
immutability: { kind: object-lock, mode: governance, days: 30, lifecycle: { expireAfterDays: 400 } }
record: [{ preset: s3-read }]
`;

const stacks: readonly TerraformJson[] = Object.values(synthesized(configurationOf(ORGANIZATION, TEAM)));
const everything = JSON.stringify(stacks);

/** The values at the end of a path: lists on the way are gone through. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [key, ...rest] = path;
  if (key === undefined) return value === undefined ? [] : [value];
  return typeof value === "object" && value !== null
    ? valuesAt((value as Record<string, unknown>)[key], rest)
    : [];
}

/** Each item of each topic, under the topic's id. */
const ofTopics = <T>(items: (topic: MappedTopic) => readonly T[]): readonly (readonly [string, T])[] =>
  COMPLIANCE_MAP.flatMap((topic) => items(topic).map((item) => [topic.id, item] as const));

describe("what the map names is synthesized", () => {
  const arguments_ = ofTopics(({ metBy }) => metBy).map(
    ([id, met]) => [id, `${met.resource}.${met.argument}`, met] as const,
  );

  it.each(arguments_)("for %s, %s", (_id, _argument, { module, resource, argument, is }) => {
    expect(existsSync(join(ROOT, "modules", module, "index.ts"))).toBe(true);
    const values = stacks
      .flatMap((stack) => resources(stack, resource))
      .flatMap((block) => valuesAt(block, argument.split(".")));
    expect(values).not.toEqual([]);
    if (typeof is === "boolean") expect(values).toContain(is);
    if (typeof is === "string") expect(values.some((value) => String(value).includes(is))).toBe(true);
  });

  it.each(ofTopics(({ configRules }) => configRules))("for %s, the Config rule %s", (_id, rule) => {
    const kind = CONFIG_RULE_KINDS.find(({ id }) => id === rule);
    expect(everything).toContain(`"${kind?.identifier ?? "no such rule"}"`);
  });

  it.each(ofTopics(({ controls }) => controls))("for %s, the alarm of %s", (_id, control) => {
    expect(CONTROL_IDS).toContain(control);
    const names = stacks
      .flatMap((stack) => resources(stack, "aws_cloudwatch_metric_alarm"))
      .map((alarm) => String(alarm["alarm_name"]));
    expect(names.filter((name) => name.endsWith(`-${control}`))).toHaveLength(1);
  });

  it.each(ofTopics(({ securityHub }) => securityHub))(
    "for %s, %s is a control of Security Hub",
    (_id, control) => {
      expect(SECURITY_CONTROLS.map(({ id }) => id)).toContain(control);
    },
  );
});

describe("the map", () => {
  it("has each topic met, or left to the user, and asked for by a standard", () => {
    for (const { metBy, leftToYou, securityHub, cis } of COMPLIANCE_MAP) {
      expect(metBy.length > 0 || leftToYou !== undefined).toBe(true);
      expect([...securityHub, ...CIS_BENCHMARKS.flatMap((benchmark) => cis[benchmark])]).not.toEqual([]);
    }
  });

  it("has an id for each topic", () => {
    expect(new Set(COMPLIANCE_MAP.map(({ id }) => id)).size).toBe(COMPLIANCE_MAP.length);
  });

  it.each(SECURITY_CONTROLS.map(({ id }) => id))("has %s of Security Hub once", (id) => {
    expect(COMPLIANCE_MAP.filter(({ securityHub }) => securityHub.includes(id))).toHaveLength(1);
  });

  it.each(CONFIG_RULE_KINDS.filter(({ standards }) => standards !== undefined).map(({ id }) => id))(
    "has the Config rule %s, which a standard asks for",
    (id) => {
      expect(COMPLIANCE_MAP.filter(({ configRules }) => configRules.includes(id))).not.toEqual([]);
    },
  );

  it("has every number of CIS that a catalogue has", () => {
    const numbers = {
      "v1.4": [
        ...CONFIG_RULE_KINDS.flatMap(({ standards }) => standards?.cis14 ?? []),
        ...CIS_CONTROLS.flatMap(({ standards }) => standards?.cis14To50 ?? []),
        ...SECURITY_CONTROLS.flatMap(({ cis }) => cis["1.4.0"] ?? []),
      ],
      "v3.0": [
        ...CONFIG_RULE_KINDS.flatMap(({ standards }) => standards?.cis30To50 ?? []),
        ...CIS_CONTROLS.flatMap(({ standards }) => standards?.cis14To50 ?? []),
        ...SECURITY_CONTROLS.flatMap(({ cis }) => cis["3.0.0"] ?? []),
      ],
      "v5.0": [
        ...CONFIG_RULE_KINDS.flatMap(({ standards }) => standards?.cis30To50 ?? []),
        ...CIS_CONTROLS.flatMap(({ standards }) => standards?.cis14To50 ?? []),
        ...SECURITY_CONTROLS.flatMap(({ cis }) => cis["5.0.0"] ?? []),
      ],
    };
    for (const benchmark of CIS_BENCHMARKS) {
      const mapped = new Set(topicsOf(benchmark).flatMap(({ cis }) => cis[benchmark]));
      expect([...new Set(numbers[benchmark])].filter((number) => !mapped.has(number))).toEqual([]);
    }
  });

  it("is in the order of the benchmark", () => {
    expect(topicsOf("v1.4").flatMap(({ cis }) => cis["v1.4"].slice(0, 1))).toEqual([
      ...["2.1.2", "2.1.3", "2.1.5", "2.1.5"],
      ...["3.1", "3.2", "3.4", "3.6", "3.7", "3.8", "3.10", "3.11"],
      ...Array.from({ length: 15 }, (_, index) => `4.${index + 1}`),
    ]);
    expect(topicsOf("v5.0").flatMap(({ cis }) => cis["v5.0"])).toEqual([
      ...["2.1.1", "2.1.2", "2.1.4", "2.1.4"],
      ...["3.1", "3.2", "3.4", "3.5", "3.6", "3.8", "3.9"],
      ...Array.from({ length: 15 }, (_, index) => `4.${index + 1}`),
    ]);
  });
});

describe("what docs/audit says", () => {
  const folder = join(ROOT, "docs", "audit");
  const pages = readdirSync(folder).filter((file) => file.endsWith(".md"));

  it.each(pages)("%s leads to files that exist", (page) => {
    const text = readFileSync(join(folder, page), "utf8");
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  });

  it.each(pages.filter((page) => page !== "README.md"))(
    "%s asks, answers, and shows evidence and code",
    (page) => {
      const text = readFileSync(join(folder, page), "utf8");
      expect(text.match(/^## .*$/gm)).toEqual([
        "## Answer",
        "## Evidence",
        "## In code",
        "## What is left to you",
      ]);
      expect(text).toMatch(/^# .*\?$/m);
      expect(text).toContain("```console\n$ ");
    },
  );
});
