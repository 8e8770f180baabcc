import { sorted } from "../../../../modules/kernel";
import { rootArn } from "../../../../modules/organization";
import {
  TLS_VERSIONS,
  valuesOf,
  type PolicyDocument,
  type PolicyStatement,
} from "../../../../modules/policy";
import {
  IMPOSSIBLE,
  RequestSpace,
  type PoliciesInQuestion,
  type RequestSet,
  type Selection,
} from "../../../../modules/policy-proofs";
import type { Configuration } from "../../../../stacks/config";
import { actionsNamed, PolicyComparison, doingsWith, scopesOf, THINGS, type Harm } from "../../../prove";
import { foundOrWhy, consequences, type Consequence } from "./consequences";
import type { GuardedResource } from "./guarded-resource";
import { neverAsked } from "./never-asked";
import { sharingStatements, statementsOnlyIn, type PolicySides } from "./policy-text";
import { firstOf, howOf, matchesAction, NAMED, wordsFor, type Words } from "./words";

/**
 * What the policy allows newly and no longer, for all requests at once, whatever those who ask are allowed elsewhere.
 * @param isNew whether it is of a resource that the configuration does not have, and counts for those alone who are neither of its
 * account nor AWS services
 */
export function comparedPolicies(
  guarded: GuardedResource,
  policies: PolicySides,
  configuration: Configuration,
  isNew = false,
): readonly Consequence[] {
  return foundOrWhy(() => {
    const compared = comparisonOf(guarded, policies, configuration);
    const newly = newlyAllowed(compared, isNew);
    const widened = [...widenings(compared, newly), ...consequences("not judged", ...newly.open)];
    if (isNew) return widened;
    const givesMore = statementsOnlyIn(policies.after?.Statement, policies.before?.Statement).some(
      ({ Effect }) => Effect === "Allow",
    );
    const leave = newly.isEmpty && givesMore ? givenByItself(guarded, policies, configuration) : [];
    const gone = narrowed(compared);
    const { byServices } = compared.sets;
    return [
      ...widened,
      ...leave,
      ...consequences("refused", ...sentences(compared, gone.intersect(byServices))),
      ...consequences("lost", ...sentences(compared, gone.minus(byServices))),
      ...consequences("not judged", ...lifted(compared, newly), ...gone.open),
    ];
  });
}

/** Two policies of a resource, and what of them matters. */
interface ComparedPolicies {
  readonly guarded: GuardedResource;
  readonly comparison: PolicyComparison;
  /** What orgtrail's own policy for the resource allows and denies. @default - the configuration does not have it */
  readonly own: Readonly<Record<"allowed" | "denied", RequestSet>> | undefined;
  readonly doings: readonly { readonly title: string; readonly harm: Harm; readonly requests: RequestSet }[];
  /** What requests are told apart by. */
  readonly sets: Readonly<Record<keyof ReturnType<typeof selectionsFor>, RequestSet>>;
  readonly words: Words;
}

