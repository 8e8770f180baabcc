import type { Immutability } from "../../../modules/immutability";
import {
  bucketArn,
  logBucketFamily,
  logValidationLogGroupName,
  logValidationRoleName,
  objectArn,
  organizationKeyAlias,
  roleArn,
  type BucketName,
  type LogPrefix,
  type Partition,
  type Region,
  type RoleName,
} from "../../../modules/organization";
import type {
  OwnAccessLogStatements,
  OwnStatements,
  PolicyStatement,
  TlsVersion,
} from "../../../modules/policy";
import { askingRoles } from "../analytics/resolve";
import { consumerSettings, type ConsumerSettings } from "../consumers/resolve";
import type { SoundFiles } from "../draft";
import type { OrganizationFile } from "../organization-file";
import { accountNamed, type Account } from "../organization/resolve";
import { replicaSettings, type ReplicaSettings } from "../replica/resolve";

/** One bucket and key for logs. */
export interface LogStore {
  readonly bucketName: BucketName;
  /** It is there already, and imported. @default false */
  readonly existingBucket?: boolean;
  readonly keyAlias: string;
  /** A key that is there already. @default - one is made, with the alias */
  readonly kmsKeyArn?: string;
  readonly immutability: Immutability;
  /** ARNs, or patterns of ARNs, of those who read all logs in it. */
  readonly readers: readonly string[];
  /** ARNs of the roles that manage it. */
  readonly administrators: readonly string[];
  /** ARNs of the roles with which AWS Config's remediation restores settings of the bucket, and of its access-log bucket. */
  readonly menders: readonly string[];
  /** What stands in the policies of bucket and key besides. @default - nothing */
  readonly policyStatements?: OwnStatements;
}

/** The stack of the log-archive account. A public contract: users deploy by it, and its state is kept under it. */
export const LOG_ARCHIVE_STACK = "log-archive";

/** The stack with the central logs of some teams. @param number from 1, which is the log-archive stack, to `archive.stacks` */
export function archiveStackName(number: number): string {
  return number === 1 ? LOG_ARCHIVE_STACK : `${LOG_ARCHIVE_STACK}-${number}`;
}

/** The numbers of these stacks. */
export function archiveStackNumbers(stacks: number): readonly number[] {
  return Array.from({ length: stacks }, (_, index) => index + 1);
}

export interface ArchiveSettings extends LogStore {
  /** Where the log-archive account has its buckets and keys, those of teams too. */
  readonly region: Region;
  readonly prefix?: LogPrefix;
  readonly memberAccess: boolean;
  readonly minimumTlsVersion: TlsVersion;
  /** How many stacks share the central logs of teams: the log-archive stack, and those beside it. */
  readonly stacks: number;
  readonly accessLogs: AccessLogSettings;
  /** @default - nobody looks by the hour */
  readonly validation?: ValidationSettings;
  /** To whom the organization's log files are handed on. @default - nobody */
  readonly handOn?: ConsumerSettings;
  /** The second copy. @default - there is none */
  readonly replica?: ReplicaSettings;
}

/** The function that validates log files each hour. */
export interface ValidationSettings {
  readonly roleName: RoleName;
  readonly logGroupName: string;
  readonly lastHours?: number;
  readonly shards?: number;
}

export interface AccessLogSettings {
  readonly bucketName: BucketName;
  /** Names, or patterns of names, of the buckets whose access is logged. */
  readonly sources: readonly string[];
  readonly expireAfterDays: number;
  /** What stands in the bucket's policy besides. @default - nothing */
  readonly policyStatements?: OwnAccessLogStatements;
}

/** Statements as a file has them. */
interface FileStatements {
  readonly accessLogs: readonly PolicyStatement[];
  readonly bucket: readonly PolicyStatement[];
  readonly key: readonly PolicyStatement[];
}

/** The Region of the log archive. */
export function archiveRegion({ archive, organization }: OrganizationFile): Region {
  return (archive.region ?? organization.homeRegion) as Region;
}

