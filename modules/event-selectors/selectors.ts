/**
 * CloudTrail's quotas on what a trail records. None can be raised.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */

/** Values over all conditions of all advanced selectors of a trail. `eventCategory` and `resources.type` count too. */
export const MAX_VALUES = 500;
/** Basic selectors of a trail. */
export const MAX_BASIC_SELECTORS = 5;
/** ARNs over all basic selectors of a trail. Those that stand for all resources of a type do not count. */
export const MAX_DATA_RESOURCES = 250;
/** Characters of a selector's name. */
export const MAX_SELECTOR_NAME_LENGTH = 1000;
/** Characters of a value. */
export const MAX_VALUE_LENGTH = 2048;

/**
 * What a trail records, as data. One trail has one kind of selectors: applying advanced selectors wipes basic
 * ones, and the other way round.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export type TrailSelectors =
  | { readonly kind: "advanced"; readonly selectors: readonly AdvancedEventSelector[] }
  | { readonly kind: "basic"; readonly selectors: readonly BasicEventSelector[] };

/**
 * Which events a trail records. It records an event that at least one of its selectors matches; a selector
 * matches an event that satisfies all of its fields.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html
 */
export type AdvancedEventSelector = ManagementSelector | DataSelector | NetworkActivitySelector;

/**
 * Conditions on one field of an event. The values under `equals`, `startsWith` and `endsWith` are alternatives: one
 * of them must hold, where there is any. Of the values under `notEquals`, `notStartsWith` and `notEndsWith`, none may
 * hold. Comparison is exact and minds case; there are no wildcards. A value has 1 to 2,048 characters.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export interface FieldConditions {
  readonly equals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
}

interface NamedSelector {
  /** Says what the selector is for, up to 1,000 characters. CloudTrail shows it. @default - no name */
  readonly name?: string;
}

/**
 * Records management events: what is done to resources, such as `CreateUser`. The first copy that an account
 * records in a Region is free, each further copy is billed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export interface ManagementSelector extends NamedSelector {
  readonly category: "Management";
  /** `true` records only reads, `false` only writes. @default - both */
  readonly readOnly?: boolean;
  /** Leaves out the events of two noisy services, with the calls that matter among them. @default - records all */
  readonly eventSource?: ManagementSourceConditions;
}

/** The services whose management events a trail can leave out. */
export const EXCLUDABLE_SOURCES = ["kms.amazonaws.com", "rdsdata.amazonaws.com"] as const;

/** One of them. */
export type ExcludableManagementSource = (typeof EXCLUDABLE_SOURCES)[number];

/** The only condition on `eventSource` that a trail's management selector takes. */
export interface ManagementSourceConditions {
  readonly notEquals: readonly ExcludableManagementSource[];
}

/**
 * Records data events: what is done with what a resource holds, such as `GetObject`. Always billed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export interface DataSelector extends NamedSelector {
  readonly category: "Data";
  /** The one type of resource recorded, such as `AWS::S3::Object`. */
  readonly resourceType: string;
  /** `true` records only reads, `false` only writes. @default - both */
  readonly readOnly?: boolean;
  /** @default - every call */
  readonly eventName?: FieldConditions;
  /**
   * The resource, by ARN. For all objects of a bucket: `startsWith: ["arn:aws:s3:::bucket/"]`.
   * @default - every resource of the type
   */
  readonly resourceArn?: FieldConditions;
  /** @default - every event source */
  readonly eventSource?: FieldConditions;
  /** `AwsApiCall`, `AwsServiceEvent` … Needs AWS provider 6.2.0. @default - every type of event */
  readonly eventType?: FieldConditions;
  /** `true` records only console sessions, `false` all but those. Needs AWS provider 6.2.0. @default - both */
  readonly sessionCredentialFromConsole?: boolean;
  /** Who made the call. @default - everybody */
  readonly userIdentityArn?: FieldConditions;
}

/**
 * Records what passes through VPC endpoints to one service. Always billed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
 */
export interface NetworkActivitySelector extends NamedSelector {
  readonly category: "NetworkActivity";
  /** The one service recorded, such as `s3.amazonaws.com`. */
  readonly eventSource: string;
  /** @default - every call */
  readonly eventName?: FieldConditions;
  /** Records only what the endpoint's policy denied. Needs AWS provider 6.2.0. @default - allowed and denied */
  readonly errorCode?: "VpceAccessDenied";
  /** Needs AWS provider 6.2.0. @default - every VPC endpoint */
  readonly vpcEndpointId?: FieldConditions;
  /** Who made the call. @default - everybody */
  readonly userIdentityArn?: FieldConditions;
}

/** The resource types that basic selectors know. All others need advanced selectors. */
export const BASIC_RESOURCE_TYPES = [
  "AWS::S3::Object",
  "AWS::Lambda::Function",
  "AWS::DynamoDB::Table",
] as const;

/** One of them. */
export type BasicResourceType = (typeof BASIC_RESOURCE_TYPES)[number];

/** Which events a basic selector records: all, those that only read, or the others. */
export const READ_WRITE_TYPES = ["All", "ReadOnly", "WriteOnly"] as const;

/**
 * A selector of the older form, for trails that have them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export interface BasicEventSelector {
  /** @default "All" */
  readonly readWriteType?: (typeof READ_WRITE_TYPES)[number];
  /** @default true */
  readonly includeManagementEvents?: boolean;
  /** @default - none is left out */
  readonly excludeManagementEventSources?: readonly ExcludableManagementSource[];
  /** The data events recorded. @default - none */
  readonly dataResources?: readonly BasicDataResource[];
}

/**
 * Resources of one type whose data events a basic selector records.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html
 */
export interface BasicDataResource {
  readonly type: BasicResourceType;
  /**
   * ARNs. `arn:aws:s3`, `arn:aws:lambda` and `arn:aws:dynamodb` stand for every resource of the type. An S3 value is a
   * prefix: `arn:aws:s3:::bucket/` or `arn:aws:s3:::bucket/key-prefix`. A function's or table's ARN is exact.
   */
  readonly values: readonly string[];
}
