import { createHash } from "node:crypto";
import { mendedKinds, remediationRolePolicies, type ConfigRuleKey } from "../../modules/config-rules";
import { alarmTopics } from "../../modules/controls";
import type { AccessLogBucketProps } from "../../modules/log-archive";
import {
  bucketArn,
  eventBusArn,
  roleArn,
  type AccountId,
  type LogPrefix,
  type Partition,
  type Region,
  type RoleName,
  type TeamName,
  type TrailIdentity,
} from "../../modules/organization";
import {
  accessLogBucketPolicy,
  alarmTopicPolicy,
  configBucketPolicy,
  deadLetterQueueArn,
  deadLetterQueuePolicy,
  deliveryTopicArn,
  deliveryTopicKeyPolicy,
  deliveryTopicPolicy,
  eventBusPolicy,
  eventLogRolePolicy,
  eventLogRoleTrust,
  forwardingRolePolicy,
  forwardingRoleTrust,
  logBucketPolicy,
  logKeyPolicy,
  monitoringKeyPolicy,
  type PolicyDocument,
} from "../../modules/policy";
import type { Configuration } from "../config";
import { blueprintOf, type ArchiveBlueprint, type Blueprint } from "./blueprint";
import type { AccountRules } from "./config-rules";
import { guardrailSubjects } from "./guardrail-policies";
import type { Mends, Subject, SubjectScope, Watched } from "./subject";
import type { NotifierBlueprint, WatchBlueprint } from "./watch";

/** Whose a resource is. */
interface Owner {
  /** In words. */
  readonly whose: string;
  readonly scope: SubjectScope;
  readonly team?: TeamName;
  /** Whose logs they are, or are watched over. */
  readonly trail: TrailIdentity;
  /** What stands before `AWSLogs/`. @default - nothing */
  readonly prefix?: LogPrefix;
}

/** Where a resource stands. */
interface Place {
  readonly account: AccountId;
  readonly region: Region;
}

/** What all subjects of an owner have in common. */
type Parts = Omit<Subject, "name" | "kind" | "arn" | "document">;

function partsOf({ scope, team, trail, prefix }: Owner, { account, region }: Place): Parts {
  return {
    scope,
    ...(team !== undefined && { team }),
    ownerAccount: account,
    region,
    trail,
    ...(prefix !== undefined && { prefix }),
    logBuckets: [],
    readers: [],
    administrators: [],
  };
}

/**
 * Every resource of a configuration that has a policy, with the policy that is deployed, and the organization's policies
 * over them. Each policy is what the construct's own function makes of the construct's own props: there is no other.
 */
export function policiesOf(configuration: Configuration): readonly Subject[] {
  const blueprint = blueprintOf(configuration);
  const organization: Owner = {
    whose: "the organization",
    scope: "organization",
    trail: configuration.trail.identity,
    ...(configuration.archive.prefix !== undefined && { prefix: configuration.archive.prefix }),
  };
  const resources = [
    ...logArchiveSubjects(configuration, blueprint, organization),
    ...monitoringSubjects(configuration, blueprint, organization),
  ];
  const subjects = [...resources, ...complianceSubjects(configuration, blueprint, organization, resources)];
  return [...subjects, ...guardrailSubjects(configuration, subjects)];
}

/** Those of whom a bucket and a key of logs are. */
function logSubjects(owner: Owner, region: Region, { props }: ArchiveBlueprint): readonly Subject[] {
  const { partition, account, bucketName, keyAlias: alias } = props;
  const { readers = [], administrators, menders = [] } = props;
  const place = { account, region };
  const parts = {
    ...partsOf(owner, place),
    logBuckets: [bucketName],
    readers,
    administrators,
    menders,
  };
  const key = `log key of ${owner.whose}`;
  return [
    {
      ...parts,
      name: `log bucket of ${owner.whose}`,
      kind: "log bucket",
      arn: bucketArn(partition, bucketName),
      document: logBucketPolicy(props),
    },
    {
      ...parts,
      name: key,
      kind: "log key",
      arn: exampleKeyArn(partition, place, key),
      alias,
      document: logKeyPolicy(props),
    },
  ];
}

