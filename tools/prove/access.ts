import { madeOnce, matchesWildcards } from "../../modules/kernel";
import { trailArn } from "../../modules/organization";
import { valuesOf, type PolicyDocument } from "../../modules/policy";
import {
  FULL_AWS_ACCESS,
  identityArn,
  isAccountPrincipal,
  isServiceLinked,
  parseArn,
  type AccountPrincipal,
  type RequestPrincipal,
} from "../../modules/policy-evaluation";
import {
  IMPOSSIBLE,
  RequestSpace,
  type PoliciesInQuestion,
  type Selection,
} from "../../modules/policy-proofs";
import { policiesOf, type Subject } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";
import { conditionsFor, type Conditions } from "./access-conditions";
import { builtInStatements } from "./built-in";
import { ABILITY_NAMES, abilityNamed, DOINGS_OF_ACCOUNTS } from "./doings";
import { policedThing } from "./kinds";
import { policiesOn, selectionOf } from "./statement-question";

/** Who can do what, of all requests that AWS could get: every class of principals that can, and on what conditions. */
export interface AccessTable {
  /** What it is about, in words: "log bucket of the organization". */
  readonly of: string;
  readonly doings: readonly {
    /** In words, after "may": "read any log file". */
    readonly title: string;
    /** Nobody else can. */
    readonly by: readonly AccessRow[];
    /** What AWS leaves open, and on which depends whether others can. */
    readonly open: readonly string[];
  }[];
}

/** Those who can do something on the same conditions. */
export interface AccessRow extends Conditions {
  readonly who: readonly Class[];
  /** For which of the actions this is so, where there are others. */
  readonly actions: readonly string[];
}

/** A class of principals: "roles" of "the bucket's account". */
export interface Class {
  readonly kind: string;
  /** @default - it is told by its kind alone */
  readonly of?: string;
}

/** Something that people do. */
interface Doing {
  readonly title: string;
  /** Whether it takes a request of each, by the same principal, or of any. */
  readonly takes: "all" | "any";
  readonly asked: readonly {
    readonly requests: Selection;
    readonly policies: PoliciesInQuestion;
    /** That of the policies which tells requests apart. @default - none does */
    readonly document?: PolicyDocument;
    /** The account whose resources are asked for. @default - any */
    readonly account?: string;
  }[];
}

/** A table of each log bucket, and, where there are guardrails, of each account that these are over. */
export function accessTablesOf(configuration: Configuration): readonly AccessTable[] {
  const subjects = policiesOf(configuration);
  return (["log bucket", "service control policies"] as const).flatMap((kind) =>
    subjects
      .filter((subject) => subject.kind === kind)
      .map((subject) => accessTable(subject, subjects, configuration)),
  );
}

/** The table of a log bucket, or of an account under guardrails. @param subjects whose policies have a say */
export function accessTable(
  subject: Subject,
  subjects: readonly Subject[],
  configuration: Configuration,
): AccessTable {
  const together =
    subject.kind === "log bucket"
      ? [
          withBucket(subject, subjects, configuration),
          ...besideTheBucket(subject, subjects).map((doing) => [doing]),
        ]
      : [inAccount(subject, configuration)];
  return {
    of: subject.name,
    doings: together.flatMap((doings) => doingsTold(doings, subject, configuration)),
  };
}

/** What is told of a log bucket and its key. */
const OF_BUCKETS = ABILITY_NAMES.filter((name) => name !== "readOwn" && name !== "stop").map(abilityNamed);

function withBucket(
  bucket: Subject,
  subjects: readonly Subject[],
  configuration: Configuration,
): readonly Doing[] {
  const key = subjects.find(({ kind, team }) => kind === "log key" && team === bucket.team);
  const answering = [bucket, key ?? []].flat().map((subject) => ({ subject, policies: onItsOwn(subject) }));
  return OF_BUCKETS.map(({ title, takes, steps }) => ({
    ...{ title, takes },
    asked: steps.flatMap(({ to, action: Action, resource }) =>
      answering
        .filter(({ subject }) => to === policedThing(subject))
        .flatMap(({ subject, policies }) => {
          const Resource = resource === "logFile" ? ["{logFiles}"] : "{arn}";
          const requests = selectionOf({ Action, Resource }, subject, configuration);
          const { document, ownerAccount: account } = subject;
          return requests === undefined ? [] : [{ requests, policies, document, account }];
        }),
    ),
  }));
}

/** Whoever does it deletes what the role deletes. */
const TAKE_ROLE = "let themselves take the role that manages the bucket";

