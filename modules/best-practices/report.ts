import type { IConstruct } from "constructs";
import { readFacts } from "./read-facts";
import type { Compliance } from "./practices/practice";
import { PRACTICES } from "./practices/table";
import { suppressionOf } from "./suppression";

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
  /** What is not compliant. */
  readonly findings: readonly BestPracticeFinding[];

  constructor(findings: readonly BestPracticeFinding[]) {
    super(findings.map(findingText).join("\n"));
    this.name = "BestPracticesError";
    this.findings = findings;
  }
}

/** A finding in one line: where, by which rule, why, and what to do. */
function findingText({ path, rule, practice, because, remedy = "" }: BestPracticeFinding): string {
  // The path of an app is empty.
  return `${path === "" ? "app" : path}: ${because} (${rule}, practice ${practice}); ${remedy}`;
}
