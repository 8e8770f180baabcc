import type { ResourceChange } from "../change";
import { actionOf, resourceChange, sidesOf, type Sides } from "./resource-change";
import type { ResourceChangeJson } from "./plan-json";
import { objectOf, type ShadedObject } from "./shaded";

/**
 * What a resource reads back of resources beside it: a bucket tells its policy, though another resource owns it. The
 * first refresh after a deployment finds them, and a change of them shows at the resource that owns them.
 */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: [
    "acceleration_status",
    "acl",
    "cors_rule",
    "grant",
    "lifecycle_rule",
    "logging",
    "object_lock_configuration",
    "policy",
    "replication_configuration",
    "request_payer",
    "server_side_encryption_configuration",
    "versioning",
    "website",
  ],
  aws_iam_role: ["inline_policy", "managed_policy_arns"],
  aws_sns_topic: ["policy"],
  aws_sqs_queue: ["policy", "redrive_policy", "redrive_allow_policy"],
};

/**
 * What was changed in AWS since the last apply.
 * @returns undefined where that is only how the provider writes what it reads back
 */
export function driftOf(
  json: ResourceChangeJson,
  configured: ReadonlySet<string>,
): ResourceChange | undefined {
  const action = actionOf(json);
  if (action === undefined) return undefined;
  const ofOthers = new Set((OF_OTHERS[json.type] ?? []).filter((name) => !configured.has(name)));
  const sides = withoutAttributes(sidesOf(json), ofOthers);
  const drift = resourceChange(json, action, sides, configured);
  return action === "update" && drift.attributes.length === 0 ? undefined : drift;
}

function withoutAttributes({ before, after }: Sides, names: ReadonlySet<string>): Sides {
  return {
    ...(before !== undefined && { before: without(before, names) }),
    ...(after !== undefined && { after: without(after, names) }),
  };
}

function without(attributes: ShadedObject, names: ReadonlySet<string>): ShadedObject {
  return objectOf(Object.entries(attributes).filter(([name]) => !names.has(name)));
}
