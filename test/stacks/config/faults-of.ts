import { ConfigurationError, faultText, parseConfiguration } from "../../../stacks/config";
import { MINIMAL_ORGANIZATION, organizationWithMembers } from "../../support/configurations";

/** What each fault says, one a line, as a person reads it. */
export function faults(organization: string, ...teams: readonly string[]): readonly string[] {
  try {
    parseConfiguration({
      organization: { file: "organization.yaml", text: organization },
      teams: teams.map((text, index) => ({ file: `teams/${index + 1}.yaml`, text })),
    });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(faultText);
  }
}

/** The minimal organization with one text in place of another. */
export function edited(text: string, by: string, base = MINIMAL_ORGANIZATION): string {
  if (!base.includes(text)) throw new Error(`there is no ${text}`);
  return base.replace(text, by);
}

export const MEMBERS = organizationWithMembers("payments", "data");
const team = (rest: string): string => `region: eu-west-1\n${rest}`;
export const TEAM = team("team: payments\naccount: payments\nrecord: [{ preset: lambda-invocations }]\n");
