import {
  ConfigurationError,
  faultText,
  parseConfiguration,
  type Fault,
  type Sources,
} from "../../../stacks/config";
import { MINIMAL_ORGANIZATION, organizationWithMembers } from "../../support/configurations";

/** The faults of a configuration; anything but a configuration or its faults is a fault of ours. */
export function faultsOf(organization: string, ...teams: readonly string[]): readonly Fault[] {
  return faultsIn({
    organization: { file: "organization.yaml", text: organization },
    teams: teams.map((text, index) => ({ file: `teams/${index + 1}.yaml`, text })),
  });
}

/** What each fault says of a configuration with files beside it, by their names. */
export function faultsBeside(
  organization: string,
  files: Readonly<Record<string, string>>,
): readonly string[] {
  return faultsIn({
    organization: { file: "organization.yaml", text: organization },
    teams: [],
    documents: Object.entries(files).map(([file, text]) => ({ file, text })),
  }).map(faultText);
}

function faultsIn(sources: Sources): readonly Fault[] {
  try {
    parseConfiguration(sources);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults;
  }
}

/** What each fault says, one a line, as a person reads it. */
export function faults(organization: string, ...teams: readonly string[]): readonly string[] {
  return faultsOf(organization, ...teams).map(faultText);
}

/** The minimal organization with one text in place of another. */
export function edited(text: string, by: string, base = MINIMAL_ORGANIZATION): string {
  if (!base.includes(text)) throw new Error(`there is no ${text}`);
  return base.replace(text, by);
}

export const MEMBERS = organizationWithMembers("payments", "data");
const team = (rest: string): string => `region: eu-west-1\n${rest}`;
export const TEAM = team("team: payments\naccount: payments\nrecord: [{ preset: lambda-invocations }]\n");
