import {
  MAX_EVENT_PATTERN_LENGTH,
  renderEventPattern,
  type PatternComparison,
  type EventBridgePattern,
} from "../event-patterns";
import type { PropertyProblem } from "../validation";

/** The log buckets whose findings are heard of: names, in which * stands for any characters. */
export type BucketNamePattern = string;

/**
 * What matches a finding that is new and failed, of a control on CloudTrail or KMS, or of one on Amazon S3 that is about a
 * log bucket. Findings that somebody has taken note of, suppressed or resolved do not match, nor do archived ones.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-integration-types.html
 */
export function failedControlsPattern(
  partition: string,
  buckets: readonly BucketNamePattern[],
): EventBridgePattern {
  // The status stands in each alternative: EventBridge does not say how a field beside $or goes with the same field in it.
  const failed = (...controls: readonly PatternComparison[]): EventBridgePattern => ({
    Status: ["FAILED"],
    SecurityControlId: controls,
  });
  const bucketArns: readonly PatternComparison[] = buckets.map((name) => ({
    wildcard: `arn:${partition}:s3:::${name}`,
  }));
  const services = { Compliance: failed({ prefix: "CloudTrail." }, { prefix: "KMS." }) };
  const findings = { RecordState: ["ACTIVE"], Workflow: { Status: ["NEW"] } };
  return {
    source: ["aws.securityhub"],
    "detail-type": ["Security Hub Findings - Imported"],
    detail: {
      findings:
        bucketArns.length === 0
          ? { ...findings, ...services }
          : {
              ...findings,
              $or: [services, { Compliance: failed({ prefix: "S3." }), Resources: { Id: bucketArns } }],
            },
    },
  };
}

/** Why EventBridge would refuse the pattern. */
export function failedControlsProblems(pattern: EventBridgePattern): readonly PropertyProblem[] {
  const { length } = renderEventPattern(pattern);
  if (length <= MAX_EVENT_PATTERN_LENGTH) return [];
  return [
    {
      property: "buckets",
      what: `make an event pattern of ${length} characters`,
      allowed: `at most ${MAX_EVENT_PATTERN_LENGTH}`,
      remedy: "let log buckets have the names that orgtrail gives, which are one pattern",
    },
  ];
}
