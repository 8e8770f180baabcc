import {
  protocolOf,
  repeatedSubscribers,
  targetProblems,
  type EventTarget,
  type Severity,
  type Subscriber,
} from "../../../modules/controls";
import type { Region } from "../../../modules/organization";
import type { Check } from "../draft";
import { configPathText, type ConfigPath, type Fault } from "../fault";
import { ofFirstName } from "../names/checks";
import type { YamlFile } from "../yaml-file";
import { subscriber } from "./resolve";

/** Topics that are used instead of new ones stand where alarms can reach them: in the management account's home Region. */
export const monitoringTopics: Check = ({ organization: { file, value }, names }) => {
  const { partition = "aws", homeRegion } = value.organization ?? {};
  const management = names.accounts.get("management")?.id;
  if (homeRegion === undefined || management === undefined) return [];
  const beginning = `arn:${partition}:sns:${homeRegion}:${management}:`;
  return Object.entries(value.monitoring?.topics ?? {}).flatMap(([severity, arn]) =>
    arn === undefined || (arn.startsWith(beginning) && /^[\w-]{1,256}$/.test(arn.slice(beginning.length)))
      ? []
      : [
          file.fault(["monitoring", "topics", severity], {
            what: "is no topic that alarms can publish to",
            received: arn,
            allowed: `topics that begin ${beginning}, and are no FIFO topics`,
            remedy: "take a standard topic of the management account in the home Region",
          }),
        ],
  );
};

/** Events are forwarded to an account that is known. */
export const forwardingAccount: Check = ({ organization: { file, value, isRefused }, names }) => {
  if (value.monitoring?.rules?.forwardToSecurity !== true || names.accounts.has("security")) return [];
  if (isRefused("organization", "accounts", "security")) return [];
  return [
    file.fault(["monitoring", "rules", "forwardToSecurity"], {
      what: "forwards events to the security account, and there is none",
      received: true,
      remedy: "add organization.accounts.security, or leave it out",
    }),
  ];
};

/** No two trails deliver to one log group: an alarm would count the events of both. */
export const logGroupsAreDistinct: Check = ({ organization: { file, value }, names: own, teams }) => {
  const { homeRegion } = value.organization ?? {};
  const taken = new Map<string, string>();
  if (own.logGroup !== undefined) {
    const management = own.accounts.get("management")?.id ?? "";
    taken.set(`${management} ${homeRegion ?? ""} ${own.logGroup}`, file.file);
  }
  return ofFirstName(teams).flatMap((team): readonly Fault[] => {
    const { region, logGroup } = team.value;
    const { account, logGroup: name } = team.names;
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
export const rulesAreDistinct: Check = ({ organization: { value }, names: { accounts }, teams }) => {
  const { homeRegion } = value.organization ?? {};
  const taken = new Map<string, string>();
  if (value.monitoring !== undefined && value.monitoring.rules?.enabled !== false) {
    const forwards = value.monitoring.rules?.forwardToSecurity === true;
    const ofSecurity = forwards || value.configRules !== undefined || value.securityHub !== undefined;
    for (const name of ["management", "logArchive", ...(ofSecurity ? ["security"] : [])]) {
      taken.set(
        `${accounts.get(name)?.id ?? ""} ${(name === "logArchive" ? value.archive?.region : undefined) ?? homeRegion ?? ""}`,
        "monitoring.rules in organization.yaml",
      );
    }
  }
  return teams.flatMap(({ file, value: team, names: { account } }) => {
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

/** Nobody is told of one severity twice: a topic has one subscription of an address. */
export const subscribersAreDistinct: Check = ({ organization: { file, value }, teams }) => [
  ...repeated(
    file,
    ["monitoring", "notify"],
    (value.monitoring?.notify ?? []).map((entry) =>
      // Of what an entry hears is not known where the schema refused its severities.
      entry === undefined || ("severities" in entry && entry.severities === undefined)
        ? undefined
        : draftOf(entry.to, entry.severities),
    ),
    ["to"],
  ),
  ...repeated(
    file,
    ["securityHub", "notify"],
    (value.securityHub?.notify ?? []).map((to) => draftOf(to)),
  ),
  ...teams.flatMap((team) =>
    repeated(
      team.file,
      ["notify"],
      (team.value.notify ?? []).map((to) => draftOf(to)),
    ),
  ),
];

/** The subscriber of an entry, as far as the schema found it sound. */
function draftOf(
  to: string | undefined,
  severities?: readonly (Severity | undefined)[],
): Subscriber | undefined {
  if (to === undefined || protocolOf(to) === undefined) return undefined;
  return subscriber(
    to,
    severities?.filter((severity) => severity !== undefined),
  );
}

function repeated(
  file: YamlFile,
  path: ConfigPath,
  subscribers: readonly (Subscriber | undefined)[],
  inside: ConfigPath = [],
): readonly Fault[] {
  return repeatedSubscribers(subscribers).map(({ index, first, severities }) =>
    file.fault([...path, index, ...inside], {
      what: `is the address of ${configPathText([...path, first])} too${inside.length === 0 ? "" : `, for severity ${severities.join(", ")}`}`,
      received: subscribers[index]?.endpoint,
      allowed: inside.length === 0 ? "each address once" : "each address once for a severity",
      remedy: `remove one of the two${inside.length === 0 ? "" : ", or give each severities of its own"}`,
    }),
  );
}

/** Targets are ones that the rules reach: those of the management account, or of the security account where these notify. */
export const ruleTargets: Check = ({ organization: { file, value, isRefused }, names }) => {
  const { targets = [], forwardToSecurity } = value.monitoring?.rules ?? {};
  const { partition = "aws", homeRegion } = value.organization ?? {};
  const account = names.accounts.get(forwardToSecurity === true ? "security" : "management")?.id;
  if (account === undefined || homeRegion === undefined) return [];
  // In which account the rules stand is not known.
  if (isRefused("monitoring", "rules", "forwardToSecurity")) return [];
  const sound = targets.map((target): EventTarget | undefined => {
    const { id, arn, roleArn } = target ?? {};
    if (target === undefined || id === undefined || arn === undefined) return undefined;
    if (roleArn === undefined) return "roleArn" in target ? undefined : { id, arn };
    return { id, arn, roleArn };
  });
  return targetProblems({ partition, region: homeRegion as Region, account }, sound, true).map(
    ({ path, ...problem }) => file.fault(["monitoring", "rules", "targets", ...path], problem),
  );
};
