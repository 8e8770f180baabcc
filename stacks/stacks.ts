import type { Construct } from "constructs";
import {
  ConfigAggregator,
  DelegatedAdministrator,
  FailedControlsRule,
  OrganizationConfigRules,
  OrganizationConformancePack,
  SecurityHub,
  SecurityHubOrganization,
} from "../modules/compliance";
import {
  logArchiveContract,
  managementContract,
  searchContract,
  securityContract,
  teamContract,
  teamLogsContract,
} from "../modules/contracts";
import { AccessLogBucket, ConfigBucket, LogArchive, type LogArchiveProps } from "../modules/log-archive";
import { AccountStack, type ConstructLeftOut } from "./account-stack";
import type {
  EventBusBlueprint,
  LogArchiveBlueprint,
  ManagementBlueprint,
  SecurityBlueprint,
  TeamArchivesBlueprint,
  TeamBlueprint,
} from "./blueprint";
import { addAccountRules, addRecorder, keyOf } from "./config-rules";
import { functionCode } from "./function-code";
import { addReplication } from "./replica";
import { addWatch, highTopicOf } from "./watch";
import { LogSubscription } from "../modules/log-search";
import { LogConsumers } from "../modules/log-consumers";
import { LogValidation } from "../modules/log-validation";
import { Guardrails } from "../modules/guardrails";
import { OrganizationTrail } from "../modules/organization-trail";
import type { ITerraformDependable } from "cdktf";
import { AlarmTopics, MonitoringKey } from "../modules/monitoring";
import { SecurityEventBus } from "../modules/detection";
import { TeamTrail } from "../modules/team-trail";

/** What the log-archive stack publishes. */
function readLogs(stack: AccountStack, from: ManagementBlueprint["logArchive"]) {
  return logArchiveContract.read(stack, from.stack, from.state, from.foreseen);
}

/** What a stack publishes of the central logs of teams. */
function readTeamLogs(stack: AccountStack, from: SecurityBlueprint["teamArchives"][number]) {
  return teamLogsContract.read(stack, from.stack, from.state, from.foreseen).teamLogs;
}

/** The log archives of teams that stand in one stack. */
function addTeamLogs(
  stack: AccountStack,
  teamLogs: TeamArchivesBlueprint["teamLogs"],
  accessLogs: LogArchiveProps["accessLogs"],
) {
  return teamLogs.map(({ team, props, leftOut }) => ({
    team,
    leftOut,
    construct: new LogArchive(stack, `team-${team}`, { ...props, accessLogs }),
  }));
}

function published(teams: ReturnType<typeof addTeamLogs>): Readonly<Record<string, LogArchive>> {
  return Object.fromEntries(teams.map(({ team, construct }) => [team, construct]));
}

/** The management account: the organization trail, and what watches over its events. */
export class ManagementStack extends AccountStack {
  override readonly leftOut: readonly ConstructLeftOut[];

  constructor(scope: Construct, blueprint: ManagementBlueprint) {
    super(scope, blueprint);
    const { trail: props, prefix, watch, guardrails, recorder, securityHub, delegation } = blueprint;
    const { organizationLogs } = readLogs(this, blueprint.logArchive);
    const watching = watch && addWatch(this, watch);
    const logGroup = watching?.log;
    if (blueprint.search !== undefined && logGroup !== undefined) {
      const { destination, alarmPrefix: namePrefix } = blueprint.search;
      const { stack, state, foreseen } = destination;
      const topicArn = highTopicOf(watching);
      new LogSubscription(this, "subscription", {
        logGroupName: logGroup.logGroupName,
        destinationArn: searchContract.read(this, stack, state, foreseen).destinationArn,
        alarms: { namePrefix, ...(topicArn !== undefined && { topicArn }) },
      });
    }
    const trail = new OrganizationTrail(this, "organization", {
      ...props,
      destination: { ...organizationLogs, ...(prefix !== undefined && { prefix }) },
      ...(logGroup !== undefined && { logGroup }),
    });
    this.leftOut = [{ construct: trail, leftOut: blueprint.leftOut }];
    if (guardrails !== undefined) new Guardrails(this, "guardrails", guardrails);
    const recording = addRecorder(this, recorder);
    addAccountRules(this, blueprint.rules(logGroup && keyOf(logGroup.keyArn)), recording);
    const hub = securityHub && new SecurityHub(this, "security-hub", securityHub);
    managementContract.publish(this, {
      organizationTrailArn: trail.trailArn,
      delegatedAdministrators: delegation
        ? new DelegatedAdministrator(this, "delegated-administrator", {
            ...delegation,
            // An administrator is registered once the management account's own Security Hub is there.
            ...(hub && { dependsOn: hub.enabled }),
          }).accounts
        : {},
    });
  }
}

