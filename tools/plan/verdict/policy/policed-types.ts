/** What a resource policy guards. */
export type PolicedKind = "bucket" | "key" | "topic" | "queue" | "bus" | "role";

/** Where a type of resource has its policy. */
export interface Policed {
  /** The attribute that holds the policy. */
  readonly attribute: string;
  readonly kind: PolicedKind;
  /** The attributes that say what the policy guards: with another value, it guards another. */
  readonly identity: readonly string[];
  /** What the policy is put on. @default - the resource that has it */
  readonly owner?: Owner;
}

/** What a policy is put on that is a resource of its own, and the attribute that names it. */
interface Owner {
  readonly type: string;
  readonly name: string;
}

const alone = (kind: PolicedKind, identity: string, type: string, name: string): Policed => ({
  attribute: "policy",
  kind,
  identity: [identity],
  owner: { type, name },
});

/** The resource types whose policies say who may do what. */
export const POLICED: Readonly<Record<string, Policed>> = {
  aws_s3_bucket_policy: alone("bucket", "bucket", "aws_s3_bucket", "bucket"),
  aws_kms_key: { attribute: "policy", kind: "key", identity: [] },
  aws_kms_key_policy: alone("key", "key_id", "aws_kms_key", "key_id"),
  aws_sns_topic_policy: alone("topic", "arn", "aws_sns_topic", "name"),
  aws_sqs_queue_policy: alone("queue", "queue_url", "aws_sqs_queue", "name"),
  aws_cloudwatch_event_bus_policy: alone("bus", "event_bus_name", "aws_cloudwatch_event_bus", "name"),
  aws_iam_role: { attribute: "assume_role_policy", kind: "role", identity: ["name", "path"] },
};

/** The resource types that say what a role may do, and that name it. */
export const PERMISSION_TYPES: readonly string[] = [
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_iam_policy",
];

/** The types of resources that have or are such a policy, that give access beside one, and the organization's policies. */
export const POLICED_TYPES: readonly string[] = [
  ...Object.keys(POLICED),
  ...PERMISSION_TYPES,
  "aws_kms_grant",
  "aws_organizations_delegated_administrator",
  "aws_organizations_policy",
  "aws_organizations_policy_attachment",
];
