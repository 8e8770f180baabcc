import { matchesPattern, patternOf } from "../kernel";
import { elementValues } from "./element-values";
import { UnsupportedPolicyError, type PolicyPlace } from "./unsupported-policy-error";

const ACTION_PATTERN = /^(\*|\*:\*|[a-z0-9-]+:[a-z0-9*?]+)$/i;

/**
 * Reads an Action or NotAction element into a test of an action's name. Case does not count.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 * @throws UnsupportedPolicyError when a pattern is none of actions
 */
export function readActions(element: unknown, place: PolicyPlace): (action: string) => boolean {
  const patterns = elementValues(element, place).map((text) => {
    if (ACTION_PATTERN.test(text)) return patternOf(text.toLowerCase());
    throw new UnsupportedPolicyError(place, {
      what: "has no action",
      received: text,
      allowed: "a service's prefix, a colon and a name in which * and ? are wildcards, or *",
      remedy: "correct the action",
    });
  });
  return (action) => patterns.some((pattern) => matchesPattern(pattern, action.toLowerCase()));
}