function accessLogSubject(
  owner: Owner,
  whose: string,
  region: Region,
  props: AccessLogBucketProps,
  logBuckets: Subject["logBuckets"],
): Subject {
  const { partition, account, bucketName, readers = [], administrators, menders = [] } = props;
  return {
    ...partsOf(owner, { account, region }),
    name: `access-log bucket of ${whose}`,
    kind: "access-log bucket",
    arn: bucketArn(partition, bucketName),
    logBuckets,
    readers,
    administrators,
    menders,
    document: accessLogBucketPolicy(props),
  };
}

function deliveryTopicSubjects(owner: Owner, logBuckets: Subject["logBuckets"]): readonly Subject[] {
  const { trail } = owner;
  const place = { account: trail.account, region: trail.homeRegion };
  const parts = { ...partsOf(owner, place), logBuckets };
  const key = "delivery topic key";
  return [
    {
      ...parts,
      name: "delivery topic",
      kind: "delivery topic",
      arn: deliveryTopicArn(trail),
      document: deliveryTopicPolicy(trail),
    },
    {
      ...parts,
      name: key,
      kind: "delivery topic key",
      arn: exampleKeyArn(trail.partition, place, key),
      document: deliveryTopicKeyPolicy(trail),
    },
  ];
}

function logArchiveSubjects(
  { teams, trail }: Configuration,
  { logArchive, teams: teamStacks }: Blueprint,
  organization: Owner,
): readonly Subject[] {
  const { accessLogs, organizationLogs, teamLogs, configBucket, region } = logArchive;
  const own = organizationLogs.props.bucketName;
  // The access of every bucket of the log archive is logged, that of the one to which AWS Config delivers too.
  const logged = [
    own,
    ...teamLogs.map(({ props }) => props.bucketName),
    ...(configBucket ? [configBucket.bucketName] : []),
  ];
  const central = new Map(teamLogs.map((archive) => [archive.team, archive]));
  const stacks = new Map(teamStacks.map((stack) => [stack.team, stack]));
  return [
    ...logSubjects(organization, region, organizationLogs),
    accessLogSubject(organization, "the log archive", region, accessLogs, logged),
    ...(trail.deliveryNotifications ? deliveryTopicSubjects(organization, [own]) : []),
    ...teams.flatMap((team): readonly Subject[] => {
      const owner = teamOwner(team);
      const archive = central.get(team.name);
      if (archive !== undefined) return logSubjects(owner, region, archive);
      const stack = stacks.get(team.name);
      if (stack?.ownLogs === undefined) return [];
      const { ownLogs } = stack;
      return [
        ...logSubjects(owner, stack.region, ownLogs),
        accessLogSubject(owner, owner.whose, stack.region, ownLogs.accessLogs, [ownLogs.props.bucketName]),
      ];
    }),
  ];
}

function teamOwner({ name, identity, destination }: Configuration["teams"][number]): Owner {
  return {
    whose: `team ${name}`,
    scope: destination.kind === "own" ? "own team" : "central team",
    team: name,
    trail: identity,
  };
}

/** What monitoring makes that has a policy: topics, keys, queues, the bus, and the roles of trails and rules. */
function monitoringSubjects(
  { teams }: Configuration,
  { eventBus, logArchive, management, security, teams: teamStacks }: Blueprint,
  organization: Owner,
): readonly Subject[] {
  const of = (whose: string, watch: WatchBlueprint | undefined): readonly Subject[] =>
    watch === undefined ? [] : watchSubjects({ ...organization, whose }, watch);
  const owners = new Map(teams.map((team) => [team.name, teamOwner(team)]));
  return [
    ...(eventBus ? [busSubject(organization, eventBus.bus, watchedBy(eventBus.watch))] : []),
    ...of("the management account", management.watch),
    ...of("the log archive", logArchive.watch),
    ...of("the security account", eventBus?.watch),
    ...(security?.findings
      ? [
          ...notifierSubjects({ ...organization, whose: "Security Hub's findings" }, security.findings),
          queueSubject({ ...organization, whose: "Security Hub's findings" }, security.findings),
        ]
      : []),
    ...teamStacks.flatMap(({ team, watch }) => {
      const owner = owners.get(team);
      return watch === undefined || owner === undefined ? [] : watchSubjects(owner, watch);
    }),
  ];
}

