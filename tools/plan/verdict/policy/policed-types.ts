/** What a resource policy guards. */
export type PolicedKind = "bucket" | "key" | "topic" | "queue" | "bus" | "role";

/** The resource types whose policies say who may do what: which attribute holds the policy, and what it guards. */
export const POLICED: Readonly<Record<string, { readonly attribute: string; readonly kind: PolicedKind }>> = {
  aws_s3_bucket_policy: { attribute: "policy", kind: "bucket" },
  aws_kms_key: { attribute: "policy", kind: "key" },
  aws_kms_key_policy: { attribute: "policy", kind: "key" },
  aws_sns_topic_policy: { attribute: "policy", kind: "topic" },
  aws_sqs_queue_policy: { attribute: "policy", kind: "queue" },
  aws_cloudwatch_event_bus_policy: { attribute: "policy", kind: "bus" },
  aws_iam_role: { attribute: "assume_role_policy", kind: "role" },
};

/** The types of resources that have or are such a policy, and those of a role's own and the organization's policies. */
export const POLICED_TYPES: readonly string[] = [
  ...Object.keys(POLICED),
  "aws_iam_role_policy",
  "aws_organizations_policy",
  "aws_organizations_policy_attachment",
];
