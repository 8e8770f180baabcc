import { sorted } from "../../../modules/kernel";
import {
  athenaDatabaseName,
  athenaKeyAlias,
  athenaReaderRoleName,
  athenaWorkgroupName,
  logBucketFamily,
  regionsOf,
  roleArn,
  type AccountId,
  type BucketName,
  type RoleName,
} from "../../../modules/organization";
import type { SoundFiles } from "../draft";
import type { OrganizationFile } from "../organization-file";
import { searchSettings, type SearchSettings } from "../search/resolve";

/** The stack of what asks the logs. A public contract: users deploy by it, and its state is kept under it. */
export const ANALYTICS_STACK = "analytics";

/** What asks the logs, besides CloudWatch. */
export interface AnalyticsSettings {
  /** @default - Athena is not asked */
  readonly athena?: AthenaSettings;
  /** @default - no events go to OpenSearch */
  readonly search?: SearchSettings;
}

/** Athena, in the log-archive account. */
export interface AthenaSettings {
  readonly workgroupName: string;
  readonly databaseName: string;
  readonly resultsBucketName: BucketName;
  readonly keyAlias: string;
  readonly roleName: RoleName;
  /** ARNs, or patterns of ARNs, of those who may take the role. */
  readonly readers: readonly string[];
  /** The names of the log buckets, or patterns of names. */
  readonly logBuckets: readonly string[];
  /** The accounts that the configuration knows, and those that it names for this. */
  readonly knownAccounts: readonly AccountId[];
  /** Whether a question finds these accounts without naming them, and no others. */
  readonly findsKnownAccounts: boolean;
  readonly regions: readonly string[];
  /** The first day that is found. */
  readonly since: string;
  readonly bytesScannedCutoffPerQuery: number;
  readonly resultsExpireAfterDays: number;
}

const BYTES_IN_GB = 1_000_000_000;

/** What the files say of it. @returns undefined where they say nothing */
export function analyticsSettings(files: SoundFiles): AnalyticsSettings | undefined {
  const { organization: file, names } = files;
  const { analytics, organization } = file;
  const { athenaResults } = names;
  if (analytics === undefined) return undefined;
  const { athena } = analytics;
  const search = searchSettings(files);
  const besides = search === undefined ? {} : { search };
  if (athena === undefined || athenaResults === undefined) return besides;
  const { readers, accounts, regions, since, scanLimitGb, resultsExpireAfterDays } = athena;
  const { name, partition, homeRegion } = organization;
  return {
    ...besides,
    athena: {
      workgroupName: athenaWorkgroupName(name),
      databaseName: athenaDatabaseName(name),
      resultsBucketName: athenaResults,
      keyAlias: athenaKeyAlias(name),
      roleName: athenaReaderRoleName(name),
      readers,
      logBuckets: logBucketPatterns(files),
      knownAccounts: sorted([...[...names.accounts.values()].map(({ id }) => id), ...(accounts ?? [])]),
      findsKnownAccounts: accounts !== undefined,
      regions: sorted([homeRegion, ...(regions ?? regionsOf(partition))]),
      since,
      bytesScannedCutoffPerQuery: scanLimitGb * BYTES_IN_GB,
      resultsExpireAfterDays,
    },
  };
}

/** The roles with which the logs are asked: each reads all of them. */
export function askingRoles({ organization, analytics }: OrganizationFile): readonly string[] {
  const { name, partition, accounts } = organization;
  return analytics?.athena === undefined
    ? []
    : [roleArn(partition, accounts.logArchive.id, athenaReaderRoleName(name))];
}

/** The log buckets: those that are named as orgtrail names them by one pattern for all teams, so that thousands of them fit. */
function logBucketPatterns({ organization: { organization }, names, teams }: SoundFiles): readonly string[] {
  const ofTeams = `${logBucketFamily(organization.name, "*" as AccountId)}team-*`;
  return sorted([
    names.bucket.name,
    ...teams.map(({ names: { bucket } }) => (bucket.derived ? ofTeams : bucket.name)),
  ]);
}
