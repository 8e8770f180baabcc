import { sorted } from "../../../../modules/kernel";
import { rootArn } from "../../../../modules/organization";
import {
  TLS_VERSIONS,
  valuesOf,
  type PolicyDocument,
  type PolicyStatement,
} from "../../../../modules/policy";
import type { AccessRequest, DecidingStatement } from "../../../../modules/policy-evaluation";
import {
  IMPOSSIBLE,
  RequestSpace,
  type PoliciesInQuestion,
  type RequestSet,
  type Selection,
} from "../../../../modules/policy-proofs";
import { ValidationError } from "../../../../modules/validation";
import type { Configuration } from "../../../../stacks/config";
import { actionsNamed, doingsWith, scopesOf, THINGS, type Harm } from "../../../prove";
import { foundOrWhy, consequences, type Consequence } from "./consequences";
import type { GuardedResource } from "./guarded-resource";
import { sharingStatements, type Policies } from "./policy-text";
import { firstOf, matchesAction, NAMED, wordsFor, type Words } from "./words";

/**
 * What the policy allows newly and no longer, for all requests at once, whatever those who ask are allowed elsewhere.
 * @param isNew whether it is of a resource that the configuration does not have, and counts for those alone who are neither of its
 * account nor AWS services
 */
export function comparedPolicies(
  guarded: GuardedResource,
  policies: Policies,
  configuration: Configuration,
  isNew = false,
): readonly Consequence[] {
  return foundOrWhy(() => {
    const comparison = comparisonOf(guarded, policies, configuration);
    const newly = newlyAllowed(comparison, isNew);
    const widened = [...widenings(comparison, newly), ...consequences("not judged", ...newly.open)];
    if (isNew) return widened;
    const [refused, lost] = narrowed(comparison);
    return [
      ...widened,
      ...consequences("refused", ...sentences(comparison, refused)),
      ...consequences("lost", ...sentences(comparison, lost)),
      ...consequences("not judged", ...lifted(comparison, newly), ...refused.open, ...lost.open),
    ];
  });
}

/** Two policies of a resource, and all that requests are told apart by. */
interface Comparison {
  readonly guarded: GuardedResource;
  readonly space: RequestSpace;
  readonly before: PoliciesInQuestion;
  readonly after: PoliciesInQuestion;
  /** What orgtrail writes for the resource. @default - the configuration does not have it */
  readonly own: PoliciesInQuestion | undefined;
  readonly doings: readonly (Pick<ReturnType<typeof doingsWith>[number], "title" | "harm"> & {
    readonly requests: RequestSet;
  })[];
  /** What requests are told apart by. */
  readonly sets: Readonly<Record<keyof ReturnType<typeof selectionsFor>, RequestSet>>;
  readonly words: Words;
}

function comparisonOf(
  guarded: GuardedResource,
  policies: Policies,
  configuration: Configuration,
): Comparison {
  const { subject, kind, configured } = guarded;
  const { organization, partition, accounts } = configuration;
  const { arn, ownerAccount: account } = subject;
  const documents = sharingStatements(
    ...[policies.before, policies.after, ...(configured ? [subject.document] : [])],
  );
  const [before, after, own] = [
    supposed(documents[0]),
    supposed(documents[1]),
    documents[2] && supposed(documents[2]),
  ];
  const doings = doingsWith(kind, arn);
  const selections = selectionsFor(guarded, doings, configuration);
  const space = new RequestSpace(
    {
      policies: [before, after, ...(own === undefined ? [] : [own])],
      selections: [...doings.flatMap(({ requests }) => requests), ...Object.values(selections).flat()],
      impossible: [],
    },
    {
      organization,
      partition,
      managementAccount: accounts.management.id,
      members: [account],
      actions: actionsNamed(
        documents.flatMap((document) => document?.Statement ?? []),
        THINGS[kind].service,
      ),
      resources: scopesOf(kind, arn, account),
    },
  );
  const words = wordsFor(policies, configuration, account);
  const sets = Object.fromEntries(
    Object.entries(selections).map(([name, each]) => [name, space.select(...each)]),
  ) as Comparison["sets"];
  return {
    ...{ guarded, space, before, after, own, sets, words },
    doings: doings.map((doing) => ({ ...doing, requests: space.select(...doing.requests) })),
  };
}

