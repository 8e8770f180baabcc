import { eventDetail, filterPatterns, inAccounts, type Calls } from "./calls";
import { periodOf, type Control } from "./control";
import { DEPLOYMENT, ownControl } from "./own-control";
import { dedicatedAccounts, type ProtectedResources } from "./protected-resources";
import { FROM_AWS } from "./rule-patterns";

const ONE_ALARM_CALLS = ["PutCompositeAlarm", "PutLogAlarm", "PutMetricAlarm", "SetAlarmState"];
const SEVERAL_ALARMS_CALLS = ["DeleteAlarms", "DisableAlarmActions"];
const MUTE_CALLS = ["PutAlarmMuteRule"];
const FILTER_CALLS = ["DeleteMetricFilter", "PutMetricFilter"];
const TOPIC_CALLS = ["AddPermission", "DeleteTopic", "RemovePermission", "SetTopicAttributes", "Subscribe"];
/** A text message is sent as long as the account may spend on it, and to numbers that its sandbox knows. */
const TEXT_MESSAGE_CALLS = ["DeleteSMSSandboxPhoneNumber", "SetSMSAttributes"];
const SUBSCRIPTION_CALLS = ["SetSubscriptionAttributes", "Unsubscribe"];
/** Enabled anew, a rule hears no call that only reads, whatever it heard before. */
const RULE_CALLS = ["DeleteRule", "DisableRule", "EnableRule", "PutRule"];
const TARGET_CALLS = ["PutTargets", "RemoveTargets"];
const BUS_CALLS = ["DeleteEventBus", "UpdateEventBus"];
const BUS_POLICY_CALLS = ["PutPermission", "RemovePermission"];
const QUEUE_CALLS = ["AddPermission", "DeleteQueue", "PurgeQueue", "RemovePermission", "SetQueueAttributes"];

function alarms(resources: ProtectedResources): readonly Control[] {
  const { logGroups, namePrefix } = resources;
  const eventSource = "monitoring.amazonaws.com";
  const ours = [`${namePrefix}*`];
  const muted = "requestParameters.muteTargets.alarmNames";
  return ownControl({
    id: "alarms-changed",
    title: "Alarms or metric filters changed",
    severity: "critical",
    happened:
      "An alarm of orgtrail or a metric filter of its log group was made, changed, silenced, muted or deleted.",
    firstStep: `${DEPLOYMENT} deploy the stack again, and look in the log bucket for what the alarm would have told.`,
    calls: [
      {
        eventSource,
        eventNames: ONE_ALARM_CALLS,
        on: [{ field: "requestParameters.alarmName", values: ours }],
      },
      {
        eventSource,
        eventNames: SEVERAL_ALARMS_CALLS,
        on: [{ field: "requestParameters.alarmNames[*]", values: ours }],
      },
      { eventSource, eventNames: MUTE_CALLS, on: [{ field: `${muted}[*]`, values: ours }] },
      // Which alarms a mute rule without targets mutes, AWS does not say: it may be all of its account.
      {
        eventSource,
        eventNames: MUTE_CALLS,
        without: `${muted}[0]`,
        ...inAccounts(dedicatedAccounts(resources)),
      },
      {
        eventSource: "logs.amazonaws.com",
        eventNames: FILTER_CALLS,
        on: [{ field: "requestParameters.logGroupName", values: logGroups }],
      },
    ],
  });
}

function notifications(resources: ProtectedResources): readonly Control[] {
  const { namePrefix, topicArns = [] } = resources;
  const eventSource = "sns.amazonaws.com";
  const ours = `*:${namePrefix}*`;
  const topics = [ours, ...topicArns];
  return ownControl({
    id: "notifications-changed",
    title: "Notifications changed",
    severity: "critical",
    happened:
      "A topic to which alarms or rules of orgtrail publish, its policies or a subscription to it was made, changed or removed; or how its account sends text messages was.",
    firstStep: `${DEPLOYMENT} deploy the stack again, and see which alarms rang that nobody heard.`,
    calls: [
      { eventSource, eventNames: TOPIC_CALLS, on: [{ field: "requestParameters.topicArn", values: topics }] },
      {
        eventSource,
        eventNames: ["PutDataProtectionPolicy"],
        on: [{ field: "requestParameters.resourceArn", values: topics }],
      },
      {
        eventSource,
        eventNames: SUBSCRIPTION_CALLS,
        on: [
          {
            field: "requestParameters.subscriptionArn",
            values: [ours, ...topicArns.map((topic) => `${topic}:*`)],
          },
        ],
      },
      { eventSource, eventNames: TEXT_MESSAGE_CALLS, ...inAccounts(dedicatedAccounts(resources)) },
    ],
  });
}

