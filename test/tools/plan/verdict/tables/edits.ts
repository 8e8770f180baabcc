import type { JsonObject } from "../../../../../tools/plan/change";
import { updated } from "../plans";
import { ALARM, expiry, PUBLIC_ACCESS } from "../resources";
import type { Row } from "./row";

type Edit = readonly [
  rule: Row["rule"],
  type: string,
  before: JsonObject,
  changes: JsonObject,
  says?: string,
];

/** A row an edit, named by its type and the attributes that it changes. */
export function rows(...edits: readonly Edit[]): readonly Row[] {
  return edits.map(([rule, type, before, changes, says]) => ({
    rule,
    when: `${type} ${Object.keys(changes).join(", ")} becomes ${JSON.stringify(Object.values(changes))}`,
    change: updated(type, before, changes),
    says: says === undefined ? [] : [says],
  }));
}

export const archived = (days: number, storage_class: string, changes: JsonObject = {}): JsonObject => ({
  rule: [expiry(400, { transition: [{ days, storage_class }], ...changes })],
});
export const RECORDER = { name: "r", recording_group: [], recording_mode: [] };
export const mode = (
  recording_frequency: string,
  recording_mode_override: readonly JsonObject[] = [],
): JsonObject => ({
  recording_mode: [{ recording_frequency, recording_mode_override }],
});
export const RULE = {
  name: "r",
  input_parameters: null,
  scope: [],
  source: [{ owner: "AWS", source_identifier: "A" }],
};
export const MANAGED = { name: "m", input_parameters: null, resource_types_scope: [], rule_identifier: "A" };
export const CHANNEL = { name: "c", s3_bucket_name: "b", s3_key_prefix: "", sns_topic_arn: "arn:a" };
export const QUEUE = { name: "q", message_retention_seconds: 1_209_600, max_message_size: 262_144 };
export const HUB = {
  auto_enable_controls: true,
  control_finding_generator: "SECURITY_CONTROL",
  enable_default_standards: false,
};
export const MEMBERS = { auto_enable: true, auto_enable_standards: "DEFAULT" };
export const AGGREGATOR = { linking_mode: "ALL_REGIONS", specified_regions: [] };
export const ROLE = { name: "r", max_session_duration: 3600 };
export const ACCOUNT = { ...PUBLIC_ACCESS, account_id: "222222222222" };
export const TYPES = ["AWS::S3::Bucket", "AWS::KMS::Key"];
export const filter = (changes: JsonObject): JsonObject => ({
  metric_transformation: [{ name: "root-used", namespace: "acme", value: "1", unit: "None", ...changes }],
});
export const BELOW = { ...ALARM, comparison_operator: "LessThanThreshold", threshold: 5 };
