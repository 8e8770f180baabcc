import { filledIn } from "../../../../modules/kernel";
import { policyDocument } from "../../../../modules/policy";
import {
  evaluateDocument,
  roleSession,
  type ContextValue,
  type RequestPrincipal,
} from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import { operatorParts } from "./condition-cover";
import type { ConditionEntry } from "./element-texts";

/** What a request may carry under a context key; undefined where it lacks the key. */
export type KeyValue = ContextValue | undefined;

const DAY_BEFORE_ALL = "1970-01-02T00:00:00Z";
const DAY_AFTER_ALL = "2100-01-01T00:00:00Z";

/** Of keys that are no text, the value of one that is merely given: other conditions may compare it. */
const GIVEN_VALUES: Readonly<Record<string, ContextValue>> = {
  "aws:currenttime": DAY_BEFORE_ALL,
  "aws:multifactorauthage": 600,
  "aws:multifactorauthpresent": true,
  "aws:sourcearn": "arn:aws:sns:us-east-1:999999999999:example",
  "aws:sourceip": "198.51.100.77",
  "aws:tokenissuetime": DAY_BEFORE_ALL,
  "aws:viaawsservice": true,
};

/** Values with which the condition may hold, and others with which it may not: which, `conditionTest` tells. */
export function valuesToTry(condition: ConditionEntry): readonly KeyValue[] {
  const { set, base } = operatorParts(condition.operator);
  const values = valuesOf(base, condition);
  const asked = set === "" ? values : values.map((value) => [String(value)]);
  return [...asked, undefined];
}

function valuesOf(base: string, { key, values }: ConditionEntry): readonly ContextValue[] {
  const family = /^(Null|Bool|Numeric|Date|Binary|Arn|String)|IpAddress/.exec(base)?.[0];
  switch (family) {
    case "Null":
      return [GIVEN_VALUES[key.toLowerCase()] ?? "given"];
    case "Bool":
      return [true, false];
    case "Numeric":
      return values
        .flatMap((value) => [0, -1, 1].map((more) => Number(value) + more))
        .filter(Number.isFinite);
    case "Date":
      return [...values, DAY_BEFORE_ALL, DAY_AFTER_ALL];
    case "Binary":
      return [...values, "b3RoZXI="];
    case "IpAddress":
      return [...values.map((value) => value.split("/", 1)[0] ?? ""), "198.51.100.77", "2001:db8:77::77"];
    case "Arn":
      return [...values.map(filledIn), "arn:aws:iam::999999999999:role/SomebodyElse"];
    default:
      return [...values.map(filledIn), "something-else"];
  }
}

/** Somebody in whose name conditions are tried alone. */
const ASKER = roleSession({ account: "111122223333", organization: "o-example000", role: "Asker" });

/** Whether the condition holds of a value, by the evaluator; undefined where it cannot say. */
export function conditionTest({
  operator,
  key,
  values,
}: ConditionEntry): (value: KeyValue) => boolean | undefined {
  const document = policyDocument({
    Sid: "Condition",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { [operator]: { [key]: values } },
  });
  return (value) => {
    const bound = boundTo(ASKER, value);
    if (value !== undefined && bound === undefined) return undefined;
    const context = bound === undefined ? {} : { [key]: bound };
    const request = { principal: ASKER, action: "s3:GetObject", resource: "*", context };
    try {
      return evaluateDocument(document, request).effect === "Allow";
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return undefined;
    }
  };
}

/** The value with what policy variables say of the principal; undefined where one says what is not known here. */
export function boundTo(principal: RequestPrincipal, value: KeyValue): KeyValue {
  if (typeof value === "object") {
    const texts = value.map((text) => boundTo(principal, text));
    return texts.every((text) => typeof text === "string") ? texts : undefined;
  }
  if (typeof value !== "string" || !value.includes("${")) return value;
  const { account, organization } =
    "account" in principal ? principal : { account: undefined, organization: undefined };
  const bound = value
    .replace(/\$\{aws:PrincipalAccount\}/gi, account ?? "$&")
    .replace(/\$\{aws:PrincipalOrgID\}/gi, organization ?? "$&");
  return bound.includes("${") ? undefined : bound;
}
