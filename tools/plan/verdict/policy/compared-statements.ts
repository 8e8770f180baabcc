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
  type RequestSet,
  type Selection,
  type SpaceFacts,
} from "../../../../modules/policy-proofs";
import type { Configuration } from "../../../../stacks/config";
import { actionsNamed, asIfLeftToAccount } from "../../../prove";
import { foundOrWhy, consequences, type Consequence } from "./consequences";
import { coversAll, sharingStatements, type Policies } from "./policy-text";
import { actionAmong, nameAmong, wordsFor } from "./words";

/**
 * Policies that are not a resource's: what they let a role do, and what they deny the organization. These are about resources of
 * many services: so what changes is told of each statement that turns it, and of each of its resources.
 */

/**
 * What the policies permit a role of the account more and less, whatever others permit.
 * @param beside statements that the role has on both sides @default - none
 */
export function permitted(
  { before, after }: Policies,
  { partition }: Configuration,
  account: string,
  beside: readonly PolicyStatement[] = [],
): readonly Consequence[] {
  const [was, is] = sharing(before, after, beside);
  const question: Question = {
    asked: (document) => asIfLeftToAccount(document, account),
    among: { Condition: { ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/*` } } },
    impossible: IMPOSSIBLE,
    turned: (space, old, current) => space.allowed(current).minus(space.allowed(old)),
    facts: { partition, members: [account] },
    account,
  };
  const gained = (sort: "permits" | "refused", less: PolicyDocument, more: PolicyDocument) =>
    turned(less, more, question, (requests, { statement, resource }) => {
      const allowing = statement.Effect === "Allow" ? [statement] : more.Statement;
      const patterns = allowing.flatMap(({ Effect, Resource }) =>
        Effect === "Allow" ? valuesOf(Resource).filter((each) => each !== "*") : [],
      );
      const found = requests
        .describe(() => "the role")
        .flatMap(({ actions, request }) => {
          const on = nameAmong(patterns, request.resource) ?? resource;
          return actions.map((action) => `${actionAmong([statement], action)} on ${on}`);
        });
      return consequences(sort, ...found);
    });
  return [...gained("permits", was, is), ...gained("refused", is, was)];
}

/** Whom a policy of the organization limits: those who ask, or the resources that are asked for. */
export type Form = "service control" | "resource control";

/** What the one policy denies and the other does not. No policy should rely on what AWS never sends today. */
export function liftedDenials(
  policies: Policies,
  form: Form,
  configuration: Configuration,
): readonly Consequence[] {
  const { organization, partition, accounts } = configuration;
  const [before, after] = sharing(policies.before, policies.after);
  const isService = form === "service control";
  const lifted = turned(
    before,
    after,
    {
      asked: (document) =>
        isService ? { serviceControl: [[FULL_AWS_ACCESS, document]] } : { resourceControl: [document] },
      among: isService ? { Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } } : {},
      impossible: [],
      turned: (space, old, current) => space.denied(old).minus(space.denied(current)),
      facts: { organization, partition, managementAccount: accounts.management.id },
      // Nobody of the management account is limited: as the owner of what people ask for, it is told from no other.
      account: (isService ? accounts.management : accounts.logArchive).id,
    },
    (requests, { statement }) => {
      // An account that stands in other statements alone is a member as any other.
      const words = wordsFor({ before: policyDocument(statement), after }, configuration);
      const found = requests
        .describe(words.who)
        .flatMap(({ who, actions }) =>
          actions.map((action) => `${actionAmong([statement], action)} for ${who}`),
        );
      return consequences("lifted", ...found);
    },
  );
  // A list of what is allowed limits nobody where another policy allows all: whether one does is not known here.
  const allows = turning(before, after).filter(({ Effect }) => Effect === "Allow");
  const unknown = allows.map(
    ({ Sid }) => `statement ${Sid} allows more than before, and others may limit it or not`,
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
  /** The requests of which the later says what the earlier does not. */
  readonly turned: (space: RequestSpace, old: PoliciesInQuestion, current: PoliciesInQuestion) => RequestSet;
  readonly facts: SpaceFacts;
  /** The account that resources are said to be of. Whose they are is of no matter, but to statements that ask for it. */
  readonly account: string;
}

/** Documents of the statements, in which those that say the same are the same. */
function sharing(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  beside: readonly PolicyStatement[] = [],
): readonly [PolicyDocument, PolicyDocument] {
  const all = [before, after].map((document) => policyDocument(beside, document?.Statement ?? []));
  const [was = policyDocument(), is = policyDocument()] = sharingStatements(...all);
  return [was, is];
}

/** A statement about one of its resources. */
interface Part {
  readonly statement: PolicyStatement;
  readonly resource: string;
  readonly requests: Selection;
}

/** What is told of the requests that turn, by each part that turns them, or why they are not known. */
function turned(
  was: PolicyDocument,
  is: PolicyDocument,
  question: Question,
  told: (requests: RequestSet, part: Part) => readonly Consequence[],
): readonly Consequence[] {
  return foundOrWhy(() => {
    const { asked, among, impossible, facts, account } = question;
    const [old, current] = [asked(was), asked(is)];
    const parts = partsOf(turning(was, is));
    if (parts.length === 0) return [];
    const asksOwner = /"aws:Resource(Account|Org)/i.test(JSON.stringify([was, is]));
    const space = new RequestSpace(
      { policies: [old, current], selections: [among, ...parts.map(({ requests }) => requests)], impossible },
      {
        ...facts,
        actions: actionsNamed([...was.Statement, ...is.Statement]),
        resources: [
          { arn: `arn:${facts.partition ?? "aws"}:*:*:*:*`, ...(!asksOwner && { account }) },
          { arn: "*" },
        ],
      },
    );
    const all = question.turned(space, old, current).intersect(space.select(among));
    return parts.flatMap((part) => {
      const requests = all.intersect(space.select(part.requests));
      const found = told(requests, part);
      // Of what is told already, it is of no matter what else is open.
      return found.length > 0 ? found : consequences("not judged", ...requests.open);
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
