import type { StateLocation } from "../../modules/contracts";
import type { Region, TeamName } from "../../modules/organization";
import type { Account, Configuration } from "../config";

/** The names of the other stacks: what users deploy by, and where states are kept. A public contract. */
export const MANAGEMENT_STACK = "management";
export const SECURITY_STACK = "security";
export const EVENT_BUS_STACK = "event-bus";

/** The stack of a team's trail. */
export function teamStackName(team: TeamName): string {
  return `team-${team}`;
}

/** Where a stack is deployed, and what every stack has. */
export interface StackBlueprint {
  readonly name: string;
  readonly account: Account;
  readonly region: Region;
  /** Where its state lives. */
  readonly state: StateLocation;
  readonly terraform: Configuration["terraform"];
  /** On everything in it. */
  readonly tags: Configuration["tags"];
}

/** A stack of this name in the account and Region. */
export function stackBlueprint(
  configuration: Configuration,
  name: string,
  account: Account,
  region: Region,
): StackBlueprint {
  const { terraform, tags } = configuration;
  return { name, account, region, state: stateLocation(configuration, name), terraform, tags };
}

/** Where the state of a stack lives. */
export function stateLocation({ terraform: { state } }: Configuration, stack: string): StateLocation {
  const { bucket, region, keyPrefix, roleArn } = state;
  return { bucket, region, key: `${keyPrefix}/${stack}.tfstate`, ...(roleArn !== undefined && { roleArn }) };
}
