import { AWS, type AwsLimit } from "../aws-limit";

/** The limits of what the log archive is told to use. */
export const ARCHIVE_LIMITS = {
  "log-prefix": {
    what: "What stands before AWSLogs/",
    limit: "200 characters, without AWSLogs",
    keys: ["archive.prefix"],
    page: `${AWS}awscloudtrail/latest/APIReference/API_CreateTrail.html`,
  },
  "existing-key": {
    what: "A KMS key that is there already",
    limit: "a key of the partition, in the Region of the log bucket, once in a configuration",
    keys: ["archive.kmsKeyArn", "team:kmsKeyArn"],
    page: `${AWS}awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html`,
  },
} as const satisfies Readonly<Record<string, AwsLimit>>;
