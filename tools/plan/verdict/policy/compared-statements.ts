import { hasWildcard } from "../../../../modules/kernel";
import {
  policyDocument,
  valuesOf,
  type PolicyDocument,
  type PolicyStatement,
} from "../../../../modules/policy";
import { anonymous, evaluateDocument, FULL_AWS_ACCESS } from "../../../../modules/policy-evaluation";
import {
  RequestSpace,
  type PoliciesInQuestion,
  type Selection,
  type SpaceFacts,
} from "../../../../modules/policy-proofs";
import type { Configuration } from "../../../../stacks/config";
import { foundOrWhy, consequences, type Consequence } from "./consequences";
import { statementsOnlyIn, type Policies } from "./policy-text";
import { actionAmong, actionsNamed, matchesAction, nameAmong, wordsFor } from "./words";

/**
 * Policies that are not a resource's: what they let a role do, and what they deny the organization. These are about resources of
 * many services. So each statement that may make a difference is asked by itself, with those alone that meet its actions.
 */

/**
 * What the policies permit a role of the account more and less, whatever others permit.
 * @param beside statements that the role has on both sides @default - none
 */
export function permitted(
  { before, after }: Policies,
  configuration: Configuration,
  account: string,
  beside: readonly PolicyStatement[] = [],
): readonly Consequence[] {
  const [was, is] = [before, after].map((document) => [...beside, ...(document?.Statement ?? [])]);
  const faults = [before, after].flatMap((document) => faultsIn(document));
  return faults.length > 0
    ? faults
    : [
        ...gained("permits", was, is, configuration, account),
        ...gained("refused", is, was, configuration, account),
      ];
}

/** What the evaluator does not know in a document, whatever is asked of it. */
function faultsIn(document: PolicyDocument | undefined): readonly Consequence[] {
  return foundOrWhy(() => {
    if (document === undefined) return [];
    evaluateDocument(document, { principal: anonymous(), action: "s3:Example", resource: "*" }, "identity");
    return [];
  });
}

