import type { JudgementId } from "./judgements";
import {
  at,
  isJsonList,
  isJsonObject,
  isNothing,
  numberAt,
  saysSame,
  shownChange,
  textAt,
  textsAt,
  withJsonRead,
  type JsonObject,
  type JsonValue,
} from "./value";

/** One attribute of a resource that matters: what makes it worse, and how that is judged. */
export interface JudgedAttribute {
  /** What a worse value falls under. `policy`: what a policy allows is compared by requests, and not by its text. */
  readonly judgement: JudgementId | "policy";
  /** Whether the attribute is worse than it was, and would be in a resource so. @default - it takes more than the attribute to tell */
  readonly isWeaker?: (
    before: JsonValue | undefined,
    after: JsonValue | undefined,
    resource: JsonValue,
  ) => boolean;
  /** Whether the value is weak where nothing was before. @default - any but the strong one */
  readonly isWeak?: (value: JsonValue) => boolean;
  /** What has become of it, as a clause. @default - its change alone is told */
  readonly says?: (after: JsonValue | undefined) => string;
  /** What AWS or Terraform takes where it is not set. @default - nothing that matters */
  readonly otherwise?: JsonValue;
  /** The one value that is not weak. @default - any is as good, or it takes more than the attribute to tell */
  readonly strong?: JsonValue;
  /** Whether orgtrail sets the strong value in all that it makes. @default false */
  readonly always?: true;
}

type Attribute<Judgement = JudgementId> = JudgedAttribute & { readonly judgement: Judgement };

/** What is judged with more than the attribute. */
export function judged(judgement: JudgementId): Attribute {
  return { judgement };
}

/** A policy, or what says whom a policy is about. */
export const policy: Attribute<"policy"> = { judgement: "policy" };

/** What has a strong value, and is weak with any other. */
export function strong(
  judgement: JudgementId,
  says: string,
  {
    value = true,
    otherwise,
    ...others
  }: Pick<JudgedAttribute, "otherwise" | "always"> & { readonly value?: JsonValue } = {},
): Attribute {
  return {
    judgement,
    strong: value,
    isWeaker: (before, after) =>
      value === false
        ? after === true && before !== true
        : (before ?? otherwise) === value && after !== value,
    says: () => says,
    ...(otherwise !== undefined && { otherwise }),
    ...others,
  };
}

/** What names something: a bucket, a key. With another name, or none, it is something else. */
export function named(judgement: JudgementId, another: string, none?: string): Attribute {
  return {
    judgement,
    isWeaker: (before, after) =>
      textAt(before) !== undefined &&
      !(none === undefined && isNothing(after)) &&
      withoutStar(before) !== withoutStar(after),
    says: (after) => (none !== undefined && isNothing(after) ? none : another),
  };
}

/** The ARN of a log group is written with `:*` at its end, and without. */
function withoutStar(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === "string" ? value.replace(/:\*$/, "") : value;
}

/** A number of days, or the like. @param otherwise what AWS takes where it is not set */
export function fewer(judgement: JudgementId, says: string, otherwise: number): Attribute {
  return { judgement, isWeaker: isFewer(otherwise), says: () => says, ...finite(otherwise) };
}

/** A number, which orgtrail sets in all that it makes. @param otherwise what AWS takes where it is not set */
export function always(number: number, otherwise: number): Omit<JudgedAttribute, "judgement"> {
  return {
    ...{ always: true, strong: number, otherwise },
    isWeak: (value) => numberOr(otherwise, value) < number,
  };
}

/** A number of days between two times. @param otherwise what AWS takes where it is not set */
export function more(judgement: JudgementId, says: string, otherwise: number): Attribute {
  const isLess = isFewer(otherwise);
  return {
    ...{ judgement, says: () => says, otherwise },
    isWeaker: (before, after) => isLess(after, before),
    isWeak: (value) => isLess(value, otherwise),
  };
}

function finite(otherwise: number): { readonly otherwise?: number } {
  return Number.isFinite(otherwise) ? { otherwise } : {};
}

