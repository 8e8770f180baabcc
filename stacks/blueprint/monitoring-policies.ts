import { alarmTopics } from "../../modules/controls";
import { eventBusArn } from "../../modules/organization";
import {
  alarmTopicPolicy,
  deadLetterQueueArn,
  deadLetterQueuePolicy,
  eventBusPolicy,
  eventLogRolePolicy,
  eventLogRoleTrust,
  forwardingRolePolicy,
  forwardingRoleTrust,
  monitoringKeyPolicy,
} from "../../modules/policy";
import type { Configuration } from "../config";
import type { Blueprint } from "./blueprint";
import { exampleKeyArn, partsOf, roleSubjects, teamOwner, type Owner } from "./parts";
import type { Subject, Watched } from "./subject";
import type { NotifierBlueprint, WatchBlueprint } from "./watch";

/** What monitoring makes that has a policy: topics, keys, queues, the bus, and the roles of trails and rules. */
export function monitoringSubjects(
  { teams }: Configuration,
  { eventBus, logArchive, management, replica, security, teams: teamStacks }: Blueprint,
  organization: Owner,
): readonly Subject[] {
  const of = (whose: string, watch: WatchBlueprint | undefined): readonly Subject[] =>
    watch === undefined ? [] : watchSubjects({ ...organization, whose }, watch);
  const owners = new Map(teams.map((team) => [team.name, teamOwner(team)]));
  return [
    ...(eventBus ? [busSubject(organization, eventBus.bus, watchedBy(eventBus.watch))] : []),
    ...of("the management account", management.watch),
    ...of("the log archive", logArchive.watch),
    ...of("the second copy", replica?.delay?.watch),
    ...of("the security account", eventBus?.watch ?? security?.watch),
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
      encryptedLogGroups: logGroups,
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
          trust: eventLogRoleTrust(eventLog.trail),
          permissions: eventLogRolePolicy(eventLog.trail, eventLog.logGroupName),
        })
      : []),
    ...(forwarding
      ? roleSubjects(parts, place, `forwarding role of ${owner.whose}`, "forwarding role", {
          roleName: forwarding.roleName,
          trust: forwardingRoleTrust(forwarding.place),
          permissions: forwardingRolePolicy(forwarding.eventBusArn),
        })
      : []),
  ];
}
