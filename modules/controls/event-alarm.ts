import { anyOf, fieldIs, fieldIsOneOf, renderAlternatives, type FilterExpression } from "../event-patterns";
import { DEFAULT_PERIOD_MINUTES, type Control } from "./control";
import type { Severity } from "./severity";

/** An alarm of a team's own: on events by name, and only those on one bucket or function or by one principal if it says so. */
export interface EventAlarm {
  /** Names the alarm. Lower-case words with hyphens. */
  readonly name: string;
  /** The names of events, as CloudTrail has them: `PutBucketPolicy`. `*` stands for any characters. */
  readonly events: readonly string[];
  /** Only events on this bucket. @default - on any */
  readonly bucket?: string;
  /** Only events on this Lambda function, by its name. @default - on any */
  readonly function?: string;
  /** Only events of this IAM role or user, by its ARN, a role's sessions among them. @default - of anybody */
  readonly principal?: string;
  /** @default "medium" */
  readonly severity?: Severity;
  /** The alarm rings at this many events in a period. @default 1 */
  readonly threshold?: number;
  /** Minutes, 1 to 1440. @default 5 */
  readonly periodMinutes?: number;
  /** What to do first. @default - to ask who did it */
  readonly firstStep?: string;
}

/** The alarm as a control. @param team names the control, so that no two teams have one of the same name */
export function eventAlarmControl(team: string, alarm: EventAlarm): Control {
  const { severity = "medium", threshold = 1, periodMinutes = DEFAULT_PERIOD_MINUTES } = alarm;
  return {
    id: `team-${team}-${alarm.name}`,
    title: `${alarm.name.replaceAll("-", " ")} (team ${team})`,
    severity,
    happened: `Somebody called ${alarm.events.join(", ")}${narrowing(alarm)}.`,
    firstStep: alarm.firstStep ?? "Ask who did it whether they meant to.",
    patterns: renderAlternatives(
      conditions(alarm),
      alarm.events.map((event) => fieldIs("eventName", event)),
    ),
    threshold,
    periodMinutes,
  };
}

function conditions(alarm: EventAlarm): readonly FilterExpression[] {
  const { bucket, principal } = alarm;
  return [
    ...(bucket === undefined ? [] : [fieldIs("requestParameters.bucketName", bucket)]),
    ...(alarm.function === undefined ? [] : [functionIs(alarm.function)]),
    ...(principal === undefined
      ? []
      : [
          anyOf(
            fieldIs("userIdentity.arn", principal),
            fieldIs("userIdentity.sessionContext.sessionIssuer.arn", principal),
          ),
        ]),
  ];
}

/** Callers of Lambda name a function by its name, its ARN, or its ARN with a version. */
function functionIs(name: string): FilterExpression {
  return fieldIsOneOf("requestParameters.functionName", [name, `*:function:${name}`, `*:function:${name}:*`]);
}

function narrowing(alarm: EventAlarm): string {
  return [
    ...(alarm.bucket === undefined ? [] : [` on bucket ${alarm.bucket}`]),
    ...(alarm.function === undefined ? [] : [` on function ${alarm.function}`]),
    ...(alarm.principal === undefined ? [] : [` as ${alarm.principal}`]),
  ].join("");
}
