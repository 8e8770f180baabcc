import type { TerraformStack } from "cdktf";

/** Which stack it is. */
export interface StackDescription {
  /** As `npx cdktf list` has it: `log-archive`, `management`, `security`, `event-bus`, or `team-` and the name of a team. */
  readonly name: string;
  /** The account that it is deployed in. */
  readonly account: { readonly name: string; readonly id: string };
  /** The Region that it is deployed in. */
  readonly region: string;
}

/**
 * What `orgtrail.ts` exports as its default: it is called with each stack once orgtrail's constructs are in it, in the order in
 * which stacks are deployed. It may add constructs, overrides, aspects and tags. All checks of a synthesis come after it.
 */
export type Customize = (stack: TerraformStack, description: StackDescription) => void;
