/** What a column of a table of log files holds: text, JSON as text, named fields, or a list of what stands in it. */
export type ColumnType = "text" | "json" | Fields | readonly [Fields];

/** Named fields, each of a type. */
export interface Fields {
  readonly [name: string]: ColumnType;
}

/**
 * The columns of the table of events, those of AWS's own table for Athena and the few that records have besides. What differs from
 * service to service is JSON.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const EVENT_COLUMNS = {
  eventVersion: "text",
  userIdentity: {
    type: "text",
    principalId: "text",
    arn: "text",
    accountId: "text",
    accessKeyId: "text",
    userName: "text",
    invokedBy: "text",
    onBehalfOf: { userId: "text", identityStoreArn: "text" },
    sessionContext: {
      attributes: { mfaAuthenticated: "text", creationDate: "text" },
      sessionIssuer: { type: "text", principalId: "text", arn: "text", accountId: "text", userName: "text" },
      ec2RoleDelivery: "text",
      webIdFederationData: "json",
    },
  },
  eventTime: "text",
  eventSource: "text",
  eventName: "text",
  awsRegion: "text",
  sourceIPAddress: "text",
  userAgent: "text",
  errorCode: "text",
  errorMessage: "text",
  requestParameters: "json",
  responseElements: "json",
  additionalEventData: "json",
  requestID: "text",
  eventID: "text",
  readOnly: "text",
  managementEvent: "text",
  resources: [{ ARN: "text", accountId: "text", type: "text" }],
  eventType: "text",
  apiVersion: "text",
  recipientAccountId: "text",
  serviceEventDetails: "json",
  sharedEventID: "text",
  vpcEndpointId: "text",
  vpcEndpointAccountId: "text",
  eventCategory: "text",
  addendum: { reason: "text", updatedFields: "text", originalRequestID: "text", originalEventID: "text" },
  sessionCredentialFromConsole: "text",
  edgeDeviceDetails: "text",
  tlsDetails: { tlsVersion: "text", cipherSuite: "text", clientProvidedHostHeader: "text" },
  insightDetails: "json",
} as const satisfies Fields;

/**
 * The columns of the table of aggregated events, whose records say what was done in five minutes.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aggregated-events.html
 */
export const AGGREGATED_EVENT_COLUMNS = {
  eventVersion: "text",
  accountId: "text",
  eventId: "text",
  eventCategory: "text",
  eventType: "text",
  awsRegion: "text",
  eventSource: "text",
  timeWindow: { windowStart: "text", windowEnd: "text", windowSize: "text" },
  summary: "json",
} as const satisfies Fields;
