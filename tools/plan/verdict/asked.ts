import {
  at,
  attributesOf,
  isJsonList,
  isJsonObject,
  isKnown,
  isNothing,
  judgedResource,
  saysSame,
  shownChange,
  withJsonRead,
} from "../../../modules/facts";
import { matchesPattern, type Pattern } from "../../../modules/kernel";
import type { JsonObject, JsonValue, ResourceChange, StackPlan } from "../change";
import { LOOKED_AT } from "../reading/other-than-asked";

/**
 * What is new, as if the configuration had been deployed, and somebody had then changed it to this: what judges changes judges it
 * too. What the plan cannot tell of the configuration, as what the state of another stack has, is taken to be as it is.
 * @returns undefined where the configuration makes nothing at the address, or just this
 */
export function changeFromAsked(change: ResourceChange, plan: StackPlan): ResourceChange | undefined {
  const { address, type, after } = change;
  const asked = plan.asked?.get(address);
  if (asked === undefined || after === undefined || asked.type !== type) return undefined;
  const wanted = Object.entries(asked.values).filter(
    ([name]) => name !== "tags_all" || Object.hasOwn(after, name),
  );
  // What the Terraform does not set, the provider does. What the configuration does not set is what AWS takes, where that is known.
  const set = change.attributes.map(({ path }) => path).filter((path) => path !== "tags_all");
  const { attributes: judged = {} } = judgedResource(type) ?? {};
  const before: JsonObject = {
    ...after,
    ...Object.fromEntries(set.map((name) => [name, judged[name]?.otherwise ?? null])),
    ...Object.fromEntries(wanted.map(([name, value]) => [name, filled(name, value, change, plan)])),
  };
  const attributes = Object.keys(before)
    .filter((name) => !saysSame(before[name], after[name]))
    .map((path) => ({ path, before: before[path] ?? null, after: after[path] ?? null, replaces: false }));
  return attributes.length === 0 ? undefined : { ...change, action: "update", before, attributes };
}

/** What something new is called, where that is not as the configuration has it: of what is there, no name changes in place. */
export function calledOtherwise({ type, before, after }: ResourceChange): readonly string[] {
  const name = type === "aws_s3_bucket" ? "bucket" : "name";
  const [asked, own] = [before?.[name], after?.[name]];
  const isTold = LOOKED_AT.includes(type) || attributesOf(type, "blocked", "review", "policy").includes(name);
  return isTold || saysSame(asked, own)
    ? []
    : [`${name}: ${shownChange(asked, own)}, and policies know it by its name`];
}

/**
 * What the configuration makes in a stack of which nothing is there yet, and the plan leaves out. A plan that makes less than it leaves
 * out is no first deployment: it has a part of what is there.
 */
export function leftOut({ asked = new Map(), planned, changes }: StackPlan): readonly string[] {
  const made = new Set(changes.filter(({ action }) => action === "create").map(({ address }) => address));
  const missing = [...asked.keys()].filter((address) => !planned.has(address));
  const isNew = missing.length <= made.size && [...planned.keys()].every((address) => made.has(address));
  return isNew ? missing : [];
}

/** The attribute as the configuration has it, with what it takes from others as the plan has it, where it is taken from the same. */
function filled(
  name: string,
  asked: JsonValue,
  { after, references = {} }: ResourceChange,
  plan: StackPlan,
): JsonValue {
  const [wanted, given] = [sourcesIn(asked), references[name]];
  const isSameSource =
    given === undefined ||
    (wanted.every((source) => given.includes(source)) &&
      given.every((reference) => wanted.some((source) => `${source}.`.startsWith(`${reference}.`))));
  return valueAs(at(after, name), asked, { plan, isSameSource, isJson: false });
}

/** What is taken from others: `${aws_sns_topic.x.arn}`. Two dollars are one, and no expression. */
const EXPRESSION = /(?<!\$)\$\{([^{}]*)\}/;

/** What expressions name: `aws_sns_topic.x.arn`, `data.terraform_remote_state.y.outputs.z`. */
function sourcesIn(asked: JsonValue): readonly string[] {
  if (isJsonList(asked)) return asked.flatMap(sourcesIn);
  if (isJsonObject(asked)) return Object.values(asked).flatMap(sourcesIn);
  const expressions = typeof asked === "string" ? partsOf(asked).expressions : [];
  return expressions.flatMap((text) => text.match(/(?<![\w.-])[a-z]\w*(?:\.[\w-]+)+/g) ?? []);
}

/** The stretches of a text: what stands between expressions, and these. */
function partsOf(text: string): {
  readonly literals: readonly string[];
  readonly expressions: readonly string[];
} {
  const parts = text.split(EXPRESSION);
  const plain = (part: string): string => part.replaceAll("$${", "${").replaceAll("%%{", "%{");
  return {
    literals: parts.filter((_, index) => index % 2 === 0).map(plain),
    expressions: parts.filter((_, index) => index % 2 === 1),
  };
}

