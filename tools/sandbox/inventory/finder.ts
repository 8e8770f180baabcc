import type { ClientSettings } from "../accounts";

/** Something that exists in an account, as its API tells. */
export interface FoundThing {
  /** Such as "trail". */
  readonly kind: string;
  readonly name: string;
  /** What a person wants to know of it, in few words. */
  readonly details: readonly string[];
}

/** Finds all things of one kind in one account and Region. */
export type Finder = (settings: ClientSettings) => Promise<readonly FoundThing[]>;
