import type { ResourceChange, StackPlan } from "../change";
import { textAt } from "./attributes";

/** What stands beside a bucket and protects it: a resource of its own in Terraform. */

/** Whether a resource that protects a bucket, or an account's buckets, leaves it, while the bucket stays. */
export function leavesItsBucket(change: ResourceChange, plan: StackPlan): boolean {
  const bucket = textAt(change.before, "bucket");
  if (bucket !== undefined && bucketGoes(bucket, plan)) return false;
  return change.action === "destroy" || goesElsewhere(change);
}

/** Whether a resource is another bucket's, or account's, from then on. */
export function goesElsewhere({ type, action, before, after }: ResourceChange): boolean {
  const place = type === "aws_s3_account_public_access_block" ? "account_id" : "bucket";
  const elsewhere = textAt(after, place);
  const isChanged = action === "replace" || action === "update";
  return isChanged && elsewhere !== undefined && elsewhere !== textAt(before, place);
}

/** Whether the plan destroys or replaces the bucket: that is another rule's concern, and all that there is to say. */
export function bucketGoes(bucket: string, { changes }: StackPlan): boolean {
  return changes.some(
    ({ type, action, before }) =>
      type === "aws_s3_bucket" &&
      (action === "destroy" || action === "replace") &&
      textAt(before, "bucket") === bucket,
  );
}

/** Whether the resource's bucket is known, and is there before the plan is applied. */
export function bucketIsThere({ after }: ResourceChange, plan: StackPlan): boolean {
  const bucket = textAt(after, "bucket");
  return bucket !== undefined && !bucketComes(bucket, plan);
}

/** Whether the plan makes the bucket. */
function bucketComes(bucket: string, { changes }: StackPlan): boolean {
  return changes.some(
    ({ type, action, after }) =>
      type === "aws_s3_bucket" && action === "create" && textAt(after, "bucket") === bucket,
  );
}
