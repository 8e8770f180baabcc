import type { TrailSelectors } from "../../../modules/event-selectors";
import { teamKeyAlias, type Region, type TeamName, type TrailIdentity } from "../../../modules/organization";
import {
  administratorsOf,
  ownAccessLogStatements,
  ownStatements,
  readersOf,
  type AccessLogSettings,
  type LogStore,
} from "../archive/resolve";
import type { SoundFiles, SoundTeam } from "../draft";
import { teamWatch } from "../monitoring/resolve";
import type { WatchSettings } from "../monitoring/settings";
import { certain } from "../names/names";
import { accountNamed, type Account } from "../organization/resolve";
import { resolvedSelectors, recordingOf, type Recording } from "../trail/resolve";

/** One team's trail. */
export interface Team {
  readonly name: TeamName;
  readonly account: Account;
  readonly identity: TrailIdentity;
  readonly allRegions: boolean;
  readonly recording: Recording;
  /** What it records, which follows. */
  readonly recorded: TrailSelectors;
  readonly destination: TeamDestination;
  /** What is watched over in the team's account. @default - nothing is */
  readonly watch?: WatchSettings;
}

/**
 * Where a team's trail delivers: a store in the log-archive account, in the stack of that number, or one with its own access
 * logs.
 */
export type TeamDestination =
  | ({ readonly kind: "central"; readonly archiveStack: number } & LogStore)
  | ({ readonly kind: "own"; readonly accessLogs: AccessLogSettings } & LogStore);

/** The team's trail. @param menders the roles that mend buckets of the log-archive account */
export function resolveTeam(files: SoundFiles, team: SoundTeam, menders: readonly string[]): Team {
  const { file, names } = team;
  const recording = recordingOf(file, files.names.logBuckets, "team");
  const account = accountNamed(files, file.account);
  const watch = teamWatch(files, team);
  return {
    name: file.team,
    account,
    identity: {
      partition: files.organization.organization.partition,
      homeRegion: file.region as Region,
      account: account.id,
      name: names.trail,
    },
    allRegions: file.allRegions,
    recording,
    recorded: resolvedSelectors(recording),
    destination: destinationOf(files, team, account, menders),
    ...(watch !== undefined && { watch }),
  };
}

function destinationOf(
  files: SoundFiles,
  { file, names }: SoundTeam,
  account: Account,
  menders: readonly string[],
): TeamDestination {
  const { organization, archive } = files.organization;
  const own = file.destination === "own";
  const store: LogStore = {
    bucketName: names.bucket.name,
    ...(file.existingBucket && { existingBucket: true }),
    keyAlias: teamKeyAlias(organization.name, file.team),
    immutability: file.immutability ?? archive.immutability,
    readers: [...readersOf(files), ...file.readers],
    administrators: administratorsOf(files, own ? account : accountNamed(files, "logArchive")),
    // Nothing is remediated in a team's account.
    menders: own ? [] : menders,
    ...ownStatements(organization.partition, names.bucket.name, file.policyStatements),
    ...(file.kmsKeyArn !== undefined && { kmsKeyArn: file.kmsKeyArn }),
  };
  if (!own) return { kind: "central", archiveStack: file.archiveStack ?? 1, ...store };
  const accessLogs = {
    bucketName: certain(names.accessLogBucket).name,
    sources: [store.bucketName],
    expireAfterDays: archive.accessLogs.expireAfterDays,
    ...ownAccessLogStatements(
      organization.partition,
      certain(names.accessLogBucket).name,
      file.policyStatements,
    ),
  };
  return { kind: "own", ...store, accessLogs };
}
