import type { PolicyStatement } from "../../../../modules/policy";
import type { ContextValue } from "../../../../modules/policy-evaluation";
import { conditionsIn, textsIn, type ConditionEntry } from "./element-texts";

/**
 * What makes a request one that a statement is about. A new statement may ask for what no request of ours carries, such as an IP
 * address: so its own conditions and resources say what to ask.
 */
export interface Witness {
  /** Context keys with which the statement's conditions hold, as far as they are understood. */
  readonly keys: Readonly<Record<string, ContextValue>>;
  /** ARNs that the statement names. */
  readonly resources: readonly string[];
}

/** How a request travels is asked of by `orgtrail prove`; here it would make of each thing that is done another. */
const OF_THE_TRANSPORT = ["aws:securetransport", "s3:tlsversion"];

/** Keys that requests have already: they follow from who asks, or from how. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const GIVEN = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:principaltype",
  "aws:resourceaccount",
  "aws:userid",
  "aws:username",
  ...OF_THE_TRANSPORT,
]);

/** The witness of a statement. */
export function witnessOf(statement: PolicyStatement): Witness {
  const keys: Record<string, ContextValue> = {};
  for (const condition of conditionsIn(statement.Condition)) {
    const value = GIVEN.has(condition.key.toLowerCase()) ? undefined : satisfying(condition);
    if (value !== undefined) keys[condition.key] = value;
  }
  const resources = textsIn(statement.Resource)
    .map(filledIn)
    .filter((arn) => arn.startsWith("arn:") && !arn.includes("${"));
  return { keys, resources };
}

const DAY_BEFORE_ALL = "1970-01-02T00:00:00Z";
const DAY_AFTER_ALL = "2100-01-01T00:00:00Z";

/** A value that satisfies the condition. Those that ask for the absence of something are satisfied by nothing. */
function satisfying({ operator, values: [value] }: ConditionEntry): ContextValue | undefined {
  if (value === undefined || value.includes("${")) return undefined;
  const name = operator.replace(/^For(Any|All)Values:/, "").replace(/IfExists$/, "");
  switch (name) {
    case "Bool":
      return value.toLowerCase() === "true";
    case "Null":
      return value.toLowerCase() === "true" ? undefined : "given";
    case "NumericEquals":
    case "NumericLessThanEquals":
    case "NumericGreaterThanEquals":
      return numberFrom(value, 0);
    case "NumericLessThan":
      return numberFrom(value, -1);
    case "NumericGreaterThan":
      return numberFrom(value, 1);
    case "DateLessThan":
      return DAY_BEFORE_ALL;
    case "DateGreaterThan":
      return DAY_AFTER_ALL;
    case "IpAddress":
      return value.replace(/\/.*$/, "");
    default:
      return /^(String|Arn|Date|Binary)(Equals|Like|LessThanEquals|GreaterThanEquals)/.test(name)
        ? filledIn(value)
        : undefined;
  }
}

function numberFrom(value: string, more: number): number | undefined {
  const number = Number(value);
  return Number.isFinite(number) ? number + more : undefined;
}

/** A text that the pattern matches. */
function filledIn(pattern: string): string {
  return pattern.replaceAll("*", "example").replaceAll("?", "x");
}
