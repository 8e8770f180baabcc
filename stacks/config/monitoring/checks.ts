import type { Fault } from "../fault";
import { accountId, organizationLogGroup, teamLogGroup } from "../names/names";
import { ofFirstName } from "../names/checks";
import type { Check } from "../check";

/** Topics that are used instead of new ones stand where alarms can reach them: in the management account's home Region. */
export const monitoringTopics: Check = ({ organization: { file, value } }) => {
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
export const forwardingAccount: Check = ({ organization: { file, value } }) => {
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
export const logGroupsAreDistinct: Check = ({ organization: { file, value }, teams }) => {
  const { homeRegion } = value.organization ?? {};
  const taken = new Map<string, string>();
  const first = organizationLogGroup(value);
  if (first !== undefined) {
    taken.set(`${accountId(value, "management") ?? ""} ${homeRegion ?? ""} ${first}`, file.file);
  }
  return ofFirstName(teams).flatMap((team): readonly Fault[] => {
    const { region, logGroup } = team.value;
    const name = teamLogGroup(value, team.value);
    const account = accountId(value, team.value.account);
    if (name === undefined || account === undefined || region === undefined) return [];
    const place = `${account} ${region} ${name}`;
    const other = taken.get(place);
    if (other === undefined) {
      taken.set(place, team.file.file);
      return [];
    }
    return [
      team.file.fault(logGroup?.name === undefined ? ["team"] : ["logGroup", "name"], {
        what: `${logGroup?.name === undefined ? "makes the log group that is that" : "is the log group"} of ${other} too`,
        received: name,
        remedy: logGroup?.name === undefined ? "set logGroup.name here or there" : "choose another name",
      }),
    ];
  });
};

/** Rules stand once in an account and Region: two of one name would overwrite each other. */
export const rulesAreDistinct: Check = ({ organization: { value }, teams }) => {
  const { homeRegion } = value.organization ?? {};
  const taken = new Map<string, string>();
  if (value.monitoring !== undefined && value.monitoring.rules?.enabled !== false) {
    const forwards = value.monitoring.rules?.forwardToSecurity === true;
    for (const name of ["management", "logArchive", ...(forwards ? ["security"] : [])]) {
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
