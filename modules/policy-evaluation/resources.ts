import { matchesPattern, patternOf } from "../kernel";
import type { RequestContext } from "./context";
import { elementValues } from "./element-values";
import { bindPattern, parseTemplate, readsContext, textBeforeVariables } from "./policy-variables";
import { UnsupportedPolicyError, type PolicyPlace } from "./unsupported-policy-error";
import { componentsOf, withinSegments } from "./arn-patterns";

/** Whether a resource is among those that an element names. */
export type ResourceTest = (resource: string, context: RequestContext) => boolean;

/**
 * Reads a Resource or NotResource element into a test of a resource's ARN. A pattern with a variable that has
 * no value matches no resource.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @throws UnsupportedPolicyError when a pattern is none of ARNs
 */
export function readResources(element: unknown, place: PolicyPlace): ResourceTest {
  const tests = elementValues(element, place).map((text) => readResource(text, place));
  return (resource, context) => tests.map((test) => test(resource, context)).some((matches) => matches);
}

function readResource(text: string, place: PolicyPlace): ResourceTest {
  if (text === "*") return () => true;
  const template = parseTemplate(text, place);
  requireArn(text, place);
  if (readsContext(template)) requireVariablesInResourcePart(textBeforeVariables(template), text, place);
  return (resource, context) => {
    const pattern = bindPattern(template, context);
    if (pattern === undefined) return false;
    const anywhere = matchesPattern(pattern, resource);
    if (anywhere && !matchesPattern(pattern, resource, withinSegments))
      throw undocumented(text, resource, place);
    return anywhere;
  };
}

/** A `*` that ends a segment may stand for the segments after it. */
function requireArn(text: string, place: PolicyPlace): void {
  const segments = text.split(":");
  if (segments[0] === "arn" && (segments.length >= 6 || segments.some((segment) => segment.endsWith("*"))))
    return;
  throw new UnsupportedPolicyError(place, {
    what: "has no ARN",
    received: text,
    allowed: "an ARN in which * and ? are wildcards, or *",
    remedy: "correct the resource",
  });
}

function requireVariablesInResourcePart(before: string, text: string, place: PolicyPlace): void {
  if (componentsOf(patternOf(before), 6).length === 6) return;
  throw new UnsupportedPolicyError(place, {
    what: "has a policy variable before the fifth colon, where AWS allows none",
    received: text,
    remedy: "use a wildcard there, and a condition",
  });
}

function undocumented(text: string, resource: string, place: PolicyPlace): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place, {
    what: `matches ${resource} only if a wildcard inside a segment goes over a colon; AWS documents no such match`,
    received: text,
    remedy: "write the colon into the pattern",
  });
}
