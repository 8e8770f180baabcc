import { AccountId, type Region } from "../../modules/organization";
import type { Configuration } from "../config";

/** Accounts that requests come from and that the configuration does not know. */
export interface Outsiders {
  /** Two member accounts of the organization. */
  readonly member: AccountId;
  readonly otherMember: AccountId;
  /** An account of another organization. */
  readonly stranger: AccountId;
}

/** The organization of strangers. */
export const OTHER_ORGANIZATION = "o-elsewhere00";

/** Accounts that are none of the configuration's. */
export function outsidersOf(configuration: Configuration): Outsiders {
  const { management, logArchive, security } = configuration.accounts;
  const known = new Set<string>(
    [management, logArchive, security, ...configuration.teams.map(({ account }) => account)].flatMap(
      (account) => (account === undefined ? [] : [account.id]),
    ),
  );
  const free = Array.from({ length: known.size + 3 }, (_, index) => String(900_000_000_001 + index))
    .filter((id) => !known.has(id))
    .map((id) => AccountId.of(id));
  const [member, otherMember, stranger] = free;
  if (member === undefined || otherMember === undefined || stranger === undefined) {
    throw new Error("orgtrail: no account ids are left");
  }
  return { member, otherMember, stranger };
}

/** A Region that is not the one, by a name that AWS has given to none. */
export function anotherRegion(region: Region): Region {
  return `${region.slice(0, -1)}9` as Region;
}
