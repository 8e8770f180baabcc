import {
  AccountId,
  accessLogBucketName,
  configBucketName,
  dashboardName,
  deliveryTopicName,
  findingsKeyAlias,
  findingsNamePrefix,
  monitoringKeyAlias,
  logValidationLogGroupName,
  logValidationRoleName,
  monitoringNamePrefix,
  NamePrefix,
  organizationBucketName,
  organizationKeyAlias,
  organizationLogGroupName,
  organizationLogRoleName,
  organizationTrailName,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  remediationRoleName,
  teamAccessLogBucketName,
  teamBucketName,
  teamKeyAlias,
  teamLogGroupName,
  TeamName,
  teamTopicPrefix,
  teamTrailName,
} from "../../modules/organization";
import { EVENT_BUS_STACK, MANAGEMENT_STACK, SECURITY_STACK, teamStackName } from "../../stacks/blueprint";
import { archiveStackName, LOG_ARCHIVE_STACK } from "../../stacks/config";
import { markdownTable } from "./markdown-table";

/** Every name that orgtrail gives, by example. */
export function namesTable(): string {
  const name = NamePrefix.of("acme");
  const archive = AccountId.of("222222222222");
  const account = AccountId.of("444444444444");
  const team = TeamName.of("payments");
  const rows = [
    ["Organization trail", organizationTrailName(name), "`trail.name`"],
    ["Its log bucket", organizationBucketName(name, archive), "`archive.bucketName`"],
    ["Its key's alias", organizationKeyAlias(name), ""],
    ["Its delivery topic", deliveryTopicName(organizationTrailName(name)), ""],
    ["Its log group", organizationLogGroupName(name), "`monitoring.logGroupName`"],
    ["The log group's role", organizationLogRoleName(name), ""],
    ["Alarms, filters and rules", `${monitoringNamePrefix(name)}root-use`, ""],
    ["Function that validates log files, its rule and its role", logValidationRoleName(name), ""],
    ["Its log group", logValidationLogGroupName(name), ""],
    ["Topics of alarms", `${monitoringNamePrefix(name)}critical`, "`monitoring.topics`"],
    ["Key of log groups and topics", monitoringKeyAlias(name), ""],
    ["Rule on failed Security Hub controls", `${findingsNamePrefix(name)}failed-controls`, ""],
    ["Its topic", `${findingsNamePrefix(name)}high`, ""],
    ["Its key's alias", findingsKeyAlias(name), ""],
    ["Dashboard", dashboardName(name), ""],
    ["Access-log bucket", accessLogBucketName(name, archive), "`archive.accessLogs.bucketName`"],
    ["AWS Config rules", `${monitoringNamePrefix(name)}trail-enabled`, ""],
    ["Bucket of AWS Config", configBucketName(name, archive), ""],
    ["Role that mends a rule", remediationRoleName(name, "key-rotation"), ""],
    ["Trail of team payments", teamTrailName(name, team), "`trailName`"],
    ["Its log bucket, central", teamBucketName(name, archive, team), "`bucketName`"],
    ["Its log bucket, own", teamBucketName(name, account, team), "`bucketName`"],
    ["Its access-log bucket, own", teamAccessLogBucketName(name, account, team), ""],
    ["Its key's alias", teamKeyAlias(name, team), ""],
    ["Its log group", teamLogGroupName(name, team), "`logGroup.name`"],
    ["Its topics", `${teamTopicPrefix(name, team)}high`, ""],
    ["Service control policies", `${monitoringNamePrefix(name)}service-control-1`, ""],
    ["Resource control policies", `${monitoringNamePrefix(name)}resource-control-1`, ""],
    ["Role with which a pipeline plans", pipelinePlanRoleName(name), ""],
    ["Role with which a pipeline deploys", pipelineDeployRoleName(name), ""],
    ["Stack of the log archive, with the central logs of teams", LOG_ARCHIVE_STACK, ""],
    ["Stack of more central logs of teams, from `archive.stacks: 2`", archiveStackName(2), ""],
    ["Stack of the organization trail, its alarms and guardrails", MANAGEMENT_STACK, ""],
    ["Stack of AWS Config and Security Hub", SECURITY_STACK, ""],
    ["Stack of the bus of forwarded events", EVENT_BUS_STACK, ""],
    ["Stack of team payments", teamStackName(team), ""],
  ];
  return markdownTable(
    ["What", "Name", "Another name by"],
    rows.map(([what = "", given = "", key = ""]) => [what, `\`${given}\``, key]),
  );
}
