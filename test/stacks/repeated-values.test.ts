import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument, stringify, visit } from "yaml";
import { buildApp } from "../../stacks/app";
import { type Configuration, ConfigurationError } from "../../stacks/config";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
} from "../support/configurations";

const FILES: readonly string[] = [EVERYTHING_ORGANIZATION, EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM];

/** The text, in which the first value of some lists, by their number, stands twice. */
function repeated(
  text: string,
  isWanted: (list: number) => boolean,
): { readonly text: string; readonly lists: number } {
  const document = parseDocument(text);
  let lists = 0;
  visit(document, {
    Seq: (_, { items }) => {
      if (items.length > 0 && isWanted(lists++)) items.unshift(items[0]);
    },
  });
  return { text: stringify(document), lists };
}

function read([organization = "", ...teams]: readonly string[]): Configuration | undefined {
  try {
    return configurationOf(organization, ...teams);
  } catch (error) {
    // Told with file and line.
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** What a construct says has no line: whatever is wrong with a file is a fault of the configuration, or synthesizes. */
describe("a value that stands twice in a list", () => {
  const outdir = mkdtempSync(join(tmpdir(), "orgtrail-repeated-"));

  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  test.each([
    ["organization.yaml", 0],
    ["the file of a central team", 1],
    ["the file of a team with logs of its own", 2],
  ])("of %s is a fault of the file, or none", (_, index) => {
    const edited = (isWanted: (list: number) => boolean): Configuration | undefined =>
      read(FILES.map((text, each) => (each === index ? repeated(text, isWanted).text : text)));
    const { lists } = repeated(FILES[index] ?? "", () => false);
    const sound = Array.from({ length: lists }, (_value, list) => list).filter(
      (list) => edited((each) => each === list) !== undefined,
    );
    expect(sound.length).toBeGreaterThan(1);
    const all = edited((list) => sound.includes(list));
    expect(all).toBeDefined();
    if (all !== undefined) buildApp(all, { outdir });
  });
});
