import { sorted } from "../kernel";
import { dataEventCoverage, type TrailSelectors } from "../event-selectors";
import type { Immutability } from "../immutability";

/** A control that is switched off, and why. */
export interface DisabledControl {
  /** Such as `S3.20`. */
  readonly id: string;
  /** Security Hub shows it beside the control. */
  readonly reason: string;
}

const BY_IMMUTABILITY: Readonly<Record<Immutability["kind"], readonly DisabledControl[]>> = {
  "mfa-delete": ["S3.10", "S3.13"].map((id) => ({
    id,
    reason:
      "Log buckets are protected by MFA delete, and S3 refuses a lifecycle on such a bucket. Their log files are kept for good.",
  })),
  "object-lock": [
    {
      id: "S3.20",
      reason:
        "Log buckets are protected by Object Lock and have a lifecycle, and S3 refuses MFA delete on a bucket with a lifecycle.",
    },
  ],
};

/**
 * The controls that cannot pass in the account whose buckets are protected so: MFA delete and a lifecycle exclude each
 * other, and Security Hub has controls for both.
 * @param kinds how the log buckets of one account are protected; with both kinds in it, both sides are switched off
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
 */
export function immutabilityContradictions(
  kinds: readonly Immutability["kind"][],
): readonly DisabledControl[] {
  return sorted(kinds).flatMap((kind) => BY_IMMUTABILITY[kind]);
}

/**
 * The controls on data events that cannot pass because the log buckets alone are left out. A trail that leaves out more, or
 * records no reads or no writes of objects, fails them with good reason: there they stay switched on.
 * @param asked what the trail records, before log buckets are taken out
 */
export function dataEventContradictions(asked: TrailSelectors): readonly DisabledControl[] {
  // Basic selectors cannot leave log buckets out of all.
  if (asked.kind === "basic") return [];
  const { reads, writes } = dataEventCoverage(asked, "AWS::S3::Object");
  return [
    { id: "S3.22", call: "writes", recorded: writes },
    { id: "S3.23", call: "reads", recorded: reads },
  ]
    .filter(({ recorded }) => recorded.extent === "every")
    .map(({ id, call }) => ({
      id,
      reason: `The organization trail records all ${call} of objects but those in the log buckets: recording these would write logs about writing logs.`,
    }));
}
