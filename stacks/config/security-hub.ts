import type { OrganizationFile } from "./schema/organization-file";
import type { TeamFile } from "./schema/team-file";

/** Security Hub and its standards. */
export interface SecurityHubSettings {
  readonly inTheMaking: true;
}

/** What the files say of it. @returns undefined where they say nothing */
export function securityHubSettings(file: OrganizationFile, _teams: readonly TeamFile[]): SecurityHubSettings | undefined {
  return file.securityHub === undefined ? undefined : { inTheMaking: true };
}