/** The organization's logs. @param menders the roles that mend buckets of the log-archive account */
export function archiveSettings(files: SoundFiles, menders: readonly string[]): ArchiveSettings {
  const { organization: file, names } = files;
  const logArchive = accountNamed(files, "logArchive");
  const { archive, organization } = file;
  const { prefix, immutability, memberAccess, minimumTlsVersion, stacks, accessLogs, validation } = archive;
  const { name } = organization;
  const handOn = consumerSettings(files);
  const replica = replicaSettings(files, archiveRegion(file));
  return {
    region: archiveRegion(file),
    bucketName: names.bucket.name,
    ...(archive.existingBucket && { existingBucket: true }),
    keyAlias: organizationKeyAlias(name),
    immutability,
    readers: readersOf(files),
    administrators: administratorsOf(files, logArchive),
    menders,
    ...ownStatements(organization.partition, names.bucket.name, archive.policyStatements),
    ...(archive.kmsKeyArn !== undefined && { kmsKeyArn: archive.kmsKeyArn }),
    ...(prefix !== undefined && { prefix }),
    memberAccess,
    minimumTlsVersion,
    stacks,
    accessLogs: {
      bucketName: names.accessLogBucket.name,
      sources: centralBuckets(
        files,
        ...[names.athenaResults, names.searchFailed].filter((bucket) => bucket !== undefined),
      ),
      expireAfterDays: accessLogs.expireAfterDays,
      ...ownAccessLogStatements(organization.partition, names.accessLogBucket.name, archive.policyStatements),
    },
    ...(handOn !== undefined && { handOn }),
    ...(replica !== undefined && { replica }),
    ...(validation !== undefined && {
      validation: {
        roleName: logValidationRoleName(name),
        logGroupName: logValidationLogGroupName(name),
        ...validation,
      },
    }),
  };
}

/** The statements of a file, with the resources that they leave out. */
export function ownStatements(
  partition: Partition,
  bucket: BucketName,
  file: FileStatements | undefined,
): Pick<LogStore, "policyStatements"> {
  if (file === undefined) return {};
  return {
    policyStatements: {
      bucket: aboutBucket(partition, bucket, file.bucket),
      key: file.key.map((statement) => ({ Resource: "*", ...statement })),
    },
  };
}

/** Those of a file on a bucket of access logs, with the resources that they leave out. */
export function ownAccessLogStatements(
  partition: Partition,
  bucket: BucketName,
  file: FileStatements | undefined,
): Pick<AccessLogSettings, "policyStatements"> {
  if (file === undefined || file.accessLogs.length === 0) return {};
  return { policyStatements: { accessLogs: aboutBucket(partition, bucket, file.accessLogs) } };
}

function aboutBucket(
  partition: Partition,
  bucket: BucketName,
  statements: readonly PolicyStatement[],
): readonly PolicyStatement[] {
  const own = [bucketArn(partition, bucket), objectArn(partition, bucket, "*")];
  return statements.map((statement) => ({ Resource: own, ...statement }));
}

/** Who reads all logs: those that the configuration names, what validates them each hour, and who asks them. */
export function readersOf({ organization: file }: SoundFiles): readonly string[] {
  const { name, partition, accounts } = file.organization;
  const { readers, validation } = file.archive;
  return [
    ...readers,
    ...(validation === undefined
      ? []
      : [roleArn(partition, accounts.logArchive.id, logValidationRoleName(name))]),
    ...askingRoles(file),
  ];
}

/** Who manages a log store in the account: whoever deploys there, and those that the configuration names. */
export function administratorsOf(
  { organization: { archive } }: SoundFiles,
  { deployRoleArn }: Account,
): readonly string[] {
  return [...(deployRoleArn === undefined ? [] : [deployRoleArn]), ...archive.administrators];
}

/** Patterns for the log buckets of the log archive: its family of names, and those named otherwise. @param others of its buckets that keep no logs */
export function centralBuckets(
  { organization: file, names, teams }: SoundFiles,
  ...others: readonly BucketName[]
): readonly string[] {
  const { name, accounts } = file.organization;
  const family = logBucketFamily(name, accounts.logArchive.id);
  const central = teams.filter((team) => team.file.destination === "central");
  const buckets = [names, ...central.map((team) => team.names)].map(({ bucket }) => bucket.name);
  return [`${family}*`, ...[...buckets, ...others].filter((name) => !name.startsWith(family))];
}
