import {
  policyDocument,
  valuesOf,
  type PolicyDocument,
  type PolicyStatement,
} from "../../../../modules/policy";
import { FULL_AWS_ACCESS } from "../../../../modules/policy-evaluation";
import {
  IMPOSSIBLE,
  RequestSpace,
  type PoliciesInQuestion,
  type Selection,
  type SpaceFacts,
} from "../../../../modules/policy-proofs";
import type { Configuration } from "../../../../stacks/config";
import { actionsNamed, asIfLeftToAccount, PolicyComparison, type Difference } from "../../../prove";
import { foundOrWhy, consequences, type Consequence } from "./consequences";
import { neverAsked } from "./never-asked";
import { coversAll, sharingStatements, type PolicySides } from "./policy-text";
import { actionAmong, howOf, nameAmong, wordsFor, type Words } from "./words";

/**
 * PolicySides that are not a resource's: what they let a role do, and what they deny the organization. These are about resources of
 * many services: so what changes is told of each statement that turns it, and of each of its resources.
 */

/**
 * What the policies permit a role of the account more and less, whatever others permit.
 * @param who has them, in words
 * @param beside statements that the role has on both sides @default - none
 */
export function permitted(
  policies: PolicySides,
  configuration: Configuration,
  account: string,
  who: string,
  beside: readonly PolicyStatement[] = [],
): readonly Consequence[] {
  const { organization, partition } = configuration;
  const [before, after] = sharing(policies, beside);
  const words = wordsFor({ before, after }, configuration, account);
  const among = { Condition: { ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/*` } } };
  const told =
    ({ Statement: allowing }: PolicyDocument): Turn["told"] =>
    (differencesFor, { statement, resource }) => {
      const patterns = (statement.Effect === "Allow" ? [statement] : allowing).flatMap(
        ({ Effect, Resource }) =>
          Effect === "Allow" ? valuesOf(Resource).filter((each) => each !== "*") : [],
      );
      return differencesFor(() => who).flatMap((each) =>
        sentences(each, statement, words, ` on ${nameAmong(patterns, each.request.resource) ?? resource}`),
      );
    };
  return turned(before, after, {
    asked: (document) => asIfLeftToAccount(document, account),
    ...{ among, facts: { partition, members: [account] }, account },
    impossible: IMPOSSIBLE,
    turns: [
      { is: "permits", of: "newlyAllowed", by: turning(before, after), told: told(after) },
      {
        ...{ is: "refused", of: "noLongerAllowed", by: turning(after, before), told: told(before) },
        missedByNobody: [
          ...neverAsked([before, after], organization, "role"),
          ...elsewhereAsked([before, after]),
        ],
      },
    ],
  });
}

/** Whoever asks for a resource asks in its Region: what is asked in others of those that the documents name a Region of. */
function elsewhereAsked(documents: readonly PolicyDocument[]): readonly Selection[] {
  const arns = documents.flatMap(({ Statement }) => Statement.flatMap(({ Resource }) => valuesOf(Resource)));
  const regions = new Set(arns.map((arn) => arn.split(":")[3] ?? ""));
  return [...regions]
    .filter((region) => /^[a-z\d-]+$/.test(region))
    .map((region) => ({
      Resource: `arn:*:*:${region}:*`,
      Condition: { StringNotEquals: { "aws:RequestedRegion": region } },
    }));
}

/** Whom a policy of the organization limits: those who ask, or the resources that are asked for. */
export type Form = "service control" | "resource control";

/** What the one policy denies and the other does not. No policy should rely on what AWS never sends today. */
export function liftedDenials(
  policies: PolicySides,
  form: Form,
  configuration: Configuration,
): readonly Consequence[] {
  const { organization, partition, accounts } = configuration;
  const [before, after] = sharing(policies);
  const isService = form === "service control";
  const statements = turning(before, after);
  const lifted = turned(before, after, {
    asked: (document) =>
      isService ? { serviceControl: [[FULL_AWS_ACCESS, document]] } : { resourceControl: [document] },
    among: isService ? { Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } } : {},
    impossible: [],
    facts: { organization, partition, managementAccount: accounts.management.id },
    // Nobody of the management account is limited: as the owner of what people ask for, it is told from no other.
    account: (isService ? accounts.management : accounts.logArchive).id,
    turns: [
      {
        ...{ is: "lifted", of: "noLongerDenied", by: statements },
        told: (differencesFor, { statement }) => {
          // An account that stands in other statements alone is a member as any other.
          const words = wordsFor({ before: policyDocument(statement), after }, configuration);
          return differencesFor(words.who).flatMap((each) => sentences(each, statement, words));
        },
      },
    ],
  });
  // A list of what is allowed limits nobody where another policy allows all: whether one does is not known here.
  const unknown = statements.flatMap(({ Effect, Sid }) =>
    Effect === "Allow" ? [`statement ${Sid} allows more than before, and others may limit it or not`] : [],
  );
  return [...lifted, ...consequences("not judged", ...unknown)];
}

/** What is asked of two documents. */
interface Question {
  /** What a document is asked together with. */
  readonly asked: (document: PolicyDocument) => PoliciesInQuestion;
  /** The requests that count. */
  readonly among: Selection;
  readonly impossible: readonly Selection[];
  readonly facts: SpaceFacts;
  /** The account that resources are said to be of. Whose they are is of no matter, but to statements that ask for it. */
  readonly account: string;
  readonly turns: readonly Turn[];
}

/** A way in which requests turn. */
interface Turn {
  readonly is: Consequence["is"];
  readonly of: "newlyAllowed" | "noLongerAllowed" | "noLongerDenied";
  /** The statements that turn them. */
  readonly by: readonly PolicyStatement[];
  /** Requests that do not count, however they turn. @default - all count */
  readonly missedByNobody?: readonly Selection[];
  readonly told: (
    differencesFor: (nameOf: Words["who"]) => readonly Difference[],
    part: Part,
  ) => readonly string[];
}

/** A sentence for each action, in the words of the statement. */
function sentences(
  { who, actions, ...difference }: Difference,
  statement: PolicyStatement,
  words: Words,
  on = "",
): readonly string[] {
  const how = howOf(difference, words);
  return actions.map((action) => `${actionAmong([statement], action)}${on} for ${who}${how}`);
}

/** A statement about one of its resources. */
interface Part {
  readonly statement: PolicyStatement;
  readonly resource: string;
  readonly requests: Selection;
}

/** Documents of the statements, in which those that say the same are the same. */
function sharing(
  { before, after }: PolicySides,
  beside: readonly PolicyStatement[] = [],
): readonly [PolicyDocument, PolicyDocument] {
  const all = [before, after].map((document) => policyDocument(beside, document?.Statement ?? []));
  const [was = policyDocument(), is = policyDocument()] = sharingStatements(...all);
  return [was, is];
}

/** What is told of the requests that turn, by each part that turns them, or why they are not known. */
function turned(
  was: PolicyDocument,
  is: PolicyDocument,
  { asked, among, impossible, facts, account, ...question }: Question,
): readonly Consequence[] {
  return foundOrWhy(() => {
    const turns = question.turns
      .map(({ by, ...turn }) => ({ ...turn, parts: partsOf(by) }))
      .filter(({ parts }) => parts.length > 0);
    if (turns.length === 0) return [];
    const [before, after] = [asked(was), asked(is)];
    const asksOwner = /"aws:Resource(Account|Org)/i.test(JSON.stringify([was, is]));
    const space = new RequestSpace(
      {
        policies: [before, after],
        selections: [
          among,
          ...turns.flatMap(({ parts, missedByNobody = [] }) => [
            ...parts.map(({ requests }) => requests),
            ...missedByNobody,
          ]),
        ],
        impossible,
      },
      {
        ...facts,
        actions: actionsNamed([...was.Statement, ...is.Statement]),
        resources: [
          { arn: `arn:${facts.partition ?? "aws"}:*:*:*:*`, ...(!asksOwner && { account }) },
          { arn: "*" },
        ],
      },
    );
    const comparison = new PolicyComparison(space, before, after);
    return turns.flatMap(({ is: sort, of, parts, told, missedByNobody = [] }) => {
      const all = comparison[of].intersect(space.select(among)).minus(space.select(...missedByNobody));
      return parts.flatMap((part) => {
        const requests = all.intersect(space.select(part.requests));
        const found = told((nameOf) => comparison.differencesIn(requests, nameOf), part);
        // Of what is told already, it is of no matter what else is open.
        return found.length > 0 ? consequences(sort, ...found) : consequences("not judged", ...requests.open);
      });
    });
  });
}

function partsOf(statements: readonly PolicyStatement[]): readonly Part[] {
  return statements.flatMap((statement) => {
    const requests = Object.fromEntries(
      Object.entries(statement).filter(([element]) => element !== "Sid" && element !== "Effect"),
    );
    if (statement.Resource === undefined) return [{ statement, resource: "*", requests }];
    return valuesOf(statement.Resource).map((resource) => ({
      ...{ statement, resource },
      requests: { ...requests, Resource: resource },
    }));
  });
}

/** Whatever is newly allowed, one of these is about it: a new statement that allows it, or an old one that denied it. */
function turning({ Statement: was }: PolicyDocument, { Statement: is }: PolicyDocument) {
  const uncovered = (effect: PolicyStatement["Effect"], some: typeof was, others: typeof was) =>
    some.filter((each) => each.Effect === effect && !others.some((other) => coversAll(other, each)));
  return [...uncovered("Allow", is, was), ...uncovered("Deny", was, is)];
}
