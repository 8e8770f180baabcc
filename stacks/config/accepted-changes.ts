import type { OrganizationFile } from "./schema/organization-file";

/** A change that somebody has decided on, although `orgtrail plan` blocks it. */
export interface AcceptedChange {
  readonly inTheMaking: true;
}

/** What the file accepts. */
export function acceptedChanges(file: OrganizationFile): readonly AcceptedChange[] {
  return file.acceptedChanges.map(() => ({ inTheMaking: true }));
}
