import type { LogPrefix } from "../organization";

/** Where a trail delivers. From a LogArchive in the same stack, or from another stack's contract. */
export interface LogDestination {
  /**
   * The bucket's name. CloudTrail tests the bucket's policy when a trail is made, so this is best an attribute of
   * the policy, which is known once the policy is set.
   */
  readonly bucketName: string;
  /** The key's ARN. Its policy is part of the key. */
  readonly keyArn: string;
  /** What stands before `AWSLogs/`. @default - nothing */
  readonly prefix?: LogPrefix;
}
