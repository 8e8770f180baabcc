export { caller, roleIn, type AwsSettings } from "./clients";
export { type AnswerListener, type AwsAnswer } from "./answers";
export { listPublicKeys, type CloudTrailKey } from "./cloudtrail";
export { awsSentence, errorCode, isSignedOut } from "./errors";
export { S3Reader, type S3Object } from "./buckets";
