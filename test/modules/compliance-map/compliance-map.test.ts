import {
  CIS_BENCHMARKS,
  COMPLIANCE_MAP,
  OUT_OF_SCOPE,
  topicsOf,
  type MappedTopic,
  type MetBy,
} from "../../../modules/compliance-map";
import { CONFIG_RULE_KINDS } from "../../../modules/config-rules";
import { CONTROL_IDS } from "../../../modules/controls";
import { SECURITY_CONTROLS } from "../../../modules/security-hub";
import { CIS_ASKS, SECURITY_HUB_ASKS } from "./asked-for";
import { madeBy, ORGANIZATIONS, resourcesOf, valuesAt } from "./everything-on";

/** Each item of each topic, under the topic's id. */
const ofTopics = <T>(items: (topic: MappedTopic) => readonly T[]): readonly (readonly [string, T])[] =>
  COMPLIANCE_MAP.flatMap((topic) => items(topic).map((item) => [topic.id, item] as const));

/** Whether a resource has the argument as the map says. */
function isMet({ argument, is }: MetBy, resource: Readonly<Record<string, unknown>>): boolean {
  const values = valuesAt(resource, argument.split("."));
  if (is === undefined) return values.length > 0;
  return typeof is === "boolean"
    ? values.length > 0 && values.every((value) => value === is)
    : values.some((value) => String(value).includes(is));
}

describe("what the map names is synthesized", () => {
  const arguments_ = ofTopics(({ metBy }) => metBy).map(
    ([id, met]) => [id, `${met.resource}.${met.argument} of ${met.construct}`, met] as const,
  );

  it.each(arguments_)("for %s, each %s", async (_id, _argument, met) => {
    for (const organization of ORGANIZATIONS) {
      const made = await madeBy(organization, met);
      expect(made.length).toBeGreaterThan(0);
      expect(made.filter(({ block }) => !isMet(met, block)).map(({ path }) => path)).toEqual([]);
    }
  });

  it.each(ofTopics(({ configRules }) => configRules))("for %s, the Config rule %s", (_id, rule) => {
    const identifier = CONFIG_RULE_KINDS.find(({ id }) => id === rule)?.identifier;
    const made = ORGANIZATIONS.flatMap((organization) => [
      ...resourcesOf(organization, "aws_config_organization_managed_rule").map(
        ({ block }) => block["rule_identifier"],
      ),
      ...resourcesOf(organization, "aws_config_config_rule").flatMap(({ block }) =>
        valuesAt(block, ["source", "source_identifier"]),
      ),
    ]);
    expect(made).toContain(identifier);
  });

  it.each(ofTopics(({ controls }) => controls))("for %s, the filter and the alarm of %s", (_id, control) => {
    expect(CONTROL_IDS).toContain(control);
    for (const organization of ORGANIZATIONS) {
      const named = (type: string, key: string): readonly string[] =>
        resourcesOf(organization, type).map(({ block }) => String(block[key]));
      const alarms = named("aws_cloudwatch_metric_alarm", "alarm_name");
      expect(alarms.filter((name) => name.endsWith(`-${control}`))).toHaveLength(1);
      const filters = named("aws_cloudwatch_log_metric_filter", "name");
      expect(filters.filter((name) => new RegExp(`-${control}(-\\d+)?$`).test(name))).not.toEqual([]);
    }
  });
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

  it("has each control of Security Hub once, and of those alone that have a place in the catalogue", () => {
    const mapped = COMPLIANCE_MAP.flatMap(({ securityHub }) => securityHub);
    expect([...mapped].sort()).toEqual(SECURITY_CONTROLS.map(({ id }) => id).sort());
  });

  it.each(CONFIG_RULE_KINDS.filter(({ standards }) => standards !== undefined).map(({ id }) => id))(
    "has the Config rule %s, which a standard asks for",
    (id) => {
      expect(COMPLIANCE_MAP.filter(({ configRules }) => configRules.includes(id))).not.toEqual([]);
    },
  );

  it.each(CIS_BENCHMARKS)("has all that CIS %s asks near an audit log, or says why not", (benchmark) => {
    const mapped = COMPLIANCE_MAP.flatMap(({ cis }) => cis[benchmark]);
    const outside = OUT_OF_SCOPE.flatMap(({ cis = {} }) => cis[benchmark] ?? []);
    expect(outside.filter((number) => mapped.includes(number))).toEqual([]);
    expect([...new Set([...mapped, ...outside])].sort()).toEqual([...CIS_ASKS[benchmark]].sort());
  });

  it("has all that Security Hub asks near an audit log, or says why not", () => {
    const outside = OUT_OF_SCOPE.flatMap(({ securityHub = [] }) => securityHub);
    const mapped = COMPLIANCE_MAP.flatMap(({ securityHub }) => securityHub);
    expect([...mapped, ...outside].sort()).toEqual([...SECURITY_HUB_ASKS].sort());
  });

  it("is in the order of the benchmark", () => {
    expect(topicsOf("v1.4").flatMap(({ cis }) => cis["v1.4"].slice(0, 1))).toEqual([
      ...["2.1.1", "2.1.2", "2.1.3", "2.1.5", "2.1.5"],
      ...["3.1", "3.2", "3.4", "3.5", "3.6", "3.7", "3.8", "3.10", "3.11"],
      ...Array.from({ length: 15 }, (_, index) => `4.${index + 1}`),
    ]);
    expect(topicsOf("v5.0").flatMap(({ cis }) => cis["v5.0"])).toEqual([
      ...["2.1.1", "2.1.2", "2.1.4", "2.1.4"],
      ...["3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.8", "3.9"],
      ...Array.from({ length: 16 }, (_, index) => `4.${index + 1}`),
    ]);
  });
});