/** What checks the whole organization after it is deployed: AWS Config rules and Security Hub. */
export class SecurityStack extends AccountStack {
  constructor(scope: Construct, blueprint: SecurityBlueprint) {
    super(scope, blueprint);
    const { aggregator, recorder, securityHub, watch } = blueprint;
    // Read in any case: what this stack makes needs what the management stack has registered.
    const { stack, state, foreseen } = blueprint.management;
    const { delegatedAdministrators } = managementContract.read(this, stack, state, foreseen);
    this.addRules(blueprint, addRecorder(this, recorder));
    if (aggregator !== undefined) new ConfigAggregator(this, "config-aggregator", aggregator);
    if (securityHub !== undefined) new SecurityHub(this, "security-hub", securityHub);
    if (watch !== undefined) addWatch(this, watch);
    const topicArn = this.addFindings(
      blueprint,
      blueprint.administratorRegistered ? delegatedAdministrators("security-hub") : undefined,
    );
    securityContract.publish(this, {
      topicArns: topicArn === undefined ? {} : { "failed-controls": topicArn },
    });
  }

  /** The rules of the organization, in the stack that stands after all accounts that they check. */
  private addRules(
    { rules, centralBuckets, logArchive, teamArchives }: SecurityBlueprint,
    dependsOn: readonly ITerraformDependable[],
  ): void {
    if (rules === undefined) return;
    const logs = readLogs(this, logArchive);
    const teamLogs = new Map([
      [logArchive.stack, logs.teamLogs],
      ...teamArchives.map((archive) => [archive.stack, readTeamLogs(this, archive)] as const),
    ]);
    const keys = centralBuckets.flatMap(({ bucketName, team, stack }) => {
      const store = team === undefined ? logs.organizationLogs : teamLogs.get(stack)?.(team);
      return store === undefined ? [] : [[bucketName, keyOf(store.keyArn)] as const];
    });
    const made = rules(Object.fromEntries(keys));
    if (made.deployAs === "organization-rules") {
      new OrganizationConfigRules(this, "config-rules", { ...made.props, dependsOn });
    } else {
      new OrganizationConformancePack(this, "conformance-pack", { ...made.props, dependsOn });
    }
  }

  /** @param administrator the account that the management stack has registered @returns the ARN of the topic */
  private addFindings(
    { findings }: SecurityBlueprint,
    administrator: string | undefined,
  ): string | undefined {
    if (findings === undefined) return undefined;
    const { organization, key, topics, failedControls, severity } = findings;
    new SecurityHubOrganization(this, "security-hub-organization", {
      ...organization,
      ...(administrator !== undefined && { administrator }),
    });
    const { keyArn } = new MonitoringKey(this, "findings-key", key);
    const topicArn = new AlarmTopics(this, "findings-topics", { ...topics, keyArn }).topicArns[severity];
    if (topicArn !== undefined)
      new FailedControlsRule(this, "failed-controls", { ...failedControls, topicArn });
    return topicArn;
  }
}

/** The security account: the bus on which events of all accounts come together, and the rules that listen to it. */
export class EventBusStack extends AccountStack {
  constructor(scope: Construct, blueprint: EventBusBlueprint) {
    super(scope, blueprint);
    const { eventBusName } = new SecurityEventBus(this, "bus", blueprint.bus);
    addWatch(this, blueprint.watch, eventBusName);
  }
}

/** A team's account: the team's trail, and its bucket and key where they are its own. */
export class TeamStack extends AccountStack {
  override readonly leftOut: readonly ConstructLeftOut[];

