import type { Construct } from "constructs";
import { logArchiveContract } from "../modules/contracts";
import { AccessLogBucket, LogArchive, type LogArchiveProps } from "../modules/log-archive";
import { AccountStack } from "./account-stack";
import type { Configuration, LogStore, Team } from "./config";
import { addLogArchiveRules } from "./config-rules";
import { addSecurityHub } from "./security-hub";
import { LOG_ARCHIVE_STACK } from "./stack-name";
import { addWatch } from "./watch";

/** Logs, and what keeps them from being deleted. */
export interface ProtectedArchive {
  readonly archive: LogArchive;
  readonly immutability: LogStore["immutability"];
}

type CentralTeam = Team & { readonly destination: LogStore };

/** The log-archive account: the organization's logs, and those of teams with a central destination. */
export class LogArchiveStack extends AccountStack {
  readonly archives: readonly ProtectedArchive[];

  constructor(scope: Construct, configuration: Configuration) {
    const { archive, trail, partition, organization } = configuration;
    super(
      scope,
      LOG_ARCHIVE_STACK,
      configuration,
      configuration.accounts.logArchive,
      configuration.homeRegion,
    );
    const { destroyProtection } = configuration.terraform;
    const accessLogs = new AccessLogBucket(this, "access-logs", {
      ...archive.accessLogs,
      partition,
      account: this.account.id,
      readers: archive.readers,
      administrators: archive.administrators,
      menders: archive.menders,
      minimumTlsVersion: archive.minimumTlsVersion,
      destroyProtection,
    });
    const settings = {
      partition,
      account: this.account.id,
      accessLogs,
      minimumTlsVersion: archive.minimumTlsVersion,
      destroyProtection,
    } satisfies Partial<LogArchiveProps>;
    const { memberAccess, ...store } = archive;
    const logs = new LogArchive(this, "organization", {
      ...store,
      ...settings,
      trails: [trail.identity],
      ...(memberAccess && { memberAccess: { organization } }),
    });
    const teams = configuration.teams
      .filter((team): team is CentralTeam => team.destination.kind === "central")
      .map((team) => ({
        name: team.name,
        immutability: team.destination.immutability,
        archive: new LogArchive(this, `team-${team.name}`, {
          ...team.destination,
          ...settings,
          trails: [team.identity],
        }),
      }));
    this.archives = [{ archive: logs, immutability: archive.immutability }, ...teams];
    const { monitoring } = configuration;
    if (monitoring?.logArchive !== undefined) addWatch(this, configuration, monitoring.logArchive);
    addLogArchiveRules(this, configuration, {
      accessLogs,
      organizationLogs: logs,
      teamLogs: Object.fromEntries(teams.map(({ name, archive: team }) => [name, team])),
    });
    addSecurityHub(this, configuration, "logArchive");
    logArchiveContract.publish(this, {
      organizationLogs: logs,
      teamLogs: Object.fromEntries(teams.map(({ name, archive: team }) => [name, team])),
      accessLogBucketName: accessLogs.bucketName,
    });
  }
}
