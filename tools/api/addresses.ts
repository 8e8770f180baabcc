import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { readText } from "../files";

/** Resource addresses by where they stand: `the reference organization / management`. */
export type Addresses = Readonly<Record<string, readonly string[]>>;

const SNAPSHOT = /^(.*) has the resource addresses that users' states have \d+$/;

/** The reference organization is an example: who edits it moves nobody's resources. */
const EXAMPLE = "the reference organization";

/** The addresses of all resources that the stacks make, as the tests of the stacks pin them. */
export function pinnedAddresses(root: string): Addresses {
  const file = join(root, "test", "stacks", "__snapshots__", "synth.test.ts.snap");
  const exports: Record<string, string> = {};
  // A snapshot file is a program that fills `exports`.
  runInNewContext(readText(file), { exports });
  const found = Object.entries(exports).flatMap(([name, text]) => {
    const organization = SNAPSHOT.exec(name)?.[1];
    return organization === undefined || organization === EXAMPLE ? [] : stacksOf(organization, text);
  });
  if (found.length === 0) throw new Error(`${file} pins no addresses`);
  return Object.fromEntries(found);
}

function stacksOf(organization: string, text: string): readonly (readonly [string, readonly string[]])[] {
  // Jest's snapshots are JSON but for the commas before closing brackets.
  const stacks = JSON.parse(text.replace(/,(\s*[\]}])/g, "$1")) as Readonly<
    Record<string, readonly string[]>
  >;
  return Object.entries(stacks).map(([stack, addresses]) => [`${organization} / ${stack}`, addresses]);
}
