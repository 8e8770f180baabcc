import type { PropertyProblem } from "../validation";
import { periodOf, type Control } from "./control";
import type { Severity } from "./severity";

/** What an organization wants otherwise than the catalogue. */
export interface ControlSettings {
  /** Whether the control is watched at all. @default true */
  readonly enabled?: boolean;
  /** The alarm rings at this many events in a period, 1 or more. @default - as in the catalogue */
  readonly threshold?: number;
  /** Minutes, 1 to 1440. @default - 1 where one event is critical, else 5 */
  readonly periodMinutes?: number;
  /** @default - as in the catalogue */
  readonly severity?: Severity;
}

/** The longest period of an alarm with one evaluation: a day. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const MAX_PERIOD_MINUTES = 1440;

/** The controls that are watched, as the settings want them. @param settings by the id of the control */
export function withSettings(
  controls: readonly Control[],
  settings: Readonly<Record<string, ControlSettings>>,
): readonly Control[] {
  return controls.flatMap((control) => {
    const { enabled = true, ...changes } = settings[control.id] ?? {};
    const changed = { ...control, ...changes };
    const { severity, threshold, periodMinutes } = changes;
    const follows = periodMinutes === undefined && (severity ?? threshold) !== undefined;
    return enabled ? [{ ...changed, ...(follows && { periodMinutes: periodOf(changed) }) }] : [];
  });
}

/** What is wrong with a threshold or a period. */
export function thresholdProblems(
  property: string,
  { threshold, periodMinutes }: Pick<ControlSettings, "threshold" | "periodMinutes">,
): readonly PropertyProblem[] {
  const problems: PropertyProblem[] = [];
  if (threshold !== undefined && !(Number.isInteger(threshold) && threshold >= 1)) {
    problems.push({
      property: `${property}.threshold`,
      what: "is not a number of events",
      received: threshold,
      allowed: "a whole number from 1",
      remedy: "choose at how many events in a period the alarm rings",
    });
  }
  if (
    periodMinutes !== undefined &&
    !(Number.isInteger(periodMinutes) && periodMinutes >= 1 && periodMinutes <= MAX_PERIOD_MINUTES)
  ) {
    problems.push({
      property: `${property}.periodMinutes`,
      what: "is not a period that an alarm takes",
      received: periodMinutes,
      allowed: `whole minutes from 1 to ${MAX_PERIOD_MINUTES}`,
      remedy: "choose in how many minutes events are counted",
    });
  }
  return problems;
}
