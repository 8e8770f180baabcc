import { sorted } from "../../modules/kernel";
import type { Addresses, MovedAddresses } from "./addresses";
import type { Declarations } from "./declarations";

/** What users of a version rely on. */
export interface PublicApi {
  /** The declarations of each module, by name. */
  readonly modules: Readonly<Record<string, Declarations>>;
  /** The resource addresses in users' states. */
  readonly addresses: Addresses;
  /** By the same places: the addresses that `moved` blocks name, with where each went. @default - nothing moves */
  readonly moves?: MovedAddresses;
}

/** How much a change asks of users: nothing, or an upgrade. */
export type ChangeKind = "addition" | "break";

/** One difference between two versions. */
export interface Change {
  readonly severity: ChangeKind;
  /** What it is about: `orgtrail/team-trail TeamTrailProps`, `aws_kms_key.x`. The upgrade note names it. */
  readonly subject: string;
  /** The change as a clause that follows the subject. */
  readonly what: string;
  /** What may be the same resource at another address. @default - nothing is, or this is about no resource */
  readonly perhapsNow?: string;
}

/** All differences that users see, those that break something first. */
export function changesBetween(before: PublicApi, after: PublicApi): readonly Change[] {
  const changes = [...declarationChanges(before, after), ...addressChanges(before, after)];
  return [
    ...changes.filter(({ severity }) => severity === "break"),
    ...changes.filter(({ severity }) => severity === "addition"),
  ];
}

function declarationChanges(before: PublicApi, after: PublicApi): readonly Change[] {
  return namesOf(before.modules, after.modules).flatMap((module) => {
    const [old = {}, current = {}] = [before.modules[module], after.modules[module]];
    return namesOf(old, current).flatMap((name): readonly Change[] => {
      const subject = `orgtrail/${module} ${name}`;
      const [was, is] = [old[name], current[name]];
      if (was === is) return [];
      if (was === undefined) return [{ severity: "addition", subject, what: "is new" }];
      if (is === undefined) return [{ severity: "break", subject, what: "is gone" }];
      return [{ severity: isAddition(was, is) ? "addition" : "break", subject, what: "has changed" }];
    });
  });
}

/** A resource at another address is destroyed and made anew, unless a `moved` block says where it is now. */
function addressChanges(before: PublicApi, after: PublicApi): readonly Change[] {
  return namesOf(before.addresses, after.addresses).flatMap((place) => {
    const [old, current] = [before.addresses[place], after.addresses[place]];
    // A configuration of the tests came or went: no state of a user did.
    if (old === undefined || current === undefined) return [];
    const moves = after.moves?.[place] ?? {};
    const isMoved = (address: string): boolean => current.includes(lastPlace(address, moves));
    const gone = old.filter((address) => !current.includes(address));
    const came = current.filter((address) => !old.includes(address));
    const arrivedAt = new Set(gone.filter(isMoved).map((address) => lastPlace(address, moves)));
    return [
      ...gone.map((subject): Change => {
        if (isMoved(subject)) {
          return { severity: "addition", subject, what: `moves to ${lastPlace(subject, moves)} in ${place}` };
        }
        const perhapsNow = came.find((each) => typeOf(each) === typeOf(subject) && !arrivedAt.has(each));
        return {
          ...{ severity: "break", subject, what: `has left ${place}` },
          ...(perhapsNow !== undefined && { perhapsNow }),
        };
      }),
      ...came
        .filter((address) => !arrivedAt.has(address))
        .map((subject): Change => ({ severity: "addition", subject, what: `is new in ${place}` })),
    ];
  });
}

/** Where Terraform moves what was deployed at the address, from one release to the next. */
function lastPlace(address: string, moves: Readonly<Record<string, string>>): string {
  const seen = new Set<string>();
  let place = address;
  for (let next = moves[place]; next !== undefined && !seen.has(place); next = moves[place]) {
    seen.add(place);
    place = next;
  }
  return place;
}

function typeOf(address: string): string | undefined {
  return address.split(".")[0];
}

/**
 * Whether every line stays, and each new one is an optional property or a member of a class. Whatever else changes
 * in a declaration counts as a break: a person may know better, a comparison of texts does not.
 */
function isAddition(before: string, after: string): boolean {
  const old = before.split("\n");
  const isClass = /^(export )?declare (abstract )?class /.test(after);
  let kept = 0;
  for (const line of after.split("\n")) {
    if (line === old[kept]) kept += 1;
    else if (!isClass && !/^ +(readonly )?\w+\?: .*;$/.test(line)) return false;
  }
  return kept === old.length;
}

function namesOf(one: object, other: object): readonly string[] {
  return sorted([...Object.keys(one), ...Object.keys(other)]);
}
