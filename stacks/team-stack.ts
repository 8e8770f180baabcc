import type { Construct } from "constructs";
import { logArchiveContract, teamContract } from "../modules/contracts";
import { AccessLogBucket, LogArchive } from "../modules/log-archive";
import { TeamTrail } from "../modules/team-trail";
import { AccountStack, type ConstructLeftOut } from "./account-stack";
import type { TeamBlueprint } from "./blueprint";
import { addWatch } from "./watch";

/** A team's account: the team's trail, and its bucket and key where they are its own. */
export class TeamStack extends AccountStack {
  override readonly leftOut: readonly ConstructLeftOut[];

  constructor(scope: Construct, blueprint: TeamBlueprint) {
    super(scope, blueprint);
    const { team, logArchiveState, ownLogs, watch } = blueprint;
    const own = ownLogs && this.makeLogs(ownLogs);
    const destination =
      own?.construct ?? logArchiveContract.read(this, "log-archive", logArchiveState).teamLogs(team);
    const logGroup = watch && addWatch(this, watch);
    const trail = new TeamTrail(this, "team", {
      ...blueprint.trail,
      destination,
      ...(logGroup !== undefined && { logGroup }),
    });
    this.leftOut = [{ construct: trail, leftOut: blueprint.leftOut }, ...(own ? [own] : [])];
    teamContract.publish(this, { trailArn: trail.trailArn, logs: destination });
  }

  private makeLogs({ props, accessLogs: settings, leftOut }: NonNullable<TeamBlueprint["ownLogs"]>) {
    const accessLogs = new AccessLogBucket(this, "access-logs", settings);
    return { construct: new LogArchive(this, "logs", { ...props, accessLogs }), leftOut };
  }
}
