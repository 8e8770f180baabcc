import { catalogue, type Control, type ProtectedResources } from "../../../modules/controls";
import { AccountId } from "../../../modules/organization";

/** What the controls under test protect. */
export const PROTECTED: ProtectedResources = {
  archive: AccountId.of("222222222222"),
  copies: [AccountId.of("666666666666")],
  trails: ["acme-organization-trail", "acme-team-*", "payments-audit"],
  buckets: ["acme-cloudtrail-*", "acme-audit"],
  accounts: ["111111111111", "222222222222", "333333333333", "555555555555"].map((account) =>
    AccountId.of(account),
  ),
  sharedAccounts: [AccountId.of("555555555555")],
  keyAliases: ["alias/acme-cloudtrail-*", "alias/acme-orgtrail"],
  logGroups: ["acme/cloudtrail", "/orgtrail/acme/*"],
  deliveryRoles: ["acme-orgtrail-*", "acme-organization-trail-logs", "acme-team-*-logs"],
  breakGlassRoles: [
    "arn:aws:iam::*:role/BreakGlass",
    "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_BreakGlass_*",
  ],
  pipelineRoles: ["OrgTrailDeploy", "acme-pipeline-deploy"],
  namePrefix: "acme-orgtrail-",
  topicArns: ["arn:aws:sns:us-east-1:111111111111:pager"],
  functions: ["acme-orgtrail-log-validation"],
  search: { account: AccountId.of("222222222222"), functions: ["acme-orgtrail-search"] },
  eventBusName: "acme-orgtrail",
};

/** The whole catalogue. */
export const CONTROLS: readonly Control[] = catalogue(PROTECTED);

/** A record of a call, in the form that CloudTrail gives it. */
export function call(
  service: string,
  eventName: string,
  requestParameters: object | null = null,
  more: object = {},
): object {
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE:alice",
      arn: "arn:aws:sts::444444444444:assumed-role/Developer/alice",
      accountId: "444444444444",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          arn: "arn:aws:iam::444444444444:role/Developer",
          userName: "Developer",
        },
        attributes: { mfaAuthenticated: "false", creationDate: "2026-11-22T08:00:00Z" },
      },
    },
    eventTime: "2026-11-22T09:00:00Z",
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: "us-east-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.31.0",
    requestParameters,
    responseElements: null,
    requestID: "11111111-2222-3333-4444-555555555555",
    eventID: "66666666-7777-8888-9999-000000000000",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "444444444444",
    eventCategory: "Management",
    ...more,
  };
}

/** A sign-in to the console. */
export function signIn(identity: object, mfa: "Yes" | "No", result: "Success" | "Failure"): object {
  return call("signin", "ConsoleLogin", null, {
    eventType: "AwsConsoleSignIn",
    userIdentity: identity,
    responseElements: { ConsoleLogin: result },
    additionalEventData: { LoginTo: "https://console.aws.amazon.com", MobileVersion: "No", MFAUsed: mfa },
    ...(result === "Failure" && { errorMessage: "Failed authentication" }),
  });
}

export const USER = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: "arn:aws:iam::444444444444:user/alice",
  accountId: "444444444444",
  userName: "alice",
};

export const ROOT = {
  type: "Root",
  principalId: "444444444444",
  arn: "arn:aws:iam::444444444444:root",
  accountId: "444444444444",
};

/** An Insights event in the form that CloudTrail gives it: it has no eventSource, eventName or userIdentity of its own. */
export function insight(insightType: string, state: "Start" | "End"): object {
  const failing = insightType === "ApiErrorRateInsight";
  const caller = "arn:aws:sts::444444444444:assumed-role/Release";
  return {
    eventVersion: "1.09",
    eventTime: "2026-11-22T09:00:00Z",
    awsRegion: "us-east-1",
    eventID: "77777777-7777-8888-9999-000000000000",
    eventType: "AwsCloudTrailInsight",
    recipientAccountId: "444444444444",
    sharedEventID: "88888888-7777-8888-9999-000000000000",
    insightDetails: {
      state,
      eventSource: "ssm.amazonaws.com",
      eventName: "UpdateInstanceInformation",
      insightType,
      ...(failing && { errorCode: "ThrottlingException" }),
      sourceEventCategory: "Management",
      insightContext: {
        statistics: {
          baseline: { average: 0.01 },
          insight: { average: 7 },
          insightDuration: 1,
          baselineDuration: 10181,
        },
        attributions: [
          {
            attribute: "userIdentityArn",
            insight: [{ value: caller, average: 7 }],
            baseline: [{ value: caller, average: 0.01 }],
          },
          { attribute: "userAgent", insight: [{ value: "aws-cli/2.31.0", average: 7 }], baseline: [] },
        ],
      },
    },
    eventCategory: "Insight",
  };
}
