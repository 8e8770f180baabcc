import {
  bucketArn,
  consumerTopicName,
  dnsSuffix,
  exampleOf,
  logFolders,
  metricNamespace,
  monitoringKeyAlias,
  monitoringNamePrefix,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  roleArn,
  rootArn,
  trailArn,
  type ConsumerName,
} from "../../modules/organization";
import {
  permissionsBoundaryArn,
  pipelineAudience,
  pipelineIssuer,
  throughS3,
  TLS_VERSIONS,
  valuesOf,
  type Feature,
  type Pipeline,
  type TokenPipeline,
} from "../../modules/policy";
import {
  isAccountPrincipal,
  type ContextValue,
  type RequestPrincipal,
} from "../../modules/policy-evaluation";
import {
  anotherRegion,
  OTHER_ORGANIZATION,
  outsidersOf,
  type Outsiders,
  type Subject,
} from "../../stacks/blueprint";
import { sorted } from "../../modules/kernel";
import type { Configuration } from "../../stacks/config";
import { GLOBAL_REGIONS } from "./any-policy";
import { attachmentOf, isThing } from "./kinds";
import { REPLICA_WORDS } from "./replica-words";
import { SEARCH_WORDS } from "./search-words";
import { logGroupOf } from "./subject";

/** What a request carries, by context key. */
export type Keys = Readonly<Record<string, ContextValue>>;

/** In what circumstances somebody asks: principals, resources and what a request carries are looked up in them. */
export interface Scene {
  readonly configuration: Configuration;
  readonly subject: Subject;
  readonly outsiders: Outsiders;
  /** Who asks, where that is known already. */
  readonly principal?: RequestPrincipal;
  /** What the request carries, as far as that is known already: it says for which account a service acts. */
  readonly context?: Keys;
}

/** Where the feature is on, in the policies of that account. */
function whereOn(feature: Feature): (scene: Scene) => string | undefined {
  return ({ subject: { terraform } }) =>
    terraform?.names.features?.includes(feature) === true ? terraform.account : undefined;
}

/** The scene of a policy. */
export function sceneOf(configuration: Configuration, subject: Subject): Scene {
  return { configuration, subject, outsiders: outsidersOf(configuration) };
}

/** What a word stands for: nothing where the configuration has no such thing, and several where it has a list. */
type Word = (scene: Scene) => string | readonly string[] | undefined;