/** @param otherwise what AWS takes where it is not set */
export function isFewer(otherwise: number): (...values: Values) => boolean {
  return (before, after) => numberOr(otherwise, after) < numberOr(otherwise, before);
}

/** A number that is not set, which a provider may read back as 0, is what AWS takes. */
function numberOr(otherwise: number, value: JsonValue | undefined): number {
  const number = numberAt(value) ?? 0;
  return number === 0 ? otherwise : number;
}

type Comparison = NonNullable<JudgedAttribute["isWeaker"]>;
type Values = readonly [before: JsonValue | undefined, after: JsonValue | undefined];

/** What is told whenever it becomes another, in the words of Terraform. @param isWeaker which change is told. @default - each */
export function told(judgement: JudgementId, isWeaker: Comparison = another, says?: string): Attribute {
  return { judgement, isWeaker, ...(says !== undefined && { says: () => says }) };
}

/** Several attributes that are judged alike. */
export function each<A extends JudgedAttribute>(
  attribute: A,
  ...names: readonly string[]
): Readonly<Record<string, A>> {
  return Object.fromEntries(names.map((name) => [name, attribute]));
}

const another = (...[before, after]: Values): boolean => !saysSame(before, after);

/** What was set is gone or another; that something is set now is no loss. */
export const lost: Comparison = (before, after) => !isNothing(before) && another(before, after);

export const switchedOff: Comparison = (before, after) => before === true && after !== true;

/** A function of which none may run. */
export const stopped: Comparison = (before, after) => after === 0 && before !== 0;

/** A bus or a key may be written by its name, or by its ARN. */
export function nameWritten(value: JsonValue): JsonValue {
  return typeof value === "string" && value.startsWith("arn:")
    ? value.slice(value.lastIndexOf("/") + 1)
    : value;
}

/** What says on which bus something is names another one. Without a name, it is the default one. */
export const isOfOtherBus = (...sides: Values): boolean => {
  const [was, is] = sides.map((side) => nameWritten(isNothing(side) ? "default" : (side ?? null)));
  return was !== is;
};

/** A list has not all of one thing in its blocks that it had. @param otherwise what AWS takes where there is none */
export function fewerBlocks(name: string, otherwise: string): Comparison {
  return (...sides) => {
    const [was = [], is = []] = sides.slice(0, 2).map((side) => {
      const blocks = (isJsonList(side) ? side : []).map((block) => textAt(block, name) ?? otherwise);
      return blocks.length === 0 ? [otherwise] : blocks;
    });
    return hasOther(was, is);
  };
}

/** A list has not all that it had. */
export const shorter = (...[before, after]: Values): boolean => hasOther(textsAt(before), textsAt(after));

/** What a scope names is less: without one, all is looked at. */
export const narrower: Comparison = (before, after) =>
  !isNothing(after) && (isNothing(before) || hasOther(listed(before), listed(after)));

function listed(value: JsonValue | undefined): readonly string[] {
  return typeof value === "string" ? [value] : textsAt(value);
}

/** What is best with one value, and is another. */
export function notAnyMore(best: JsonValue): Comparison {
  return (_, after) => !saysSame(best, after);
}

/** What was not there, or otherwise. */
export const added: Comparison = (before, after) => !isNothing(after) && another(before, after);

/**
 * The threshold of an alarm that rings above it is higher, or none is below it, since what rings always tells nobody anew. Or that of one
 * that rings below it is lower.
 */
export const ringsLess: Comparison = (before, after, alarm) => {
  const [was, is] = [numberAt(before), numberAt(after)];
  if (was === undefined || is === undefined) return true;
  const comparison = textAt(alarm, "comparison_operator") ?? "";
  if (/^GreaterThan(?:OrEqualTo)?Threshold$/.test(comparison)) {
    return is > was || is < 0 || (is === 0 && comparison === "GreaterThanOrEqualToThreshold");
  }
  return !/^LessThan(?:OrEqualTo)?Threshold$/.test(comparison) || is < was;
};

