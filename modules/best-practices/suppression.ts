import type { IConstruct } from "constructs";
import { ValidationError, type PropertyProblem } from "../validation";
import { PRACTICES } from "./practices/table";

const METADATA = "orgtrail:suppressed-best-practice";

/** A reason of fewer characters tells the next reader nothing. */
export const MIN_REASON_LENGTH = 10;

interface Suppression {
  readonly rule: string;
  readonly reason: string;
}

/**
 * Lets a construct, and all below it, be not compliant with a rule, for a reason that stands in the report. There is no
 * other way to silence one rule.
 * @param rule the rule's id @param reason why it may be so: at least 10 characters
 * @throws ValidationError when there is no such rule, or no reason
 */
export function suppressBestPractice(construct: IConstruct, rule: string, reason: string): void {
  const problems = problemsOf(rule, reason);
  if (problems.length > 0) throw new ValidationError(construct, problems);
  construct.node.addMetadata(METADATA, { rule, reason: reason.trim() } satisfies Suppression);
}

/** Why a construct may be not compliant with a rule: the reason that stands nearest. @returns nothing when it may not */
export function suppressionOf(construct: IConstruct, rule: string): string | undefined {
  return [...construct.node.scopes]
    .reverse()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === METADATA)
    .map(({ data }) => data as Suppression)
    .find((suppression) => suppression.rule === rule)?.reason;
}

function problemsOf(rule: string, reason: string): readonly PropertyProblem[] {
  const known = PRACTICES.map(({ id }) => id);
  return [
    ...(known.includes(rule)
      ? []
      : [
          {
            property: "rule",
            what: "is no rule",
            received: rule,
            allowed: known.join(", "),
            remedy: "take the id that the gate printed",
          },
        ]),
    ...(reason.trim().length >= MIN_REASON_LENGTH
      ? []
      : [
          {
            property: "reason",
            what: "is too short to be a reason",
            received: reason,
            allowed: `at least ${MIN_REASON_LENGTH} characters`,
            remedy: "say why the rule does not hold here",
          },
        ]),
  ];
}
