import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from "../../../../../modules/facts";
import { judge, verdictOf } from "../../../../../tools/plan/verdict";
import { everyConfiguration } from "../../../../support/configurations";
import { schemaOf, type Schema, type SchemaPart } from "../../../../support/provider-schema";
import { planOf, updated } from "../plans";
import { deployedResources } from "./deployed-resources";
import { everyEdit } from "./edits";

jest.setTimeout(300_000);

/** What is less when the provider reads back what is not set as empty, with the reason. */
const EXCUSES: Readonly<Record<string, RegExp>> = {
  "without a name it is the default bus, and rules that are on another are told all the same":
    /^aws_cloudwatch_event_rule event_bus_name: (?:empty|taken away)$/,
  "a list without addresses lets in none": /^aws_security_group ingress\[\]\.\w+: taken away$/,
};

const EMPTY: Readonly<Partial<Record<SchemaPart["kind"], JsonValue>>> = {
  map: {},
  number: 0,
  text: "",
  texts: [],
};

/** The values as the provider has them once it has read the resource: what is not set is empty. */
function readBack(values: JsonObject, schema: Schema): JsonObject {
  const read = Object.entries(schema).flatMap(([name, { kind, parts }]): [string, JsonValue][] => {
    const { [name]: set = null } = values;
    const empty = parts === undefined ? EMPTY[kind] : [];
    if (set === null) return empty === undefined ? [] : [[name, empty]];
    const block = (each: JsonValue): JsonValue =>
      parts !== undefined && isJsonObject(each) ? readBack(each, parts) : each;
    return [[name, isJsonList(set) ? set.map(block) : block(set)]];
  });
  return { ...values, ...Object.fromEntries(read) };
}

const WORSE = ["fine", "review", "blocked"];

it("no edit is worth less where the provider has read back what is not set", () => {
  const [seen, less] = [new Set<string>(), new Set<string>()];
  for (const [, configuration] of everyConfiguration()) {
    const all = deployedResources(configuration);
    for (const { stack, account, region, type, address, values } of all) {
      const beside = all.filter((other) => other.stack === stack && other.address !== address);
      const unchanged = new Map(beside.map((other) => [other.address, other]));
      const schema = schemaOf(type);
      for (const { path, how, after } of everyEdit(values)) {
        const edit = `${type} ${path}: ${how}`;
        if (/(?:policy|content):/.test(path) || seen.has(edit)) continue;
        seen.add(edit);
        const [before = 0, read = 0] = [
          updated(type, values, after),
          updated(type, readBack(values, schema), readBack(after, schema)),
        ].map((change) => {
          const plan = planOf({ stack, account, region, unchanged, changes: [{ ...change, address }] });
          return WORSE.indexOf(verdictOf(judge(plan, configuration, "2026-03-31")));
        });
        if (read < before) less.add(edit);
      }
    }
  }
  const excuses = Object.values(EXCUSES);
  expect(seen.size).toBeGreaterThan(1500);
  expect([...less].filter((edit) => !excuses.some((excuse) => excuse.test(edit)))).toEqual([]);
  expect(excuses.filter((excuse) => ![...less].some((edit) => excuse.test(edit)))).toEqual([]);
});
