import {
  alarmExcesses,
  alarmName,
  eventAlarmProblems,
  excessText,
  filterCount,
  MAX_FILTERS,
  type EventAlarm,
  type Excess,
} from "../../../modules/controls";
import {
  compileReach,
  RENAMED_CALLS,
  type LogBuckets,
  type TrailReach,
  type TrailSelectors,
} from "../../../modules/event-selectors";
import { monitoringNamePrefix } from "../../../modules/organization";
import { principalPatternProblem } from "../../../modules/policy";
import type { Problem } from "../../../modules/validation";
import type { OutcomeCheck } from "../configuration";
import type { Check, TeamDraft } from "../draft";
import type { Fault } from "../fault";
import { basicSelectors, recordEntry, type RecordEntry } from "../trail/record";
import { resolvedSelectors, recordingOf } from "../trail/resolve";
import { teamControls } from "./resolve";
import { teamMonitoring } from "./schema";

/** A team's alarms are ones that can ring, and that CloudWatch takes. */
export const teamAlarms: Check = ({ organization: { value }, names: { logBuckets: logs }, teams }) => {
  const { organization } = value;
  return teams.flatMap((team) => {
    const parsed = teamMonitoring.alarms.safeParse(team.value.alarms);
    // Alarms that the schema refuses have their faults reported already.
    if (!parsed.success || parsed.data.length === 0) return [];
    const alone = [
      ...repeatedNames(team, parsed.data),
      ...parsed.data.flatMap((alarm, index) => {
        const { principal } = alarm;
        const none = principal === undefined ? undefined : principalPatternProblem(logs.partition, principal);
        if (none !== undefined) return [team.file.fault(["alarms", index, "principal"], none)];
        return eventAlarmProblems(alarm).map(({ property, ...problem }) =>
          team.file.fault(["alarms", index, property], problem),
        );
      }),
      ...alarmsThatRing(team, parsed.data, logs),
    ];
    if (alone.length > 0 || organization?.name === undefined || team.value.team === undefined) return alone;
    return limitFaults(team, monitoringNamePrefix(organization.name), team.value.team, parsed.data);
  });
};

/** What CloudWatch would refuse of alarms for their length or number. */
function limitFaults(
  { file }: TeamDraft,
  namePrefix: string,
  team: string,
  alarms: readonly EventAlarm[],
): readonly Fault[] {
  const controls = teamControls(team, alarms);
  const filters = filterCount(controls);
  const tooMany: readonly Fault[] =
    filters <= MAX_FILTERS
      ? []
      : [
          file.fault(["alarms"], {
            what: `make ${filters} metric filters, ${filters - MAX_FILTERS} over what one log group takes`,
            allowed: `at most ${MAX_FILTERS}`,
            remedy: "remove alarms, or let one alarm name several events",
          }),
        ];
  const tooLong = controls.flatMap((control, index) => {
    const alarm = alarms[index];
    if (alarm === undefined) return [];
    const excesses = alarmExcesses(namePrefix, control).map((excess) => ({
      ...excess,
      ...causeOf(alarm, excess),
    }));
    return excesses
      .filter(({ key }, at) => excesses.findIndex((other) => other.key === key) === at)
      .map(({ part, text, maximum, key, remedy }) =>
        file.fault(["alarms", index, key], {
          what: excessText(part, text),
          received: text,
          allowed: `at most ${maximum} characters`,
          remedy,
        }),
      );
  });
  return [...tooMany, ...tooLong];
}

/** What of an alarm makes something of it too long, and what to do. */
function causeOf(
  { events, firstStep = "", principal = "" }: EventAlarm,
  { part, control: { patterns } }: Excess,
): { readonly key: keyof EventAlarm; readonly remedy: string } {
  // Of many events a description lists a few; a query has them all, and the principal twice in each pattern.
  const described = part === "alarm's description";
  if (described && firstStep.length > principal.length) return { key: "firstStep", remedy: "shorten it" };
  if (principal.length * 2 * patterns.length > (described ? 0 : events.join().length)) {
    const orElse = described && firstStep !== "" ? ", or shorten firstStep" : "";
    return { key: "principal", remedy: `shorten it with *${orElse}` };
  }
  return { key: "events", remedy: "name fewer events, and the others in another alarm" };
}

function repeatedNames({ file }: TeamDraft, alarms: readonly EventAlarm[]): readonly Fault[] {
  return alarms.flatMap(({ name }, index) =>
    alarms.findIndex((other) => other.name === name) === index
      ? []
      : [
          file.fault(["alarms", index, "name"], {
            what: "is the name of another alarm too",
            received: name,
            remedy: "choose another name",
          }),
        ],
  );
}

/**
 * Events for which an alarm never rings: CloudTrail has another name for them, or nothing that the trail records has them.
 * What is not certain passes: an event whose name is not known here, or of which the trail records a part.
 */
function alarmsThatRing(team: TeamDraft, alarms: readonly EventAlarm[], logs: LogBuckets): readonly Fault[] {
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
function selectorsOf({ value, isRefused }: TeamDraft, logs: LogBuckets): TrailSelectors | undefined {
  if (isRefused("record") || isRefused("basicSelectors")) return undefined;
  const { record, basicSelectors: basic, excludeLogBuckets = true } = value;
  if (basic !== undefined) {
    const parsed = basicSelectors.safeParse(basic);
    if (record !== undefined || !parsed.success) return undefined;
    return resolvedSelectors(recordingOf({ basicSelectors: parsed.data, excludeLogBuckets }, logs, "team"));
  }
  const entries: RecordEntry[] = [];
  for (const entry of record ?? []) {
    const parsed = recordEntry.safeParse(entry);
    if (!parsed.success) return undefined;
    entries.push(parsed.data);
  }
  // That nothing is recorded is a fault of its own.
  return entries.length === 0
    ? undefined
    : resolvedSelectors(recordingOf({ record: entries, excludeLogBuckets }, logs, "team"));
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

/**
 * Each alarm has a name of its own in its account and Region, where two of one name would overwrite each other. A team's name and
 * its alarm's run together in it: team `data` with `lake-read` makes what team `data-lake` makes with `read`.
 */
export const alarmNamesAreDistinct: OutcomeCheck = ({ teams }, draft) => {
  const taken = new Map<string, string>();
  return teams.flatMap(({ name, watch }): readonly Fault[] => {
    const file = draft.teams.find(({ value }) => value.team === name)?.file;
    if (file === undefined || watch?.logGroup === undefined) return [];
    const { account, region, namePrefix } = watch.place;
    return watch.logGroup.controls.flatMap((control, index) => {
      const alarm = alarmName(namePrefix, control);
      const place = `${account} ${region} ${alarm}`;
      const other = taken.get(place);
      if (other === undefined) {
        taken.set(place, name);
        return [];
      }
      return [
        file.fault(["alarms", index, "name"], {
          what: `makes an alarm of the name of one of team ${other} in ${region} of account ${account}`,
          received: alarm,
          allowed: "each name once in a Region of an account",
          remedy: "choose another name",
        }),
      ];
    });
  });
};
