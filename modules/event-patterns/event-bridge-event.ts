import { eventCategoryOf } from "../event-selectors";

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

/** Which events a rule hears. */
export interface EventBridgeHearing {
  /**
   * Whether the rule has the state with which it hears management events that only read,
   * `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`.
   * @default false
   */
  readonly reads?: boolean;
}

/**
 * The events on the default bus that a record becomes for a rule: none where EventBridge gets none, or the rule does not
 * hear it, and two where the spelling of the detail type is not certain.
 */
export function eventBridgeEvents(
  record: unknown,
  { reads = false }: EventBridgeHearing = {},
): readonly object[] {
  if (typeof record !== "object" || record === null) return [];
  const fields = record as Fields;
  if (!reads && onlyReads(fields) && eventCategoryOf(record) === "Management") return [];
  const insight = fields["eventType"] === "AwsCloudTrailInsight";
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

function onlyReads({ readOnly }: Fields): boolean {
  return readOnly === true || readOnly === "true";
}
