import { SENSITIVE, UNKNOWN, type JsonValue, type ResourceChange, type StackPlan } from "../change";
import { at, isSame, sidesOf } from "./attributes";

/**
 * The attributes by which AWS tells resources of a type apart, where making one that is there already overwrites it: it
 * refuses neither a second alarm of the same name nor a second lifecycle of the same bucket.
 */
export const PLACES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_composite_alarm: ["alarm_name"],
  aws_cloudwatch_event_bus_policy: ["event_bus_name"],
  aws_cloudwatch_event_rule: ["event_bus_name", "name"],
  aws_cloudwatch_event_target: ["event_bus_name", "rule", "target_id"],
  aws_cloudwatch_log_metric_filter: ["log_group_name", "name"],
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_config_config_rule: ["name"],
  aws_config_configuration_recorder: ["name"],
  aws_config_configuration_recorder_status: ["name"],
  aws_config_conformance_pack: ["name"],
  aws_config_delivery_channel: ["name"],
  aws_config_organization_conformance_pack: ["name"],
  aws_config_organization_managed_rule: ["name"],
  aws_config_remediation_configuration: ["config_rule_name"],
  aws_iam_role_policy: ["name", "role"],
  aws_kms_key_policy: ["key_id"],
  aws_s3_bucket_acl: ["bucket"],
  aws_s3_bucket_lifecycle_configuration: ["bucket"],
  aws_s3_bucket_logging: ["bucket"],
  aws_s3_bucket_object_lock_configuration: ["bucket"],
  aws_s3_bucket_ownership_controls: ["bucket"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3_bucket_public_access_block: ["bucket"],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket"],
  aws_s3_bucket_versioning: ["bucket"],
  aws_securityhub_standards_control_association: ["security_control_id", "standards_arn"],
  aws_sns_topic: ["name"],
  aws_sns_topic_policy: ["arn"],
  aws_sqs_queue_policy: ["queue_url"],
};

function placeOf(type: string): readonly string[] | undefined {
  return Object.hasOwn(PLACES, type) ? PLACES[type] : undefined;
}

/** The address of another resource of the stack that sets the same in AWS as the one that is made, or moved there. */
export function sameElsewhere(change: ResourceChange, { planned }: StackPlan): string | undefined {
  const place = placeOf(change.type);
  const { address, action, after } = change;
  if (place === undefined || after === undefined || action === "destroy" || action === "forget")
    return undefined;
  const sides = sidesOf(change);
  if (sides !== undefined && place.every((name) => isSame(sides.before[name], sides.after[name])))
    return undefined;
  if (place.some((name) => isUntold(after[name]))) return undefined;
  return [...planned].find(
    ([other, { type, values }]) =>
      other !== address &&
      type === change.type &&
      // With version 6 of the provider, a resource may name its Region.
      [...place, "region"].every((name) =>
        isSame(placeText(name, values[name]), placeText(name, after[name])),
      ),
  )?.[0];
}

/** A bus or a key may be written by its name, or by its ARN; without a name, the bus is the default one. */
function placeText(name: string, value: JsonValue = null): JsonValue {
  if (name !== "event_bus_name" && name !== "key_id") return value;
  if (value === null || value === "") return name === "event_bus_name" ? "default" : value;
  return typeof value === "string" && value.startsWith("arn:")
    ? value.slice(value.lastIndexOf("/") + 1)
    : value;
}

/** The attributes that say where a new resource stands, and that cannot be told, though nothing that the plan makes gives them. */
export function unplacedKeys(change: ResourceChange, plan: StackPlan): readonly string[] {
  return (placeOf(change.type) ?? []).filter(
    (name) => isUntold(at(change.after, name)) && !isOfNewcomer(change, name, plan),
  );
}

function isUntold(value: JsonValue | undefined): boolean {
  return value === UNKNOWN || value === SENSITIVE;
}

/** Whether the attribute is not known because the plan makes the resources that it is taken from. */
export function isOfNewcomer(
  { references = {} }: ResourceChange,
  name: string,
  { changes }: StackPlan,
): boolean {
  const made = changes.filter(({ action }) => action === "create" || action === "replace");
  const found = references[name] ?? [];
  return (
    found.length > 0 &&
    found.every((reference) =>
      made.some(({ address }) => reference === address || reference.startsWith(`${address}.`)),
    )
  );
}
