import { jsonIn } from "../../terraform";
import type { JsonValue } from "../change";
import { isPolicyDocument } from "../policy-difference";
import { unshaded, type Shaded } from "./shaded";

/** The value with a JSON text read: policies, event patterns and dashboards are texts to Terraform. */
export function withTextRead(value: Shaded): Shaded {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  return (jsonIn(value) as JsonValue | undefined) ?? value;
}

/** Whether a value is a policy document, whose statements are to be compared. */
export function isPolicy(value: Shaded): boolean {
  return isPolicyDocument(unshaded(value));
}