/** The words in braces of tables and statements, of the cast, the presets and the resources that these name. */
const WORDS = {
  prefix: ({ subject: { prefix } }) => (prefix === undefined ? "" : `${prefix}/`),
  organization: ({ configuration }) => configuration.organization,
  member: ({ outsiders }) => outsiders.member,
  otherMember: ({ outsiders }) => outsiders.otherMember,
  stranger: ({ outsiders }) => outsiders.stranger,
  management: ({ configuration }) => configuration.accounts.management.id,
  trailAccount: ({ subject }) => subject.trail.account,
  owner: ({ subject }) => subject.ownerAccount,
  logOwners: ({ subject: { ownerAccount, bucketAccount = ownerAccount } }) =>
    sorted([ownerAccount, bucketAccount]),
  caller: ({ principal }) =>
    principal !== undefined && isAccountPrincipal(principal) ? principal.account : "anonymous",
  sourceAccount: ({ context }) => String(context?.["aws:SourceAccount"] ?? "nobody"),
  day: ({ subject }) => `${subject.region}/2026/01/31`,
  partition: ({ configuration }) => configuration.partition,
  region: ({ subject }) => subject.region,
  globalRegion: ({ configuration }) => GLOBAL_REGIONS[configuration.partition],
  logGroup: ({ subject }) => subject.watch?.logGroup,
  logRole: ({ subject }) => subject.mends?.logRole ?? "no-such-role",
  name: ({ configuration }) => configuration.name,
  trailName: ({ subject }) => subject.trail.name,
  logBucket: ({ subject }) => subject.logBuckets[0],
  configBucket: ({ configuration }) => configuration.configRules?.recorders?.bucketName,
  runbook: ({ subject }) => subject.mends?.runbook,
  namePrefix: ({ subject }) => subject.watch?.place.namePrefix,
  bus: ({ subject: { arn, watch } }) => watch?.eventBusArn ?? arn,
  dnsSuffix: ({ configuration }) => dnsSuffix(configuration.partition),
  throughS3: ({ configuration }) => throughS3(configuration.partition),
  arn: ({ subject }) => subject.arn,
  trailArn: ({ subject }) => trailArn(subject.trail),
  // Lists.
  readers: ({ subject }) => subject.readers,
  administrators: ({ subject }) => subject.administrators,
  menders: ({ subject }) => subject.menders,
  alias: ({ subject }) => subject.alias,
  exempt: ({ configuration }) => configuration.guardrails?.names.exempt,
  // What guardrails know by another name than those that begin as orgtrail's do.
  otherTrails: ({ configuration: { guardrails, name } }) =>
    unlike(guardrails?.names.trails, `${name}-organization-trail`, `${name}-team-`),
  otherBuckets: ({ configuration: { guardrails, name } }) =>
    unlike(guardrails?.names.buckets, `${name}-cloudtrail-`),
  otherLogGroups: ({ configuration: { guardrails, name } }) =>
    unlike(guardrails?.names.logGroups, `/orgtrail/${name}/`),
  planRoles: ({ configuration }) => configuration.guardrails?.names.roles,
  busAccount: ({ configuration }) => configuration.guardrails?.names.eventBusAccount,
  mfaDeleteRoots: ({ configuration: { guardrails, partition } }) =>
    guardrails?.names.mfaDeleteAccounts?.map((account) => rootArn(partition, account)),
  logArchive: ({ configuration }) => configuration.accounts.logArchive.id,
  recorders: ({ configuration }) => configuration.configRules?.recorders?.accountIds,
  logBuckets: ({ configuration: { partition }, subject }) =>
    subject.logBuckets.map((name) => bucketArn(partition, name)),
  // What is validated each hour: the organization's log files, and those of teams.
  archivePrefix: ({ configuration: { archive } }) =>
    archive.prefix === undefined ? "" : `${archive.prefix}/`,
  teamLogBuckets: ({ configuration: { partition, teams } }) =>
    teams.map(({ destination }) => bucketArn(partition, destination.bucketName)),
  validatedKeys: ({ configuration: { partition, accounts, archive, teams } }) => {
    const inArchive = `arn:${partition}:kms:${archive.region}:${accounts.logArchive.id}:key/*`;
    return [
      archive.kmsKeyArn ?? inArchive,
      ...teams.map(
        ({ destination: { kind, kmsKeyArn }, identity: { homeRegion: region, account } }) =>
          kmsKeyArn ?? (kind === "own" ? `arn:${partition}:kms:${region}:${account}:key/*` : inArchive),
      ),
    ];
  },
  logFiles: ({ subject: { arn, trail, prefix } }) =>
    logFolders(trail, prefix).map((folder) => `${arn}/${folder}*`),
  checkedLogBuckets: ({ subject }) => subject.mends?.checked.logBuckets,
  checkedAccessLogBuckets: ({ subject }) => subject.mends?.checked.accessLogBuckets,
  // Known by their names, or by their tag, where a role names families.
  checkedBuckets: ({ configuration: { configRules }, subject: { mends } }) =>
    mends &&
    (configRules?.scope.taggedBuckets?.arns ?? [
      ...mends.checked.logBuckets,
      ...mends.checked.accessLogBuckets,
    ]),
  checkedKeys: ({ subject }) => subject.mends?.checked.keys,
  // Of the trail, of what is watched over, and of marks by which guardrails know things.
  trailRegion: ({ subject }) => subject.trail.homeRegion,
  anotherTrailRegion: ({ subject }) => anotherRegion(subject.trail.homeRegion),
  anotherRegion: ({ subject }) => anotherRegion(subject.region),
  otherOrganization: () => OTHER_ORGANIZATION,
  // The organization's log file is that of another account than any that asks.
  logFolder: ({ configuration, subject: { trail }, outsiders }) =>
    trail.organization === undefined
      ? trail.account
      : `${configuration.organization}/${outsiders.otherMember}`,
  minimumTlsVersion: ({ configuration }) => configuration.archive.minimumTlsVersion,
  olderTlsVersions: ({ configuration }) => TLS.slice(0, TLS.indexOf(configuration.archive.minimumTlsVersion)),
  watchedAccount: ({ subject }) => subject.watch?.place.account,
  watchedRegion: ({ subject: { watch, region } }) => watch && region,
  watchedElsewhere: ({ subject: { watch, region } }) => watch && anotherRegion(region),
  busName: ({ subject }) => subject.watch?.place.namePrefix.slice(0, -1),
  logGroupArn: ({ subject }) => logGroupOf(subject),
  encryptedLogGroups: ({ subject }) => subject.encryptedLogGroups,
  logKeyAlias: ({ configuration }) => configuration.archive.keyAlias,
  monitoringKeyAlias: ({ configuration }) => monitoringKeyAlias(configuration.name),
  controlMetrics: ({ configuration }) => metricNamespace(monitoringNamePrefix(configuration.name)),
  // What Terraform makes with the roles of an account.
  planTaker: ({ configuration: { partition }, subject: { terraform } }) =>
    terraform && roleArn(partition, terraform.pipelineAccount, pipelinePlanRoleName(terraform.names.name)),
  deployTaker: ({ configuration: { partition }, subject: { terraform } }) =>
    terraform && roleArn(partition, terraform.pipelineAccount, pipelineDeployRoleName(terraform.names.name)),
  accountRoles: ({ configuration: { partition }, subject: { terraform } }) =>
    terraform &&
    [terraform.planRole, terraform.deployRole].map((role) => roleArn(partition, terraform.account, role)),
  boundary: ({ subject: { terraform } }) =>
    terraform && permissionsBoundaryArn(terraform.names, terraform.account),
  ownTrails: ({ configuration: { name }, subject: { terraform } }) => [
    `${name}-organization-trail`,
    `${name}-team-*`,
    ...unlike(terraform?.names.trails, `${name}-organization-trail`, `${name}-team-`),
  ],
  ownBuckets: ({ configuration: { name }, subject: { terraform } }) => [
    `${name}-cloudtrail-*`,
    ...unlike(terraform?.names.buckets, `${name}-cloudtrail-`),
  ],
  ownLogGroups: ({ configuration: { name }, subject: { terraform } }) => [
    `/orgtrail/${name}/*`,
    ...unlike(terraform?.names.logGroups, `/orgtrail/${name}/`),
  ],
  ownBus: ({ configuration: { name }, subject: { terraform } }) =>
    terraform?.eventBusAccount === terraform?.account && terraform !== undefined
      ? `${name}-orgtrail`
      : undefined,
  busHere: ({ subject: { terraform } }) =>
    terraform?.eventBusAccount === terraform?.account ? terraform?.account : undefined,
  busOfAll: ({ configuration: { name, partition }, subject: { terraform } }) =>
    terraform?.eventBusAccount &&
    `arn:${partition}:events:*:${terraform.eventBusAccount}:event-bus/${name}-orgtrail`,
  ownFunctions: ({ subject: { terraform } }) => terraform?.functions,
  validatedHere: whereOn("validation"),
  // Athena, where it is asked, and in the policies of its account.
  askedHere: whereOn("athena"),
  results: ({ configuration: { analytics, partition } }) =>
    analytics?.athena && bucketArn(partition, analytics.athena.resultsBucketName),
  resultsKeyAlias: ({ configuration: { analytics } }) => analytics?.athena?.keyAlias,
  // Those to whom log files are handed on: all of them, or the one whose role, queue or topic it is.
  consumerRoles: ({ subject: { consumers } }) => consumers?.map(({ roleArn }) => roleArn),
  consumerAccount: ({ subject: { consumers } }) => consumers?.[0]?.account,
  consumerPrincipal: ({ subject: { consumers } }) => consumers?.[0]?.principal,
  consumerTakers: ({ configuration: { partition }, subject: { consumers: [one] = [] } }) =>
    one && (one.principal ?? `arn:${partition}:iam::${one.account}:role/*`),
  consumerOfQueue: ({ subject: { consumers, kind } }) =>
    kind === "consumer queue" ? consumers?.map(({ roleArn }) => roleArn) : undefined,
  consumerTaker: ({ configuration: { partition }, subject: { consumers: [one] = [] } }) =>
    one && oneOf(one.principal ?? `arn:${partition}:iam::${one.account}:role/Consumer`),
  consumerExternalId: ({ subject: { consumers } }) => consumers?.[0]?.externalId,
  consumerWithoutId: ({ subject: { consumers: [one] = [] } }) =>
    one?.externalId === undefined ? one?.account : undefined,
  consumedKeys: ({ configuration: { accounts, archive, partition } }) =>
    archive.kmsKeyArn ?? `arn:${partition}:kms:${archive.region}:${accounts.logArchive.id}:key/*`,
  consumerTopics: ({ configuration: { features, name } }) =>
    features.includes("consumers") ? consumerTopicName(name, "*" as ConsumerName) : undefined,
  consumedFolders: ({ subject: { consumers } }) => consumers?.[0]?.folders,
  consumerQueue: ({ subject: { consumers } }) => consumers?.flatMap(({ queueArn }) => queueArn ?? []),
  consumedHere: whereOn("consumers"),
  ...REPLICA_WORDS,
  replicatedHere: whereOn("replica"),
  ...SEARCH_WORDS,
  askedBuckets: ({ configuration: { analytics, partition } }) =>
    analytics?.athena?.logBuckets.map((name) => `arn:${partition}:s3:::${name}`),
  managedOrganization: ({ subject: { terraform } }) => terraform?.organization?.id,
  delegatingOrganization: ({ subject: { terraform } }) =>
    (terraform?.organization?.delegates ?? []).length > 0 ? terraform?.organization?.id : undefined,
  delegates: ({ subject: { terraform } }) => terraform?.organization?.delegates,
  // Who takes the pipeline's roles, by the kind of pipeline, and what these reach.
  tokenIssuer: ({ configuration }) => ofTokens(configuration, pipelineIssuer),
  tokenAudience: ({ configuration }) => ofTokens(configuration, pipelineAudience),
  gitHub: ({ configuration }) => {
    const pipeline = ofPipeline(configuration, "github");
    return pipeline?.issuer === undefined ? pipeline && pipelineIssuer(pipeline) : undefined;
  },
  gitHubRepository: ({ configuration }) => ofPipeline(configuration, "github")?.repository,
  gitHubBranches: ({ configuration }) => ofPipeline(configuration, "github")?.branches,
  gitHubEnvironments: ({ configuration }) =>
    ofPipeline(configuration, "github")?.environments.map((name) => name.replaceAll(":", "%3A")),
  gitLabProject: ({ configuration }) => ofPipeline(configuration, "gitlab")?.project,
  gitLabBranches: ({ configuration }) => ofPipeline(configuration, "gitlab")?.branches,
  subjectsToPlan: ({ configuration }) => ofPipeline(configuration, "oidc")?.plan,
  subjectsToDeploy: ({ configuration }) => ofPipeline(configuration, "oidc")?.deploy,
  principalsToPlan: ({ configuration }) => ofPipeline(configuration, "principals")?.plan,
  principalsToDeploy: ({ configuration }) => ofPipeline(configuration, "principals")?.deploy,
  rolesThatPlan: ({ configuration: { partition, pipeline } }) =>
    pipeline?.accounts.map(({ id }) => roleArn(partition, id, pipeline.planRole)),
  rolesThatDeploy: ({ configuration: { partition, pipeline } }) =>
    pipeline?.accounts.map(({ id }) =>
      roleArn(partition, id, pipeline.otherDeployRoles[id] ?? pipeline.deployRole),
    ),
  stateRole: ({ configuration: { terraform } }) => terraform.state.roleArn,
  stateBucket: ({ configuration: { terraform } }) => terraform.state.bucket,
  // Nothing where a role of the user's own reads and writes states.
  states: ({ configuration }) => ofStates(configuration, ({ bucket }) => bucket),
  stateKeyPrefix: ({ configuration: { terraform } }) => terraform.state.keyPrefix,
  stateKey: ({ configuration }) =>
    ofStates(configuration, ({ kmsKeyArn }) =>
      kmsKeyArn?.includes(":key/") === true ? kmsKeyArn : undefined,
    ),
  stateKeyAlias: ({ configuration }) =>
    ofStates(configuration, ({ kmsKeyArn }) => /:(alias\/.+)$/.exec(kmsKeyArn ?? "")?.[1]),
  stateKeyPlace: ({ configuration }) =>
    ofStates(configuration, ({ kmsKeyArn }) => kmsKeyArn?.split(":").slice(0, 5).join(":")),
  // Whom the cast has.
  theRole: ({ configuration: { name, partition }, subject }) => {
    // A boundary is that of every role that orgtrail makes, and of none alone.
    if (subject.kind === "permissions boundary") {
      return `arn:${partition}:iam::${subject.ownerAccount}:role/${name}-orgtrail-any`;
    }
    return isThing(subject, "role") || attachmentOf(subject) === "the role that asks"
      ? subject.arn
      : undefined;
  },
  forwardingRoles: ({ configuration: { partition, monitoring, teams }, subject }) =>
    (subject.watch === undefined
      ? []
      : [monitoring?.management, monitoring?.logArchive, ...teams.map(({ watch }) => watch)]
    ).flatMap((watch) => {
      const name = watch?.detection?.forwarding?.roleName;
      return watch === undefined || name === undefined ? [] : [roleArn(partition, watch.place.account, name)];
    }),
  exemptHere: ({ configuration, subject }) =>
    subject.holder === undefined ? [] : rolesHere(configuration.guardrails?.names.exempt ?? [], subject),
  guardedRoles: ({ configuration, subject }) => {
    const { exempt = [], roles = [] } = configuration.guardrails?.names ?? {};
    return rolesHere([...exempt, ...roles], subject).map(oneOf);
  },
  // Guardrails bind no such role, and AWS Config records with it; elsewhere they are roles like others.
  accountWithServiceLinkedRole: ({ subject }) =>
    subject.kind === "config bucket" || attachmentOf(subject).endsWith("account")
      ? subject.ownerAccount
      : undefined,
  // An administrator of another account is excepted from denials, which lets it do nothing.
  administratorsHere: ({ subject }) => subject.administrators.filter((arn) => isHere(arn, subject)),
  readersFromOutside: ({ subject }) =>
    subject.readers.filter((arn) => IAM_PRINCIPAL.test(arn) && !isHere(arn, subject)),
  accountsOfReaders: ({ subject }) => [...new Set(subject.readers.flatMap((arn) => accountIn(arn) ?? []))],
  namesakesOfAdministrators: ({ subject, outsiders }) => subject.administrators.map(movedTo(outsiders)),
  namesakesOfReaders: ({ subject, outsiders }) => subject.readers.map(movedTo(outsiders)),
  namesakesOfMenders: ({ subject, outsiders }) => (subject.menders ?? []).map(movedTo(outsiders)),
  delegatedAdministrator: ({ configuration }) => configuration.trail.delegatedAdministrator,
} as const satisfies Readonly<Record<string, Word>>;

