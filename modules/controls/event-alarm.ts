import {
  allOf,
  anyOf,
  fieldIs,
  fieldIsOneOf,
  MAX_FILTER_PATTERN_LENGTH,
  renderAlternatives,
  renderFilterPattern,
  type FilterExpression,
} from "../event-patterns";
import { assertNoProblems, type PropertyProblem } from "../validation";
import { DEFAULT_PERIOD_MINUTES, type Control } from "./control";
import type { Severity } from "./severity";

/** Characters of the names of events that an alarm's description lists; of more it says how many there are. */
const MAX_LISTED_LENGTH = 300;

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
  /** Only events of this IAM role or user, by its ARN, a role's sessions among them. `*` stands for any characters. @default - of anybody */
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

/**
 * The alarm as a control.
 * @param team names the control. Names run together: of the alarm `read` of team `data-lake` and the alarm `lake-read` of team
 * `data`, one account and Region takes only one.
 * @throws ValidationError when CloudWatch has no filter for it
 */
export function eventAlarmControl(team: string, alarm: EventAlarm): Control {
  assertNoProblems(`alarm ${alarm.name} of team ${team}`, eventAlarmProblems(alarm));
  const { severity = "medium", threshold = 1, periodMinutes = DEFAULT_PERIOD_MINUTES } = alarm;
  return {
    id: `team-${team}-${alarm.name}`,
    title: `${alarm.name.replaceAll("-", " ")} (team ${team})`,
    severity,
    happened: `Somebody called ${listed(alarm.events)}${narrowing(alarm)}.`,
    firstStep: alarm.firstStep ?? "Ask who did it whether they meant to.",
    patterns: renderAlternatives(
      conditions(alarm),
      alarm.events.map((event) => fieldIs("eventName", event)),
    ),
    threshold,
    periodMinutes,
  };
}

/** Why CloudWatch has no filter for the alarm. */
export function eventAlarmProblems(alarm: EventAlarm): readonly PropertyProblem[] {
  const { principal, events } = alarm;
  if (principal === undefined) return [];
  if (principal.includes("?")) {
    return [
      {
        property: "principal",
        what: "has a ? in it, which metric filters take for itself",
        received: principal,
        allowed: "* for any characters",
        remedy: "write * for it",
      },
    ];
  }
  const longest = events.reduce((one, other) => (other.length > one.length ? other : one), "");
  const { length } = renderFilterPattern(allOf(...conditions(alarm), fieldIs("eventName", longest)));
  if (length <= MAX_FILTER_PATTERN_LENGTH) return [];
  return [
    {
      property: "principal",
      what: `makes a metric filter's pattern of ${length} characters`,
      received: principal,
      allowed: `at most ${MAX_FILTER_PATTERN_LENGTH}`,
      remedy: "shorten it with *",
    },
  ];
}

/** The names, or as many as there is room for and how many there are besides. */
function listed(names: readonly string[]): string {
  let shown = 1;
  while (shown < names.length && names.slice(0, shown + 1).join(", ").length <= MAX_LISTED_LENGTH) shown += 1;
  const others = names.length - shown;
  return `${names.slice(0, shown).join(", ")}${others === 0 ? "" : ` or one of ${others} other events`}`;
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

/**
 * CloudTrail has the function as its caller named it: by its name, or by its ARN or the end of that, each with a version or an
 * alias after it or without.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
function functionIs(name: string): FilterExpression {
  return fieldIsOneOf("requestParameters.functionName", [
    name,
    `${name}:*`,
    `*:function:${name}`,
    `*:function:${name}:*`,
  ]);
}

function narrowing(alarm: EventAlarm): string {
  return [
    ...(alarm.bucket === undefined ? [] : [` on bucket ${alarm.bucket}`]),
    ...(alarm.function === undefined ? [] : [` on function ${alarm.function}`]),
    ...(alarm.principal === undefined ? [] : [` as ${alarm.principal}`]),
  ].join("");
}
