import type { DetectionRulesProps, EventForwardingProps } from "../../modules/detection";
import type {
  AlarmTopicsProps,
  EventLogProps,
  MonitoringKeyProps,
  MonitoringProps,
} from "../../modules/monitoring";
import { topicNameOf, type TrailIdentity } from "../../modules/organization";
import type { MonitoringPlace } from "../../modules/policy";
import type { Configuration, DetectionSettings, WatchSettings } from "../config";

/** What tells the people of one account and Region. */
export interface NotifierBlueprint {
  readonly key: MonitoringKeyProps;
  /** With that key. */
  readonly topics: Omit<AlarmTopicsProps, "keyArn">;
}

/** What watches over one account and Region, and tells of it. */
export interface WatchBlueprint extends NotifierBlueprint {
  /** EventBridge rules, which publish to the topics or leave it to the account that they forward to. @default - none */
  readonly detection?: Omit<DetectionRulesProps, "topicArns" | "undeliveredTopicArn" | "eventBusName"> & {
    readonly notifies: boolean;
  };
  /** With what these rules forward. @default - they do not */
  readonly forwarding?: EventForwardingProps;
  /** The log group to which the account's trail delivers, with that key. @default - there is none */
  readonly eventLog?: Omit<EventLogProps, "keyArn">;
  /** What is watched in the log group. */
  readonly monitoring?: Omit<
    MonitoringProps,
    "topics" | "logGroupName" | "deadLetterQueueName" | "otherAlarmNames"
  >;
}

/**
 * @param trail the trail of the log group, where there is one
 * @param moreLogGroups names of others that the key encrypts
 */
export function watchBlueprint(
  { terraform: { destroyProtection }, trail: { deliveryTopic } }: Configuration,
  { place, keyAlias, topics: { prefix, ...topics }, logGroup, detection }: WatchSettings,
  trail?: TrailIdentity,
  moreLogGroups: readonly string[] = [],
): WatchBlueprint {
  return {
    key: {
      place,
      alias: keyAlias,
      logGroups: [...(logGroup === undefined ? [] : [logGroup.name]), ...moreLogGroups],
      destroyProtection,
    },
    topics: { ...topics, place, topicPrefix: prefix },
    ...(detection && detectionBlueprint(place, detection)),
    ...(logGroup &&
      trail && {
        eventLog: {
          trail,
          logGroupName: logGroup.name,
          roleName: logGroup.roleName,
          retentionDays: logGroup.retentionDays,
          destroyProtection,
        },
        monitoring: {
          place,
          controls: logGroup.controls,
          eventLogAlarm: logGroup.wholeOrganization,
          ...(logGroup.wholeOrganization &&
            deliveryTopic && { deliveryTopicName: topicNameOf(deliveryTopic.arn) }),
          investigationQueries: logGroup.wholeOrganization,
          ...(logGroup.dashboardName !== undefined && { dashboardName: logGroup.dashboardName }),
        },
      }),
  };
}

function detectionBlueprint(
  place: MonitoringPlace,
  { forwarding, ...rules }: DetectionSettings,
): Pick<WatchBlueprint, "detection" | "forwarding"> {
  return {
    detection: { ...rules, place },
    ...(forwarding && { forwarding: { place, ...forwarding } }),
  };
}
