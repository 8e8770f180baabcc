import type { OrganizationFile } from "./schema/organization-file";
import type { TeamFile } from "./schema/team-file";

/** Policies of the organization that protect the audit log. */
export interface GuardrailSettings {
  readonly inTheMaking: true;
}

/** What the files say of it. @returns undefined where they say nothing */
export function guardrailSettings(file: OrganizationFile, _teams: readonly TeamFile[]): GuardrailSettings | undefined {
  return file.guardrails === undefined ? undefined : { inTheMaking: true };
}
