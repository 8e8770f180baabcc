import { ARCHIVE } from "./archive";
import { ASKING } from "./asking";
import { COLLECTING } from "./collecting";
import { SEARCHING } from "./searching";
import type { JudgedResource } from "./judged-resource";
import { JUDGEMENTS, type JudgementId } from "./judgements";
import { at, holdsUnknown, isJsonList, isJsonObject, isSame, saysSame, type JsonValue } from "./value";
import { WATCHING } from "./watching";
import { weakerText } from "./weaker";

/**
 * What matters about each type of resource that orgtrail makes, a row an attribute. The gate takes from here what is weak,
 * `orgtrail plan` what is weaker than it was, whether that is planned or somebody has done it in AWS.
 */
export const JUDGED_RESOURCES: Readonly<Record<string, JudgedResource>> = {
  ...ARCHIVE,
  ...WATCHING,
  ...ASKING,
  ...SEARCHING,
  ...COLLECTING,
};

/** What matters about a type of resource. @returns undefined when nobody has said */
export function judgedResource(type: string): JudgedResource | undefined {
  return Object.hasOwn(JUDGED_RESOURCES, type) ? JUDGED_RESOURCES[type] : undefined;
}

/** How much depends on an attribute: what a change of it does may be blocked, or is to be reviewed, or a policy says. */
export type Weight = "blocked" | "review" | "policy";

/** What Terraform reads for itself, and what people read. */
const HARMLESS = [
  ...[
    "alarm_description",
    "depends_on",
    "description",
    "lifecycle",
    "skip_destroy",
    "tags",
    "tags_all",
    "timeouts",
  ],
];

/** Whether nothing depends on an attribute, or what does is told elsewhere. @param name as Terraform has it */
export function isAttributeHarmless(type: string, name: string): boolean {
  return HARMLESS.includes(name) || (judgedResource(type)?.harmless ?? []).includes(name);
}

/** Whether somebody has said what a change of an attribute does, or that it does nothing. @param name as Terraform has it */
export function isAttributeKnown(type: string, name: string): boolean {
  const { place = [], setElsewhere = [] } = judgedResource(type) ?? {};
  const judged = attributesOf(type, "blocked", "review", "policy");
  return (
    isAttributeHarmless(type, name) || [place, setElsewhere, judged].some((names) => names.includes(name))
  );
}

/**
 * The parts of an attribute that differ, and of which nobody has said what a change does: the attribute itself, or parts of a block
 * of which some are judged one by one.
 */
export function unknownParts(
  type: string,
  name: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): readonly string[] {
  if (!isAttributeKnown(type, name)) return [name];
  if (isAttributeHarmless(type, name)) return [];
  const paths = Object.keys(judgedResource(type)?.attributes ?? {}).filter((path) => path.startsWith(name));
  // What is judged, or said to be harmless, as a whole.
  if (paths.includes(name) || !paths.some((path) => path.startsWith(`${name}.`))) return [];
  const [was, is] = [before, after].map((side) => new Map(valuesIn(side, name)));
  const differs = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].filter(
    (path) => !saysSame(was?.get(path), is?.get(path)),
  );
  return differs.filter((path) => !paths.some((known) => `${path}.`.startsWith(`${known}.`)));
}

/** Each value in a block, with its path: of several blocks, all in one. */
function valuesIn(value: JsonValue | undefined, path: string): readonly (readonly [string, JsonValue])[] {
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, part]) => valuesIn(part, `${path}.${name}`));
  if (isJsonList(value) && value.some(isJsonObject)) return value.flatMap((each) => valuesIn(each, path));
  return value === undefined ? [] : [[path, value]];
}

/** The attributes of a type that weigh so much, by the name that Terraform gives them. */
export function attributesOf(type: string, ...weights: readonly Weight[]): readonly string[] {
  const names = Object.entries(judgedResource(type)?.attributes ?? {}).flatMap(([path, { judgement }]) => {
    const weight = judgement === "policy" ? judgement : JUDGEMENTS[judgement].verdict;
    return weights.includes(weight) ? [path.split(".")[0] ?? path] : [];
  });
  return [...new Set(names)];
}

/** What of a resource is weaker than it was under a judgement, a sentence an attribute. What is not known yet is not judged. */
export function weakerAttributes(
  type: string,
  judgement: JudgementId,
  before: JsonValue,
  after: JsonValue,
): readonly string[] {
  return Object.entries(judgedResource(type)?.attributes ?? {}).flatMap(([path, attribute]) => {
    const { isWeaker, otherwise } = attribute;
    if (attribute.judgement !== judgement || isWeaker === undefined) return [];
    const [set, is] = [before, after].map((side) => at(side, ...path.split(".")));
    if (isSame(set, is)) return [];
    // What was not set is what AWS takes, as far as that is known.
    const was = set ?? otherwise;
    if (holdsUnknown(is) || saysSame(was, is) || !isWeaker(was, is, after)) return [];
    return [weakerText(path, attribute, was, is)];
  });
}
