import {
  excludeLogBuckets,
  expandPreset,
  fitSelectors,
  type AdvancedEventSelector,
  type BasicEventSelector,
  type LogBuckets,
  type TrailSelectors,
} from "../../../modules/event-selectors";
import { BucketName, logBucketFamily, type Partition } from "../../../modules/organization";
import type { DeepPartial } from "../draft";
import {
  accessLogBucket,
  accountsOf,
  organizationBucket,
  teamAccessLogBucket,
  teamBucket,
} from "../names/names";
import type { OrganizationFile } from "../organization-file";
import type { RecordEntry } from "./record";
import type { TeamFile } from "../team-file";

/** All buckets with logs in them, as far as they are known. No selector records these. */
export function logBucketsOf(
  organization: DeepPartial<OrganizationFile>,
  teams: readonly DeepPartial<TeamFile>[],
): LogBuckets {
  const named = [
    organizationBucket(organization),
    accessLogBucket(organization),
    ...teams.flatMap((team) => [teamBucket(organization, team), teamAccessLogBucket(organization, team)]),
  ];
  const name = organization.organization?.name;
  return {
    partition: organization.organization?.partition ?? "aws",
    buckets: named.flatMap((bucket) =>
      bucket === undefined || BucketName.problem(bucket.name) !== undefined
        ? []
        : [BucketName.of(bucket.name)],
    ),
    families: accountsOf(organization).flatMap(({ id }) =>
      name === undefined || id === undefined ? [] : [logBucketFamily(name, id)],
    ),
  };
}

/** The selectors that entries of `record` stand for, in their order. */
export function expandEntries(
  record: readonly RecordEntry[],
  partition: Partition,
): readonly AdvancedEventSelector[] {
  return record.flatMap((entry) => ("preset" in entry ? expandPreset(entry, partition) : [entry]));
}

/** What a trail's file says of what it records: by entries, or by basic selectors. */
export interface Recording {
  readonly record?: readonly RecordEntry[];
  readonly basicSelectors?: readonly BasicEventSelector[];
  readonly excludeLogBuckets: boolean;
}

/** Whose trail it is: the organization's records all management events unless it says otherwise. */
export type TrailOwner = "organization" | "team";

/** What a trail records: what its file asks for, without the log buckets, within CloudTrail's quota where possible. */
export function recordedBy(recording: Recording, logs: LogBuckets, owner: TrailOwner): TrailSelectors {
  const { record = [], basicSelectors, excludeLogBuckets: exclude } = recording;
  const asked: TrailSelectors =
    basicSelectors === undefined
      ? { kind: "advanced", selectors: advancedSelectors(record, logs.partition, owner) }
      : { kind: "basic", selectors: basicSelectors };
  const trail = exclude ? excludeLogBuckets(asked, logs) : asked;
  return trail.kind === "basic" ? trail : { kind: "advanced", selectors: fitSelectors(trail.selectors) };
}

function advancedSelectors(
  record: readonly RecordEntry[],
  partition: Partition,
  owner: TrailOwner,
): readonly AdvancedEventSelector[] {
  const asked = expandEntries(record, partition);
  const silent = owner === "organization" && !asked.some(({ category }) => category === "Management");
  return silent ? [...expandPreset({ preset: "management-all" }, partition), ...asked] : asked;
}
