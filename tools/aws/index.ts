export { AthenaQuery, type AthenaProgress } from "./athena";
export { caller, configuredRegion, roleIn, type AwsSettings } from "./clients";
export { type AnswerListener, type AwsAnswer } from "./answers";
export { listPublicKeys, type CloudTrailKey } from "./cloudtrail";
export { awsSentence, denialsIn, errorCode, isSignedOut } from "./errors";
export { S3Reader, type S3Object } from "./buckets";
export { bucketSettings, type BucketSettings } from "./bucket-settings";
export { IamReader } from "./iam";
export { Organization, type FoundOrganization, type OrganizationAccount } from "./organizations";