/** Of what is told of a log bucket, by which log files are deleted: at once, or after what stands against it is gone. */
export const BY_WHICH_LOGS_GO: readonly string[] = [
  ...(["delete", "unlock", "reconfigure", "destroyKey"] as const).map((name) => abilityNamed(name).title),
  TAKE_ROLE,
];

/** What is done to others than the bucket and its key: no policy of theirs has a say, but guardrails may. */
function besideTheBucket(
  { trail, ownerAccount, administrators }: Subject,
  subjects: readonly Subject[],
): readonly Doing[] {
  const { title, steps } = abilityNamed("stop");
  const roles = administrators.filter((arn) => parseArn(arn)?.account === ownerAccount);
  const doing = (
    title: string,
    actions: readonly string[],
    on: readonly string[],
    account: string,
  ): readonly Doing[] => {
    const document = subjects.find(
      ({ kind, ownerAccount: bound }) => kind === "service control policies" && bound === account,
    )?.document;
    const policies: PoliciesInQuestion = {
      identity: "everything in the own account",
      ...(document && { serviceControl: [[FULL_AWS_ACCESS, document]] }),
    };
    const asked = actions.map((Action) => ({
      ...{ requests: { Action, Resource: on }, policies, account },
      ...(document && { document }),
    }));
    return on.length === 0 ? [] : [{ title, takes: "any", asked }];
  };
  return [
    ...doing(
      title,
      steps.map(({ action }) => action),
      [trailArn(trail)],
      trail.account,
    ),
    ...doing(TAKE_ROLE, ["iam:UpdateAssumeRolePolicy"], roles, ownerAccount),
  ];
}

function inAccount(subject: Subject, configuration: Configuration): readonly Doing[] {
  const policies = onItsOwn(subject);
  return DOINGS_OF_ACCOUNTS.map(({ title, requests: selection }) => {
    const requests = selectionOf(selection, subject, configuration);
    const { document } = subject;
    return { title, takes: "any", asked: requests === undefined ? [] : [{ requests, policies, document }] };
  });
}

/** The subject's policies, where those of whoever asks allow everything: the worst case. */
function onItsOwn(subject: Subject): PoliciesInQuestion {
  return policiesOn(subject, "everything");
}

/** What principals are classed by. */
interface Scene {
  readonly configuration: Configuration;
  /** The bucket, or the account under guardrails. */
  readonly subject: Subject;
  /** The text of the policies. */
  readonly text: string;
  /** Whether guardrails are among the policies. */
  readonly guardrails: boolean;
}

/** Who does it, where all is asked in one space. */
function doingsTold(
  doings: readonly Doing[],
  subject: Subject,
  configuration: Configuration,
): AccessTable["doings"] {
  const asked = doings.flatMap((doing) => doing.asked);
  const { organization, partition, accounts, archive } = configuration;
  // How requests travel is no matter of who makes them.
  const inTheClear: readonly Selection[] = [
    { Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Condition: { NumericLessThan: { "s3:TlsVersion": archive.minimumTlsVersion } } },
  ];
  const documents = [...new Set(asked.flatMap(({ document }) => document ?? []))];
  const conditions = conditionsFor(documents);
  const space = new RequestSpace(
    {
      policies: [...new Set(asked.map(({ policies }) => policies))],
      selections: [...asked.map(({ requests }) => requests), ...inTheClear, ...conditions.selections],
      impossible: [...IMPOSSIBLE, ...(builtInStatements().statements[0]?.never ?? [])],
    },
    {
      ...{ organization, partition, managementAccount: accounts.management.id },
      members: [subject.ownerAccount, ...accountsOf(configuration)],
      resources: asked.flatMap(({ requests, account }) =>
        valuesOf(requests.Resource).map((arn) => ({ arn, ...(account !== undefined && { account }) })),
      ),
      actions: asked.flatMap(({ requests }) => valuesOf(requests.Action)),
    },
  );
  const inGeneral = (text: string): string =>
    text.replaceAll(trailArn(subject.trail), "{trailArn}").replaceAll(subject.arn, "{arn}");
  const meant = space.everything.minus(space.select(...inTheClear));
  const guardrails = asked.some(({ policies }) => policies.serviceControl !== undefined);
  const scene: Scene = { configuration, subject, guardrails, text: JSON.stringify(documents) };
  const who = meant.principals.filter(
    (each) =>
      subject.kind === "log bucket" || (isAccountPrincipal(each) && each.account === subject.ownerAccount),
  );
  const classes = alike(who, (principal) => classOf(principal, scene));
  return doings.map(({ title, takes, asked: steps }) => {
    const sets = steps.map(({ requests, policies }) => {
      const all = meant.intersect(space.select(requests));
      const allowed = all.intersect(space.allowed(policies));
      return { action: valuesOf(requests.Action).join(), all, allowed, able: new Set(allowed.principals) };
    });
    const found = classes.flatMap((members) =>
      sets.flatMap(({ action, all, allowed, able }): readonly AccessRow[] => {
        const those = members.filter((each) =>
          takes === "all" ? sets.every((set) => set.able.has(each)) : able.has(each),
        );
        if (those.length === 0) return [];
        const one = classOf(members[0], scene);
        const who = [those.length === members.length ? one : someOf(one, those)];
        const { when, suffices } = conditions.of(space, allowed.by(those), all.by(those));
        return [{ who, actions: [action], when: when.map(inGeneral), suffices }];
      }),
    );
    const open = [...new Set(sets.flatMap(({ allowed }) => allowed.open))];
    return { title, by: takes === "all" ? withAll(found) : grouped(found, sets.length), open };
  });
}

