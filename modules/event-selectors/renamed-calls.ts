/** A call that CloudTrail records under another name than the API has for it. */
export interface RenamedCall {
  /** The name in the API. */
  readonly call: string;
  /** The names in CloudTrail. */
  readonly recordedAs: readonly string[];
  readonly service: "lambda" | "s3";
  /** Whether other services have a call of this name too, which CloudTrail may record under it. */
  readonly shared: boolean;
}

const LAMBDA: Readonly<Record<string, string>> = {
  AddPermission: "AddPermission20150331v2",
  CreateAlias: "CreateAlias20150331",
  CreateEventSourceMapping: "CreateEventSourceMapping20150331",
  CreateFunction: "CreateFunction20150331",
  DeleteAlias: "DeleteAlias20150331",
  DeleteEventSourceMapping: "DeleteEventSourceMapping20150331",
  DeleteFunction: "DeleteFunction20150331",
  DeleteFunctionConcurrency: "DeleteFunctionConcurrency20171031",
  GetAlias: "GetAlias20150331",
  PublishLayerVersion: "PublishLayerVersion20181031",
  PublishVersion: "PublishVersion20150331",
  PutFunctionConcurrency: "PutFunctionConcurrency20171031",
  RemovePermission: "RemovePermission20150331v2",
  UpdateAlias: "UpdateAlias20150331",
  UpdateEventSourceMapping: "UpdateEventSourceMapping20150331",
  UpdateFunctionCode: "UpdateFunctionCode20150331v2",
  UpdateFunctionConfiguration: "UpdateFunctionConfiguration20150331v2",
};

/** Names that SNS, SQS, KMS, CloudFront or others have for calls of their own. */
const SHARED = [
  "AddPermission",
  "CreateAlias",
  "CreateFunction",
  "DeleteAlias",
  "DeleteFunction",
  "GetAlias",
  "RemovePermission",
  "UpdateAlias",
];

const S3: Readonly<Record<string, readonly string[]>> = {
  DeletePublicAccessBlock: ["DeleteBucketPublicAccessBlock", "DeleteAccountPublicAccessBlock"],
  GetBucketAccelerateConfiguration: ["GetAccelerateConfiguration"],
  GetBucketLifecycleConfiguration: ["GetBucketLifecycle"],
  GetBucketNotificationConfiguration: ["GetBucketNotification"],
  GetObjectLockConfiguration: ["GetBucketObjectLockConfiguration"],
  GetPublicAccessBlock: ["GetBucketPublicAccessBlock", "GetAccountPublicAccessBlock"],
  PutBucketAccelerateConfiguration: ["PutAccelerateConfiguration"],
  PutBucketLifecycleConfiguration: ["PutBucketLifecycle"],
  PutBucketNotificationConfiguration: ["PutBucketNotification"],
  PutObjectLockConfiguration: ["PutBucketObjectLockConfiguration"],
  PutPublicAccessBlock: ["PutBucketPublicAccessBlock", "PutAccountPublicAccessBlock"],
};

/**
 * The calls of S3 and Lambda that AWS documents under another name in CloudTrail than in the API.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
export const RENAMED_CALLS: readonly RenamedCall[] = [
  ...Object.entries(S3).map(([call, recordedAs]): RenamedCall => ({
    call,
    recordedAs,
    service: "s3",
    shared: false,
  })),
  ...Object.entries(LAMBDA).map(([call, name]): RenamedCall => ({
    call,
    recordedAs: [name],
    service: "lambda",
    shared: SHARED.includes(call),
  })),
];
