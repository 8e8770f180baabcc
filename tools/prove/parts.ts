import { createHash } from "node:crypto";
import type { AccountId, Partition, Region } from "../../modules/organization";
import type { Subject } from "./subject";

/** What all subjects of a place have in common. */
export type Parts = Omit<Subject, "name" | "kind" | "arn" | "document">;

/** The ARN of a key in the account. AWS makes the ids of keys: this one follows from the subject's name, and is that of no other. */
export function keyArn(partition: Partition, region: Region, account: AccountId, name: string): string {
  const end = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return `arn:${partition}:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-${end}`;
}
