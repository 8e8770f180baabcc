import {
  catalogue,
  DEFAULT_RETENTION_DAYS,
  eventAlarmControl,
  INSIGHT_CONTROLS,
  LOG_FILE_CONTROLS,
  protocolOf,
  SEVERITIES,
  withSettings,
  type Control,
  type EventAlarm,
  type Severity,
  type Subscriber,
} from "../../../modules/controls";
import { INSIGHT_TYPES } from "../../../modules/insights";
import {
  dashboardName,
  eventBusArn,
  forwardingRoleName,
  monitoringKeyAlias,
  monitoringNamePrefix,
  organizationLogRoleName,
  replicaTopicKeyAlias,
  replicaTopicPrefix,
  securityEventBusName,
  teamLogRoleName,
  teamMonitoringKeyAlias,
  teamTopicPrefix,
  type AccountId,
  type Region,
} from "../../../modules/organization";
import type { MonitoringPlace } from "../../../modules/policy";
import { archiveRegion } from "../archive/resolve";
import type { SoundFiles, SoundTeam } from "../draft";
import { replicaSettings } from "../replica/resolve";
import { protectedResources, watchedAccounts, type Scope } from "./protected-resources";
import type { DetectionSettings, MonitoringSettings, WatchSettings } from "./settings";

/** The catalogue as the organization wants it. What the trail does not record or report sets off nothing. */
function organizationControls(files: SoundFiles, scope: Scope): readonly Control[] {
  const { organization: file } = files;
  const { insights, basicSelectors, recordLogFileChanges } = file.trail;
  const silent: readonly string[] = [
    ...INSIGHT_TYPES.filter((kind) => !insights.includes(kind)).map((kind) => INSIGHT_CONTROLS[kind]),
    ...(recordLogFileChanges && basicSelectors === undefined ? [] : LOG_FILE_CONTROLS),
  ];
  const controls = withSettings(catalogue(protectedResources(files, scope)), file.monitoring?.controls ?? {});
  return controls.filter(({ id }) => !silent.includes(id));
}

/** A team's alarms as controls. */
export function teamControls(team: string, alarms: readonly EventAlarm[]): readonly Control[] {
  return alarms.map((alarm) => eventAlarmControl(team, alarm));
}

/** Those that rules hear. @param accounts the account in which the rules stand; without it, all that are forwarded to them */
function detectedControls(
  files: SoundFiles,
  teams: readonly SoundTeam[],
  ...accounts: readonly AccountId[]
): readonly Control[] {
  const scope = { teams, ...(accounts.length > 0 && { accounts }) };
  return organizationControls(files, scope).filter(({ rule }) => rule !== undefined);
}

function severitiesOf(controls: readonly Control[], ...more: readonly Severity[]): readonly Severity[] {
  const used = new Set([...controls.map(({ severity }) => severity), ...more]);
  return SEVERITIES.filter((severity) => used.has(severity));
}

/** The subscriber at an address, which the schema has shown to be one. */
export function subscriber(to: string, severities?: readonly Severity[]): Subscriber {
  return {
    protocol: protocolOf(to) ?? "email",
    endpoint: to,
    ...(severities !== undefined && { severities }),
  };
}

function placeOf({ organization: file }: SoundFiles, account: AccountId, region: Region): MonitoringPlace {
  const { name, partition } = file.organization;
  return { partition, region, account, namePrefix: monitoringNamePrefix(name) };
}

/** How rules of an account forward to the security account, where they do. */
function forwardingOf({ organization: file }: SoundFiles, region: Region): DetectionSettings["forwarding"] {
  const { name, partition, homeRegion, accounts } = file.organization;
  const security = accounts.security?.id;
  if (file.monitoring?.rules.forwardToSecurity !== true || security === undefined) return undefined;
  return {
    eventBusArn: eventBusArn(partition, homeRegion as Region, security, securityEventBusName(name)),
    roleName: forwardingRoleName(name, region),
  };
}