function watchedBy({
  key: { place },
  eventLog,
  forwarding,
}: NotifierBlueprint & Partial<WatchBlueprint>): Watched {
  return {
    place,
    ...(eventLog && { logGroup: eventLog.logGroupName }),
    ...(forwarding && { eventBusArn: forwarding.eventBusArn }),
  };
}

function busSubject(owner: Owner, bus: NonNullable<Blueprint["eventBus"]>["bus"], watch: Watched): Subject {
  const { partition, region, account, organization, eventBusName } = bus;
  const arn = eventBusArn(partition, region, account, eventBusName);
  return {
    ...partsOf(owner, bus),
    watch,
    name: "event bus",
    kind: "event bus",
    arn,
    document: eventBusPolicy(organization, arn),
  };
}

/** A key, and the topics that are made: those that exist already have policies of their owner's. */
function notifierSubjects(owner: Owner, notifier: NotifierBlueprint): readonly Subject[] {
  const { key, topics } = notifier;
  const { place, alias, logGroups = [] } = key;
  const parts = { ...partsOf(owner, place), watch: watchedBy(notifier) };
  const name = `monitoring key of ${owner.whose}`;
  return [
    {
      ...parts,
      name,
      kind: "monitoring key",
      arn: exampleKeyArn(place.partition, place, name),
      alias,
      document: monitoringKeyPolicy(place, logGroups),
    },
    ...alarmTopics(topics).map(({ severity, arn }): Subject => ({
      ...parts,
      name: `${severity} alarm topic of ${owner.whose}`,
      kind: "alarm topic",
      arn,
      document: alarmTopicPolicy(topics.place, arn),
    })),
  ];
}

function queueSubject(owner: Owner, notifier: NotifierBlueprint): Subject {
  const { place } = notifier.key;
  return {
    ...partsOf(owner, place),
    watch: watchedBy(notifier),
    name: `dead-letter queue of ${owner.whose}`,
    kind: "dead-letter queue",
    arn: deadLetterQueueArn(place),
    document: deadLetterQueuePolicy(place),
  };
}

function watchSubjects(owner: Owner, watch: WatchBlueprint): readonly Subject[] {
  const { place } = watch.key;
  const parts = { ...partsOf(owner, place), watch: watchedBy(watch) };
  const { detection, eventLog, forwarding } = watch;
  return [
    ...notifierSubjects(owner, watch),
    ...(detection ? [queueSubject(owner, watch)] : []),
    ...(eventLog
      ? roleSubjects(parts, place, `log role of ${owner.whose}`, "log role", {
          roleName: eventLog.roleName,
          trust: eventLogRoleTrust(),
          permissions: eventLogRolePolicy(eventLog.trail, eventLog.logGroupName),
        })
      : []),
    ...(forwarding
      ? roleSubjects(parts, place, `forwarding role of ${owner.whose}`, "forwarding role", {
          roleName: forwarding.roleName,
          trust: forwardingRoleTrust(),
          permissions: forwardingRolePolicy(forwarding.eventBusArn),
        })
      : []),
  ];
}

interface RolePolicies {
  readonly roleName: RoleName;
  readonly trust: PolicyDocument;
  readonly permissions: PolicyDocument;
}

/**
 * What AWS Config makes that has a policy: the bucket to which it delivers, and the roles with which its remediation
 * mends. It records with its service-linked role, whose policies are AWS's.
 * @param resources the subjects whose keys it checks
 */
