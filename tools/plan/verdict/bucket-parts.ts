import type { ResourceChange, StackPlan } from "../change";
import { textAt } from "./attributes";

/** What stands beside a bucket and protects it: a resource of its own in Terraform. */

/** Whether a resource that protects a bucket leaves it, while the bucket stays. */
export function leavesItsBucket(change: ResourceChange, plan: StackPlan): boolean {
  const { action, before, after } = change;
  const bucket = textAt(before, "bucket");
  if (bucket !== undefined && bucketGoes(bucket, plan)) return false;
  const elsewhere = textAt(after, "bucket");
  return action === "destroy" || (action === "replace" && elsewhere !== undefined && elsewhere !== bucket);
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

/** Whether the plan makes the bucket. */
export function bucketComes(bucket: string, { changes }: StackPlan): boolean {
  return changes.some(
    ({ type, action, after }) =>
      type === "aws_s3_bucket" && action === "create" && textAt(after, "bucket") === bucket,
  );
}
