import { bucketTag } from "../../modules/config-rules";
import type { AccessLogBucketProps, LogArchiveProps } from "../../modules/log-archive";
import type { Configuration } from "../config";

/** The bucket beside log buckets. @param settings what an account chooses */
export function accessLogsOf<T>(
  configuration: Configuration,
  settings: T,
): T & Pick<AccessLogBucketProps, "bucketTags"> {
  return { ...settings, ...bucketTagsOf(configuration, { holds: "access-logs" }) };
}

/** The tag by which AWS Config knows the bucket, where rules are of all buckets. */
export function bucketTagsOf(
  { configRules }: Configuration,
  bucket: Parameters<typeof bucketTag>[0],
): Pick<LogArchiveProps, "bucketTags"> {
  return configRules?.scope.taggedBuckets === undefined ? {} : { bucketTags: bucketTag(bucket) };
}
