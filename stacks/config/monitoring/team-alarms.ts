import {
  alarmExcesses,
  eventAlarmProblems,
  excessText,
  filterCount,
  MAX_FILTERS,
  type EventAlarm,
  type Excess,
} from "../../../modules/controls";
import { monitoringNamePrefix } from "../../../modules/organization";
import { principalPatternProblem } from "../../../modules/policy";
import type { TeamDraft } from "../draft";
import type { Fault } from "../fault";
import { logBucketsOf } from "../trail/resolve";
import { teamMonitoring } from "./schema";
import { teamControls } from "./resolve";
import { alarmsThatRing } from "./alarm-events";
import type { Check } from "../check";

/** A team's alarms are ones that can ring, and that CloudWatch takes. */
export const teamAlarms: Check = ({ organization: { value }, teams }) => {
  const { organization } = value;
  const logs = logBucketsOf(
    value,
    teams.map((team) => team.value),
  );
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