/** The words in braces that tables and statements may use. */
export const PLACEHOLDERS = Object.keys(WORDS) as readonly (keyof typeof WORDS)[];

/** What the pipeline is asked, where it is of the kind. */
function ofPipeline<K extends Pipeline["kind"]>(
  { pipeline: settings }: Configuration,
  kind: K,
): Extract<Pipeline, { readonly kind: K }> | undefined {
  const pipeline = settings?.pipeline;
  return pipeline?.kind === kind ? (pipeline as Extract<Pipeline, { readonly kind: K }>) : undefined;
}

function ofTokens(
  { pipeline: settings }: Configuration,
  read: (pipeline: TokenPipeline) => string,
): string | undefined {
  const pipeline = settings?.pipeline;
  return pipeline === undefined || pipeline.kind === "principals" ? undefined : read(pipeline);
}

type States = Configuration["terraform"]["state"];

function ofStates(
  { pipeline, terraform: { state } }: Configuration,
  read: (state: States) => string | undefined,
): string | undefined {
  return pipeline === undefined || state.roleArn !== undefined ? undefined : read(state);
}

function unlike(names: readonly string[] = [], ...families: readonly string[]): readonly string[] {
  return names.filter((name) => !families.some((family) => name.startsWith(family)));
}

/** The versions of TLS, oldest first, of which a configuration may ask for the last two. */
const TLS: readonly string[] = ["1.0", "1.1", ...TLS_VERSIONS];

