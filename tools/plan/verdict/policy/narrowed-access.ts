import { valuesOf, type PolicyDocument } from "../../../../modules/policy";
import { UnsupportedPolicyError, type AccessRequest } from "../../../../modules/policy-evaluation";
import {
  IMPOSSIBLE,
  ProofLimitError,
  RequestSpace,
  type PoliciesInQuestion,
  type Selection,
} from "../../../../modules/policy-proofs";
import type { Configuration } from "../../../../stacks/config";
import { actionsOfService, isBucket, serviceIn } from "../../../prove";
import type { GuardedResource } from "./guarded-resource";
import type { Policies } from "./policies";
import { keysText } from "./widening-text";

/** What a policy allowed, for all requests at once, and allows no longer. */
export interface NarrowedAccess {
  /** What AWS services could do: a delivery of logs, or of what tells of them. */
  readonly refused: readonly string[];
  /** What others could read. */
  readonly lost: readonly string[];
  /** Why there is no answer. */
  readonly notJudged: readonly string[];
}

const BY_SERVICES: Selection = { Action: "*", Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } };
const READING: Selection = {
  Action: ["kms:Decrypt", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions"],
};

/**
 * What AWS services may do no longer, and what nobody may read any more who could, however little of it: one account's folder,
 * one Region's, one reader's. Of a resource of the configuration, as far as orgtrail's own policy allows it: what somebody else
 * added to the policy may go again.
 */
export function narrowedAccess(
  { subject, configured }: GuardedResource,
  policies: Policies,
  { organization, partition, accounts }: Configuration,
): NarrowedAccess {
  const { arn, ownerAccount: account } = subject;
  const [before, after] = [policies.before, policies.after].map(supposed);
  const own = configured ? supposed(subject.document) : before;
  if (before === undefined || after === undefined || own === undefined) return NOTHING;
  try {
    const space = new RequestSpace(
      {
        policies: [before, after, own],
        selections: [BY_SERVICES, READING],
        // Whoever asks for a resource asks in its Region.
        impossible: [
          ...IMPOSSIBLE,
          { Condition: { StringNotEquals: { "aws:RequestedRegion": subject.region } } },
        ],
      },
      {
        organization,
        partition,
        managementAccount: accounts.management.id,
        actions: actionsNamed(policies),
        resources: (isBucket(subject) ? [arn, `${arn}/*`] : [arn]).map((each) => ({ arn: each, account })),
      },
    );
    const gone = space.allowed(before).intersect(space.allowed(own)).minus(space.allowed(after));
    const byServices = gone.intersect(space.select(BY_SERVICES));
    const reading = gone.intersect(space.select(READING)).minus(byServices);
    return {
      refused: byServices.describe().map(({ who, request }) => sentence(who, request)),
      lost: reading.describe().map(({ who, request }) => sentence(who, request)),
      notJudged: [byServices, reading].flatMap((set) =>
        set.isEmpty || set.witness() !== undefined ? [] : set.open,
      ),
    };
  } catch (error) {
    if (!(error instanceof ProofLimitError || error instanceof UnsupportedPolicyError)) throw error;
    return { ...NOTHING, notJudged: [error.message] };
  }
}

/**
 * What a role's own policy permits, and another of its policies keeps from it that did not: each as `logs:PutLogEvents on arn:…`.
 * @param own the policy that orgtrail gives the role
 * @param account the account of the role
 */
export function keptFromRole(
  own: PolicyDocument,
  { before, after }: Policies,
  account: string,
): readonly string[] {
  const [was, is] = [before, after].map((other) => ({ identity: [own, ...(other ? [other] : [])] }));
  if (was === undefined || is === undefined) return [];
  try {
    const space = new RequestSpace(
      { policies: [was, is] },
      {
        members: [account],
        actions: own.Statement.flatMap(({ Action }) => valuesOf(Action)),
      },
    );
    const kept = space.allowed(was).minus(space.allowed(is));
    return kept
      .describe()
      .slice(0, 1)
      .map(({ request }) => `${request.action} on ${request.resource}`);
  } catch (error) {
    // A policy that nobody can read is told as such already.
    if (!(error instanceof ProofLimitError || error instanceof UnsupportedPolicyError)) throw error;
    return [];
  }
}

const NOTHING: NarrowedAccess = { refused: [], lost: [], notJudged: [] };

/** All actions of the services that the policies name, as AWS writes them. */
function actionsNamed({ before, after }: Policies): readonly string[] {
  const statements = [before, after].flatMap((document) => document?.Statement ?? []);
  const named = statements.flatMap(({ Action, NotAction }) => [...valuesOf(Action), ...valuesOf(NotAction)]);
  return [...new Set(named.map(serviceIn))].flatMap(actionsOfService);
}

/** The policy, where all others allow everything: what it refuses then, nobody gets elsewhere. */
function supposed(document: PolicyDocument | undefined): PoliciesInQuestion {
  return { identity: "everything", ...(document !== undefined && { resource: document }) };
}

function sentence(who: string, { action, resource, context }: AccessRequest): string {
  const keys = keysText(context);
  return `${who}: ${action} on ${resource}${keys === "" ? "" : `, such as ${keys}`}`;
}
