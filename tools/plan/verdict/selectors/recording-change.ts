import {
  compileSelectors,
  type CloudTrailEvent,
  type TrailSelectors,
} from "../../../../modules/event-selectors";
import type { Configuration } from "../../../../stacks/config";
import { witnessEvents } from "./witness-events";

/** What a trail records more and less than before, of data and network activity events. */
export interface RecordingChange {
  /** Each kind in words, such as "reads of AWS::S3::Object", with an example. */
  readonly more: readonly RecordedKind[];
  readonly fewer: readonly RecordedKind[];
}

/** A kind of event. */
export interface RecordedKind {
  readonly category: "Data" | "NetworkActivity";
  readonly title: string;
}

/** Compares what two trails record. @param before @default - there was no trail */
export function recordingChange(
  before: TrailSelectors | undefined,
  after: TrailSelectors,
  configuration: Configuration,
): RecordingChange {
  const [recorded, records] = [before ?? ({ kind: "advanced", selectors: [] } as const), after];
  const [was, is] = [compileSelectors(recorded), compileSelectors(records)];
  const events = witnessEvents(recorded, records).filter((event) => !isOfLogBucket(event, configuration));
  const differing = (now: boolean): readonly RecordedKind[] =>
    kindsOf(
      events.filter((event) => (is(event) !== undefined) === now && (was(event) !== undefined) !== now),
    );
  return { more: differing(true), fewer: differing(false) };
}

/** Log buckets are left out of what is recorded, each new one too: nothing is lost by that. */
function isOfLogBucket(event: CloudTrailEvent, { trail: { logBuckets } }: Configuration): boolean {
  if (logBuckets === "recorded") return false;
  const arn = arnOf(event);
  const { buckets, families = [] } = logBuckets;
  const start = `arn:${logBuckets.partition}:s3:::`;
  return (
    buckets.some((bucket) => arn.startsWith(`${start}${bucket}/`)) ||
    families.some((family) => arn.startsWith(`${start}${family}`))
  );
}

function arnOf({ resources }: CloudTrailEvent): string {
  const [first] = (resources ?? []) as readonly { readonly ARN?: string }[];
  return first?.ARN ?? "";
}

function kindsOf(events: readonly CloudTrailEvent[]): readonly RecordedKind[] {
  const kinds = new Map<string, RecordedKind>();
  for (const event of events) {
    const category = event.eventCategory === "Data" ? "Data" : "NetworkActivity";
    const title = category === "Data" ? dataTitle(event) : `network activity of ${String(event.eventSource)}`;
    kinds.set(title, { category, title });
  }
  return [...kinds.values()].sort((one, other) => one.title.localeCompare(other.title, "en"));
}

function dataTitle(event: CloudTrailEvent): string {
  const [first] = (event.resources ?? []) as readonly { readonly type: string }[];
  return `${event.readOnly === true ? "reads" : "writes"} of ${first?.type ?? "data"}`;
}
