import type { AccessLogTarget } from "../log-archive";
import type { FunctionCode } from "../log-validation";
import type { SearchPlace, TlsVersion } from "../policy";
import type { NewSearchCollection } from "./collection-props";
import type { NewSearchDomain } from "./domain-props";

/** How long Firehose writes into one index of a domain. */
export const INDEX_ROTATIONS = ["hour", "day", "week", "month"] as const;
export type IndexRotation = (typeof INDEX_ROTATIONS)[number];

/** Which events go where, and who reads those that do not get there. */
export interface LogSearchProps {
  readonly place: SearchPlace;
  /** What the function runs. @default - what comes with the package */
  readonly code?: FunctionCode;
  /** ARNs, or patterns of ARNs, of those who read the records that failed: who reads the logs. */
  readonly readers: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles that manage the bucket and the key: at least one. */
  readonly administrators: readonly string[];
  /** Security groups of the stream's network interfaces, where `place.subnetIds` are set. @default - it has none of these */
  readonly securityGroupIds?: readonly string[];
  /** The domain of `place.target`, where it is made beside the stream: that is given a security group of its own. @default - it is there */
  readonly newDomain?: NewSearchDomain;
  /** The collection of `place.target`, likewise: `place.subnetIds` are those of its endpoint, too. @default - none is made */
  readonly newCollection?: NewSearchCollection;
  /** How long Firehose writes into one index of a domain; into a collection it writes one index. @default "month" */
  readonly rotation?: IndexRotation;
  /** Days after which a record that failed is deleted. @default 90 */
  readonly failedRecordsExpireAfterDays?: number;
  /** Where S3's server access logs of the bucket go: an AccessLogBucket of the same account and Region. @default - nowhere */
  readonly accessLogs?: AccessLogTarget;
  /** The oldest TLS version with which the bucket may be used. @default "1.2" */
  readonly minimumTlsVersion?: TlsVersion;
  /** The topic that hears of what fails. @default - nobody does */
  readonly topicArn?: string;
}