/** The policy, where all others allow everything: what it refuses then, nobody gets elsewhere. */
function supposed(document: PolicyDocument | undefined): PoliciesInQuestion {
  return { identity: "everything", ...(document !== undefined && { resource: document }) };
}

/** Whoever asks for a newer version than orgtrail's policy does takes nothing from services, which tell no version. */
const NEWEST_TLS = sorted(TLS_VERSIONS).at(-1) ?? TLS_VERSIONS[0];

function selectionsFor(
  { kind, subject: { ownerAccount, region } }: GuardedResource,
  doings: ReturnType<typeof doingsWith>,
  { partition, archive }: Configuration,
) {
  const olderThan = (version: string): readonly Selection[] =>
    kind === "bucket" ? [{ Condition: { NumericLessThan: { "s3:TlsVersion": version } } }] : [];
  return {
    byServices: [{ Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } }],
    ofAccount: [{ Principal: { AWS: rootArn(partition, ownerAccount) } }],
    ofService: [{ Action: `${THINGS[kind].service}:*` }],
    listed: [
      { Action: doings.flatMap(({ requests }) => requests.flatMap(({ Action }) => valuesOf(Action))) },
    ],
    inTheClear: [
      { Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ...olderThan(archive.minimumTlsVersion),
    ],
    olderTls: olderThan(NEWEST_TLS),
    // Whoever asks for a resource asks in its Region.
    impossible: [...IMPOSSIBLE, { Condition: { StringNotEquals: { "aws:RequestedRegion": region } } }],
  };
}

/** Nothing is taken for impossible: no policy should rely on what AWS never sends today. */
function newlyAllowed({ space, before, after, own, sets }: Comparison, isNew: boolean): RequestSet {
  const newly = space.allowed(after).minus(space.allowed(before));
  if (isNew) return newly.minus(sets.byServices).minus(sets.ofAccount);
  // Whoever repairs a policy lets services deliver again.
  return own === undefined ? newly : newly.minus(sets.byServices.intersect(space.allowed(own)));
}

function widenings(comparison: Comparison, newly: RequestSet): readonly Consequence[] {
  const { space, sets, doings, guarded, own } = comparison;
  const byOwn = own === undefined ? space.select() : space.allowed(own);
  const exposed = newly
    .intersect(sets.inTheClear)
    .intersect(space.allowed(comparison.before).regardlessOf("aws:SecureTransport", "s3:TlsVersion"));
  const rest = newly.minus(exposed);
  const listed = doings.map(({ requests, ...doing }) => ({
    ...doing,
    requests: rest.intersect(requests),
  }));
  const travelling = {
    title: "send requests over plain HTTP or an old version of TLS",
    harm: "exposes" as const,
    requests: exposed,
  };
  const isGuarded = own !== undefined;
  const found = [...listed, travelling].flatMap(({ title, harm, requests }) => [
    ...sentenceOf(comparison, title, requests.minus(byOwn)).map((each) => ({
      ...each,
      told: widening(harm, each.what, isGuarded),
    })),
    // Orgtrail's own policy says that they may: a reader, or a member where members read their own logs.
    ...sentenceOf(comparison, title, requests.intersect(byOwn)).map((each) => ({
      ...each,
      told: widening(harm === "destroys" ? harm : "uses", each.what, false),
    })),
  ]);
  // What is in no list is told in the policy's own words, unless these told something already.
  const others = rest.intersect(sets.ofService).minus(sets.listed).minus(byOwn);
  const inOwnWords = (requests: RequestSet, isBroken: boolean): readonly Consequence[] =>
    sentenceOf(comparison, `do something else with the ${guarded.kind}`, requests, (name) => {
      const pattern = comparison.words.action(name);
      return found.some(({ actions }) => actions.some((action) => matchesAction(pattern, action)))
        ? []
        : [pattern];
    }).flatMap(({ what }) => widening("uses", what, isBroken));
  return [
    ...found.flatMap((each) => each.told),
    ...inOwnWords(others.intersect(sets.byServices), isGuarded),
    ...inOwnWords(others.minus(sets.byServices), false),
  ];
}

