import { isJsonObject, type JsonObject, type JsonValue } from "../../../../../modules/facts";
import { everythingConfiguration, referenceConfiguration } from "../../../../support/configurations";
import { synthesized } from "../../../../support/synthesized";
import { planJson, readPlan } from "../../plan-json";
import { everyEdit } from "./edits";

jest.setTimeout(300_000);

/** What Terraform reads of a resource, and no plan has among its values. */
const OF_TERRAFORM = ["depends_on", "lifecycle", "provider", "count", "for_each"];

/** What is otherwise than the configuration has it, and fine, with the reason. */
const EXCUSES: Readonly<Record<string, RegExp>> = {
  "the plan has it in the tags of each resource": /^provider\.aws\[\]\.default_tags/,
  "it is a name in the records of calls": /\.session_name /,
  "an older Terraform refuses what it does not know": /^terraform\.required_version /,
  "what takes from it fails without it, and a condition that goes with it is told":
    /^data(\.\w+(\[\])?)? taken away$/,
  "people look at it, and nothing depends on it":
    /^resource\.aws_cloudwatch_(dashboard|query_definition)(\[\])? taken away$/,
  "more is set right than before": /\.lifecycle(\.ignore_changes(\[\])?)? (taken away|emptied)$/,
};

/** The edits of what is no attribute of a resource that nothing is told of. */
function fineEdits(): readonly string[] {
  const [fine, seen] = [new Set<string>(), new Set<string>()];
  const everything = everythingConfiguration();
  const kept = { ...everything, terraform: { ...everything.terraform, destroyProtection: true } };
  for (const configuration of [kept, referenceConfiguration()]) {
    for (const asked of Object.values(synthesized(configuration)) as unknown as readonly JsonObject[]) {
      for (const { path, how, after } of everyEdit(unplannedParts(asked))) {
        const kind = `${path.replace(/^(resource|data)\.(\w+)\.[^.]+/, "$1.$2[]")} ${how}`;
        if (seen.has(kind)) continue;
        seen.add(kind);
        const { asides } = readPlan(planJson({}), { terraform: merged(asked, after), asked });
        if (asides.length === 0) fine.add(kind);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(300);
  return [...fine].sort();
}

/** The Terraform without what a plan has. */
function unplannedParts(terraform: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(terraform)
      .filter(([block]) => block !== "//")
      .map(([block, value]) => [block, block === "resource" ? ofResources(value) : withoutNotes(value)]),
  );
}

function ofResources(types: JsonValue): JsonValue {
  return mapped(types, (blocks) =>
    mapped(blocks, (block) =>
      Object.fromEntries(
        Object.entries(isJsonObject(block) ? block : {}).filter(([name]) => OF_TERRAFORM.includes(name)),
      ),
    ),
  );
}

function withoutNotes(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  return mapped(Object.fromEntries(Object.entries(value).filter(([name]) => name !== "//")), withoutNotes);
}

function mapped(value: JsonValue, each: (part: JsonValue) => JsonValue): JsonObject {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, part]) => [name, each(part)]));
}

/** The parts that were edited, with the attributes of resources as they were. */
function merged(asked: JsonObject, edited: JsonObject): JsonObject {
  const types = isJsonObject(asked["resource"]) ? asked["resource"] : {};
  const own = Object.entries(isJsonObject(edited["resource"]) ? edited["resource"] : {});
  const resource = Object.fromEntries(
    own.map(([type, blocks]) => [
      type,
      Object.fromEntries(
        Object.entries(isJsonObject(blocks) ? blocks : {}).map(([name, meta]) => {
          const block = isJsonObject(types[type]) ? types[type][name] : {};
          const rest = Object.entries(isJsonObject(block) ? block : {}).filter(
            ([each]) => !OF_TERRAFORM.includes(each),
          );
          return [name, { ...Object.fromEntries(rest), ...(isJsonObject(meta) && meta) }];
        }),
      ),
    ]),
  );
  return { ...edited, resource };
}

test("nothing that Terraform reads besides attributes becomes another unseen, but what is excused", () => {
  const fine = fineEdits();
  const excuses = Object.values(EXCUSES);
  expect(fine.filter((kind) => !excuses.some((excuse) => excuse.test(kind)))).toEqual([]);
  expect(excuses.filter((excuse) => !fine.some((kind) => excuse.test(kind)))).toEqual([]);
});
