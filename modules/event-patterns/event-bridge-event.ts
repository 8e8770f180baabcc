/**
 * How CloudTrail's records reach EventBridge.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */

const DETAIL_TYPES: Readonly<Record<string, readonly string[]>> = {
  AwsApiCall: ["AWS API Call via CloudTrail"],
  AwsConsoleAction: ["AWS Console Action via CloudTrail"],
  // Documented as the second, and published rules match the first.
  AwsConsoleSignIn: ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"],
  AwsServiceEvent: ["AWS Service Event via CloudTrail"],
  AwsCloudTrailInsight: ["AWS Insight via CloudTrail"],
  AwsVpceEvent: ["AWS Network Activity Event via CloudTrail"],
};

/** Both spellings of the detail type of sign-ins. */
export const SIGN_IN_DETAIL_TYPES: readonly string[] = DETAIL_TYPES["AwsConsoleSignIn"] ?? [];

type Fields = Readonly<Record<string, unknown>>;

/**
 * The events on the default bus that a record becomes: none where EventBridge gets none, and two where the spelling of
 * the detail type is not certain. Rules match read-only management events only in a state of their own, which
 * orgtrail's rules do not have; so they become none.
 */
export function eventBridgeEvents(record: unknown): readonly object[] {
  if (typeof record !== "object" || record === null) return [];
  const fields = record as Fields;
  const insight = fields["eventType"] === "AwsCloudTrailInsight";
  if ((fields["readOnly"] === true || fields["readOnly"] === "true") && !insight) return [];
  const source = insight ? "cloudtrail.amazonaws.com" : fields["eventSource"];
  if (typeof source !== "string") return [];
  return (DETAIL_TYPES[String(fields["eventType"])] ?? []).map((detailType) => ({
    version: "0",
    id: fields["eventID"],
    "detail-type": detailType,
    source: `aws.${source.split(".")[0] ?? ""}`,
    account: fields["recipientAccountId"],
    time: fields["eventTime"],
    region: fields["awsRegion"],
    resources: [],
    detail: record,
  }));
}
