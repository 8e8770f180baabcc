import type { AccessLogTarget } from "../log-archive";
import type { RoleName } from "../organization";
import type { AthenaPlace, TlsVersion } from "../policy";
import type { LogFolder } from "../questions";

/** What Athena finds, who asks, and how much a question may read. */
export interface AthenaQueriesProps extends AthenaPlace {
  /** The log files, a table for each kind of them. The saved queries ask the first. */
  readonly folders: readonly LogFolder[];
  /** The accounts that the saved queries ask about, where the tables do not know all. @default - all that the tables know */
  readonly askedAccounts?: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles and users that may take the role which asks: at least one. */
  readonly readers: readonly string[];
  /** The role that asks. Make it one of the `readers` of each LogArchive, whose policies let nobody else read. */
  readonly roleName: RoleName;
  /** ARNs, or patterns of ARNs, of the roles that manage the bucket and the key of answers: at least one. */
  readonly administrators: readonly string[];
  /** Where S3's server access logs of the bucket of answers go. */
  readonly accessLogs: AccessLogTarget;
  /** The most that a query reads, in bytes: Athena stops it there. From 10,000,000. @default 1000000000000 - 1 TB */
  readonly bytesScannedCutoffPerQuery?: number;
  /** Days after which an answer is deleted. @default 30 */
  readonly resultsExpireAfterDays?: number;
  /** The oldest TLS version with which the bucket of answers may be used. @default "1.2" */
  readonly minimumTlsVersion?: TlsVersion;
}
