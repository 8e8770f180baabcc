import type { AccountId, Partition, Region } from "../../modules/organization";
import type { Subject } from "./subject";

/** What all subjects of a place have in common. */
export type Parts = Omit<Subject, "name" | "kind" | "arn" | "document">;

/** AWS makes the ids of keys; this one stands for any. No policy names a key. */
const ANY_KEY = "key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** The ARN of some key in the account. */
export function keyArn(partition: Partition, region: Region, account: AccountId): string {
  return `arn:${partition}:kms:${region}:${account}:${ANY_KEY}`;
}
