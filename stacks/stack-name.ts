import type { TeamName } from "../modules/organization";

/** The names of the stacks: what users deploy by, and where states are kept. A public contract. */

export const LOG_ARCHIVE_STACK = "log-archive";
export const MANAGEMENT_STACK = "management";
export const SECURITY_STACK = "security";
export const EVENT_BUS_STACK = "event-bus";

/** The stack of a team's trail. */
export function teamStackName(team: TeamName): string {
  return `team-${team}`;
}
