import type { OrganizationFile } from "./schema/organization-file";
import type { TeamFile } from "./schema/team-file";

/** AWS Config rules that check the trail and the log buckets. */
export interface ConfigRuleSettings {
  readonly inTheMaking: true;
}

/** What the files say of it. @returns undefined where they say nothing */
export function configRuleSettings(file: OrganizationFile, _teams: readonly TeamFile[]): ConfigRuleSettings | undefined {
  return file.configRules === undefined ? undefined : { inTheMaking: true };
}
