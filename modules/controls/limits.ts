import { MAX_FILTER_PATTERN_LENGTH } from "../event-patterns";
import type { PropertyProblem } from "../validation";
import type { Control } from "./control";
import { alarmDescription, alarmName, queryName } from "./names";
import { controlQuery, MAX_QUERY_LENGTH } from "./saved-query";
import { thresholdProblems } from "./settings";

/** Metric filters of one log group. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
export const MAX_FILTERS = 100;
/** Characters of an alarm's name, a metric's or a query's. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const MAX_NAME_LENGTH = 255;
/** Characters of an alarm's description. */
export const MAX_DESCRIPTION_LENGTH = 1024;

/** All for which CloudWatch would refuse the filters, alarms and queries of the controls. */
export function controlProblems(
  namePrefix: string,
  controls: readonly Control[],
): readonly PropertyProblem[] {
  const filters = controls.reduce((sum, { patterns }) => sum + patterns.length, 0);
  const ids = new Set<string>();
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
    ...controls.flatMap((control) => {
      const repeated = ids.has(control.id);
      ids.add(control.id);
      return [
        ...(repeated
          ? [problem(control, "has the id of another", control.id, "one id each", "rename it")]
          : []),
        ...thresholdProblems(`controls.${control.id}`, control),
        ...lengthProblems(namePrefix, control),
      ];
    }),
  ];
}

function lengthProblems(namePrefix: string, control: Control): readonly PropertyProblem[] {
  const name = alarmName(namePrefix, control);
  const description = alarmDescription(namePrefix, control);
  const query = controlQuery(control).text;
  const long = control.patterns.find((pattern) => pattern.length > MAX_FILTER_PATTERN_LENGTH);
  return [
    ...over(control, "makes an alarm's name", name, MAX_NAME_LENGTH, "shorten the id"),
    ...over(
      control,
      "makes a query's name",
      queryName(namePrefix, control.id),
      MAX_NAME_LENGTH,
      "shorten the id",
    ),
    ...over(
      control,
      "makes an alarm's description",
      description,
      MAX_DESCRIPTION_LENGTH,
      "shorten firstStep",
    ),
    ...over(
      control,
      "has a pattern",
      long ?? "",
      MAX_FILTER_PATTERN_LENGTH,
      "split it into several patterns",
    ),
    ...over(control, "makes a saved query", query, MAX_QUERY_LENGTH, "split the control into two"),
  ];
}

function over(
  control: Control,
  what: string,
  text: string,
  maximum: number,
  remedy: string,
): readonly PropertyProblem[] {
  if (text.length <= maximum) return [];
  return [
    problem(control, `${what} of ${text.length} characters`, text, `at most ${maximum} characters`, remedy),
  ];
}

function problem(
  { id }: Control,
  what: string,
  received: string,
  allowed: string,
  remedy: string,
): PropertyProblem {
  return { property: `controls.${id}`, what, received, allowed, remedy };
}
