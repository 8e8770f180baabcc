import { allOf, fieldIs, fieldIsOneOf, renderAlternatives } from "../event-patterns";
import { DEFAULT_PERIOD_MINUTES, type Control } from "./control";
import type { ProtectedResources } from "./protected-resources";
import { FROM_AWS, namesOrPrefixes } from "./rule-patterns";

const EVERY_EVENT = { threshold: 1, periodMinutes: DEFAULT_PERIOD_MINUTES } as const;

/** These name several alarms in one call, of which a pattern sees the first: so they count wherever they are made. */
const SEVERAL_ALARMS_CALLS = ["DeleteAlarms", "DisableAlarmActions"] as const;
const ONE_ALARM_CALLS = ["PutMetricAlarm", "SetAlarmState"] as const;
const FILTER_CALLS = ["DeleteMetricFilter", "PutMetricFilter"] as const;
const TOPIC_CALLS = ["AddPermission", "DeleteTopic", "RemovePermission", "SetTopicAttributes"] as const;
const SUBSCRIPTION_CALLS = ["SetSubscriptionAttributes", "Unsubscribe"] as const;
const RULE_CALLS = ["DeleteRule", "DisableRule", "PutRule"] as const;
const TARGET_CALLS = ["PutTargets", "RemoveTargets"] as const;

/** Whoever turns the alarm off comes before whoever steals. */
const DEPLOYMENT = "Expected while orgtrail is deployed. Otherwise";

function alarms({ accounts, logGroups, namePrefix }: ProtectedResources): Control {
  const cloudWatch = "monitoring.amazonaws.com";
  return {
    ...EVERY_EVENT,
    id: "alarms-changed",
    title: "Alarms or metric filters changed",
    severity: "critical",
    happened:
      "An alarm of orgtrail or a metric filter of its log group was made, changed, silenced or deleted.",
    firstStep: `${DEPLOYMENT} deploy the stack again, and look in the log bucket for what the alarm would have told.`,
    patterns: renderAlternatives(
      [],
      [
        allOf(
          fieldIs("eventSource", cloudWatch),
          fieldIsOneOf("eventName", ONE_ALARM_CALLS),
          fieldIs("requestParameters.alarmName", `${namePrefix}*`),
        ),
        ...accounts.map((account) =>
          allOf(
            fieldIs("eventSource", cloudWatch),
            fieldIsOneOf("eventName", SEVERAL_ALARMS_CALLS),
            fieldIs("recipientAccountId", account),
          ),
        ),
        ...logGroups.map((group) =>
          allOf(
            fieldIs("eventSource", "logs.amazonaws.com"),
            fieldIsOneOf("eventName", FILTER_CALLS),
            fieldIs("requestParameters.logGroupName", group),
          ),
        ),
      ],
    ),
    rule: {
      source: FROM_AWS,
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        $or: [
          {
            eventSource: [cloudWatch],
            eventName: [...ONE_ALARM_CALLS],
            requestParameters: { alarmName: [{ prefix: namePrefix }] },
          },
          {
            eventSource: [cloudWatch],
            eventName: [...SEVERAL_ALARMS_CALLS],
            recipientAccountId: accounts,
          },
          ...(logGroups.length === 0
            ? []
            : [
                {
                  eventSource: ["logs.amazonaws.com"],
                  eventName: [...FILTER_CALLS],
                  requestParameters: { logGroupName: namesOrPrefixes(logGroups) },
                },
              ]),
        ],
      },
    },
  };
}

function notifications({ namePrefix }: ProtectedResources): Control {
  const sns = "sns.amazonaws.com";
  const ours = `*:${namePrefix}*`;
  return {
    ...EVERY_EVENT,
    id: "notifications-changed",
    title: "Notifications changed",
    severity: "critical",
    happened: "A topic of orgtrail or a subscription to it was changed or removed, or its policy was.",
    firstStep: `${DEPLOYMENT} deploy the stack again, and see which alarms rang that nobody heard.`,
    patterns: renderAlternatives(
      [fieldIs("eventSource", sns)],
      [
        allOf(fieldIsOneOf("eventName", TOPIC_CALLS), fieldIs("requestParameters.topicArn", ours)),
        allOf(
          fieldIsOneOf("eventName", SUBSCRIPTION_CALLS),
          fieldIs("requestParameters.subscriptionArn", ours),
        ),
      ],
    ),
    rule: {
      source: FROM_AWS,
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: [sns],
        $or: [
          { eventName: [...TOPIC_CALLS], requestParameters: { topicArn: [{ wildcard: ours }] } },
          {
            eventName: [...SUBSCRIPTION_CALLS],
            requestParameters: { subscriptionArn: [{ wildcard: ours }] },
          },
        ],
      },
    },
  };
}

function rules({ namePrefix }: ProtectedResources): Control {
  const events = "events.amazonaws.com";
  return {
    ...EVERY_EVENT,
    id: "rules-changed",
    title: "EventBridge rules changed",
    severity: "critical",
    happened: "An EventBridge rule of orgtrail or its targets were changed, disabled or removed.",
    firstStep: `${DEPLOYMENT} deploy the stack again, and see what happened while the rule was silent.`,
    patterns: renderAlternatives(
      [fieldIs("eventSource", events)],
      [
        allOf(fieldIsOneOf("eventName", RULE_CALLS), fieldIs("requestParameters.name", `${namePrefix}*`)),
        allOf(fieldIsOneOf("eventName", TARGET_CALLS), fieldIs("requestParameters.rule", `${namePrefix}*`)),
      ],
    ),
    rule: {
      source: FROM_AWS,
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: [events],
        $or: [
          { eventName: [...RULE_CALLS], requestParameters: { name: [{ prefix: namePrefix }] } },
          { eventName: [...TARGET_CALLS], requestParameters: { rule: [{ prefix: namePrefix }] } },
        ],
      },
    },
  };
}

/** Root's sessions and credentials, which CIS passes over as long as root makes no call. */
function rootAccess(): Control {
  const recovery = [
    "EmailUpdated",
    "PasswordRecoveryCompleted",
    "PasswordRecoveryRequested",
    "PasswordUpdated",
  ];
  const signIn = "signin.amazonaws.com";
  return {
    ...EVERY_EVENT,
    id: "root-access",
    title: "Somebody takes root's place",
    severity: "critical",
    happened:
      "A root session was taken in a member account by AssumeRoot, or root's password or e-mail address was recovered or changed.",
    firstStep:
      "Ask who manages root access whether it was them; if not, end the session and secure the account's e-mail address.",
    patterns: renderAlternatives(
      [],
      [
        allOf(fieldIs("eventSource", "sts.amazonaws.com"), fieldIs("eventName", "AssumeRoot")),
        allOf(fieldIs("eventSource", signIn), fieldIsOneOf("eventName", recovery)),
      ],
    ),
    rule: {
      source: FROM_AWS,
      detail: {
        $or: [
          { eventSource: ["sts.amazonaws.com"], eventName: ["AssumeRoot"] },
          { eventSource: [signIn], eventName: recovery },
        ],
      },
    },
  };
}

/** The controls that watch over whoever watches, and over root. */
export function watchingControls(resources: ProtectedResources): readonly Control[] {
  return [rootAccess(), alarms(resources), notifications(resources), rules(resources)];
}