/** What the later statements permit and the earlier do not. */
function gained(
  sort: "permits" | "refused",
  was: readonly PolicyStatement[] = [],
  is: readonly PolicyStatement[] = [],
  { partition }: Configuration,
  account: string,
): readonly Consequence[] {
  const roles = { Condition: { ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/*` } } };
  return foundIn(turning(was, is), [was, is], (statement, [olds = [], news = []], resource) => {
    const selections = new Map([statement, ...olds, ...news].map((one) => [one, requestsOf(one)]));
    const space = new RequestSpace(
      { policies: [], selections: [...selections.values(), roles] },
      { partition, members: [account], ...factsOn(statement, [...selections.keys()], account) },
    );
    const of = (statements: readonly PolicyStatement[], effect: PolicyStatement["Effect"]) =>
      space.select(
        ...statements.flatMap((one) => (one.Effect === effect ? (selections.get(one) ?? []) : [])),
      );
    const permits = (statements: readonly PolicyStatement[]) =>
      of(statements, "Allow")
        .minus(of(statements, "Deny"))
        .intersect(of([statement], statement.Effect));
    const more = permits(news).minus(permits(olds)).intersect(space.select(roles));
    const allowing = statement.Effect === "Allow" ? [statement] : news;
    const patterns = allowing
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap((one) => valuesOf(one.Resource));
    const found = more
      .describe(() => "the role")
      .flatMap(({ actions, request }) => {
        const narrow = patterns.filter((pattern) => pattern !== "*");
        const named =
          nameAmong(narrow, request.resource) ?? (patterns.includes("*") ? resource : request.resource);
        return actions.map((action) => `${actionAmong([statement], action)} on ${named}`);
      });
    return [...consequences(sort, ...found), ...consequences("not judged", ...more.open)];
  });
}

/** Whom a policy of the organization limits: those who ask, or the resources that are asked for. */
export type Form = "service control" | "resource control";

/** What the one policy denies and the other does not. No policy should rely on what AWS never sends today. */
export function liftedDenials(
  { before, after }: Policies,
  form: Form,
  configuration: Configuration,
): readonly Consequence[] {
  const { organization, partition, accounts } = configuration;
  const [was, is] = [before?.Statement ?? [], after?.Statement ?? []];
  const ours = { Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } };
  const inQuestion = (statements: readonly PolicyStatement[]): PoliciesInQuestion => ({
    ...(form === "service control"
      ? { serviceControl: [[FULL_AWS_ACCESS, policyDocument(statements)]] }
      : { resourceControl: [policyDocument(statements)] }),
  });
  const changed = turning(was, is);
  const denials = (statements: readonly PolicyStatement[]) =>
    statements.filter(({ Effect }) => Effect === "Deny");
  const lifted = foundIn(denials(changed), [denials(is)], (statement, [still = []]) => {
    const [old, current] = [inQuestion([statement]), inQuestion(still)];
    const space = new RequestSpace(
      { policies: [old, current], selections: [ours], impossible: [] },
      {
        ...{ organization, partition, managementAccount: accounts.management.id },
        ...factsOn(statement, [statement, ...still], accounts.logArchive.id),
      },
    );
    // An account that stands in other statements alone is a member as any other.
    const words = wordsFor(
      { before: policyDocument([statement]), after: policyDocument(still) },
      configuration,
    );
    const gone = space.denied(old).minus(space.denied(current));
    const inside = form === "service control" ? gone.intersect(space.select(ours)) : gone;
    const found = inside
      .describe(words.who)
      .flatMap(({ who, actions }) =>
        actions.map((action) => `${actionAmong([statement], action)} for ${who}`),
      );
    return [...consequences("lifted", ...found), ...consequences("not judged", ...inside.open)];
  });
  // A list of what is allowed limits nobody where another policy allows all: whether one does is not known here.
  const allows = changed.filter(({ Effect }) => Effect === "Allow");
  const unknown = allows.map(
    ({ Sid }) => `statement ${Sid} allows more than before, and others may limit it or not`,
  );
  return [...lifted, ...consequences("not judged", ...unknown)];
}

/**
 * What is found of each statement, or why it is not. It is asked of each of its resources by itself, with those of the others
 * alone that meet its actions there.
 */
function foundIn(
  statements: readonly PolicyStatement[],
  others: readonly (readonly PolicyStatement[])[],
  ask: (
    statement: PolicyStatement,
    others: readonly (readonly PolicyStatement[])[],
    resource: string,
  ) => readonly Consequence[],
): readonly Consequence[] {
  const known = new Map<string, readonly Consequence[]>();
  return statements.flatMap((statement) => {
    const met = others.map((each) => meeting(statement, each));
    const resources = statement.Resource === undefined ? ["*"] : valuesOf(statement.Resource);
    return resources.flatMap((resource) => {
      const [[one = statement] = [], ...rest] = onResource(resource, [[statement], ...met]);
      const question = JSON.stringify([one, rest]);
      const found = known.get(question) ?? foundOrWhy(() => ask(one, rest, resource));
      known.set(question, found);
      return found;
    });
  });
}

/** The statements as they are about the one resource: where it is all that they are about, any stands for it. */
function onResource(
  resource: string,
  lists: readonly (readonly PolicyStatement[])[],
): readonly (readonly PolicyStatement[])[] {
  const names = ({ Resource }: PolicyStatement): boolean =>
    valuesOf(Resource).some((each) => each === resource || each === "*");
  const isAll = lists.flat().every(names) && !asksOwner(lists.flat());
  return lists.map((statements) =>
    statements.map((each) => (names(each) ? { ...each, Resource: isAll ? "*" : resource } : each)),
  );
}

/** Whatever is newly allowed, one of these is about it: a new statement that allows it, or an old one that denied it. */
function turning(
  was: readonly PolicyStatement[],
  is: readonly PolicyStatement[],
): readonly PolicyStatement[] {
  return [
    ...statementsOnlyIn(is, was).filter(({ Effect }) => Effect !== "Deny"),
    ...statementsOnlyIn(was, is).filter(({ Effect }) => Effect !== "Allow"),
  ];
}

/** Those of the statements that may be about an action of the statement's. */
function meeting(statement: PolicyStatement, others: readonly PolicyStatement[]): readonly PolicyStatement[] {
  return others.filter((other) =>
    valuesOf(statement.Action ?? "*").some((one) =>
      valuesOf(other.Action ?? "*").some((action) => mayMeet(one, action)),
    ),
  );
}

/** Whether an action may be of both patterns: certainly not where their beginnings differ. */
function mayMeet(one: string, other: string): boolean {
  if (!hasWildcard(one)) return matchesAction(other, one);
  if (!hasWildcard(other)) return matchesAction(one, other);
  const [start = "", end = ""] = [one, other].map((pattern) => pattern.toLowerCase().split(/[*?]/, 1)[0]);
  return start.startsWith(end) || end.startsWith(start);
}

/** The requests that the statement is about. */
function requestsOf(statement: PolicyStatement): Selection {
  return Object.fromEntries(
    Object.entries(statement).filter(([element]) => element !== "Sid" && element !== "Effect"),
  );
}

/**
 * What there is to ask for: of resources, the statement's own. Whose they are is of no matter, but to statements that ask for it.
 * @param account that they are said to be of
 */
function factsOn(
  { Resource = "*" }: PolicyStatement,
  statements: readonly PolicyStatement[],
  account: string,
): Pick<SpaceFacts, "actions" | "resources"> {
  const isAny = statements.every((each) => each.Resource === "*") && !asksOwner(statements);
  const arns = valuesOf(Resource).flatMap((arn) =>
    arn === "*" || arn.includes("${") ? ["*", "arn:*"] : [arn],
  );
  return {
    actions: actionsNamed(statements),
    resources: isAny
      ? [{ arn: "*" }]
      : arns.map((arn) => ({ arn, ...(arn !== "*" && !asksOwner(statements) && { account }) })),
  };
}

/** Whether a statement asks whose the resource is. */
function asksOwner(statements: readonly PolicyStatement[]): boolean {
  return /"aws:Resource(Account|Org)/i.test(JSON.stringify(statements));
}