  constructor(scope: Construct, blueprint: TeamBlueprint) {
    super(scope, blueprint);
    const { team, watch } = blueprint;
    const { destination, leftOut } = blueprint.ownLogs
      ? this.makeLogs(blueprint.ownLogs)
      : { destination: readTeamLogs(this, blueprint.logArchive)(team), leftOut: [] };
    const logGroup = watch && addWatch(this, watch).log;
    const trail = new TeamTrail(this, "team", {
      ...blueprint.trail,
      destination,
      ...(logGroup !== undefined && { logGroup }),
    });
    this.leftOut = [{ construct: trail, leftOut: blueprint.leftOut }, ...leftOut];
    teamContract.publish(this, { trailArn: trail.trailArn, logs: destination });
  }

  private makeLogs({ props, accessLogs: settings, leftOut }: NonNullable<TeamBlueprint["ownLogs"]>) {
    const accessLogs = new AccessLogBucket(this, "access-logs", settings);
    const construct = new LogArchive(this, "logs", { ...props, accessLogs });
    return { destination: construct, leftOut: [{ construct, leftOut }] };
  }
}

/** The log-archive account: the organization's logs, and those of teams with a central destination. */
export class LogArchiveStack extends AccountStack {
  override readonly leftOut: readonly ConstructLeftOut[];

  constructor(scope: Construct, blueprint: LogArchiveBlueprint) {
    super(scope, blueprint);
    const { organizationLogs, teamLogs, watch, validation, handOn, replication } = blueprint;
    const { configBucket, recorder, securityHub } = blueprint;
    const accessLogs = new AccessLogBucket(this, "access-logs", blueprint.accessLogs);
    const logs = new LogArchive(this, "organization", { ...organizationLogs.props, accessLogs });
    const teams = addTeamLogs(this, teamLogs, accessLogs);
    this.leftOut = [{ construct: logs, leftOut: organizationLogs.leftOut }, ...teams];
    const watching = watch && addWatch(this, watch);
    if (validation !== undefined && watching !== undefined) {
      const code = functionCode("log-validation");
      new LogValidation(this, "log-validation", {
        ...validation,
        ...{ keyArn: watching.keyArn, topicArns: watching.topics.topicArns },
        ...(code !== undefined && { code }),
      });
    }
    const heard = highTopicOf(watching);
    if (handOn !== undefined)
      new LogConsumers(this, "consumers", {
        ...handOn,
        notifyingBucket: logs.bucketName,
        ...(heard !== undefined && { topicArn: heard }),
      });
    if (replication !== undefined) addReplication(this, replication, logs, heard);
    const bucket = configBucket && new ConfigBucket(this, "config-bucket", { ...configBucket, accessLogs });
    const recording = addRecorder(
      this,
      recorder && { ...recorder, bucketName: bucket?.bucketName ?? recorder.bucketName },
    );
    const keys = [
      [organizationLogs, logs] as const,
      ...teamLogs.map((archive, index) => [archive, teams[index]?.construct] as const),
    ].flatMap(([{ props }, made]) =>
      made === undefined || props.kmsKeyArn !== undefined
        ? []
        : [[props.bucketName, keyOf(made.keyArn)] as const],
    );
    addAccountRules(this, blueprint.rules(Object.fromEntries(keys)), recording);
    if (securityHub !== undefined) new SecurityHub(this, "security-hub", securityHub);
    logArchiveContract.publish(this, {
      organizationLogs: logs,
      teamLogs: published(teams),
      accessLogBucketName: accessLogs.bucketName,
    });
  }
}

/** The log-archive account: central logs of some teams, in a state of their own. */
export class TeamArchivesStack extends AccountStack {
  override readonly leftOut: readonly ConstructLeftOut[];

  constructor(scope: Construct, blueprint: TeamArchivesBlueprint) {
    super(scope, blueprint);
    const { accessLogBucketName } = readLogs(this, blueprint.logArchive);
    const teams = addTeamLogs(this, blueprint.teamLogs, { bucketName: accessLogBucketName });
    this.leftOut = teams;
    teamLogsContract.publish(this, { teamLogs: published(teams) });
  }
}
