import type { Construct } from "constructs";
import { logArchiveContract, teamContract } from "../modules/contracts";
import { AccessLogBucket, LogArchive, type LogDestination } from "../modules/log-archive";
import { TeamTrail } from "../modules/team-trail";
import { AccountStack, stateLocation } from "./account-stack";
import type { Configuration, Team, TeamDestination } from "./config";
import { recordingProps } from "./recording-props";
import { LOG_ARCHIVE_STACK, teamStackName } from "./stack-name";
import { addWatch } from "./watch";

type OwnDestination = Extract<TeamDestination, { readonly kind: "own" }>;

/** A team's account: the team's trail, and its bucket and key where they are its own. */
export class TeamStack extends AccountStack {
  constructor(
    scope: Construct,
    configuration: Configuration,
    readonly team: Team,
  ) {
    super(scope, teamStackName(team.name), configuration, team.account, team.identity.homeRegion);
    const { awsProvider, destroyProtection } = configuration.terraform;
    const destination =
      team.destination.kind === "own" ? this.ownLogs(team.destination) : this.centralLogs(configuration);
    const logGroup = team.watch && addWatch(this, configuration, team.watch, team.identity);
    const trail = new TeamTrail(this, "team", {
      identity: team.identity,
      destination,
      ...recordingProps(team),
      allRegions: team.allRegions,
      minimumProviderVersion: awsProvider.atLeast,
      destroyProtection,
      ...(logGroup !== undefined && { logGroup }),
    });
    teamContract.publish(this, { trailArn: trail.trailArn, logs: destination });
  }

  private centralLogs(configuration: Configuration): LogDestination {
    const state = stateLocation(configuration, LOG_ARCHIVE_STACK);
    return logArchiveContract.read(this, "log-archive", state).teamLogs(this.team.name);
  }

  private ownLogs(destination: OwnDestination): LogDestination {
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
    return new LogArchive(this, "logs", {
      ...destination,
      ...settings,
      accessLogs,
      trails: [this.team.identity],
    });
  }
}
