import { coversPattern } from "../../../../modules/kernel";
import type { PolicyDocument, PolicyStatement } from "../../../../modules/policy";
import { isCoveredCondition } from "./condition-cover";
import { conditionsIn, entriesIn, textsIn, type ConditionEntry } from "./element-texts";
import type { Policies } from "./policies";
import { statementsOnlyIn } from "./policy-text";
import type { StatementChange } from "./witness";

/**
 * What a document may allow that another does not, told from its text alone: whatever requests are asked, some are not, and a
 * policy that is not shown to be as strict as it was is for a person to read.
 */

/**
 * The statements through which `after` may allow what `before` did not: those that allow and that no old one covers, and old
 * ones that denied and that no new one covers. Where there is none, nobody may do more.
 */
export function loosenedStatements(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
): readonly PolicyStatement[] {
  return [...uncovered(after, before, "Allow"), ...uncovered(before, after, "Deny")];
}

/** The statements through which something may be newly allowed, and the new denials that may hold it back. */
export function looseningOf({ before, after }: Policies): StatementChange {
  const loosened = loosenedStatements(before, after);
  const denials = statementsOnlyIn(after, before).filter(({ Effect }) => Effect === "Deny");
  return {
    added: [...loosened.filter(({ Effect }) => Effect === "Allow"), ...denials],
    removed: loosened.filter(({ Effect }) => Effect === "Deny"),
  };
}

/** The statements of the one document that no statements of the other cover. */
function uncovered(
  document: PolicyDocument | undefined,
  other: PolicyDocument | undefined,
  effect: PolicyStatement["Effect"],
): readonly PolicyStatement[] {
  const covering = (other?.Statement ?? []).filter(({ Effect }) => Effect === effect);
  return statementsOnlyIn(document, other).filter(
    (statement) =>
      statement.Effect === effect &&
      !partsOf(statement).every((part) => covering.some((each) => covers(each, part))),
  );
}

/** Names, or all but these. */
type Names = { readonly kind: "these" | "all but"; readonly names: readonly string[] } | undefined;

/** A statement about one principal, action and resource: what a statement of several says is what its parts say. */
interface Part {
  readonly principals: Names;
  readonly actions: Names;
  readonly resources: Names;
  readonly conditions: readonly ConditionEntry[];
}

function partOf(statement: PolicyStatement): Part {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  return {
    principals: pairOf(Principal, NotPrincipal, principalsIn),
    actions: pairOf(Action, NotAction, (value) => textsIn(value).map((text) => text.toLowerCase())),
    resources: pairOf(Resource, NotResource, textsIn),
    conditions: conditionsIn(Condition),
  };
}

function pairOf(element: unknown, negation: unknown, read: (value: unknown) => readonly string[]): Names {
  if (element !== undefined) return { kind: "these", names: read(element) };
  return negation === undefined ? undefined : { kind: "all but", names: read(negation) };
}

/** As `AWS:111111111111`; an account in one form, however it is written. */
function principalsIn(element: unknown): readonly string[] {
  if (element === "*") return ["*"];
  return entriesIn(element).flatMap(([type, values]) =>
    textsIn(values).map((text) => `${type}:${text.replace(/^arn:[^:]+:iam::(\d{12}):root$/, "$1")}`),
  );
}

function partsOf(statement: PolicyStatement): readonly Part[] {
  const whole = partOf(statement);
  const single = (names: Names): readonly Names[] =>
    names?.kind === "these" && names.names.length > 0
      ? names.names.map((name) => ({ kind: "these", names: [name] }))
      : [names];
  return single(whole.principals).flatMap((principals) =>
    single(whole.actions).flatMap((actions) =>
      single(whole.resources).map((resources) => ({ ...whole, principals, actions, resources })),
    ),
  );
}

/** Whether the statement is about the action, whoever asks it of what. */
export function namesAction(statement: PolicyStatement, action: string): boolean {
  const actions: Names = { kind: "these", names: [action.toLowerCase()] };
  return coversNames(partOf(statement).actions, actions, PATTERNS);
}

function covers(statement: PolicyStatement, part: Part): boolean {
  const { principals, actions, resources, conditions } = partOf(statement);
  return (
    coversNames(principals, part.principals, PRINCIPALS) &&
    coversNames(actions, part.actions, PATTERNS) &&
    coversNames(resources, part.resources, PATTERNS) &&
    conditions.every((condition) => isCoveredCondition(condition, part.conditions))
  );
}

/** How names are compared. */
interface Naming {
  readonly covers: (name: string, other: string) => boolean;
  /** Whether the name means nothing of what a name means that does not cover it. */
  readonly isApart: (name: string) => boolean;
}

const PATTERNS: Naming = {
  // What a policy variable stands for, nobody knows here.
  covers: (name, other) => name === other || (!name.includes("${") && coversPattern(name, other)),
  isApart: (name) => !/[*?]/.test(name),
};

const PRINCIPALS: Naming = {
  covers: (name, other) => name === "*" || name === other || (name === "AWS:*" && other.startsWith("AWS:")),
  // A role belongs to its account, and both may be named.
  isApart: () => false,
};

function coversNames(these: Names, others: Names, { covers: covering, isApart }: Naming): boolean {
  if (these === undefined || others === undefined) return these === others;
  if (others.names.length === 0) return false;
  const isAmong = (name: string, names: readonly string[]): boolean =>
    names.some((each) => covering(each, name));
  if (these.kind === "these") {
    return others.kind === "these"
      ? others.names.every((name) => isAmong(name, these.names))
      : these.names.includes("*");
  }
  // All but a few cover all but more.
  return others.kind === "all but"
    ? these.names.every((name) => isAmong(name, others.names))
    : [...these.names, ...others.names].every((name) => !name.includes("${")) &&
        others.names.every((name) => isApart(name) && !isAmong(name, these.names));
}
