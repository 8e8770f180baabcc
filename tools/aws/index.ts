export { awsSettings, caller, roleIn, type AwsSettings } from "./clients";
export { listPublicKeys, type CloudTrailKey } from "./cloudtrail";
export { awsSentence, errorCode } from "./errors";
export { S3Reader, type S3Object } from "./buckets";
