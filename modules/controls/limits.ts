import {
  filterPatternProblem,
  MAX_EVENT_PATTERN_LENGTH,
  MAX_FILTER_PATTERN_LENGTH,
  renderEventPattern,
} from "../event-patterns";
import { ofProperty, repeatedProblems, type PropertyProblem } from "../validation";
import type { Control } from "./control";
import { alarmDescription, alarmName, queryName } from "./names";
import { controlQuery, MAX_QUERY_LENGTH } from "./saved-query";
import { thresholdProblems } from "./settings";

/** Metric filters of one log group. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
export const MAX_FILTERS = 100;
/** Characters of an alarm's name, a metric's or a query's. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const MAX_ALARM_NAME_LENGTH = 255;
/** Characters of an alarm's description. */
export const MAX_DESCRIPTION_LENGTH = 1024;
/** Characters of a rule's name. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const MAX_RULE_NAME_LENGTH = 64;

/** What is made of a control, and has a longest length. */
export type LimitedPart =
  | "alarm's description"
  | "alarm's name"
  | "event pattern"
  | "filter pattern"
  | "query's name"
  | "rule's name"
  | "saved query";

/** Something of a control that is longer than AWS takes. */
export interface Excess {
  readonly control: Control;
  readonly part: LimitedPart;
  readonly text: string;
  /** The characters that AWS takes. */
  readonly maximum: number;
}

/** What of a control's filters, alarm and query is longer than CloudWatch takes. */
export function alarmExcesses(namePrefix: string, control: Control): readonly Excess[] {
  const long = control.patterns.find((pattern) => pattern.length > MAX_FILTER_PATTERN_LENGTH);
  return over(control, [
    ["alarm's name", alarmName(namePrefix, control), MAX_ALARM_NAME_LENGTH],
    ["query's name", queryName(namePrefix, control.id), MAX_ALARM_NAME_LENGTH],
    ["alarm's description", alarmDescription(namePrefix, control), MAX_DESCRIPTION_LENGTH],
    ["filter pattern", long ?? "", MAX_FILTER_PATTERN_LENGTH],
    ["saved query", controlQuery(control).text, MAX_QUERY_LENGTH],
  ]);
}

/** What of a control's rule is longer than EventBridge takes. */
export function ruleExcesses(namePrefix: string, control: Control): readonly Excess[] {
  return over(control, [
    ["rule's name", alarmName(namePrefix, control), MAX_RULE_NAME_LENGTH],
    [
      "event pattern",
      control.rule === undefined ? "" : renderEventPattern(control.rule),
      MAX_EVENT_PATTERN_LENGTH,
    ],
  ]);
}

function over(
  control: Control,
  parts: readonly (readonly [LimitedPart, string, number])[],
): readonly Excess[] {
  return parts.flatMap(([part, text, maximum]) =>
    text.length <= maximum ? [] : [{ control, part, text, maximum }],
  );
}

/** What to do, as far as that does not depend on where the control comes from. */
const REMEDIES: Readonly<Record<LimitedPart, string>> = {
  "alarm's description": "shorten what happened, or the first step",
  "alarm's name": "shorten the id",
  "event pattern": "protect buckets and log groups by the common beginning of their names",
  "filter pattern": "split it into several patterns",
  "query's name": "shorten the id",
  "rule's name": "shorten the name prefix, or the id",
  "saved query": "shorten the patterns, or split the control into two",
};

/** The excess as a problem of the control. */
function excessProblem({ control: { id }, part, text, maximum }: Excess): PropertyProblem {
  return {
    property: `controls.${id}`,
    what: excessText(part, text),
    received: text,
    allowed: `at most ${maximum} characters`,
    remedy: REMEDIES[part],
  };
}

/** `makes an event pattern of 2049 characters` */
export function excessText(part: LimitedPart, text: string): string {
  return `makes ${/^[ae]/.test(part) ? "an" : "a"} ${part} of ${text.length} characters`;
}

/** All for which CloudWatch would refuse the filters, alarms and queries of the controls. */
export function controlProblems(
  namePrefix: string,
  controls: readonly Control[],
): readonly PropertyProblem[] {
  const filters = filterCount(controls);
  return [
    ...(filters <= MAX_FILTERS
      ? []
      : [
          {
            property: "controls",
            what: `make ${filters} metric filters, ${filters - MAX_FILTERS} over what one log group takes`,
            allowed: `at most ${MAX_FILTERS}`,
            remedy:
              "switch controls off, remove alarms, or let log buckets and log groups have the names that orgtrail gives",
          },
        ]),
    ...repeatedProblems(
      "id",
      controls.map(({ id }) => id),
      (id) => `controls.${id}`,
    ),
    ...controls.flatMap((control) => {
      const unknown = patternProblems(control);
      return [
        ...thresholdProblems(`controls.${control.id}`, control),
        ...(unknown.length > 0 ? unknown : alarmExcesses(namePrefix, control).map(excessProblem)),
      ];
    }),
  ];
}

/** Patterns of which no query can be made, and a control without any. */
function patternProblems({ id, patterns }: Control): readonly PropertyProblem[] {
  const property = `controls.${id}.patterns`;
  if (patterns.length === 0) {
    return [{ property, what: "is empty", allowed: "one pattern or more", remedy: "say which events count" }];
  }
  return patterns.flatMap((pattern, index) =>
    ofProperty(`${property}[${index}]`, filterPatternProblem(pattern)),
  );
}

/** The metric filters that the controls make in one log group. */
export function filterCount(controls: readonly Control[]): number {
  return controls.reduce((sum, { patterns }) => sum + patterns.length, 0);
}

/** All for which EventBridge would refuse the rules of the controls. */
export function ruleProblems(namePrefix: string, controls: readonly Control[]): readonly PropertyProblem[] {
  return controls.flatMap((control) => {
    const name = alarmName(namePrefix, control);
    return [
      ...(/^[.\w-]+$/.test(name)
        ? []
        : [
            {
              property: `controls.${control.id}`,
              what: "makes a name that EventBridge takes for no rule",
              received: name,
              allowed: "letters, digits and . - _",
              remedy: "choose another name prefix, or id",
            },
          ]),
      ...ruleExcesses(namePrefix, control).map(excessProblem),
    ];
  });
}
