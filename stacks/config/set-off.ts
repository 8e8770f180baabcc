import { compileAlarms, compileRules, type Control } from "../../modules/controls";
import type { Configuration, WatchSettings } from "./configuration";

/** What an event sets off. */
export interface Heard {
  readonly kind: "alarm" | "rule";
  /** The name of the alarm or the rule. */
  readonly name: string;
  readonly control: Control;
  /** The account in which it stands. */
  readonly account: string;
  readonly region: string;
}

/**
 * Answers what an event sets off: the alarms in the log groups of the trails that record it, and the rules in its own
 * account and Region. An alarm with a threshold above 1 rings at that many.
 * @param recordedBy the trails that record the event. Insights events, which no selector chooses, are the organization
 * trail's in any case.
 */
export type WatchEvaluator = (event: unknown, recordedBy: readonly RecordingTrail[]) => readonly Heard[];

/** A trail that records an event. */
export interface RecordingTrail {
  /** The team whose trail it is. @default - it is the organization trail */
  readonly team?: string;
}

/** No team has this name. */
const ORGANIZATION = "";

/** Prepares the alarms and rules of a configuration for many events. */
export function compileWatch(configuration: Configuration): WatchEvaluator {
  const { monitoring, teams } = configuration;
  const watches: readonly { readonly watch: WatchSettings; readonly owner?: string }[] = [
    ...(monitoring === undefined ? [] : [{ watch: monitoring.management, owner: ORGANIZATION }]),
    ...(monitoring?.logArchive === undefined ? [] : [{ watch: monitoring.logArchive }]),
    ...teams.flatMap(({ watch, name }) => (watch === undefined ? [] : [{ watch, owner: name }])),
  ];
  // By trail and by place, so that an event is put to what it can reach, and not to a thousand teams.
  const alarms = new Map<string, Evaluator>();
  const rules = new Map<string, Evaluator>();
  for (const { watch, owner } of watches) {
    const { place, logGroup, detection } = watch;
    if (owner !== undefined && logGroup !== undefined)
      alarms.set(owner, evaluatorOf("alarm", watch, logGroup.controls));
    if (detection !== undefined)
      rules.set(placeKey(place.account, place.region), evaluatorOf("rule", watch, detection.controls));
  }
  return (event, recordedBy) => {
    const { eventType, recipientAccountId, awsRegion } = (event ?? {}) as Readonly<Record<string, unknown>>;
    const insight = eventType === "AwsCloudTrailInsight";
    const owners = insight ? [ORGANIZATION] : recordedBy.map(({ team }) => team ?? ORGANIZATION);
    return [
      ...owners.flatMap((owner) => alarms.get(owner)?.(event) ?? []),
      ...(rules.get(placeKey(recipientAccountId, awsRegion))?.(event) ?? []),
    ];
  };
}

type Evaluator = (event: unknown) => readonly Heard[];

function placeKey(account: unknown, region: unknown): string {
  return `${String(account)} ${String(region)}`;
}

function evaluatorOf(kind: Heard["kind"], { place }: WatchSettings, controls: readonly Control[]): Evaluator {
  const test = (kind === "alarm" ? compileAlarms : compileRules)(controls);
  const byId = new Map(controls.map((control) => [control.id, control]));
  return (event) =>
    test(event).flatMap((id) => {
      const control = byId.get(id);
      if (control === undefined) return [];
      return [
        { kind, name: `${place.namePrefix}${id}`, control, account: place.account, region: place.region },
      ];
    });
}
