import {
  expandPreset,
  recordedSelectors,
  type AdvancedEventSelector,
  type BasicEventSelector,
  type LogBuckets,
  type FullRecording,
  type TrailRecording,
  type TrailSelectors,
} from "../../../modules/event-selectors";
import type { InsightType } from "../../../modules/insights";
import type { AccountId, Partition, Region, TrailIdentity } from "../../../modules/organization";
import type { SoundFiles } from "../draft";
import { accountNamed } from "../organization/resolve";
import { type DeliveryTopic, deliveryTopicOf } from "./delivery-topic";
import type { RecordEntry } from "./record";

export interface ResolvedTrail {
  readonly identity: TrailIdentity;
  readonly insights: readonly InsightType[];
  readonly recording: Recording;
  /** What it records, which follows. */
  readonly recorded: TrailSelectors;
  /** The topic that hears of each delivered log file. @default - there is none */
  readonly deliveryTopic?: DeliveryTopic;
  readonly delegatedAdministrator?: AccountId;
}

/** What a trail is asked to record, as its construct takes it, and the buckets that no selector records. */
export type Recording = TrailRecording &
  Pick<FullRecording, "logFileChanges"> & { readonly logBuckets: LogBuckets | "recorded" };

/** The organization trail. */
export function organizationTrailSettings(files: SoundFiles): ResolvedTrail {
  const { organization: file, names } = files;
  const { id, partition, homeRegion, accounts } = file.organization;
  const { insights, delegatedAdministrator } = file.trail;
  const recording = recordingOf(file.trail, names.logBuckets, "organization");
  const deliveryTopic = deliveryTopicOf(files);
  return {
    identity: {
      partition,
      homeRegion: homeRegion as Region,
      account: accounts.management.id,
      name: names.trail,
      organization: id,
    },
    insights,
    recording,
    recorded: resolvedSelectors(recording),
    ...(deliveryTopic && { deliveryTopic }),
    ...(delegatedAdministrator !== undefined && {
      delegatedAdministrator: accountNamed(files, delegatedAdministrator).id,
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
export interface RecordingFile {
  readonly record?: readonly RecordEntry[];
  readonly basicSelectors?: readonly BasicEventSelector[];
  readonly excludeLogBuckets: boolean;
  /** Of the organization trail alone. @default true */
  readonly recordLogFileChanges?: boolean;
}

/** Whose trail it is: the organization's records all management events unless it says otherwise. */
export type TrailOwner = "organization" | "team";

/** What a trail's file asks it to record. */
export function recordingOf(file: RecordingFile, logs: LogBuckets, owner: TrailOwner): Recording {
  const { record = [], basicSelectors, recordLogFileChanges = true } = file;
  const buckets = {
    logBuckets: file.excludeLogBuckets ? logs : ("recorded" as const),
    ...(owner === "organization" && {
      logFileChanges: recordLogFileChanges ? logs : ("not-recorded" as const),
    }),
  };
  return basicSelectors === undefined
    ? { selectors: advancedSelectors(record, logs.partition, owner), ...buckets }
    : { basicSelectors, ...buckets };
}

/** What a trail records that is asked for this. */
export function resolvedSelectors(recording: Recording): TrailSelectors {
  return recordedSelectors(recording, recording.logBuckets);
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
