/** What a resource policy guards. */
export type PolicedKind = "bucket" | "key" | "topic" | "queue" | "bus" | "role";

/** Where a type of resource has its policy. */
interface Policed {
  /** The attribute that holds the policy. */
  readonly attribute: string;
  readonly kind: PolicedKind;
  /** The attributes that say what the policy guards: with another value, it guards another. */
  readonly identity: readonly string[];
  /** Whether the resource is a policy and nothing else. */
  readonly alone: boolean;
}

const alone = (kind: PolicedKind, identity: string): Policed => ({
  attribute: "policy",
  kind,
  identity: [identity],
  alone: true,
});

/** The resource types whose policies say who may do what. */
export const POLICED: Readonly<Record<string, Policed>> = {
  aws_s3_bucket_policy: alone("bucket", "bucket"),
  aws_kms_key: { attribute: "policy", kind: "key", identity: [], alone: false },
  aws_kms_key_policy: alone("key", "key_id"),
  aws_sns_topic_policy: alone("topic", "arn"),
  aws_sqs_queue_policy: alone("queue", "queue_url"),
  aws_cloudwatch_event_bus_policy: alone("bus", "event_bus_name"),
  aws_iam_role: { attribute: "assume_role_policy", kind: "role", identity: ["name", "path"], alone: false },
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
