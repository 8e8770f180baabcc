import {
  eventBusArn,
  roleArn,
  topicArn,
  type TeamName,
  type TrailIdentity,
} from "../../modules/organization";
import {
  alarmTopicPolicy,
  deadLetterQueuePolicy,
  eventBusPolicy,
  eventLogRolePolicy,
  eventLogRoleTrust,
  forwardingRolePolicy,
  forwardingRoleTrust,
  monitoringKeyPolicy,
} from "../../modules/policy";
import type { Configuration, SecurityHubSettings, WatchSettings } from "../../stacks/config";
import { keyArn, type Parts } from "./parts";
import type { Subject, SubjectScope } from "./subject";

type FailedControlsSettings = SecurityHubSettings["failedControls"];

/** What is watched over in one account. */
interface Watched {
  /** Whose account, in words. */
  readonly whose: string;
  readonly scope: SubjectScope;
  readonly team?: TeamName;
  readonly watch: WatchSettings;
  /** The trail that delivers to the log group there, or whose logs are what is watched over. */
  readonly trail: TrailIdentity;
}

/** Every account that is watched over. */
function watchedAccounts({ monitoring, securityHub, teams, trail }: Configuration): readonly Watched[] {
  const organization = { scope: "organization", trail: trail.identity } as const;
  const { management, logArchive, security } = monitoring ?? {};
  const watched = (whose: string, watch: WatchSettings | undefined): readonly Watched[] =>
    watch === undefined ? [] : [{ whose, watch, ...organization }];
  return [
    ...watched("the management account", management),
    ...watched("the log archive", logArchive),
    ...watched("the security account", security?.watch),
    ...watched("Security Hub's findings", securityHub && findingsWatch(securityHub.failedControls)),
    ...teams.flatMap(({ name, watch, identity, destination }): readonly Watched[] =>
      watch === undefined
        ? []
        : [
            {
              whose: `team ${name}`,
              scope: destination.kind === "own" ? "own team" : "central team",
              team: name,
              watch,
              trail: identity,
            },
          ],
    ),
  ];
}

/** What tells of failed controls is what tells of alarms: one topic with its key, and the queue of a rule. */
function findingsWatch({ place, keyAlias, subscribers }: FailedControlsSettings): WatchSettings {
  return {
    place,
    keyAlias,
    topics: { prefix: place.namePrefix, severities: ["high"], subscribers, existing: {} },
    detection: { controls: [], notifies: true, targets: [] },
  };
}

function partsOf({ scope, team, trail, watch }: Watched): Parts {
  const { account, region } = watch.place;
  return {
    scope,
    ...(team !== undefined && { team }),
    ownerAccount: account,
    region,
    trail,
    logBuckets: [],
    readers: [],
    administrators: [],
    watch,
  };
}

/** The topics that orgtrail makes; those that exist already have policies of their owner's. */
function topicSubjects(watched: Watched): readonly Subject[] {
  const { place, topics } = watched.watch;
  const { partition, region, account } = place;
  return topics.severities
    .filter((severity) => topics.existing[severity] === undefined)
    .map((severity) => {
      const arn = topicArn(partition, region, account, `${topics.prefix}${severity}`);
      return {
        ...partsOf(watched),
        name: `${severity} alarm topic of ${watched.whose}`,
        kind: "alarm topic",
        arn,
        document: alarmTopicPolicy(place, arn),
      };
    });
}

function keySubject(watched: Watched): Subject {
  const { place, logGroup } = watched.watch;
  const name = `monitoring key of ${watched.whose}`;
  return {
    ...partsOf(watched),
    name,
    kind: "monitoring key",
    arn: keyArn(place.partition, place.region, place.account, name),
    document: monitoringKeyPolicy(place, logGroup === undefined ? [] : [logGroup.name]),
  };
}

function queueSubjects(watched: Watched): readonly Subject[] {
  const { place, detection } = watched.watch;
  if (detection === undefined) return [];
  const { partition, region, account, namePrefix } = place;
  const arn = `arn:${partition}:sqs:${region}:${account}:${namePrefix}undelivered`;
  return [
    {
      ...partsOf(watched),
      name: `dead-letter queue of ${watched.whose}`,
      kind: "dead-letter queue",
      arn,
      document: deadLetterQueuePolicy(place, arn),
    },
  ];
}

function logRoleSubjects(watched: Watched): readonly Subject[] {
  const { place, logGroup } = watched.watch;
  if (logGroup === undefined) return [];
  const role = { ...partsOf(watched), arn: roleArn(place.partition, place.account, logGroup.roleName) };
  return [
    {
      ...role,
      name: `log role of ${watched.whose}`,
      kind: "log role",
      document: eventLogRoleTrust(),
    },
    {
      ...role,
      name: `permissions of the log role of ${watched.whose}`,
      kind: "log role permissions",
      document: eventLogRolePolicy(watched.trail, logGroup.name),
    },
  ];
}

function forwardingRoleSubjects(watched: Watched): readonly Subject[] {
  const { place, detection } = watched.watch;
  if (detection?.forwarding === undefined) return [];
  const { eventBusArn: bus, roleName } = detection.forwarding;
  const role = { ...partsOf(watched), arn: roleArn(place.partition, place.account, roleName) };
  return [
    {
      ...role,
      name: `forwarding role of ${watched.whose}`,
      kind: "forwarding role",
      document: forwardingRoleTrust(),
    },
    {
      ...role,
      name: `permissions of the forwarding role of ${watched.whose}`,
      kind: "forwarding role permissions",
      document: forwardingRolePolicy(bus),
    },
  ];
}

function busSubjects({ monitoring, organization, trail }: Configuration): readonly Subject[] {
  const { security } = monitoring ?? {};
  if (security === undefined) return [];
  const { watch, eventBusName } = security;
  const { partition, region, account } = watch.place;
  const arn = eventBusArn(partition, region, account, eventBusName);
  return [
    {
      ...partsOf({ whose: "the security account", scope: "organization", trail: trail.identity, watch }),
      name: "event bus",
      kind: "event bus",
      arn,
      document: eventBusPolicy(organization, arn),
    },
  ];
}

/** What monitoring makes that has a policy: topics, keys, queues, the bus, and the roles of trails and rules. */
export function monitoringSubjects(configuration: Configuration): readonly Subject[] {
  return [
    ...busSubjects(configuration),
    ...watchedAccounts(configuration).flatMap((watched) => [
      keySubject(watched),
      ...topicSubjects(watched),
      ...queueSubjects(watched),
      ...logRoleSubjects(watched),
      ...forwardingRoleSubjects(watched),
    ]),
  ];
}
