import { compileSelectors, type AdvancedEventSelector } from "../../../modules/event-selectors";
import { controlProblems, type EventAlarm } from "../../../modules/controls";
import { monitoringNamePrefix } from "../../../modules/organization";
import { principalPatternProblem } from "../../../modules/policy";
import type { ConfigPath, Fault } from "../fault";
import { accountId, organizationLogGroup, teamLogGroup } from "../naming";
import { expandEntries } from "../recording";
import { recordEntry, type RecordEntry } from "../schema/record";
import { teamMonitoring } from "../schema/monitoring";
import type { TeamDraft } from "../draft";
import { teamControls } from "../watch";
import type { Rule } from "./rule";

/** Topics that are used instead of new ones stand where alarms can reach them: in the management account's home Region. */
export const monitoringTopics: Rule = ({ organization: { file, value } }) => {
  const { partition = "aws", homeRegion } = value.organization ?? {};
  const management = accountId(value, "management");
  if (homeRegion === undefined || management === undefined) return [];
  const beginning = `arn:${partition}:sns:${homeRegion}:${management}:`;
  return Object.entries(value.monitoring?.topics ?? {}).flatMap(([severity, arn]) =>
    arn === undefined || arn.startsWith(beginning)
      ? []
      : [
          file.fault(["monitoring", "topics", severity], {
            what: "is no topic that alarms can publish to",
            received: arn,
            allowed: `topics that begin ${beginning}`,
            remedy: "take a topic of the management account in the home Region",
          }),
        ],
  );
};

/** Events are forwarded to an account that is known. */
export const forwardingAccount: Rule = ({ organization: { file, value } }) => {
  if (value.monitoring?.rules?.forwardToSecurity !== true) return [];
  if (value.organization?.accounts === undefined || accountId(value, "security") !== undefined) return [];
  return [
    file.fault(["monitoring", "rules", "forwardToSecurity"], {
      what: "forwards events to the security account, and there is none",
      received: true,
      remedy: "add organization.accounts.security, or leave it out",
    }),
  ];
};

/** No two trails deliver to one log group: an alarm would count the events of both. */
export const logGroupsAreDistinct: Rule = ({ organization: { file, value }, teams }) => {
  const taken = new Map<string, string>();
  const first = organizationLogGroup(value);
  if (first !== undefined) taken.set(`${accountId(value, "management") ?? ""}/${first}`, file.file);
  return teams.flatMap((team): readonly Fault[] => {
    const name = teamLogGroup(value, team.value);
    const account = accountId(value, team.value.account);
    if (name === undefined || account === undefined) return [];
    const other = taken.get(`${account}/${name}`);
    taken.set(`${account}/${name}`, team.file.file);
    // Two teams of one name have that fault already.
    if (other === undefined || team.value.logGroup?.name === undefined) return [];
    return [
      team.file.fault(["logGroup", "name"], {
        what: `is the log group of ${other} too`,
        received: name,
        remedy: "choose another name",
      }),
    ];
  });
};

/** Rules stand once in an account and Region: two of one name would overwrite each other. */
export const rulesAreDistinct: Rule = ({ organization: { value }, teams }) => {
  const { homeRegion } = value.organization ?? {};
  const taken = new Map<string, string>();
  if (value.monitoring !== undefined && value.monitoring.rules?.enabled !== false) {
    for (const name of ["management", "logArchive"]) {
      taken.set(
        `${accountId(value, name) ?? ""} ${homeRegion ?? ""}`,
        "monitoring.rules in organization.yaml",
      );
    }
  }
  return teams.flatMap(({ file, value: team }) => {
    const account = accountId(value, team.account);
    if (team.rules !== true || account === undefined || team.region === undefined) return [];
    const place = `${account} ${team.region}`;
    const other = taken.get(place);
    taken.set(place, file.file);
    if (other === undefined) return [];
    return [
      file.fault(["rules"], {
        what: `makes rules in ${team.region} of account ${account}, where those of ${other} stand already`,
        received: true,
        allowed: "rules of one team in each Region of an account",
        remedy: "leave rules out: the others see the same events",
      }),
    ];
  });
};