/** The accounts of which the configuration says that they are the organization's. */
function accountsOf({ accounts: { logArchive, security }, teams }: Configuration): readonly string[] {
  return [logArchive, ...(security ? [security] : []), ...teams.map(({ account }) => account)].map(
    ({ id }) => id,
  );
}

/** Those who can do each part, on the conditions of all parts. */
function withAll(found: readonly AccessRow[]): readonly AccessRow[] {
  const each = alike(found, ({ who }) => who).map((parts): AccessRow => ({
    who: parts[0].who,
    actions: [],
    when: [...new Set(parts.flatMap(({ when }) => when))],
    suffices: parts.every(({ suffices }) => suffices),
  }));
  return grouped(each, 0);
}

/** What is so of several actions, and of several classes, told once. @param count of all actions */
function grouped(found: readonly AccessRow[], count: number): readonly AccessRow[] {
  const ofActions = alike(found, ({ who, when, suffices }) => [who, when, suffices]).map((same) => ({
    ...same[0],
    actions: same.flatMap(({ actions }) => actions),
  }));
  return alike(ofActions, ({ actions, when, suffices }) => [actions, when, suffices]).map((same) => ({
    ...same[0],
    who: same.flatMap(({ who }) => who),
    actions: same[0].actions.length === count ? [] : same[0].actions,
  }));
}

/** The items, those together that are the same as JSON. */
export function alike<T>(items: readonly T[], as: (item: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) madeOnce(groups, JSON.stringify(as(item)), () => []).push(item);
  return [...groups.values()] as [T, ...T[]][];
}

/** Some of a class, whom policies tell from the rest of it. */
function someOf({ kind, of }: Class, those: readonly RequestPrincipal[]): Class {
  const arns = those.flatMap((each) => (isAccountPrincipal(each) ? [identityArn(each)] : [])).join(", ");
  return of === undefined ? { kind: `${arns} (of ${kind})` } : { kind: `some ${kind} (such as ${arns})`, of };
}

/** The class of the principal, in which it stands for all others that are not told from it by name. */
function classOf(principal: RequestPrincipal, scene: Scene): Class {
  const { subject, configuration, guardrails, text } = scene;
  switch (principal.kind) {
    case "service":
      return { kind: text.includes(`"${principal.service}"`) ? principal.service : "other AWS services" };
    case "anonymous":
      return { kind: "anybody, without a signature" };
    case "federated":
      return { kind: "whoever an identity provider vouches for" };
    default:
  }
  const arn = identityArn(principal);
  const isAmong = (patterns: readonly string[] = []): boolean =>
    patterns.some((pattern) => matchesWildcards(pattern, arn));
  const of = accountIn(principal, scene);
  if (guardrails) {
    if (isAmong(configuration.guardrails?.names.exempt))
      return { kind: "roles that guardrails let through", of };
    if (isServiceLinked(principal)) return { kind: "service-linked roles", of };
  } else {
    if (isAmong(subject.readers)) return { kind: "the readers" };
    if (isAmong(subject.administrators)) return { kind: "the roles that manage it" };
    if (isAmong(subject.menders)) return { kind: "the roles that restore its settings" };
  }
  const kinds = { "account root": "root", "IAM user": "users", "role session": "roles" } as const;
  return { kind: kinds[principal.kind], of };
}

function accountIn(
  { account, organization }: AccountPrincipal,
  { configuration, subject, text }: Scene,
): string {
  if (account === subject.ownerAccount)
    return subject.kind === "log bucket" ? "the bucket's account" : "the account";
  if (account === configuration.accounts.management.id) return "the management account";
  if (account === subject.trail.account) return "the trail's account";
  const isOurs = organization === configuration.organization;
  if (text.includes(account)) return `account ${account}${isOurs ? "" : ", outside the organization"}`;
  return isOurs ? "any other account of the organization" : "accounts outside the organization";
}