/** @param isBroken whether orgtrail's own policy is there to keep them from it */
function widening(harm: Harm, what: string, isBroken: boolean): readonly Consequence[] {
  return [
    ...(harm === "exposes" ? [] : consequences(harm === "reads" || harm === "uses" ? "widens" : harm, what)),
    ...(isBroken || harm === "exposes" ? consequences("broken", what) : []),
  ];
}

/** Who does what by the requests, and how, as a sentence; none where there are none. */
function sentenceOf(
  { words, ...comparison }: Comparison,
  title: string,
  requests: RequestSet,
  nameOf: (action: string) => readonly string[] = (action) => [action],
): readonly { readonly what: string; readonly actions: readonly string[] }[] {
  const parts = requests.describe(words.who);
  const [first] = parts;
  const actions = [...new Set(parts.flatMap((part) => part.actions).flatMap(nameOf))];
  if (first === undefined || actions.length === 0) return [];
  const who = firstOf(parts.map((part) => part.who));
  const how = `${words.keys(first.request)}${turningStatement(comparison, first.request)}`;
  return [{ what: `${who} may newly ${title} (${firstOf(actions)})${how}`, actions }];
}

/** What services may do no longer, and what others may not. What somebody else added to orgtrail's policy may go. */
function narrowed(comparison: Comparison): readonly [refused: RequestSet, lost: RequestSet] {
  const { space, before, after, own, sets } = comparison;
  const gone = space
    .allowed(before)
    .intersect(space.allowed(own ?? before))
    .minus(space.allowed(after))
    .minus(sets.impossible)
    .minus(sets.inTheClear.union(sets.olderTls));
  return [gone.intersect(sets.byServices), gone.minus(sets.byServices)];
}

function sentences({ words, ...comparison }: Comparison, requests: RequestSet): readonly string[] {
  return requests.describe(words.who).map(({ who, request }, index) => {
    const { action, resource } = request;
    // Of the others, a sentence says how many they are.
    const how = index < NAMED ? `${words.keys(request)}${turningStatement(comparison, request)}` : "";
    return `${who}: ${action} on ${resource}${how}`;
  });
}

/** A denial that is lifted where nothing allows: it stood behind the rest of the policy, and does so no more. */
function lifted({ space, before, after, own, words }: Comparison, newly: RequestSet): readonly string[] {
  if (!newly.isEmpty || after.resource === undefined) return [];
  const denied = space
    .denied(before)
    .intersect(space.denied(own ?? before))
    .minus(space.denied(after));
  const [part] = denied.describe(words.who);
  if (part === undefined) return denied.open;
  const { Sid }: Partial<PolicyStatement> = space.decision(part.request, before).decidedBy?.statement ?? {};
  const statement = Sid === undefined ? "a statement" : `statement ${Sid}`;
  return [
    `${statement} denies less than it did: ${part.request.action} for ${part.who}, whom nothing lets do it`,
  ];
}

/** The statement that makes the difference for the request: `, which statement DenyPlainHttp denied`. */
function turningStatement(
  { space, before, after }: Pick<Comparison, "space" | "before" | "after">,
  request: AccessRequest,
): string {
  try {
    const [was, is] = [space.decision(request, before), space.decision(request, after)];
    const [{ decidedBy }, how] =
      is.verdict === "explicitly denied"
        ? [is, "denies"]
        : was.verdict === "explicitly denied"
          ? [was, "denied"]
          : is.verdict === "allowed"
            ? [is, "allows"]
            : [was, "allowed"];
    const { document, statement }: Partial<DecidingStatement> = decidedBy ?? {};
    const { Sid }: Partial<PolicyStatement> = statement ?? {};
    return document === "resource policy" && Sid !== undefined ? `, which statement ${Sid} ${how}` : "";
  } catch (error) {
    // A statement that cannot be read is told as such elsewhere: here it turns nothing.
    if (!(error instanceof ValidationError)) throw error;
    return "";
  }
}
