import { readFileSync } from "node:fs";
import { attributesOf, isAttributeKnown, JUDGED_RESOURCES, type Weight } from "../../../../modules/facts";
import { PLAN_JUDGEMENTS } from "../../../../tools/plan/verdict";
import {
  everyConfiguration,
  everythingConfiguration,
  minimalConfiguration,
} from "../../../support/configurations";
import { synthesized } from "../../../support/synthesized";
import { created, planOf } from "./plans";

/** The attributes that the provider's bindings write for a type. */
function attributesInBindings(type: string): readonly string[] {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  const source = readFileSync(require.resolve(`@cdktf/provider-aws/lib/${folder}`), "utf8");
  const [, written = ""] = /synthesizeAttributes\(\) \{\s*return \{(.*?)\n {8}\};/s.exec(source) ?? [];
  return [...written.matchAll(/^ {12}(\w+):/gm)].map(([, name = ""]) => name);
}

/** What its schema gives a value where nothing is written, so that every plan has it. */
const DEFAULTS_OF_PROVIDER = [
  "aws_s3_bucket.force_destroy",
  "aws_kms_key.is_enabled",
  "aws_cloudwatch_metric_alarm.actions_enabled",
];

const WEIGHTS: readonly Weight[] = ["blocked", "review", "policy"];
const TYPES = Object.keys(JUDGED_RESOURCES);

function namesOf(type: string): readonly string[] {
  return WEIGHTS.flatMap((weight) => attributesOf(type, weight));
}

describe("what is judged", () => {
  it.each(TYPES)("is there in the provider: %s", (type) => {
    const known = attributesInBindings(type);
    expect(known.length).toBeGreaterThan(0);
    const { place = [], setElsewhere = [] } = JUDGED_RESOURCES[type] ?? {};
    expect([...namesOf(type), ...place, ...setElsewhere].filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(TYPES)("weighs so much, and no more: %s", (type) => {
    expect(new Set(namesOf(type)).size).toBe(namesOf(type).length);
  });

  it("has a strong value where orgtrail always sets it", () => {
    const without = Object.values(JUDGED_RESOURCES)
      .flatMap(({ attributes }) => Object.values(attributes))
      .filter(({ always, strong }) => always === true && strong === undefined);
    expect(without).toEqual([]);
  });
});

describe("what orgtrail makes", () => {
  const context = { configuration: minimalConfiguration(), plan: planOf({}), drift: false };
  const made = new Map<string, Set<string>>();
  for (const [, configuration] of everyConfiguration()) {
    for (const { resource = {} } of Object.values(synthesized(configuration))) {
      for (const [type, blocks] of Object.entries(resource)) {
        const names = Object.values(blocks).flatMap((block) => Object.keys(block));
        made.set(type, new Set([...(made.get(type) ?? []), ...names]));
      }
    }
  }

  it.each([...made.keys()].sort())(
    "is judged in all that it sets, but what is said to be harmless: %s",
    (type) => {
      const names = [...(made.get(type) ?? [])].filter((name) => name !== "//");
      expect(names.filter((name) => !isAttributeKnown(type, name))).toEqual([]);
    },
  );

  it.each([...made.keys()].sort())("is of a type that a judgement knows: %s", (type) => {
    const notJudged = PLAN_JUDGEMENTS.filter(({ id }) => id === "type-not-judged");
    expect(notJudged.flatMap(({ judge }) => judge(created(type, { name: "x" }), context))).toEqual([]);
  });

  it("sets each of what is said to be harmless", () => {
    const said = Object.entries(JUDGED_RESOURCES).flatMap(([type, { harmless = [], place = [] }]) =>
      harmless.map((name) => ({ type, name, twice: [...namesOf(type), ...place].includes(name) })),
    );
    expect(said.filter(({ type, name, twice }) => twice || made.get(type)?.has(name) !== true)).toEqual([]);
  });

  it("sets each value that a new resource always has: what only the provider sets is known after apply", () => {
    const always = Object.entries(JUDGED_RESOURCES).flatMap(([type, { attributes }]) =>
      Object.entries(attributes).flatMap(([path, attribute]) =>
        attribute.always === true ? [{ type, name: path.split(".")[0] ?? path }] : [],
      ),
    );
    const unset = always.filter(({ type, name }) => made.has(type) && made.get(type)?.has(name) !== true);
    expect(unset.map(({ type, name }) => `${type}.${name}`)).toEqual(DEFAULTS_OF_PROVIDER);
  });

  it("is a channel to the bucket of the configuration, and no other is fine", () => {
    const configuration = everythingConfiguration();
    const [weak] = PLAN_JUDGEMENTS.filter(({ id }) => id === "weak-from-the-start");
    const found = (bucket: string): unknown =>
      weak?.judge(created("aws_config_delivery_channel", { name: "c", s3_bucket_name: bucket }), {
        ...context,
        configuration,
      });
    const own = configuration.configRules?.recorders?.bucketName ?? "";
    expect(found(own)).toEqual([]);
    expect(found("elsewhere")).toEqual([{ what: `it delivers to "elsewhere"; orgtrail has "${own}"` }]);
  });
});