/** CloudWatch takes neither metric filters nor subscriptions of a log group of another class. */
export function isUnwatchedClass(value: JsonValue | undefined): boolean {
  return !isNothing(value) && value !== "STANDARD";
}

/** A list of what is left out has one more. */
export const longer: Comparison = (before, after) => shorter(after, before);

function hasOther(texts: readonly string[], others: readonly string[]): boolean {
  return texts.some((text) => !others.includes(text));
}

export const disabled: Comparison = (_, after) => textAt(after) === "DISABLED";

/** How often AWS Config evaluates, the most often first. */
const FREQUENCIES = ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"];

export const lessOften: Comparison = (before, after) => {
  const [was, is] = [before, after].map((value) => FREQUENCIES.indexOf(textAt(value) ?? "TwentyFour_Hours"));
  return is === -1 || (was ?? -1) < (is ?? -1);
};

/** A conformance pack has not all its rules any more, or others. */
export const losesRules: Comparison = (before, after) => {
  const [was, is] = [partsOf(before), partsOf(after)];
  return (
    was === undefined ||
    is === undefined ||
    ["Resources", "Parameters"].some((part) =>
      Object.entries(objectAt(was, part)).some(([name, value]) => !saysSame(value, objectAt(is, part)[name])),
    )
  );
};

/** A template of CloudFormation in JSON, as orgtrail writes it; of one in YAML, every change is told. */
function partsOf(template: JsonValue | undefined): JsonObject | undefined {
  const read = withJsonRead(template ?? null);
  return isJsonObject(read) ? read : undefined;
}

function objectAt(template: JsonObject, part: string): JsonObject {
  const found = at(template, part);
  return isJsonObject(found) ? found : {};
}

/** A recorder of AWS Config records fewer types of resources, by its `recording_group`. */
export const recordsFewerTypes: Comparison = (before, after) => {
  const [was, is] = [recordedTypes(before), recordedTypes(after)];
  const kept = (type: string): boolean => is.types.includes(type) === (is.of === "these");
  if (was.of === "these") return !was.types.every(kept);
  if (is.of === "these") return true;
  return !is.types.every((type) => was.types.includes(type)) || (was.globalTypes && !is.globalTypes);
};

/** A recorder of AWS Config records changes once a day, or of some types. */
export const recordsLessOften: Comparison = (_, mode) =>
  !isNothing(mode) &&
  (textAt(mode, "recording_frequency") !== "CONTINUOUS" || !isNothing(at(mode, "recording_mode_override")));

/** The types of resources that a recorder of AWS Config records. */
interface RecordedTypes {
  /** Whether `types` are those that it records, or those that it leaves out of all. */
  readonly of: "these" | "all but these";
  readonly types: readonly string[];
  /** Whether the types of IAM are recorded too, where all are. */
  readonly globalTypes: boolean;
}

/** Without a group a recorder records every type, but those of IAM. */
function recordedTypes(group: JsonValue | undefined): RecordedTypes {
  const globalTypes = at(group, "include_global_resource_types") === true;
  if (at(group, "all_supported") !== false) return { of: "all but these", types: [], globalTypes };
  const leftOut = textsAt(group, "exclusion_by_resource_types", "resource_types");
  const strategy = textAt(group, "recording_strategy", "use_only");
  return leftOut.length > 0 || strategy === "EXCLUSION_BY_RESOURCE_TYPES"
    ? { of: "all but these", types: leftOut, globalTypes: true }
    : { of: "these", types: textsAt(group, "resource_types"), globalTypes };
}

/** How an attribute changes, as a sentence. @param path such as `rule.object_ownership` */
export function weakerText(
  path: string,
  { says, otherwise }: JudgedAttribute,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): string {
  const name = path.slice(path.lastIndexOf(".") + 1);
  // Of a number that is not set, what AWS takes is told.
  const known = (value: JsonValue | undefined): JsonValue | undefined =>
    typeof otherwise === "number" ? numberOr(otherwise, value) : value;
  const change = `${name}: ${shownChange(known(before), known(after))}`;
  return says === undefined ? change : `${says(after)} (${change})`;
}
