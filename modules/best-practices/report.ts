import type { IConstruct } from "constructs";
import { readFacts } from "./read-facts";
import type { Compliance } from "./practices/practice";
import { PRACTICES } from "./practices/table";
import { traceFromCaller, type PropertyProblem, ValidationError } from "../validation";

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
function suppressionOf(construct: IConstruct, rule: string): string | undefined {
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

/** What one rule says of one construct. */
export interface BestPracticeFinding {
  /** The construct's path: empty for the app, where what is missing has no place. */
  readonly path: string;
  readonly practice: number;
  /** The rule's id. */
  readonly rule: string;
  readonly verdict: Compliance;
  /** Why, as a clause that follows the path. */
  readonly because: string;
  /** What to do. Only where the verdict is "not compliant". */
  readonly remedy?: string;
  /** The reason for which a construct may be not compliant. @default - it may not */
  readonly suppressed?: string;
}

/** What is judged. */
export interface BestPracticeOptions {
  /**
   * Whether the whole organization is in the tree. Where it is not, what may stand elsewhere is not applicable: an
   * organization trail, Config rules, Security Hub.
   * @default true
   */
  readonly wholeOrganization?: boolean;
}

/**
 * Judges every trail, log bucket and key of a tree by every rule, in the order of the practices. References across stacks
 * are followed once cdktf has prepared the stacks, as it does before it asks aspects.
 */
export function bestPracticeFindings(
  root: IConstruct,
  { wholeOrganization = true }: BestPracticeOptions = {},
): readonly BestPracticeFinding[] {
  const facts = readFacts(root, wholeOrganization);
  return PRACTICES.flatMap(({ id, practice, remedy, check }) =>
    check(facts).map(({ path, verdict, because }) => {
      const finding = { path, practice, rule: id, verdict, because };
      if (verdict !== "not compliant") return finding;
      const suppressed = suppressionOf(constructAt(root, path), id);
      return { ...finding, remedy, ...(suppressed !== undefined && { suppressed }) };
    }),
  );
}

/** The findings that fail a synthesis: not compliant, without a reason for it. */
export function unsuppressed(findings: readonly BestPracticeFinding[]): readonly BestPracticeFinding[] {
  return findings.filter(
    ({ verdict, suppressed }) => verdict === "not compliant" && suppressed === undefined,
  );
}

/** The construct at a path, or the one above it that is nearest: what stands in a stack's overrides has none of its own. */
function constructAt(root: IConstruct, path: string): IConstruct {
  let construct = root.node.root;
  const below = path.slice(construct.node.path.length).split("/");
  for (const id of below.filter((part) => part !== "")) {
    const child = construct.node.tryFindChild(id);
    if (child === undefined) break;
    construct = child;
  }
  return construct;
}

/** Thrown at synthesis when constructs are not compliant with a best practice, and nobody has said why they may be. */
export class BestPracticesError extends Error {
  // Private, as ValidationError's problems: Node would print each of them once more.
  readonly #findings: readonly BestPracticeFinding[];

  constructor(findings: readonly BestPracticeFinding[]) {
    super(findings.map(findingText).join("\n"));
    this.name = "BestPracticesError";
    this.#findings = findings;
    traceFromCaller(this);
  }

  /** What is not compliant. */
  get findings(): readonly BestPracticeFinding[] {
    return this.#findings;
  }
}

/** A finding in one line: where, by which rule, why, and what to do. */
function findingText({ path, rule, practice, because, remedy = "" }: BestPracticeFinding): string {
  // The path of an app is empty.
  return `${path === "" ? "app" : path}: ${because} (${rule}, practice ${practice}); ${remedy}`;
}
