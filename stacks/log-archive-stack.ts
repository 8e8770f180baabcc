import type { Construct } from "constructs";
import { SecurityHub } from "../modules/compliance";
import { logArchiveContract } from "../modules/contracts";
import { AccessLogBucket, ConfigBucket, LogArchive } from "../modules/log-archive";
import { AccountStack, type ConstructLeftOut } from "./account-stack";
import type { LogArchiveBlueprint } from "./blueprint";
import { addAccountRules, addRecorder, keyOf } from "./config-rules";
import { addWatch } from "./watch";

/** The log-archive account: the organization's logs, and those of teams with a central destination. */
export class LogArchiveStack extends AccountStack {
  override readonly leftOut: readonly ConstructLeftOut[];

  constructor(scope: Construct, blueprint: LogArchiveBlueprint) {
    super(scope, blueprint);
    const { organizationLogs, teamLogs, watch, configBucket, recorder, securityHub } = blueprint;
    const accessLogs = new AccessLogBucket(this, "access-logs", blueprint.accessLogs);
    const logs = new LogArchive(this, "organization", { ...organizationLogs.props, accessLogs });
    const teams = teamLogs.map(({ team, props, leftOut }) => ({
      team,
      leftOut,
      construct: new LogArchive(this, `team-${team}`, { ...props, accessLogs }),
    }));
    this.leftOut = [{ construct: logs, leftOut: organizationLogs.leftOut }, ...teams];
    if (watch !== undefined) addWatch(this, watch);
    const bucket = configBucket && new ConfigBucket(this, "config-bucket", { ...configBucket, accessLogs });
    const recording = addRecorder(
      this,
      recorder && { ...recorder, bucketName: bucket?.bucketName ?? recorder.bucketName },
    );
    const keys = [
      [organizationLogs, logs] as const,
      ...teamLogs.map((archive, index) => [archive, teams[index]?.construct] as const),
    ].flatMap(([{ props }, made]) =>
      made === undefined ? [] : [[props.bucketName, keyOf(made.keyArn)] as const],
    );
    addAccountRules(this, blueprint.rules(Object.fromEntries(keys)), recording);
    if (securityHub !== undefined) new SecurityHub(this, "security-hub", securityHub);
    logArchiveContract.publish(this, {
      organizationLogs: logs,
      teamLogs: Object.fromEntries(teams.map(({ team, construct }) => [team, construct])),
      accessLogBucketName: accessLogs.bucketName,
    });
  }
}
