import {
  centralBucketPolicy,
  centralKeyPolicy,
  organizationBucketPolicy,
  organizationKeyPolicy,
  ownBucketPolicy,
  ownKeyPolicy,
} from "./floor/policies";
import { LOG_ARCHIVE, logBucket, ownsLogs, type Team } from "./organization";

/** A log bucket and its key. */
export interface LogStore {
  readonly bucket: string;
  readonly alias: string;
  /** Whether it has Object Lock, for a year, with a lifecycle. */
  readonly locked: boolean;
  readonly bucketPolicy: () => string;
  readonly keyPolicy: () => string;
}

/** Where the organization trail delivers. */
export const ORGANIZATION_STORE: LogStore = {
  bucket: `acme-cloudtrail-${LOG_ARCHIVE}-organization`,
  alias: "alias/acme-cloudtrail-organization",
  locked: false,
  bucketPolicy: organizationBucketPolicy,
  keyPolicy: organizationKeyPolicy,
};

/** Where a team's trail delivers. */
export function teamStore(team: Team): LogStore {
  const values = { account: team.account.id, region: team.region, team: team.name };
  const own = ownsLogs(team);
  return {
    bucket: logBucket(team),
    alias: `alias/acme-cloudtrail-team-${team.name}`,
    locked: own,
    bucketPolicy: () => (own ? ownBucketPolicy(values) : centralBucketPolicy(values)),
    keyPolicy: () => (own ? ownKeyPolicy(values) : centralKeyPolicy(values)),
  };
}
