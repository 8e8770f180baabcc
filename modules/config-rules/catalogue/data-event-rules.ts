import {
  type AdvancedEventSelector,
  dataEventCoverage,
  isWhole,
  type ResourceCoverage,
  type TrailSelectors,
} from "../../event-selectors";
import { MAX_PARAMETERS_LENGTH } from "../limits";
import type { ConfigRuleDraft, ConfigRuleKind } from "../kind";
import { NO_RUNBOOK } from "../remediation";
import { sorted } from "../../kernel";

/** Of which buckets a trail records S3 data events, all but its own log buckets: of all, of some, or of none. */
type BucketCoverage = "every" | readonly string[];

/** Which S3 data events a trail records. */
interface S3DataEvents {
  readonly reads: BucketCoverage;
  readonly writes: BucketCoverage;
}

const BUCKET_ARN = /^arn:[a-z-]+:s3:::([^/]+)\/$/;

/** The buckets whose objects are recorded, whole buckets alone. */
function bucketsOf(coverage: ResourceCoverage): BucketCoverage {
  if (isWhole(coverage)) return "every";
  return coverage.starts.flatMap((value) => BUCKET_ARN.exec(value)?.[1] ?? []);
}

/** The S3 data events that a trail records. What a selector leaves out, such as log buckets, is not counted. */
function s3DataEvents(trail: TrailSelectors): S3DataEvents {
  const { reads, writes } = dataEventCoverage(trail, "AWS::S3::Object");
  return { reads: bucketsOf(reads), writes: bucketsOf(writes) };
}

/** The buckets of which both, or either, are recorded. */
function eitherOf({ reads, writes }: S3DataEvents): BucketCoverage {
  if (reads === "every" || writes === "every") return "every";
  return sorted([...reads, ...writes]);
}

/** AWS's checks ask for all buckets, now and later: what a selector leaves out, if only the log buckets, fails them. */
function ofEveryBucket(selectors: TrailSelectors, call: "reads" | "writes"): readonly ConfigRuleDraft[] {
  if (s3DataEvents(withoutExceptions(selectors))[call] === "every") return [{ owner: "management" }];
  const omitted =
    s3DataEvents(selectors)[call] === "every"
      ? "the trail leaves its own log buckets or others out, and AWS's check asks for every bucket"
      : `the trail does not record all that ${call} objects of every bucket`;
  return [{ omitted }];
}

/** The selectors that leave no resource out. */
function withoutExceptions(trail: TrailSelectors): TrailSelectors {
  if (trail.kind === "basic") return trail;
  const leavesOut = (selector: AdvancedEventSelector): boolean =>
    selector.category === "Data" &&
    Object.keys(selector.resourceArn ?? {}).some((key) => key.startsWith("not"));
  return { kind: "advanced", selectors: trail.selectors.filter((selector) => !leavesOut(selector)) };
}

function ofRecordedBuckets(buckets: BucketCoverage): readonly ConfigRuleDraft[] {
  if (buckets === "every") return [{ owner: "management" }];
  if (buckets.length === 0) return [{ omitted: "the trail records no S3 data events of a whole bucket" }];
  const parameters = { S3BucketNames: buckets.join(",") };
  if (JSON.stringify(parameters).length > MAX_PARAMETERS_LENGTH) {
    return [{ omitted: "the trail records more buckets than the parameters of a rule have room for" }];
  }
  return [{ owner: "management", parameters }];
}

/** Rules about the S3 data events that the organization trail records. */
export const DATA_EVENT_RULES: readonly ConfigRuleKind[] = [
  {
    id: "s3-data-events",
    identifier: "CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
    title: "a trail records S3 data events, of the buckets that the configuration names or of all",
    trigger: "periodic",
    reach: "organization",
    mending: NO_RUNBOOK,
    drafts: ({ selectors }) => ofRecordedBuckets(eitherOf(s3DataEvents(selectors))),
  },
  {
    id: "s3-write-events",
    identifier: "CLOUDTRAIL_ALL_WRITE_S3_DATA_EVENT_CHECK",
    title: "a multi-Region trail records all that writes objects, in every bucket",
    trigger: "periodic",
    reach: "organization",
    standards: { cis14: "3.10", cis30To50: "3.8", cis60To70: "4.8", securityHub: "S3.22" },
    mending: NO_RUNBOOK,
    drafts: ({ selectors }) => ofEveryBucket(selectors, "writes"),
  },
  {
    id: "s3-read-events",
    identifier: "CLOUDTRAIL_ALL_READ_S3_DATA_EVENT_CHECK",
    title: "a multi-Region trail records all that reads objects, in every bucket",
    trigger: "periodic",
    reach: "organization",
    standards: { cis14: "3.11", cis30To50: "3.9", cis60To70: "4.9", securityHub: "S3.23" },
    mending: NO_RUNBOOK,
    drafts: ({ selectors }) => ofEveryBucket(selectors, "reads"),
  },
];
