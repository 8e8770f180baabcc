import { controlProblems, eventAlarmProblems, type EventAlarm } from "../../../modules/controls";
import { monitoringNamePrefix } from "../../../modules/organization";
import { principalPatternProblem } from "../../../modules/policy";
import type { TeamDraft } from "../draft";
import type { Fault } from "../fault";
import { logBucketsOf } from "../recording";
import { teamMonitoring } from "../schema/monitoring";
import { teamControls } from "../watch";
import { alarmsThatRing } from "./alarm-events";
import type { Rule } from "./rule";

/** A team's alarms are ones that can ring, and that CloudWatch takes. */
export const teamAlarms: Rule = ({ organization: { value }, teams }) => {
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
    const controls = teamControls(team.value.team, parsed.data);
    return controlProblems(monitoringNamePrefix(organization.name), controls).map((problem) =>
      team.file.fault(["alarms"], problem),
    );
  });
};

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
