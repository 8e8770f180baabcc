import { amount } from "../../modules/kernel";
import { SEVERITIES, type Severity } from "../../modules/controls";
import { compileWatch, type Configuration, type Heard } from "../../stacks/config";
import type { LogEvent } from "../log-files";
import type { ExplainedTrail, TrailMatch } from "./trails";

/** An alarm or a rule that events set off, and how many did. */
export interface SetOffCount extends Watcher {
  readonly events: number;
}

/** An alarm or a rule that an event sets off. */
export interface Watcher {
  readonly kind: Heard["kind"];
  readonly name: string;
  /** The control that it stands for. */
  readonly control: string;
  readonly severity: Severity;
  /** The account and the Region in which it stands. */
  readonly account: string;
  readonly region: string;
  /** Whether it is a rule that tells nobody, and only sends the event on to the security account. @default false */
  readonly onlyForwards?: boolean;
  /** The alarm rings at this many events in a period. @default - it is a rule, which tells of each event */
  readonly threshold?: number;
  readonly periodMinutes?: number;
}

/** Answers what an event sets off. */
export type EventWatch = (event: LogEvent, recordings: readonly TrailMatch[]) => readonly Heard[];

/** Prepares the alarms and rules of the configuration for many events, unless it has none. */
export function watchOf(
  configuration: Configuration,
  trails: readonly ExplainedTrail[],
): EventWatch | undefined {
  const { monitoring, teams } = configuration;
  if (monitoring === undefined && teams.every(({ watch }) => watch === undefined)) return undefined;
  const heard = compileWatch(configuration);
  return (event, recordings) =>
    heard(
      event,
      recordings.flatMap(({ trail }) => trails[trail] ?? []),
    );
}

/** What is told of the alarm or the rule. */
export function watcherOf({ kind, name, control, account, region, onlyForwards }: Heard): Watcher {
  const { id, severity, threshold, periodMinutes } = control;
  return {
    kind,
    name,
    control: id,
    severity,
    account,
    region,
    ...(onlyForwards === true && { onlyForwards }),
    ...(kind === "alarm" && { threshold, periodMinutes }),
  };
}

/** At how many events in a row the alarm rings, or that the rule tells nobody; nothing when one event is told of. */
export function noteText({ threshold = 1, periodMinutes = 0, onlyForwards = false }: Watcher): string {
  if (onlyForwards) return "only forwards";
  return threshold > 1 ? `rings at ${threshold} in ${amount(periodMinutes, "minute")}` : "";
}

/** Counts what events set off. There are no more names than the configuration has alarms and rules. */
export class SetOffTally {
  private readonly heard = new Map<Heard, number>();
  private readonly included = new Map<string, SetOffCount>();

  add(all: readonly Heard[]): void {
    for (const heard of all) this.heard.set(heard, (this.heard.get(heard) ?? 0) + 1);
  }

  include(counts: readonly SetOffCount[]): void {
    for (const count of counts) addTo(this.included, count);
  }

  /** The most urgent first, then those that most events set off, then by name. */
  sorted(): readonly SetOffCount[] {
    const counts = new Map(this.included);
    for (const [heard, events] of this.heard) addTo(counts, { ...watcherOf(heard), events });
    return [...counts]
      .sort(
        ([key, one], [otherKey, other]) =>
          SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
          other.events - one.events ||
          (key < otherKey ? -1 : 1),
      )
      .map(([, setOff]) => setOff);
  }
}

/** A rule may stand on two buses, and is one. */
function addTo(counts: Map<string, SetOffCount>, count: SetOffCount): void {
  const key = `${count.kind} ${count.account} ${count.region} ${count.name}`;
  counts.set(key, { ...count, events: count.events + (counts.get(key)?.events ?? 0) });
}
