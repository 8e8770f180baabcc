import type * as z from "zod";
import {
  OPERATOR_ATTRIBUTES,
  readSelector,
  type FieldConditions,
  type Operator,
} from "../../../modules/event-selectors";
import type { Problem } from "../../../modules/validation";

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];
type Keys = Readonly<Record<string, unknown>>;

/**
 * What stands where a file has event selectors as CloudTrail's API, its console or Terraform writes them, which people paste: with
 * the selector of ours that says the same.
 */
export function awsFormIssues(data: unknown): readonly Issue[] {
  const trail = isKeys(data) && isKeys(data["trail"]) ? data["trail"] : undefined;
  return [...issuesIn(data, []), ...issuesIn(trail, ["trail"])];
}

function issuesIn(holder: unknown, path: Path): readonly Issue[] {
  if (!isKeys(holder)) return [];
  const list = Object.keys(holder).find((key) => isNamed(key, "advancedeventselectors"));
  if (list !== undefined) return issueOf([...path, list], true, "record: ", entriesOf(holder[list]));
  const { record } = holder;
  const inner = isKeys(record) ? valueOf(record, "advancedeventselectors") : undefined;
  if (inner !== undefined) return issueOf([...path, "record"], false, "", entriesOf(inner));
  return entriesOf(record).flatMap((entry, index) =>
    isAwsForm(entry) ? issueOf([...path, "record", index], false, "", [entry], false) : [],
  );
}

/** @param isList whether a list of selectors takes its place, or one alone @default true */
function issueOf(
  path: Path,
  ofKey: boolean,
  key: string,
  entries: readonly unknown[],
  isList = true,
): readonly Issue[] {
  const read = entries.map(ownForm);
  const why = read.find((each) => "why" in each);
  const texts = read.flatMap((each) => ("selector" in each ? [flow(each.selector)] : []));
  const problem: Problem = {
    what: "is a selector as CloudTrail's API and Terraform have it",
    allowed: "a preset, or a selector in a key for each field",
    remedy:
      why !== undefined || texts.length === 0
        ? "write category, and a key for each field, as docs/choosing-what-to-record.md has them"
        : `write ${key}${isList ? `[${texts.join(", ")}]` : texts.join("")}`,
  };
  return [{ code: "custom", path: [...path], message: problem.what, params: { problem, ofKey } }];
}

function isAwsForm(entry: unknown): entry is Keys {
  return isKeys(entry) && fieldsOf(entry) !== undefined;
}

function fieldsOf(entry: Keys): unknown {
  return valueOf(entry, "fieldselectors");
}

/** A selector of AWS's form as one of ours, or why there is none that says the same. */
function ownForm(entry: unknown): { readonly selector: object } | { readonly why: string } {
  if (!isAwsForm(entry)) return { why: "a selector has no fields" };
  const fields = entriesOf(fieldsOf(entry)).filter(isKeys);
  const read = readSelector(
    new Map(fields.map((each) => [textOf(valueOf(each, "field")), conditionsOf(each)])),
  );
  if ("why" in read) return read;
  const name = textOf(valueOf(entry, "name"));
  return { selector: { ...(name !== "" && { name }), ...read.selector } };
}

function conditionsOf(field: Keys): FieldConditions {
  const conditions: Partial<Record<Operator, readonly string[]>> = {};
  for (const operator of Object.keys(OPERATOR_ATTRIBUTES) as Operator[]) {
    const found = valueOf(field, operator.toLowerCase());
    const values = (Array.isArray(found) ? found : found === undefined ? [] : [found]).map(textOf);
    if (values.length > 0) conditions[operator] = values;
  }
  return conditions;
}

/** The value of a key, however AWS, Terraform or CDKTF spells it. */
function valueOf(holder: Keys, name: string): unknown {
  const key = Object.keys(holder).find((each) => isNamed(each, name));
  return key === undefined ? undefined : holder[key];
}

/** `FieldSelectors`, `field_selector` and `fieldSelector` are one name. */
function isNamed(key: string, name: string): boolean {
  const plain = key.replaceAll("_", "").toLowerCase();
  return plain === name || `${plain}s` === name || (name === "equals" && plain === "equalto");
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : isKeys(value) ? [value] : [];
}

function isKeys(value: unknown): value is Keys {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "";
}

/** A value in one line of YAML. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (!isKeys(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${flow(inner)}`)
    .join(", ")} }`;
}
