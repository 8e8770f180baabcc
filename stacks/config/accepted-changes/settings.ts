import type { OrganizationFile } from "../organization-file";
import type { VerdictRuleId } from "../verdict-rules";

/** A change that somebody has decided on, although `orgtrail plan` blocks it. Whether it still counts, the tool says. */
export interface AcceptedChange {
  readonly rule: VerdictRuleId;
  /** The stack in which the change is made. */
  readonly stack: string;
  /** The resource's address, in which `*` stands for any characters. @default - every resource of the stack */
  readonly resource?: string;
  /** Why the change is wanted. */
  readonly reason: string;
  /** The last day, in UTC, on which the change is accepted: YYYY-MM-DD; at most 90 days ahead, or it does not count. */
  readonly until: string;
}

/** What the file accepts. */
export function acceptedChanges(file: OrganizationFile): readonly AcceptedChange[] {
  return file.acceptedChanges;
}
