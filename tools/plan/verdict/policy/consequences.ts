import { comparedOr } from "../../../prove";

/** What the change of a policy, a grant, an attachment or a delegation comes to for those who ask. */
export interface Consequence {
  readonly is: Sort;
  /** Who, what and how, as a sentence or as what a list in one names. */
  readonly what: string;
}

type Sort =
  /** Somebody may newly destroy logs, or what protects them. */
  | "destroys"
  /** Somebody who is no reader may newly decrypt. */
  | "decrypts"
  /** Somebody may newly do something else. */
  | "widens"
  /** A role may newly do something. */
  | "permits"
  /** What orgtrail's own policy keeps somebody from is no longer denied. */
  | "broken"
  /** What AWS services could do: a delivery of logs, or of what tells of them. */
  | "refused"
  /** What readers, administrators and others could do. */
  | "lost"
  /** What a policy of the organization denied. */
  | "lifted"
  /** An account may newly manage the organization's trails. */
  | "delegated"
  /** An account may manage them no longer. */
  | "relieved"
  /** Why something has no answer. */
  | "not judged";

/** The consequences of one sort. */
export function consequences(is: Sort, ...what: readonly string[]): readonly Consequence[] {
  return what.map((each) => ({ is, what: each }));
}

/** What is found, or why policies cannot be compared. */
export function foundOrWhy(find: () => readonly Consequence[]): readonly Consequence[] {
  return comparedOr(find, (why) => consequences("not judged", why));
}
