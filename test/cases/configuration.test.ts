import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selectorWarnings } from "../../modules/event-selectors";
import { ConfigurationError, faultText, loadConfiguration } from "../../stacks/config";
import { caseOf, casesIn, describeCases } from "../support/cases";

const folder = mkdtempSync(join(tmpdir(), "orgtrail-cases-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is read of a case: its teams, or its faults, a line each. @param file of a case of several configurations, which one */
function read(
  name: string,
  file?: string,
  prepare: (at: string) => void = () => undefined,
): readonly string[] {
  const at = mkdtempSync(join(folder, "case-"));
  if (file === undefined) cpSync(caseOf("configuration", name), at, { recursive: true });
  else cpSync(caseOf("configuration", name, file), join(at, "organization.yaml"));
  prepare(at);
  try {
    return loadConfiguration(at).teams.map((team) => `team ${team.name}`);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map((fault) => faultText(fault).replace(`${at}/`, ""));
  }
}

/** What is right of each case, as the beginning of what is read; of a case of several configurations, of each. */
const RIGHT: Readonly<Record<string, readonly RegExp[] | Readonly<Record<string, readonly RegExp[]>>>> = {
  "basic-selector-bucket": [/^organization\.yaml:\d+:\d+ trail\.basicSelectors\[0\].* without the slash/],
  "did-you-mean": {
    "event-source.yaml": [/eventSource\.notEquals\[1\]: .*; choose one of them$/],
    "gov.yaml": [
      /homeRegion: is a Region of partition aws-us-gov.*; correct the Region, or the organization's partition$/,
    ],
    "opt-in.yaml": [/homeRegion: is an opt-in Region.*; choose a Region that is enabled in every account$/],
  },
  escape: [
    /^teams\/data\.yaml:4:1 x\\u\{1b\}\]0;pwned\\u\{7\}\\u\{a\}::error file=x::injected: [^\p{Cc}]*$/u,
  ],
  merge: [/^teams\/data\.yaml:4:5: is merged with <<, and is no map/],
  "selector-cancelled": [/^organization\.yaml:\d+:\d+ trail\.record\[2\]\.resourceArn.*: never matches/],
  "selector-that-matches-nothing": {
    "contradiction.yaml": [/never matches/, /never matches/, /never matches/],
    "names.yaml": [/: never matches/, /: never matches/],
    // Likely, and not certain: a warning, below.
    "types.yaml": [],
  },
  "sovereign-cloud": [],
  "state-key-slash": [/^organization\.yaml:\d+:\d+ terraform\.state\.keyPrefix: has a slash/],
  tags: {
    "amp.yaml": [/ tags\.Owner: has a character that AWS refuses/],
    "awspfx.yaml": [/ tags\.aws:owner: begins with aws:/],
    "case.yaml": [/ tags\.CostCenter: differs from costcenter/],
    "fffd.yaml": [/ tags\.Owner: has a character that AWS refuses/],
    "many.yaml": [/ tags: has 60 tags/],
    "paren.yaml": [/ tags\.Owner: has a character that AWS refuses/],
  },
  "team-file-ignored": [/^team pay$/],
  "terraform-templates": [/ record\[0\]\.name: has "\$\{"/, / alarms\[0\]\.firstStep: has "\$\{"/],
  "unreadable-team-file": [/^teams\/x\.yaml:1:1: is a folder, and not a file/],
};

/** What cannot stand in a folder of cases. */
const PREPARED: Readonly<Record<string, (at: string) => void>> = {
  "unreadable-team-file": (at) => {
    mkdirSync(join(at, "teams", "x.yaml"), { recursive: true });
    symlinkSync("me@host.1:2", join(at, "teams", ".#pay.yaml"));
  },
};

type CaseRow = readonly [name: string, file: string | undefined, right: readonly RegExp[]];

const ROWS = Object.entries(RIGHT).flatMap(([name, right]): readonly CaseRow[] =>
  right instanceof Array
    ? [[name, undefined, right]]
    : Object.entries(right).map(([file, each]): CaseRow => [name, file, each]),
);

describeCases("a configuration that users wrote", () => {
  it.each(ROWS)("is read as it should be: %s %s", (name, file, right) => {
    const found = read(name, file, PREPARED[name]);
    expect(found).toEqual(right.map((each) => expect.stringMatching(each) as string));
  });

  it("is warned of where it is likely that nothing is recorded", () => {
    const at = mkdtempSync(join(folder, "case-"));
    cpSync(
      caseOf("configuration", "selector-that-matches-nothing", "types.yaml"),
      join(at, "organization.yaml"),
    );
    const { recording } = loadConfiguration(at).trail;
    const { selectors = [] } = recording;
    expect(selectorWarnings({ kind: "advanced", selectors }).map(({ received }) => received)).toEqual([
      "AWS::S3::Bucket",
      "AWS::DynamoDB::Item",
      "AWS::Lambda::Invocation",
    ]);
  });

  it("has a right value, each case of them", () => {
    expect(Object.keys(RIGHT).sort()).toEqual([...casesIn("configuration")].sort());
    for (const [name, file] of ROWS.filter((row) => row[1] !== undefined))
      expect(readFileSync(caseOf("configuration", name, file ?? ""), "utf8")).not.toBe("");
  });
});