/** A team's alarms are ones that can ring, and that CloudWatch takes. */
export const teamAlarms: Rule = ({ organization: { value }, teams }) =>
  teams.flatMap((team) => {
    const parsed = teamMonitoring.alarms.safeParse(team.value.alarms);
    // Alarms that the schema refuses have their faults reported already.
    if (!parsed.success || parsed.data.length === 0) return [];
    const partition = value.organization?.partition ?? "aws";
    const alone = [
      ...repeatedNames(team, parsed.data),
      ...parsed.data.flatMap(({ principal }, index) => {
        const problem = principal === undefined ? undefined : principalPatternProblem(partition, principal);
        return problem === undefined ? [] : [team.file.fault(["alarms", index, "principal"], problem)];
      }),
      ...unrecordedEvents(team, parsed.data, recordedBy(team, partition)),
    ];
    const { organization } = value;
    if (alone.length > 0 || organization?.name === undefined || team.value.team === undefined) return alone;
    const controls = teamControls(team.value.team, parsed.data);
    return controlProblems(monitoringNamePrefix(organization.name), controls).map((problem) =>
      team.file.fault(["alarms"], problem),
    );
  });

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

/** The selectors of a team's trail, as far as they are sound. */
function recordedBy(
  { value }: TeamDraft,
  partition: "aws" | "aws-us-gov" | "aws-cn",
): readonly AdvancedEventSelector[] | undefined {
  const entries: RecordEntry[] = [];
  for (const entry of value.record ?? []) {
    const parsed = recordEntry.safeParse(entry);
    if (!parsed.success) return undefined;
    entries.push(parsed.data);
  }
  return expandEntries(entries, partition);
}

/**
 * Events that no selector of the trail records, whatever they are done to: an alarm on them is silent for ever. An event
 * of which only part is recorded, of some buckets say, passes.
 */
function unrecordedEvents(
  { file }: TeamDraft,
  alarms: readonly EventAlarm[],
  selectors: readonly AdvancedEventSelector[] | undefined,
): readonly Fault[] {
  if (selectors === undefined || selectors.length === 0) return [];
  const records = eventNameTest(selectors);
  return alarms.flatMap(({ events }, index) =>
    events.flatMap((event, position) => {
      const path: ConfigPath = ["alarms", index, "events", position];
      if (event.includes("*") || records(event)) return [];
      return [
        file.fault(path, {
          what: "is recorded by nothing in record, so the alarm would never ring",
          received: event,
          remedy:
            "record it, for calls that manage resources with { preset: management-write }, or leave it out",
        }),
      ];
    }),
  );
}

function eventNameTest(selectors: readonly AdvancedEventSelector[]): (eventName: string) => boolean {
  const tests = selectors.map((selector) => {
    if (selector.category === "Management") {
      const test = compileSelectors({ kind: "advanced", selectors: [selector] });
      return (eventName: string) =>
        [true, false].some(
          (readOnly) => test({ eventCategory: "Management", eventName, readOnly }) !== undefined,
        );
    }
    const { eventName: names } = selector;
    const narrowed: AdvancedEventSelector =
      selector.category === "Data"
        ? { category: "Data", resourceType: selector.resourceType, ...(names && { eventName: names }) }
        : {
            category: "NetworkActivity",
            eventSource: selector.eventSource,
            ...(names && { eventName: names }),
          };
    const test = compileSelectors({ kind: "advanced", selectors: [narrowed] });
    const about =
      selector.category === "Data"
        ? { resources: [{ type: selector.resourceType }] }
        : { eventSource: selector.eventSource };
    return (eventName: string) =>
      test({ eventCategory: selector.category, eventName, ...about }) !== undefined;
  });
  return (eventName) => tests.some((test) => test(eventName));
}
