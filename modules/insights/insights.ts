/** The kinds of unusual activity that CloudTrail Insights reports. */
export const INSIGHT_TYPES = ["api-call-rate", "api-error-rate"] as const;

/**
 * `api-call-rate`: unusually many or few calls of a write API. `api-error-rate`: unusually many errors.
 * Each analysed event is billed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
 */
export type InsightType = (typeof INSIGHT_TYPES)[number];

/** CloudTrail's own names. */
export const INSIGHT_TYPE_NAMES: Readonly<Record<InsightType, string>> = {
  "api-call-rate": "ApiCallRateInsight",
  "api-error-rate": "ApiErrorRateInsight",
};
