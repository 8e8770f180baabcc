import * as names from "../../modules/organization";
import { EVENT_BUS_STACK, MANAGEMENT_STACK, SECURITY_STACK, teamStackName } from "../../stacks/blueprint";
import {
  ANALYTICS_STACK,
  archiveStackName,
  LOG_ARCHIVE_STACK,
  REPLICA_STACK,
  SEARCH_STACK,
} from "../../stacks/config";
import { markdownTable } from "./markdown-table";

/** Every name that orgtrail gives, by example. */
export function namesTable(): string {
  const name = names.NamePrefix.of("acme");
  const archive = names.AccountId.of("222222222222");
  const account = names.AccountId.of("444444444444");
  const team = names.TeamName.of("payments");
  const consumer = names.ConsumerName.of("panther");
  const rows = [
    ["Organization trail", names.organizationTrailName(name), "`trail.name`"],
    ["Its log bucket", names.organizationBucketName(name, archive), "`archive.bucketName`"],
    ["Its key's alias", names.organizationKeyAlias(name), ""],
    ["Its delivery topic", names.deliveryTopicName(names.organizationTrailName(name)), ""],
    ["Its log group", names.organizationLogGroupName(name), "`monitoring.logGroupName`"],
    ["The log group's role", names.organizationLogRoleName(name), ""],
    ["Alarms, filters and rules", `${names.monitoringNamePrefix(name)}root-use`, ""],
    ["Function that validates log files, its rule and its role", names.logValidationRoleName(name), ""],
    ["Its log group", names.logValidationLogGroupName(name), ""],
    ["Topics of alarms", `${names.monitoringNamePrefix(name)}critical`, "`monitoring.topics`"],
    ["Key of log groups and topics", names.monitoringKeyAlias(name), ""],
    ["Rule on failed Security Hub controls", `${names.findingsNamePrefix(name)}failed-controls`, ""],
    ["Its topic", `${names.findingsNamePrefix(name)}high`, ""],
    ["Its key's alias", names.findingsKeyAlias(name), ""],
    ["Dashboard", names.dashboardName(name), ""],
    ["Access-log bucket", names.accessLogBucketName(name, archive), "`archive.accessLogs.bucketName`"],
    ["AWS Config rules", `${names.monitoringNamePrefix(name)}trail-enabled`, ""],
    ["Bucket of AWS Config", names.configBucketName(name, archive), ""],
    ["Role that mends a rule", names.remediationRoleName(name, "key-rotation"), ""],
    ["Role of a consumer of log files, its queue and its rule", names.consumerRoleName(name, consumer), ""],
    ["Its topic", names.consumerTopicName(name, consumer), ""],
    ["Key of consumers' topics", names.consumerKeyAlias(name), ""],
    ["Second copy of the log files, with `archive.replica`", names.replicaBucketName(name, account), ""],
    ["Its access-log bucket", names.replicaAccessLogBucketName(name, account), ""],
    ["Its key's alias", names.replicaKeyAlias(name), ""],
    ["The topic that tells where it is late, in another Region", `${names.replicaTopicPrefix(name)}high`, ""],
    ["Its key's alias", names.replicaTopicKeyAlias(name), ""],
    [
      "Role with which S3 copies, in the log archive, and the start of its alarms",
      names.replicationRoleName(name),
      "",
    ],
    ["Workgroup of Athena", names.athenaWorkgroupName(name), ""],
    ["Its database, in AWS Glue", names.athenaDatabaseName(name), ""],
    ["Its role, with which people ask", names.athenaReaderRoleName(name), ""],
    ["Bucket of its answers", names.athenaResultsBucketName(name, archive), ""],
    ["Their key's alias", names.athenaKeyAlias(name), ""],
    ["Stream to OpenSearch, its function and the destination of the log group", names.searchName(name), ""],
    ["Their roles", names.SEARCH_ROLES.map((part) => names.searchRoleName(name, part)).join(", "), ""],
    ["Bucket of what did not reach OpenSearch", names.searchBucketName(name, archive), ""],
    ["Key of that bucket", names.searchKeyAlias(name), ""],
    ["Log group that says why", names.searchLogGroupName(name), ""],
    ["Domain of OpenSearch, with `newDomain`", names.searchDomainName(name), ""],
    ["Its key's alias", names.searchDomainKeyAlias(name), ""],
    ["Its log groups", Object.values(names.searchDomainLogGroupNames(name)).join(", "), ""],
    [
      "Its security group, and that of the stream, which a collection has, too",
      [names.searchNetworkName(name, "domain"), names.searchNetworkName(name, "stream")].join(", "),
      "",
    ],
    [
      "Collection of OpenSearch with `newCollection`, its policies, endpoint and identity provider",
      names.searchCollectionName(name),
      "",
    ],
    ["Its key's alias", names.searchCollectionKeyAlias(name), ""],
    ["The security group of its endpoint", names.searchNetworkName(name, "collection"), ""],
    ["Start of the names of indexes", names.searchIndexName(name), ""],
    ["Trail of team payments", names.teamTrailName(name, team), "`trailName`"],
    ["Its log bucket, central", names.teamBucketName(name, archive, team), "`bucketName`"],
    ["Its log bucket, own", names.teamBucketName(name, account, team), "`bucketName`"],
    ["Its access-log bucket, own", names.teamAccessLogBucketName(name, account, team), ""],
    ["Its key's alias", names.teamKeyAlias(name, team), ""],
    ["Its log group", names.teamLogGroupName(name, team), "`logGroup.name`"],
    ["Its topics", `${names.teamTopicPrefix(name, team)}high`, ""],
    ["Service control policies", `${names.monitoringNamePrefix(name)}service-control-1`, ""],
    ["Resource control policies", `${names.monitoringNamePrefix(name)}resource-control-1`, ""],
    ["Role with which a pipeline plans", names.pipelinePlanRoleName(name), ""],
    ["Role with which a pipeline deploys", names.pipelineDeployRoleName(name), ""],
    ["Stack of the log archive, with the central logs of teams", LOG_ARCHIVE_STACK, ""],
    ["Stack of more central logs of teams, from `archive.stacks: 2`", archiveStackName(2), ""],
    ["Stack of the organization trail, its alarms and guardrails", MANAGEMENT_STACK, ""],
    ["Stack of AWS Config and Security Hub", SECURITY_STACK, ""],
    ["Stack of the bus of forwarded events", EVENT_BUS_STACK, ""],
    ["Stack of team payments", teamStackName(team), ""],
    ["Stack of the second copy", REPLICA_STACK, ""],
    ["Stack of Athena, with `analytics`", ANALYTICS_STACK, ""],
    ["Stack of what brings events to OpenSearch, with `analytics.openSearch`", SEARCH_STACK, ""],
  ];
  return markdownTable(
    ["What", "Name", "Another name by"],
    rows.map(([what = "", given = "", key = ""]) => [what, `\`${given}\``, key]),
  );
}
