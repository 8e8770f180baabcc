import { TeamName, type AccountId } from "../../../modules/organization";
import type { ConfigPath } from "../fault";
import type { AccountName, NamedAccount } from "../names/names";
import type { DeepPartial } from "../partial";
import type { TeamFile, WrittenTeamFile } from "../team-file";

/** By which of these keys a team's file says of which accounts it is. */
export const ACCOUNT_KEYS = ["account", "accounts", "organizationalUnit"] as const;

/** What a file says of one account. */
export interface AccountOfTeam {
  readonly value: DeepPartial<TeamFile>;
  /** Where the file names the account. */
  readonly accountPath: ConfigPath;
}

/**
 * A team's file, once for each account that it is for. Where it lists accounts, or names a unit, the account's id ends each name: it
 * stays when the account is called otherwise, and what another account has is not touched when one comes or goes.
 */
export function accountsOfTeam(
  { accounts: listed, organizationalUnit: unit, ...value }: DeepPartial<WrittenTeamFile>,
  accounts: ReadonlyMap<AccountName, NamedAccount>,
): readonly AccountOfTeam[] {
  const places =
    listed === undefined
      ? inUnit(unit, accounts).map((name) => ({ name, accountPath: ["organizationalUnit"] }))
      : listed.flatMap((name, index) =>
          // One that is listed twice is a fault of its own.
          name !== undefined && listed.indexOf(name) < index
            ? []
            : [{ name, accountPath: ["accounts", index] }],
        );
  // A file without any, which is a fault, has others that are looked for.
  if (places.length === 0) return [{ value, accountPath: ["account"] }];
  return places.map(({ name, accountPath }) => {
    const id = name === undefined ? undefined : accounts.get(name)?.id;
    const team = value.team === undefined || id === undefined ? undefined : nameInAccount(value.team, id);
    return { value: { ...value, team, account: name }, accountPath };
  });
}

function nameInAccount(team: TeamName, id: AccountId): TeamName | undefined {
  const name = `${team}-${id}`;
  return TeamName.problem(name) === undefined ? TeamName.of(name) : undefined;
}

/** How long the name of a team may be that has several accounts: what is left of 30 characters beside a hyphen and 12 digits. */
export const LONGEST_SHARED_NAME = 17;

/** The accounts in a unit, and in those below it. */
export function inUnit(
  unit: string | undefined,
  accounts: ReadonlyMap<AccountName, NamedAccount>,
): readonly AccountName[] {
  if (unit === undefined) return [];
  return [...accounts.values()].flatMap(({ name, organizationalUnit }) =>
    organizationalUnit === unit || organizationalUnit?.startsWith(`${unit}/`) === true ? [name] : [],
  );
}