function complianceSubjects(
  { archive, configRules: settings }: Configuration,
  { logArchive, management }: Blueprint,
  owner: Owner,
  resources: readonly Subject[],
): readonly Subject[] {
  if (settings === undefined) return [];
  const { configBucket, account, region } = logArchive;
  const bucketKeys = resources
    .filter(({ kind, ownerAccount }) => kind === "log key" && ownerAccount === account.id)
    .map(({ logBuckets, arn }) => [logBuckets[0] ?? "", keyOf(arn)] as const);
  const logGroupKey = resources.find(
    ({ kind, team, ownerAccount, watch }) =>
      kind === "monitoring key" &&
      team === undefined &&
      ownerAccount === management.account.id &&
      watch?.logGroup !== undefined,
  );
  const ofArchive = (holds: "logs" | "access-logs"): readonly string[] =>
    settings.scope.buckets
      .filter((bucket) => bucket.owner === "logArchive" && bucket.holds === holds)
      .map(({ name }) => bucketArn(settings.scope.trail.partition, name));
  const logRole = management.watch?.eventLog?.roleName;
  const mended = (
    whose: string,
    rules: AccountRules | undefined,
    checked: Mends["checked"],
  ): readonly Subject[] =>
    rules === undefined
      ? []
      : mendedKinds(rules.rules).flatMap(({ id: rule, remediations }) => {
          const { trust, permissions, runbooks } = remediationRolePolicies(rules.place, remediations);
          const roleName = rules.roleNames[rule];
          if (roleName === undefined) return [];
          const mends = {
            rule,
            runbook: runbooks.join(),
            checked,
            ...(logRole !== undefined && { logRole }),
          };
          const parts = { ...partsOf(owner, rules.place), logBuckets: [archive.bucketName], mends };
          const name = `remediation role of ${rule} ${whose}`;
          return roleSubjects(parts, rules.place, name, "remediation role", { roleName, trust, permissions });
        });
  return [
    ...(configBucket
      ? [
          {
            ...partsOf(owner, { account: account.id, region }),
            logBuckets: [archive.bucketName],
            administrators: configBucket.administrators,
            name: "config bucket",
            kind: "config bucket",
            arn: bucketArn(configBucket.partition, configBucket.bucketName),
            document: configBucketPolicy(configBucket),
          } as const,
        ]
      : []),
    ...mended("in the log archive", logArchive.rules(Object.fromEntries(bucketKeys)), {
      logBuckets: ofArchive("logs"),
      accessLogBuckets: ofArchive("access-logs"),
      keys: bucketKeys.map(([, { arn }]) => arn),
    }),
    ...mended("in the management account", management.rules(logGroupKey && keyOf(logGroupKey.arn)), {
      logBuckets: [],
      accessLogBuckets: [],
      keys: logGroupKey === undefined ? [] : [logGroupKey.arn],
    }),
  ];
}

function keyOf(arn: string): ConfigRuleKey {
  return { arn, id: arn.split("/").at(-1) ?? "" };
}

interface RolePolicies {
  readonly roleName: RoleName;
  readonly trust: PolicyDocument;
  readonly permissions: PolicyDocument;
}

/** The trust of a role, and what it may do. */
function roleSubjects(
  parts: Parts,
  { partition, account }: { readonly partition: Partition; readonly account: AccountId },
  name: string,
  kind: "log role" | "forwarding role" | "remediation role",
  { roleName, trust, permissions }: RolePolicies,
): readonly Subject[] {
  const role = { ...parts, arn: roleArn(partition, account, roleName) };
  return [
    { ...role, name, kind, document: trust },
    { ...role, name: `permissions of the ${name}`, kind: `${kind} permissions`, document: permissions },
  ];
}

/** The ARN of a key. AWS makes the ids of keys: this one follows from the subject's name, and is that of no other. */
function exampleKeyArn(partition: Partition, { region, account }: Place, name: string): string {
  const end = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return `arn:${partition}:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-${end}`;
}