/** What is watched over for the organization. */
export function monitoringSettings(files: SoundFiles): MonitoringSettings | undefined {
  const { organization: file, teams } = files;
  const { monitoring } = file;
  const { logGroup } = files.names;
  if (monitoring === undefined || logGroup === undefined) return undefined;
  const { name, accounts } = file.organization;
  const region = file.organization.homeRegion as Region;
  const controls = organizationControls(files, { teams, accounts: watchedAccounts(files) });
  const forwarding = forwardingOf(files, region);
  const inArchive = archiveRegion(file);
  const { targets, enabled } = monitoring.rules;
  const subscribers = monitoring.notify.map(({ to, severities }) => subscriber(to, severities));
  const watch = (
    account: AccountId,
    severities: readonly Severity[],
    where: Region = region,
  ): WatchSettings => ({
    place: placeOf(files, account, where),
    keyAlias: monitoringKeyAlias(name),
    topics: { prefix: monitoringNamePrefix(name), severities, subscribers, existing: {} },
  });
  const detection = (account: AccountId, to = forwarding): DetectionSettings => ({
    controls: detectedControls(files, [], account),
    notifies: to === undefined,
    targets: [],
    ...(to !== undefined && { forwarding: to }),
  });
  const management = watch(accounts.management.id, severitiesOf(controls, "critical", "high"));
  const ofManagement = detection(accounts.management.id);
  const ofLogArchive = detection(accounts.logArchive.id, forwardingOf(files, inArchive));
  // What the rules tell is told elsewhere where they forward; what the hourly validation finds, here.
  const heard = enabled && forwarding === undefined ? ofLogArchive.controls : [];
  const validates = file.archive.validation !== undefined;
  const logArchive = watch(
    accounts.logArchive.id,
    severitiesOf(
      heard,
      ...(enabled ? (["high"] as const) : []),
      ...(validates ? (["critical"] as const) : []),
    ),
    inArchive,
  );
  return {
    management: {
      ...management,
      topics: { ...management.topics, existing: monitoring.topics },
      logGroup: {
        name: logGroup,
        roleName: organizationLogRoleName(name),
        retentionDays: monitoring.retentionDays,
        controls,
        wholeOrganization: true,
        ...(monitoring.dashboard && { dashboardName: dashboardName(name) }),
      },
      ...(enabled && { detection: { ...ofManagement, ...(forwarding === undefined && { targets }) } }),
    },
    ...((enabled || validates) && {
      logArchive: { ...logArchive, ...(enabled && { detection: ofLogArchive }) },
    }),
    ...((enabled || validates) && replicaWatch(files, watch)),
    ...(enabled && securitySettings(files, targets, watch)),
  };
}

/** Alarms tell topics of their own Region: those of a second copy elsewhere have one of their own, beside whatever else stands there. */
function replicaWatch(
  files: SoundFiles,
  watch: (account: AccountId, severities: readonly Severity[], where: Region) => WatchSettings,
): Pick<MonitoringSettings, "replica"> {
  const inArchive = archiveRegion(files.organization);
  const replica = replicaSettings(files, inArchive);
  if (replica === undefined || replica.region === inArchive) return {};
  const { name } = files.organization.organization;
  const watched = watch(replica.account.id, ["high"], replica.region);
  return {
    replica: {
      ...watched,
      keyAlias: replicaTopicKeyAlias(name),
      topics: { ...watched.topics, prefix: replicaTopicPrefix(name) },
    },
  };
}

/** What is heard in the security account: what its own people do, as delegated administrators, and what others forward. */
function securitySettings(
  files: SoundFiles,
  targets: DetectionSettings["targets"],
  watch: (account: AccountId, severities: readonly Severity[]) => WatchSettings,
): Pick<MonitoringSettings, "security"> {
  const { organization: file, teams } = files;
  const security = file.organization.accounts.security?.id;
  if (security === undefined) return {};
  const own = detectedControls(files, [], security);
  const watched = (detection: DetectionSettings): WatchSettings => ({
    ...watch(security, severitiesOf(detection.controls, "high")),
    detection,
  });
  if (file.monitoring?.rules.forwardToSecurity === true) {
    const controls = detectedControls(
      files,
      teams.filter((team) => team.file.rules),
    );
    const detection = { controls, defaultBusControls: own, notifies: true, targets };
    return {
      security: { eventBusName: securityEventBusName(file.organization.name), watch: watched(detection) },
    };
  }
  // Where nothing of orgtrail's stands in the account, it has no stack, and nobody there administers what orgtrail made.
  if (file.configRules === undefined && file.securityHub === undefined) return {};
  return { security: { watch: watched({ controls: own, notifies: true, targets: [] }) } };
}

/** What is watched over in a team's account. */
export function teamWatch(files: SoundFiles, soundTeam: SoundTeam): WatchSettings | undefined {
  const { file: team, names } = soundTeam;
  const { account, logGroup } = names;
  const { name } = files.organization.organization;
  const region = team.region as Region;
  if (logGroup === undefined && !team.rules) return undefined;
  const alarms = teamControls(team.team, team.alarms);
  // A team's trail reports no Insights.
  const insights: readonly string[] = Object.values(INSIGHT_CONTROLS);
  const detected = team.rules
    ? detectedControls(files, [soundTeam], account).filter(({ id }) => !insights.includes(id))
    : [];
  const forwarding = forwardingOf(files, region);
  return {
    place: placeOf(files, account, region),
    keyAlias: teamMonitoringKeyAlias(name, team.team),
    topics: {
      prefix: teamTopicPrefix(name, team.team),
      severities: severitiesOf([...alarms, ...detected], ...(team.rules ? (["high"] as const) : [])),
      subscribers: team.notify.map((to) => subscriber(to)),
      existing: {},
    },
    ...(logGroup !== undefined && {
      logGroup: {
        name: logGroup,
        roleName: teamLogRoleName(name, team.team),
        retentionDays: team.logGroup?.retentionDays ?? DEFAULT_RETENTION_DAYS,
        controls: alarms,
        wholeOrganization: false,
      },
    }),
    ...(team.rules && {
      detection: { controls: detected, notifies: true, targets: [], ...(forwarding && { forwarding }) },
    }),
  };
}
