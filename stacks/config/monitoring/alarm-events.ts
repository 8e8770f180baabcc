import type { EventAlarm } from "../../../modules/controls";
import {
  compileReach,
  RENAMED_CALLS,
  type LogBuckets,
  type TrailReach,
  type TrailSelectors,
} from "../../../modules/event-selectors";
import type { Problem } from "../../../modules/validation";
import type { TeamDraft } from "../draft";
import type { Fault } from "../fault";
import { recordedBy } from "../trail/resolve";
import { recordEntry, type RecordEntry } from "../trail/record";
import { basicSelectors } from "../trail/selector";

/**
 * Events for which an alarm never rings: CloudTrail has another name for them, or nothing that the trail records has them.
 * What is not certain passes: an event whose name is not known here, or of which the trail records a part.
 */
export function alarmsThatRing(
  team: TeamDraft,
  alarms: readonly EventAlarm[],
  logs: LogBuckets,
): readonly Fault[] {
  const recorded = selectorsOf(team, logs);
  const reach = recorded && compileReach(recorded, logs.partition);
  const key = recorded?.kind === "basic" ? "basicSelectors" : "record";
  return alarms.flatMap((alarm, index) =>
    alarm.events.flatMap((event, position) => {
      const problem = renamed(event, alarm) ?? (reach && unrecorded(event, alarm, reach, logs, key));
      return problem === undefined
        ? []
        : [team.file.fault(["alarms", index, "events", position], { ...problem, received: event })];
    }),
  );
}

/** What a team's trail records, without the log buckets, as far as all of it is sound. */
function selectorsOf({ value }: TeamDraft, logs: LogBuckets): TrailSelectors | undefined {
  const { record, basicSelectors: basic, excludeLogBuckets = true } = value;
  if (basic !== undefined) {
    const parsed = basicSelectors.safeParse(basic);
    if (record !== undefined || !parsed.success) return undefined;
    return recordedBy({ basicSelectors: parsed.data, excludeLogBuckets }, logs, "team");
  }
  const entries: RecordEntry[] = [];
  for (const entry of record ?? []) {
    const parsed = recordEntry.safeParse(entry);
    if (!parsed.success) return undefined;
    entries.push(parsed.data);
  }
  // That nothing is recorded is a fault of its own.
  return entries.length === 0 ? undefined : recordedBy({ record: entries, excludeLogBuckets }, logs, "team");
}

/** A name of the API where CloudTrail has another. One that other services have too is clear only with a function. */
function renamed(event: string, alarm: EventAlarm): Problem | undefined {
  const row = RENAMED_CALLS.find(({ call }) => call === event);
  if (row === undefined || (row.shared && alarm.function === undefined)) return undefined;
  const names = row.recordedAs.join(" or ");
  return {
    what: `is a name of the API; CloudTrail records the call as ${names}, so the alarm would never ring for it`,
    remedy: `write ${names}`,
  };
}

function unrecorded(
  eventName: string,
  { bucket, function: name }: EventAlarm,
  reach: TrailReach,
  logs: LogBuckets,
  key: "basicSelectors" | "record",
): Problem | undefined {
  if (!reach({ eventName })) {
    const preset = /^(Get|Head|List)/.test(eventName) ? "management-all" : "management-write";
    const how = key === "record" ? `, for calls that manage resources with { preset: ${preset} }` : "";
    return {
      what: `is recorded by nothing in ${key}, so the alarm would never ring`,
      remedy: `record it${how}, or leave it out`,
    };
  }
  const subject = { ...(bucket !== undefined && { bucket }), ...(name !== undefined && { function: name }) };
  if (reach({ eventName, ...subject })) return undefined;
  const what = bucket === undefined ? `function ${name ?? ""}` : `bucket ${bucket}`;
  return {
    what: `is recorded of ${what} by nothing in ${key}, so the alarm would never ring`,
    remedy: logs.buckets.some((each) => each === bucket)
      ? "leave it out, or record log buckets with excludeLogBuckets: false"
      : `record it of ${what} too, or correct the alarm`,
  };
}
