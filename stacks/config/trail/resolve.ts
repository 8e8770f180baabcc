import {
  expandPreset,
  recordedSelectors,
  type AdvancedEventSelector,
  type BasicEventSelector,
  type LogBuckets,
  type TrailSelectors,
} from "../../../modules/event-selectors";
import type { InsightType } from "../../../modules/insights";
import type { AccountId, Partition, Region, TrailIdentity } from "../../../modules/organization";
import type { SoundFiles } from "../draft";
import { accountOf } from "../organization/resolve";
import type { RecordEntry } from "./record";

export interface OrganizationTrailSettings {
  readonly identity: TrailIdentity;
  readonly insights: readonly InsightType[];
  readonly recorded: TrailSelectors;
  /** The buckets that no selector records. */
  readonly logBuckets: LogBuckets | "recorded";
  readonly deliveryNotifications: boolean;
  readonly delegatedAdministrator?: AccountId;
}

/** The organization trail. */
export function organizationTrailSettings(files: SoundFiles): OrganizationTrailSettings {
  const { organization: file, names } = files;
  const { id, partition, homeRegion, accounts } = file.organization;
  const { insights, deliveryNotifications, delegatedAdministrator } = file.trail;
  return {
    identity: {
      partition,
      homeRegion: homeRegion as Region,
      account: accounts.management.id,
      name: names.trail,
      organization: id,
    },
    insights,
    recorded: recordedBy(file.trail, names.logBuckets, "organization"),
    logBuckets: file.trail.excludeLogBuckets ? names.logBuckets : "recorded",
    deliveryNotifications,
    ...(delegatedAdministrator !== undefined && {
      delegatedAdministrator: accountOf(files, delegatedAdministrator).id,
    }),
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
  return recordedSelectors(asked, exclude ? logs : "recorded");
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