/** What the value is compared in. */
interface Comparing {
  readonly plan: StackPlan;
  /** Whether the value is taken from the same others, so that it is as asked for where nobody knows it yet. */
  readonly isSameSource: boolean;
  /** Whether it is JSON in a text, of which the provider writes nothing by itself. */
  readonly isJson: boolean;
}

/** What the configuration asks for, written as the value is, as far as it says the same. */
function valueAs(value: JsonValue | undefined, asked: JsonValue, comparing: Comparing): JsonValue {
  // What is not known yet may be anything, but what is written out.
  const isOpen = value !== undefined && !isKnown(value) && comparing.isSameSource;
  if (isOpen && sourcesIn(asked).length > 0) return value;
  if (typeof asked === "string") return textAs(value, asked, comparing);
  if (isJsonList(asked)) return listAs(isJsonList(value) ? value : [], asked, comparing);
  // One block may be written without a list.
  if (isJsonObject(asked) && isJsonList(value)) return listAs(value, [asked], comparing);
  if (isJsonObject(asked)) return objectAs(isJsonObject(value) ? value : {}, asked, comparing);
  return spelled(value) === spelled(asked) ? (value ?? null) : asked;
}

/** Terraform writes a number as a text where the provider wants one. */
function spelled(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function textAs(value: JsonValue | undefined, asked: string, comparing: Comparing): JsonValue {
  // Without a brace it is no JSON that may be written otherwise, and has no expression.
  if (value === asked && !asked.includes("{")) return value;
  const [read, wanted] = [withJsonRead(value ?? null), withJsonRead(asked)];
  if (typeof value === "string" && typeof read === "object" && typeof wanted === "object") {
    const same = valueAs(read, wanted, { ...comparing, isJson: true });
    return saysSame(read, same) ? value : JSON.stringify(same);
  }
  const { literals, expressions } = partsOf(asked);
  const known = expressions.map((expression) => foundIn(expression, comparing.plan));
  const text = literals.reduce(
    (start, part, index) => `${start}${known[index - 1] ?? expressions[index - 1] ?? ""}${part}`,
  );
  if (value === undefined || value === null) return text;
  if (!known.includes(undefined)) return spelled(value) === text ? value : text;
  const pattern: Pattern = literals.flatMap((literal, index) => [
    ...(index === 0 ? [] : [pieceOf(known[index - 1])]),
    { literal },
  ]);
  const mayBe = typeof value !== "string" || matchesPattern(pattern, value);
  return comparing.isSameSource && mayBe ? value : text;
}

function pieceOf(found: string | undefined): Pattern[number] {
  return found === undefined ? { wildcard: "*" } : { literal: found };
}

/** The attribute of another resource of the stack, if the plan tells it. */
function foundIn(expression: string, { planned }: StackPlan): string | undefined {
  const [, address = "", attribute = ""] = /^(aws_\w+\.[\w-]+)\.(\w+)$/.exec(expression) ?? [];
  const value = at(planned.get(address)?.values, attribute);
  return typeof value === "string" && isKnown(value) ? value : undefined;
}

type Fits = (value: JsonValue, element: JsonValue) => boolean;

/** Each element as one that says the same, in the order of these; what is left of blocks as what is left, one by one. */
function listAs(values: readonly JsonValue[], asked: readonly JsonValue[], comparing: Comparing): JsonValue {
  const left = new Set(values.keys());
  const found = new Map<JsonValue, number>();
  const match = (elements: readonly JsonValue[], fits: Fits): void => {
    for (const element of elements) {
      const index = found.has(element)
        ? undefined
        : [...left].find((each) => fits(values[each] ?? null, element));
      if (index === undefined) continue;
      found.set(element, index);
      left.delete(index);
    }
  };
  const says: Fits = (value, element) => saysSame(value, valueAs(value, element, comparing));
  // What is written out first: what is taken from others may be any.
  match(
    asked.filter((element) => sourcesIn(element).length === 0),
    says,
  );
  match(asked, says);
  match(asked, (value, element) => isJsonObject(value) && isJsonObject(element));
  return asked
    .map((element) => ({ element, index: found.get(element) ?? values.length }))
    .sort((one, other) => one.index - other.index)
    .map(({ element, index }) => valueAs(values[index], element, comparing));
}

function objectAs(value: JsonObject, asked: JsonObject, comparing: Comparing): JsonValue {
  const unset = comparing.isJson ? [] : Object.entries(value).filter(([, part]) => isUnset(part));
  return {
    ...Object.fromEntries(unset),
    ...Object.fromEntries(
      Object.entries(asked).map(([name, part]) => [name, valueAs(value[name], part, comparing)]),
    ),
  };
}

/** What the provider writes of what is not set in a block: of a metric's unit, in CloudWatch's word for none. */
function isUnset(value: JsonValue): boolean {
  return isNothing(value) || value === false || value === 0 || value === "None" || !isKnown(value);
}
