import { call } from "./fixtures";
import type { Example } from "./log-file-examples";

const IN_MANAGEMENT = { recipientAccountId: "111111111111" };
const IN_ARCHIVE = { recipientAccountId: "222222222222" };
const BY_SERVICE = { type: "AssumedRole", invokedBy: "ec2.amazonaws.com" };
const TOPICS = "arn:aws:sns:us-east-1:111111111111:";
const FUNCTION = "arn:aws:lambda:us-east-1:222222222222:function:acme-orgtrail-log-validation";
const QUEUES = "https://sqs.us-east-1.amazonaws.com/111111111111/";

/** What is done to alarms, topics, rules and checks. */
export const WATCHING_EXAMPLES = {
  "alarms-changed": {
    fires: [
      call("monitoring", "PutMetricAlarm", { alarmName: "acme-orgtrail-root-use" }),
      call("monitoring", "PutCompositeAlarm", { alarmName: "acme-orgtrail-root-use" }),
      call("monitoring", "SetAlarmState", { alarmName: "acme-orgtrail-root-use", stateValue: "OK" }),
      call("monitoring", "DeleteAlarms", { alarmNames: ["x", "acme-orgtrail-root-use"] }),
      call("monitoring", "DisableAlarmActions", { alarmNames: ["acme-orgtrail-team-payments-x"] }),
      call("monitoring", "PutAlarmMuteRule", {
        name: "maintenance",
        muteTargets: { alarmNames: ["x", "y", "acme-orgtrail-root-use"] },
      }),
      call("monitoring", "PutAlarmMuteRule", { name: "all-of-them" }, IN_MANAGEMENT),
      call("monitoring", "PutLogAlarm", { alarmName: "acme-orgtrail-root-use" }),
      call("logs", "DeleteMetricFilter", { logGroupName: "acme/cloudtrail", filterName: "acme-root-use" }),
    ],
    nearMisses: [
      call("monitoring", "PutMetricAlarm", { alarmName: "cpu" }),
      call("monitoring", "DeleteAlarms", { alarmNames: ["cpu", "disk"] }, IN_MANAGEMENT),
      call("monitoring", "EnableAlarmActions", { alarmNames: ["acme-orgtrail-root-use"] }),
      call("monitoring", "PutAlarmMuteRule", { name: "maintenance", muteTargets: { alarmNames: ["cpu"] } }),
      call("monitoring", "PutAlarmMuteRule", { name: "all-of-theirs" }),
      call("logs", "PutMetricFilter", { logGroupName: "/aws/lambda/acme" }),
    ],
  },
  "notifications-changed": {
    fires: [
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}acme-orgtrail-critical` }),
      call("sns", "Subscribe", { topicArn: `${TOPICS}acme-orgtrail-critical`, protocol: "https" }),
      call("sns", "Unsubscribe", { subscriptionArn: `${TOPICS}acme-orgtrail-critical:5f0c` }),
      call("sns", "PutDataProtectionPolicy", { resourceArn: `${TOPICS}acme-orgtrail-critical` }),
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}pager` }),
      call("sns", "Unsubscribe", { subscriptionArn: `${TOPICS}pager:5f0c` }),
      call("sns", "PutDataProtectionPolicy", { resourceArn: `${TOPICS}pager` }),
      call("sns", "SetSMSAttributes", { attributes: { MonthlySpendLimit: "0" } }, IN_MANAGEMENT),
    ],
    nearMisses: [
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}orders` }),
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}pager-of-others` }),
      call("sns", "Unsubscribe", { subscriptionArn: `${TOPICS}pager-of-others:5f0c` }),
      call("sns", "SetSMSAttributes", { attributes: { MonthlySpendLimit: "0" } }),
      call("sns", "ConfirmSubscription", { topicArn: `${TOPICS}acme-orgtrail-critical` }),
    ],
  },
  "rules-changed": {
    fires: [
      call("events", "DisableRule", { name: "acme-orgtrail-root-use" }),
      // It sets a rule that hears calls which only read back to one that does not.
      call("events", "EnableRule", { name: "acme-orgtrail-root-access" }),
      call("events", "RemoveTargets", { rule: "acme-orgtrail-root-use", ids: ["topic"] }),
      call("events", "DeleteEventBus", { name: "acme-orgtrail" }),
      call("events", "RemovePermission", { eventBusName: "acme-orgtrail", statementId: "members" }),
      call("events", "PutPermission", { eventBusName: "acme-orgtrail" }),
      call("sqs", "PurgeQueue", { queueUrl: `${QUEUES}acme-orgtrail-undelivered` }),
      call("sqs", "SetQueueAttributes", { queueUrl: `${QUEUES}acme-orgtrail-undelivered` }),
      call("sqs", "StartMessageMoveTask", {
        sourceArn: "arn:aws:sqs:us-east-1:111111111111:acme-orgtrail-undelivered",
      }),
    ],
    nearMisses: [
      call("events", "DisableRule", { name: "nightly" }),
      call("events", "EnableRule", { name: "nightly" }),
      call("events", "DeleteEventBus", { name: "orders" }),
      call("events", "PutPermission", { eventBusName: "default" }),
      call("sqs", "PurgeQueue", { queueUrl: `${QUEUES}orders` }),
      call("sqs", "CreateQueue", { queueName: "acme-orgtrail-undelivered" }),
    ],
  },
  "log-validation-changed": {
    fires: [
      call("lambda", "UpdateFunctionCode20150331v2", { functionName: "acme-orgtrail-log-validation" }),
      call("lambda", "UpdateFunctionConfiguration20150331v2", { functionName: FUNCTION }),
      call("lambda", "DeleteFunction20150331", { functionName: `${FUNCTION}:1` }),
      call("lambda", "PutFunctionConcurrency20171031", {
        functionName: "222222222222:function:acme-orgtrail-log-validation",
        reservedConcurrentExecutions: 0,
      }),
      call("lambda", "AddPermission20150331v2", { functionName: FUNCTION, principal: "*" }),
      call("lambda", "PutResourcePolicy", { resourceArn: FUNCTION }),
    ],
    nearMisses: [
      call("lambda", "UpdateFunctionCode20150331v2", { functionName: "orders" }),
      call("lambda", "DeleteFunction20150331", { functionName: "acme-orgtrail-responder" }),
      call("lambda", "GetFunction20150331v2", { functionName: FUNCTION }),
      call("lambda", "Invoke", { functionName: FUNCTION }),
    ],
  },
  "search-opened": {
    fires: [
      call("es", "UpdateDomainConfig", { domainName: "acme-search" }, IN_ARCHIVE),
      call("es", "UpdateElasticsearchDomainConfig", { domainName: "acme-search" }, IN_ARCHIVE),
      call("es", "AuthorizeVpcEndpointAccess", { domainName: "acme-search" }, IN_ARCHIVE),
      call("es", "AcceptInboundConnection", { connectionId: "c" }, IN_ARCHIVE),
      call("aoss", "UpdateSecurityPolicy", { name: "acme-search", type: "network" }, IN_ARCHIVE),
      call("aoss", "CreateAccessPolicy", { name: "more", type: "data" }, IN_ARCHIVE),
      call("ec2", "AuthorizeSecurityGroupIngress", { groupId: "sg-0a1b2c3d" }, IN_ARCHIVE),
    ],
    nearMisses: [
      call("es", "UpdateDomainConfig", { domainName: "shop" }),
      call("es", "DescribeDomain", { domainName: "acme-search" }, IN_ARCHIVE),
      call("es", "DeleteDomain", { domainName: "acme-search" }, IN_ARCHIVE),
      call("aoss", "UpdateSecurityPolicy", { name: "shop", type: "network" }),
      call("ec2", "AuthorizeSecurityGroupIngress", { groupId: "sg-0a1b2c3d" }),
      call("ec2", "RevokeSecurityGroupIngress", { groupId: "sg-0a1b2c3d" }, IN_ARCHIVE),
    ],
  },
  "search-changed": {
    fires: [
      call("es", "DeleteDomain", { domainName: "acme-search" }, IN_ARCHIVE),
      call("aoss", "DeleteCollection", { id: "0a1b2c" }, IN_ARCHIVE),
      call("aoss", "UpdateLifecyclePolicy", { name: "acme-search", type: "retention" }, IN_ARCHIVE),
      call("firehose", "UpdateDestination", { deliveryStreamName: "acme-orgtrail-search" }, IN_ARCHIVE),
      call("logs", "PutDestinationPolicy", { destinationName: "acme-orgtrail-search" }, IN_ARCHIVE),
      call("lambda", "UpdateFunctionCode20150331v2", { functionName: "acme-orgtrail-search" }, IN_ARCHIVE),
    ],
    nearMisses: [
      call("es", "DeleteDomain", { domainName: "shop" }),
      call("firehose", "UpdateDestination", { deliveryStreamName: "clicks" }),
      call("firehose", "CreateDeliveryStream", { deliveryStreamName: "clicks" }, IN_ARCHIVE),
      call("logs", "PutDestinationPolicy", { destinationName: "others" }),
      call("lambda", "UpdateFunctionCode20150331v2", { functionName: "orders" }, IN_ARCHIVE),
    ],
  },
  "checks-changed": {
    fires: [
      call("config", "DeleteConfigurationRecorder", { configurationRecorderName: "default" }),
      call("config", "DeleteConfigRule", { configRuleName: "OrgConfigRule-acme-orgtrail-trail-x1y2" }),
      call("config", "PutConfigRule", { configRule: { configRuleName: "acme-orgtrail-trail" } }),
      call("config", "PutRemediationConfigurations", {
        remediationConfigurations: [{ configRuleName: "x" }, { configRuleName: "acme-orgtrail-trail" }],
      }),
      call("config", "DeleteConformancePack", { conformancePackName: "acme-orgtrail" }),
      call("securityhub", "DisableSecurityHub"),
      call("securityhub", "BatchUpdateStandardsControlAssociations"),
      call("securityhub", "BatchUpdateFindings", { Workflow: { Status: "SUPPRESSED" } }),
    ],
    nearMisses: [
      call("config", "DeleteConfigRule", { configRuleName: "nightly" }),
      // AWS Config makes the organization's rules in each account.
      call(
        "config",
        "PutConfigRule",
        { configRule: { configRuleName: "OrgConfigRule-acme-orgtrail-trail-x1y2" } },
        { userIdentity: { ...BY_SERVICE, invokedBy: "config-multiaccountsetup.amazonaws.com" } },
      ),
      call("config", "PutRemediationConfigurations", {
        remediationConfigurations: [{ configRuleName: "nightly" }],
      }),
      call("config", "DeleteConformancePack", { conformancePackName: "acme" }),
      call("config", "StopConfigurationRecorder"),
      call("securityhub", "EnableSecurityHub"),
      call("securityhub", "BatchUpdateFindings", { Note: { Text: "seen", UpdatedBy: "alice" } }),
    ],
  },
  "threat-detection-changed": {
    fires: [
      call("guardduty", "DeleteDetector", { detectorId: "d" }),
      call("guardduty", "UpdateDetector", { detectorId: "d", enable: false }),
      call("guardduty", "CreateFilter", { action: "ARCHIVE" }),
      call("guardduty", "DisassociateMembers", { accountIds: ["444444444444"] }),
      call("access-analyzer", "DeleteAnalyzer", { analyzerName: "organization" }),
      call("access-analyzer", "CreateArchiveRule", { ruleName: "quiet" }),
    ],
    nearMisses: [
      call("guardduty", "CreateDetector"),
      call("guardduty", "ArchiveFindings", { findingIds: ["f"] }),
      call("access-analyzer", "UpdateFindings", { status: "ARCHIVED" }),
      // Services of other names have calls of the same.
      call("securityhub", "CreateActionTarget"),
      call("inspector2", "CreateFilter"),
    ],
  },
  "organization-checks-changed": {
    fires: [
      call("config", "DeleteOrganizationConfigRule", { organizationConfigRuleName: "acme-orgtrail-trail" }),
      call("securityhub", "CreateAutomationRule", { RuleName: "hide" }),
      call("securityhub", "DisableOrganizationAdminAccount", { AdminAccountId: "333333333333" }),
      call("config", "DeleteConfigurationAggregator", { configurationAggregatorName: "all" }),
      call("config", "PutOrganizationConformancePack", { organizationConformancePackName: "acme-orgtrail" }),
      call("securityhub", "UpdateConfigurationPolicy", { Identifier: "p" }),
      call("securityhub", "DisassociateMembers", { AccountIds: ["444444444444"] }),
    ],
    nearMisses: [
      call("config", "DeleteOrganizationConfigRule", { organizationConfigRuleName: "nightly" }),
      call("config", "PutOrganizationConformancePack", { organizationConformancePackName: "others" }),
      call("config", "DeleteConformancePack", { conformancePackName: "acme-orgtrail" }),
      call("securityhub", "DisableSecurityHub"),
    ],
  },
} satisfies Readonly<Record<string, Example>>;
