import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run";

/**
 * Cases of public reports and attacks, which stand beside the project and not in it: each is a file, or a folder of files, whose
 * README says what is right.
 */
const CASES = join(ROOT, "..", "shared", "cases");

const SKIPPED = "skipped: there is no ../shared/cases";

/** The path of a case, or of a folder of cases. */
export function caseOf(...names: readonly string[]): string {
  return join(CASES, ...names);
}

/** The names in a folder of cases that end so. */
export function casesIn(folder: string, ending = ""): readonly string[] {
  return existsSync(CASES) ? readdirSync(caseOf(folder)).filter((name) => name.endsWith(ending)) : [];
}

/** Tests of cases, which are skipped, and say so, where these are not there. */
export function describeCases(name: string, tests: () => void): void {
  if (existsSync(CASES)) describe(name, tests);
  else it.skip(`${name} (${SKIPPED})`, () => undefined);
}
