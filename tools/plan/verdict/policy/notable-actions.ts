import { coversPattern } from "../../../../modules/kernel";
import type { PolicyStatement } from "../../../../modules/policy";
import { textsIn } from "./element-texts";

/** What a pattern of actions is asked for, besides itself: what stops, deletes, opens or reads an audit log, or gets there. */
const NOTABLE_ACTIONS: readonly string[] = [
  ...["DeleteTrail", "PutEventSelectors", "PutInsightSelectors", "StopLogging", "UpdateTrail"].map(
    (name) => `cloudtrail:${name}`,
  ),
  ...[
    "DeleteBucket",
    "DeleteBucketPolicy",
    "DeleteObject",
    "DeleteObjectVersion",
    "GetObject",
    "PutObject",
  ].map((name) => `s3:${name}`),
  ...["BypassGovernanceRetention", "PutBucketPolicy", "PutLifecycleConfiguration"].map(
    (name) => `s3:${name}`,
  ),
  ...["CreateGrant", "Decrypt", "DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"].map(
    (name) => `kms:${name}`,
  ),
  ...["DeleteLogGroup", "DeleteLogStream", "PutLogEvents", "PutRetentionPolicy"].map(
    (name) => `logs:${name}`,
  ),
  ...["DeleteAlarms", "DisableAlarmActions", "PutMetricAlarm"].map((name) => `cloudwatch:${name}`),
  ...["DeleteRule", "DisableRule", "PutEvents", "PutRule", "RemoveTargets"].map((name) => `events:${name}`),
  ...["DeleteTopic", "Publish", "SetTopicAttributes", "Subscribe", "Unsubscribe"].map(
    (name) => `sns:${name}`,
  ),
  ...["DeleteQueue", "PurgeQueue", "SetQueueAttributes"].map((name) => `sqs:${name}`),
  ...["AttachRolePolicy", "CreateUser", "PassRole", "PutRolePolicy", "UpdateAssumeRolePolicy"].map(
    (name) => `iam:${name}`,
  ),
  ...["DeleteConfigRule", "DeleteConfigurationRecorder", "StopConfigurationRecorder"].map(
    (name) => `config:${name}`,
  ),
  ...["BatchDisableStandards", "DisableSecurityHub"].map((name) => `securityhub:${name}`),
  ...["DetachPolicy", "LeaveOrganization", "UpdatePolicy"].map((name) => `organizations:${name}`),
  "account:CloseAccount",
  "sts:AssumeRole",
];

/** An action to ask for, and the pattern for which it stands. */
export interface NamedAction {
  readonly pattern: string;
  readonly action: string;
}

/** Actions that the statement is about: those that it names, those that others name or except, and the notable ones. */
export function actionsOf(
  { Action, NotAction }: PolicyStatement,
  others: readonly PolicyStatement[],
): readonly NamedAction[] {
  const known = [
    ...others.flatMap((other) => [...textsIn(other.Action), ...textsIn(other.NotAction)]).flatMap(namesOf),
    ...NOTABLE_ACTIONS,
  ];
  if (Action === undefined) {
    const excepted = textsIn(NotAction);
    const pattern = `all but ${excepted.join(", ")}`;
    return distinct(
      known.filter((action) => !isAmong(action, excepted)),
      pattern,
    );
  }
  return textsIn(Action).flatMap((pattern) =>
    distinct([...namesOf(pattern), ...known.filter((action) => isAmong(action, [pattern]))], pattern),
  );
}

function isAmong(action: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => coversPattern(pattern.toLowerCase(), action.toLowerCase()));
}

/** Actions that the pattern names: the shortest, and a longer one. */
function namesOf(pattern: string): readonly string[] {
  return ["", "Example"]
    .map((text) => pattern.replaceAll("*", text).replaceAll("?", "x"))
    .filter((action) => /^[a-z0-9-]+:[a-z0-9]+$/i.test(action));
}

function distinct(actions: readonly string[], pattern: string): readonly NamedAction[] {
  return [...new Set(actions)].map((action) => ({ pattern, action }));
}