/** The ARN of a principal that a table can name: the partition, the account, whether it is root, its kind and its name. */
export const IAM_PRINCIPAL = /^arn:([a-z-]+):iam::(\d{12}):(?:(root)|(role|user)\/(.+))$/;

function accountIn(arn: string): string | undefined {
  return IAM_PRINCIPAL.exec(arn)?.[2];
}

function isHere(arn: string, { ownerAccount }: Subject): boolean {
  return accountIn(arn) === ownerAccount;
}

/** One whom a pattern of ARNs matches. */
function oneOf(arn: string): string {
  const [start, kind, name] = arn.split(/(:(?:role|user)\/)(.*)/);
  return `${start}${kind}${exampleOf(name ?? "")}`;
}

/** The roles in the subject's account that patterns of ARNs name, in which `*` may stand for the account. */
function rolesHere(arns: readonly string[], subject: Subject): readonly string[] {
  return arns
    .map((arn) => arn.replace(":iam::*:", `:iam::${subject.ownerAccount}:`))
    .filter((arn) => isHere(arn, subject));
}

const movedTo = ({ member }: Outsiders) => {
  return (arn: string): string => arn.replace(/:iam::\d{12}:/, `:iam::${member}:`);
};

/** The text with each word in braces replaced: a text for each of several values, and none where a word stands for nothing. */
export function filled(text: string, scene: Scene): readonly string[] {
  if (!text.includes("{")) return [text];
  let texts: readonly string[] = [""];
  for (const part of text.split(/(?<!\$)(\{[A-Za-z]+\})/)) {
    const word: Word | undefined = (WORDS as Readonly<Record<string, Word>>)[part.slice(1, -1)];
    const values = part.startsWith("{") && word !== undefined ? valuesOf(word(scene)) : [part];
    texts = texts.flatMap((start) => values.map((value) => start + value));
  }
  return texts;
}

/** Braces in the text that hold no word. What follows a dollar sign is a policy variable. */
export function unknownPlaceholders(text: string): readonly string[] {
  return [...text.matchAll(/(?<!\$)\{([^{}]*)(?:\}|(?=\{))/g)].flatMap(([, name = ""]) =>
    Object.hasOwn(WORDS, name) ? [] : [name],
  );
}
