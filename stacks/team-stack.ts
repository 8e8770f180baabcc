import type { Construct } from "constructs";
import { logArchiveContract, teamContract } from "../modules/contracts";
import { AccessLogBucket, LogArchive, type LogDestination } from "../modules/log-archive";
import { TeamTrail } from "../modules/team-trail";
import { AccountStack, stateLocation } from "./account-stack";
import type { Configuration, Team, TeamDestination } from "./config";
import type { ProtectedArchive } from "./log-archive-stack";
import { recordingProps } from "./recording-props";
import { LOG_ARCHIVE_STACK, teamStackName } from "./stack-name";
import { addWatch } from "./watch";

type OwnDestination = Extract<TeamDestination, { readonly kind: "own" }>;

/** A team's account: the team's trail, and its bucket and key where they are its own. */
export class TeamStack extends AccountStack {
  readonly trail: TeamTrail;
  /** The logs that the team keeps itself: none where they are in the log archive. */
  readonly archives: readonly ProtectedArchive[];

  constructor(
    scope: Construct,
    configuration: Configuration,
    readonly team: Team,
  ) {
    super(scope, teamStackName(team.name), configuration, team.account, team.identity.homeRegion);
    const { awsProvider, destroyProtection } = configuration.terraform;
    const own = team.destination.kind === "own" ? this.ownLogs(team.destination) : undefined;
    this.archives = own === undefined ? [] : [own];
    const destination = own?.archive ?? this.centralLogs(configuration);
    const logGroup = team.watch && addWatch(this, configuration, team.watch, team.identity);
    this.trail = new TeamTrail(this, "team", {
      identity: team.identity,
      destination,
      ...recordingProps(team),
      allRegions: team.allRegions,
      minimumProviderVersion: awsProvider.atLeast,
      destroyProtection,
      ...(logGroup !== undefined && { logGroup }),
    });
    teamContract.publish(this, { trailArn: this.trail.trailArn, logs: destination });
  }

  private centralLogs(configuration: Configuration): LogDestination {
    const state = stateLocation(configuration, LOG_ARCHIVE_STACK);
    return logArchiveContract.read(this, "log-archive", state).teamLogs(this.team.name);
  }

  private ownLogs(destination: OwnDestination): ProtectedArchive {
    const { partition, archive, terraform } = this.configuration;
    const settings = {
      partition,
      account: this.account.id,
      readers: destination.readers,
      administrators: destination.administrators,
      minimumTlsVersion: archive.minimumTlsVersion,
      destroyProtection: terraform.destroyProtection,
    };
    const accessLogs = new AccessLogBucket(this, "access-logs", { ...destination.accessLogs, ...settings });
    const logs = new LogArchive(this, "logs", {
      ...destination,
      ...settings,
      accessLogs,
      trails: [this.team.identity],
    });
    return { archive: logs, immutability: destination.immutability };
  }
}
