import type { ClientSettings } from "../accounts";
import {
  alarms,
  buckets,
  configRulesFound,
  delegatedAdministrators,
  type Finder,
  type FoundThing,
  keys,
  logGroups,
  rules,
  securityStandards,
  topics,
  trails,
} from "./finders";

export type { Finder, FoundThing } from "./finders";

/** Kinds that have a Region. */
const REGIONAL: readonly Finder[] = [
  trails,
  keys,
  topics,
  logGroups,
  alarms,
  rules,
  configRulesFound,
  securityStandards,
];

/** Kinds that an account has once; they are asked for in the home Region. */
const GLOBAL: readonly Finder[] = [buckets];

/** Kinds that the management account alone is asked for. */
const MANAGEMENT: readonly Finder[] = [delegatedAdministrators];

/** Which account, and where in it. */
export interface InventoryScope {
  /** The home Region first. */
  readonly regions: readonly string[];
  readonly isManagement: boolean;
  readonly clientSettings: (region: string) => Promise<ClientSettings>;
}

/** What exists in an account: the API is asked, not the state of Terraform. */
export async function inventory({
  regions,
  isManagement,
  clientSettings,
}: InventoryScope): Promise<readonly FoundThing[]> {
  const found = await Promise.all(
    regions.map(async (region, index) => {
      const settings = await clientSettings(region);
      const finders = [
        ...(index === 0 ? GLOBAL : []),
        ...REGIONAL,
        ...(index === 0 && isManagement ? MANAGEMENT : []),
      ];
      return (await Promise.all(finders.map((find) => find(settings)))).flat();
    }),
  );
  const byKindAndName = ({ kind, name }: FoundThing): string => `${kind} ${name}`;
  return found.flat().sort((one, other) => byKindAndName(one).localeCompare(byKindAndName(other)));
}