function comparisonOf(
  guarded: GuardedResource,
  policies: PolicySides,
  configuration: Configuration,
  suppose: (document: PolicyDocument | undefined) => PoliciesInQuestion = supposed,
): ComparedPolicies {
  const { kind, arn, account } = guarded;
  const { organization, partition, accounts } = configuration;
  const documents = sharingStatements(policies.before, policies.after, guarded.own);
  const [before, after, own] = documents.map(suppose) as [
    PoliciesInQuestion,
    PoliciesInQuestion,
    PoliciesInQuestion,
  ];
  const doings = doingsWith(kind, arn);
  const selections = selectionsFor(guarded, documents, doings, configuration);
  const space = new RequestSpace(
    {
      policies: [before, after, own],
      selections: [...doings.flatMap(({ requests }) => requests), ...Object.values(selections).flat()],
      // No policy should rely on what AWS never sends today.
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
  const sets = Object.fromEntries(
    Object.entries(selections).map(([name, each]) => [name, space.select(...each)]),
  ) as ComparedPolicies["sets"];
  return {
    ...{ guarded, sets },
    comparison: new PolicyComparison(space, before, after),
    own: guarded.own && { allowed: space.allowed(own), denied: space.denied(own) },
    doings: doings.map((doing) => ({ ...doing, requests: space.select(...doing.requests) })),
    words: wordsFor(policies, configuration, account),
  };
}

/** The policy, where all others allow everything: what it refuses then, nobody gets elsewhere. */
function supposed(document: PolicyDocument | undefined): PoliciesInQuestion {
  return { identity: "everything", ...(document !== undefined && { resource: document }) };
}

/**
 * What the policy by itself newly lets people of its account do, who may have no other leave to: that their own policies may let them
 * do it already, nobody knows here.
 */
function givenByItself(
  guarded: GuardedResource,
  policies: PolicySides,
  configuration: Configuration,
): readonly Consequence[] {
  const compared = comparisonOf(guarded, policies, configuration, (document) =>
    document === undefined ? {} : { resource: asGiving(document, guarded) },
  );
  const { comparison, doings, sets, words } = compared;
  const given = comparison.newlyAllowed.intersect(sets.ofAccount, sets.ofService);
  const saying = (title: string, requests: RequestSet) =>
    sentenceOf(compared, title, requests, (name) => [words.action(name)]);
  const listed = doings.flatMap(({ title, requests }) => saying(title, given.intersect(requests)));
  const others = given.minus(sets.listed);
  const found = listed.length > 0 ? listed : saying(`do something else with the ${guarded.kind}`, others);
  return consequences("widens", ...found.map(({ what }) => `${what}, by leave of the policy itself`));
}

/** Who needs the leave of the policy: of all else that stands in an account, the policies of its people suffice. */
const NEED_LEAVE: readonly GuardedResource["kind"][] = ["key", "role"];

/** The policy with everybody of its account in place of the account itself, where it says nothing by naming that. */
function asGiving(document: PolicyDocument, { kind, account }: GuardedResource): PolicyDocument {
  if (NEED_LEAVE.includes(kind)) return document;
  const isAccount = (name: string): boolean =>
    name === account || (name.endsWith(":root") && name.includes(`::${account}:`));
  return {
    ...document,
    Statement: document.Statement.flatMap((statement): readonly PolicyStatement[] => {
      const { Effect, Principal, Condition = {} } = statement;
      const names = typeof Principal === "object" ? valuesOf(Principal.AWS) : [];
      if (Effect !== "Allow" || !names.some(isAccount)) return [statement];
      const key = { "aws:PrincipalAccount": account };
      const everybody = { ...Condition, StringEquals: { ...Condition["StringEquals"], ...key } };
      return [statement, { ...statement, Principal: "*", Condition: everybody }];
    }),
  };
}

/** Whoever asks for a newer version than orgtrail's policy does takes nothing from services, which tell no version. */
const NEWEST_TLS = sorted(TLS_VERSIONS).at(-1) ?? TLS_VERSIONS[0];

function selectionsFor(
  { kind, account, region }: GuardedResource,
  documents: readonly (PolicyDocument | undefined)[],
  doings: ReturnType<typeof doingsWith>,
  { partition, archive, organization }: Configuration,
) {
  const olderThan = (version: string): readonly Selection[] =>
    kind === "bucket" ? [{ Condition: { NumericLessThan: { "s3:TlsVersion": version } } }] : [];
  return {
    byServices: [{ Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } }],
    ofAccount: [{ Principal: { AWS: rootArn(partition, account) } }],
    ofService: [{ Action: `${THINGS[kind].service}:*` }],
    listed: [
      { Action: doings.flatMap(({ requests }) => requests.flatMap(({ Action }) => valuesOf(Action))) },
    ],
    inTheClear: [
      { Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ...olderThan(archive.minimumTlsVersion),
    ],
    olderTls: olderThan(NEWEST_TLS),
    impossible: [
      ...IMPOSSIBLE,
      // Whoever asks for a resource asks in its Region.
      { Condition: { StringNotEquals: { "aws:RequestedRegion": region } } },
      ...neverAsked(documents, organization, "service"),
    ],
  };
}

function newlyAllowed({ comparison, own, sets }: ComparedPolicies, isNew: boolean): RequestSet {
  const newly = comparison.newlyAllowed;
  if (isNew) return newly.minus(sets.byServices).minus(sets.ofAccount);
  // Whoever repairs a policy lets services deliver again.
  return own === undefined ? newly : newly.minus(sets.byServices.intersect(own.allowed));
}

function widenings(compared: ComparedPolicies, newly: RequestSet): readonly Consequence[] {
  const { comparison, sets, doings, guarded, own, words } = compared;
  const { space, before } = comparison;
  const byOwn = own?.allowed ?? space.select();
  const exposed = newly
    .intersect(sets.inTheClear)
    .intersect(space.allowed(before).regardlessOf("aws:SecureTransport", "s3:TlsVersion"));
  const rest = newly.minus(exposed);
  const travelling = {
    title: "send requests over plain HTTP or an old version of TLS",
    harm: "exposes" as const,
    requests: exposed,
  };
  const isGuarded = own !== undefined;
  const listed = doings.map((doing) => ({ ...doing, requests: rest.intersect(doing.requests) }));
  const found = [...listed, travelling].flatMap(({ title, harm, requests }) => [
    ...sentenceOf(compared, title, requests.minus(byOwn)).map((each) => ({
      ...each,
      told: widening(harm, each.what, isGuarded),
    })),
    // Orgtrail's own policy says that they may: a reader, or a member where members read their own logs.
    ...sentenceOf(compared, title, requests.intersect(byOwn)).map((each) => ({
      ...each,
      told: widening(harm === "destroys" ? harm : "uses", each.what, false),
    })),
  ]);
  // What is in no list is told in the policy's own words, unless these told something already.
  const others = rest.intersect(sets.ofService).minus(sets.listed).minus(byOwn);
  const inOwnWords = (requests: RequestSet, isBroken: boolean): readonly Consequence[] =>
    sentenceOf(compared, `do something else with the ${guarded.kind}`, requests, (name) => {
      const pattern = words.action(name);
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

/** What services may do no longer, and others. What somebody else added to orgtrail's policy may go. */
function narrowed({ comparison, own, sets }: ComparedPolicies): RequestSet {
  const gone = comparison.noLongerAllowed.minus(sets.impossible).minus(sets.inTheClear.union(sets.olderTls));
  return own === undefined ? gone : gone.intersect(own.allowed);
}

/** A denial that is lifted where nothing allows: it stood behind the rest of the policy, and does so no more. */
function lifted({ comparison, own, words }: ComparedPolicies, newly: RequestSet): readonly string[] {
  if (!newly.isEmpty || comparison.after.resource === undefined) return [];
  const denied = comparison.noLongerDenied.intersect(...(own === undefined ? [] : [own.denied]));
  const [first] = comparison.differencesIn(denied, words.who);
  if (first === undefined) return denied.open;
  const statement = first.turnedBy === undefined ? "a statement" : `statement ${first.turnedBy.statement}`;
  return [
    `${statement} denies less than it did: ${first.request.action} for ${first.who}, whom nothing lets do it`,
  ];
}

/** Who does what by the requests, and how, as a sentence; none where there are none. */
function sentenceOf(
  { comparison, words }: ComparedPolicies,
  title: string,
  requests: RequestSet,
  nameOf: (action: string) => readonly string[] = (action) => [action],
): readonly { readonly what: string; readonly actions: readonly string[] }[] {
  const differences = comparison.differencesIn(requests, words.who);
  const [first] = differences;
  const actions = [...new Set(differences.flatMap((each) => each.actions).flatMap(nameOf))];
  if (first === undefined || actions.length === 0) return [];
  const who = firstOf(differences.map((each) => each.who));
  return [{ what: `${who} may newly ${title} (${firstOf(actions)})${howOf(first, words)}`, actions }];
}

/** One for each class of principals. */
function sentences({ comparison, words }: ComparedPolicies, requests: RequestSet): readonly string[] {
  return comparison.differencesIn(requests, words.who).map((each, index) => {
    const { action, resource } = each.request;
    // Of the others, a sentence says how many they are.
    return `${each.who}: ${action} on ${resource}${index < NAMED ? howOf(each, words) : ""}`;
  });
}
