import type { PolicedThing } from "../../../prove";
import { SENSITIVE, UNKNOWN, type JsonObject, type JsonValue } from "../../change";
import { blocksAt, isKnown } from "../attributes";

/** Where a type of resource has its policy. */
export interface Policed {
  /** The policy, as Terraform tells it. */
  readonly policy: (side: JsonObject) => JsonValue | undefined;
  readonly kind: PolicedThing;
  /** The attributes that say what the policy guards: with another value, it guards another. */
  readonly identity: readonly string[];
  /** Whether it adds a statement to the policy that there is otherwise. @default false */
  readonly adds?: boolean;
  /** What the policy is put on. @default - the resource that has it */
  readonly owner?: Owner;
}

/** What a policy is put on that is a resource of its own, and the attribute that names it. */
interface Owner {
  readonly type: string;
  readonly name: string;
}

const alone = (kind: PolicedThing, identity: string, type: string, name: string): Policed => ({
  policy: ({ policy }) => policy,
  kind,
  identity: [identity],
  owner: { type, name },
});

/** The resource types whose policies say who may do what. */
export const POLICED: Readonly<Record<string, Policed>> = {
  aws_s3_bucket_policy: alone("bucket", "bucket", "aws_s3_bucket", "bucket"),
  aws_kms_key: { policy: ({ policy }) => policy, kind: "key", identity: [] },
  aws_kms_key_policy: alone("key", "key_id", "aws_kms_key", "key_id"),
  aws_sns_topic_policy: alone("topic", "arn", "aws_sns_topic", "name"),
  aws_sqs_queue_policy: alone("queue", "queue_url", "aws_sqs_queue", "name"),
  aws_cloudwatch_event_bus_policy: alone("bus", "event_bus_name", "aws_cloudwatch_event_bus", "name"),
  aws_cloudwatch_log_destination_policy: {
    ...alone("destination", "destination_name", "aws_cloudwatch_log_destination", "name"),
    policy: ({ access_policy: access }) => access,
  },
  aws_opensearch_domain: {
    policy: ({ access_policies: access }) => access,
    kind: "domain",
    identity: ["domain_name"],
  },
  aws_iam_role: {
    policy: ({ assume_role_policy: trust }) => trust,
    kind: "role",
    identity: ["name", "path"],
  },
  aws_cloudwatch_event_permission: {
    ...alone("bus", "event_bus_name", "aws_cloudwatch_event_bus", "name"),
    policy: busPermissionOf,
    adds: true,
  },
  aws_lambda_permission: { policy: permissionOf, kind: "function", identity: [], adds: true },
  aws_organizations_resource_policy: { policy: ({ content }) => content, kind: "organization", identity: [] },
};

/** Conditions that Lambda writes into a statement, by the attributes that say so. */
const CONDITIONS: readonly (readonly [attribute: string, operator: string, key: string])[] = [
  ["source_arn", "ArnLike", "aws:SourceArn"],
  ["source_account", "StringEquals", "aws:SourceAccount"],
  ["principal_org_id", "StringEquals", "aws:PrincipalOrgID"],
  ["event_source_token", "StringEquals", "lambda:EventSourceToken"],
  ["function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"],
];

/** Whether the permission is an AWS service's. */
export function isOfService({ principal }: JsonObject): boolean {
  return typeof principal === "string" && /\.amazonaws\.(com|com\.cn|eu)$/.test(principal);
}

/**
 * The policy that a permission adds to that of a function. Permissions add up: none takes from another.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
function permissionOf(side: JsonObject): JsonValue {
  const conditions = CONDITIONS.map(([name, operator, key]) => ({
    operator,
    key,
    value: side[name] ?? null,
  }));
  return addedPolicy(side["action"] ?? null, side, conditions);
}

/**
 * The policy that a permission adds to that of an event bus.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
 */
function busPermissionOf(side: JsonObject): JsonValue {
  const { action, condition = null } = side;
  if (!isKnown(condition)) return condition;
  const conditions = blocksAt(side, "condition").map(({ type = null, key = null, value = null }) => ({
    ...{ operator: type, key, value },
  }));
  return addedPolicy(action ?? "events:PutEvents", side, conditions);
}

/** @returns the mark of what is hidden, where a part is */
function addedPolicy(
  action: JsonValue,
  { principal = null, ...side }: JsonObject,
  conditions: readonly Readonly<Record<"operator" | "key" | "value", JsonValue>>[],
): JsonValue {
  const values = [action, principal, ...conditions.flatMap((condition) => Object.values(condition))];
  const hidden = [SENSITIVE, UNKNOWN].find((each) => values.includes(each));
  if (hidden !== undefined) return hidden;
  if (typeof action !== "string" || typeof principal !== "string") return null;
  const Condition: Record<string, JsonObject> = {};
  for (const { operator, key, value } of conditions) {
    if (value === null || value === "") continue;
    const name = typeof operator === "string" ? operator : "";
    Condition[name] = { ...Condition[name], [typeof key === "string" ? key : ""]: value };
  }
  const statement = {
    ...{ Sid: "Permission", Effect: "Allow", Action: action, Resource: "*", Condition },
    Principal:
      principal === "*" ? "*" : { [isOfService({ ...side, principal }) ? "Service" : "AWS"]: principal },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** The types of resources that have or are such a policy, that give access beside one, and the organization's policies. */
export const POLICED_TYPES: readonly string[] = [
  ...Object.keys(POLICED),
  ...["aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_iam_policy", "aws_kms_grant"],
  ...["aws_organizations_delegated_administrator", "aws_organizations_policy"],
  "aws_organizations_policy_attachment",
];