function rules({ namePrefix, eventBusName }: ProtectedResources): readonly Control[] {
  const eventSource = "events.amazonaws.com";
  const ours = [`${namePrefix}*`];
  const bus = eventBusName === undefined ? [] : [eventBusName];
  return ownControl({
    id: "rules-changed",
    title: "EventBridge rules changed",
    severity: "critical",
    happened:
      "An EventBridge rule of orgtrail, its targets, its queue of undelivered events or the bus of the security account was changed, disabled or removed.",
    firstStep: `${DEPLOYMENT} deploy the stack again, and see what happened while the rule was silent.`,
    calls: [
      { eventSource, eventNames: RULE_CALLS, on: [{ field: "requestParameters.name", values: ours }] },
      { eventSource, eventNames: TARGET_CALLS, on: [{ field: "requestParameters.rule", values: ours }] },
      { eventSource, eventNames: BUS_CALLS, on: [{ field: "requestParameters.name", values: bus }] },
      {
        eventSource,
        eventNames: BUS_POLICY_CALLS,
        on: [{ field: "requestParameters.eventBusName", values: bus }],
      },
      {
        eventSource: "sqs.amazonaws.com",
        eventNames: QUEUE_CALLS,
        on: [{ field: "requestParameters.queueUrl", values: [`*/${namePrefix}*`] }],
      },
      {
        eventSource: "sqs.amazonaws.com",
        eventNames: ["StartMessageMoveTask"],
        on: [{ field: "requestParameters.sourceArn", values: [`*:${namePrefix}*`] }],
      },
    ],
  });
}

/** What changes what a function does, who runs it, or whether it runs: as CloudTrail names the calls, most by their version. */
const FUNCTION_CALLS = [
  "AddPermission20150331v2",
  "CreateFunction20150331",
  "CreateFunctionUrlConfig",
  "DeleteFunction20150331",
  "DeleteFunctionCodeSigningConfig",
  "DeleteFunctionConcurrency20171031",
  "DeleteFunctionEventInvokeConfig",
  "DeleteFunctionUrlConfig",
  "DeleteResourcePolicy",
  "PutFunctionCodeSigningConfig",
  "PutFunctionConcurrency20171031",
  "PutFunctionEventInvokeConfig",
  "PutFunctionRecursionConfig",
  "PutFunctionScalingConfig",
  "PutResourcePolicy",
  "PutRuntimeManagementConfig",
  "RemovePermission20150331v2",
  "UpdateFunctionCode20150331v2",
  "UpdateFunctionCodeSigningConfig",
  "UpdateFunctionConfiguration20150331v2",
  "UpdateFunctionEventInvokeConfig",
  "UpdateFunctionUrlConfig",
];

/** Calls on functions by their names. */
export function functionCalls(names: readonly string[]): Calls {
  // Its name, its ARN or a part of that; of a version or an alias, too.
  const values = names.map((name) => `*${name}*`);
  return {
    eventSource: "lambda.amazonaws.com",
    eventNames: FUNCTION_CALLS,
    on: [
      { field: "requestParameters.functionName", values },
      // Calls on the policy of any resource name it so.
      { field: "requestParameters.resourceArn", values },
    ],
  };
}

function logValidation({ functions = [] }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "log-validation-changed",
    title: "Hourly validation of log files changed",
    severity: "critical",
    happened:
      "The function that validates log files each hour was made, changed, throttled or deleted, or who may run it was changed.",
    firstStep: `${DEPLOYMENT} run npx orgtrail logs validate from the last whole hour on, and deploy the log archive again.`,
    calls: [functionCalls(functions)],
  });
}

/** Root's sessions and credentials, which CIS passes over as long as root makes no call. */
function rootAccess(): Control {
  const calls: readonly Calls[] = [
    { eventSource: "sts.amazonaws.com", eventNames: ["AssumeRoot"] },
    {
      eventSource: "iam.amazonaws.com",
      eventNames: [
        "DisableOrganizationsRootCredentialsManagement",
        "DisableOrganizationsRootSessions",
        "EnableOrganizationsRootCredentialsManagement",
        "EnableOrganizationsRootSessions",
        "UpdateAccountEmailAddress",
      ],
    },
    {
      eventSource: "account.amazonaws.com",
      eventNames: ["AcceptPrimaryEmailUpdate", "StartPrimaryEmailUpdate"],
    },
    {
      eventSource: "signin.amazonaws.com",
      eventNames: [
        "EmailUpdated",
        "PasswordRecoveryCompleted",
        "PasswordRecoveryRequested",
        "PasswordUpdated",
      ],
    },
  ];
  return {
    id: "root-access",
    title: "Somebody takes root's place",
    severity: "critical",
    happened:
      "A root session was taken in a member account by AssumeRoot, who may take one or remove root's credentials was changed, or root's password or e-mail address was recovered or changed.",
    firstStep:
      "Ask who manages root access whether it was them; if not, end the session and secure the account's e-mail address.",
    patterns: filterPatterns(calls),
    // The detail type is that of a call, or that of a sign-in, of which there are two spellings.
    rule: { source: FROM_AWS, detail: eventDetail(calls) },
    // CloudTrail records AssumeRole as a call that only reads, and no page says how it records AssumeRoot.
    ruleHearsReads: true,
    threshold: 1,
    periodMinutes: periodOf({ severity: "critical", threshold: 1 }),
  };
}

/** The controls that watch over whoever watches, and over root. */
export function watchingControls(resources: ProtectedResources): readonly Control[] {
  return [
    rootAccess(),
    ...alarms(resources),
    ...notifications(resources),
    ...rules(resources),
    ...logValidation(resources),
  ];
}
