import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { readText } from "../files";

/** Resource addresses by where they stand: `the reference organization / management`. */
export type Addresses = Readonly<Record<string, readonly string[]>>;

const SNAPSHOT = /^(.*) has the resource addresses that users' states have \d+$/;
const MOVED = /^(.*) moves what was deployed at other addresses \d+$/;

/** The reference organization is an example: who edits it moves nobody's resources. */
const EXAMPLE = "the reference organization";

/** By where they stand: addresses of releases before, with where each went. */
export type MovedAddresses = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The addresses of all resources that the stacks make, and those that they move, as the tests of the stacks pin them. */
export function pinnedAddresses(root: string): {
  readonly addresses: Addresses;
  readonly moves: MovedAddresses;
} {
  const file = join(root, "test", "stacks", "__snapshots__", "synth.test.ts.snap");
  const exports: Record<string, string> = {};
  // A snapshot file is a program that fills `exports`.
  runInNewContext(readText(file), { exports });
  const pinned = (title: RegExp): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries(exports).flatMap(([name, text]) => {
        const organization = title.exec(name)?.[1];
        return organization === undefined || organization === EXAMPLE ? [] : stacksOf(organization, text);
      }),
    );
  const addresses = pinned(SNAPSHOT) as Addresses;
  if (Object.keys(addresses).length === 0) throw new Error(`${file} pins no addresses`);
  return { addresses, moves: pinned(MOVED) as MovedAddresses };
}

function stacksOf(organization: string, text: string): readonly (readonly [string, unknown])[] {
  // Jest's snapshots are JSON but for the commas before closing brackets.
  const stacks = JSON.parse(text.replace(/,(\s*[\]}])/g, "$1")) as Readonly<Record<string, unknown>>;
  return Object.entries(stacks).map(([stack, pinned]) => [`${organization} / ${stack}`, pinned]);
}
