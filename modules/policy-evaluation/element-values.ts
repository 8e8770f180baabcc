import { UnsupportedPolicyError, type PolicyPlace } from "./unsupported-policy-error";

/**
 * The values of an element, one or several. Documents also come from files, where the compiler sees nothing:
 * an empty list would match nothing and turn a Deny off in silence.
 * @throws UnsupportedPolicyError when there is no value, or one that is no string
 */
export function elementValues(element: unknown, place: PolicyPlace): readonly string[] {
  const values: readonly unknown[] = Array.isArray(element) ? element : [element];
  if (values.length > 0 && values.every((value) => typeof value === "string")) return values;
  throw new UnsupportedPolicyError(place, {
    what: "is not a string or a list of strings",
    received: element,
    remedy: "write one string or several",
  });
}
