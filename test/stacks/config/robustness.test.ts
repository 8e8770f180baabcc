import fc from "fast-check";
import { ConfigurationError, parseConfiguration } from "../../../stacks/config";
import { EVERYTHING_CENTRAL_TEAM, EVERYTHING_ORGANIZATION } from "../../support/configurations";

/** The outcome of a parse; anything but a configuration or its faults is a fault of ours. */
function faultsOf(organization: string, team: string): ConfigurationError["faults"] {
  try {
    parseConfiguration({
      organization: { file: "organization.yaml", text: organization },
      teams: [{ file: "teams/1.yaml", text: team }],
    });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

/** Replaces one value of the text, or breaks its form. */
function edit(text: string, at: number, by: string): string {
  const values = [...text.matchAll(/(?<=: |\[|- )[^\s,[\]{}]+/g)];
  const chosen = values[at % values.length];
  if (chosen === undefined) throw new Error("there is no value");
  return text.slice(0, chosen.index) + by + text.slice(chosen.index + chosen[0].length);
}

const replacement = fc.oneof(
  fc.constantFrom(
    "",
    "~",
    "0",
    "-1",
    "01234567890",
    "1e999",
    "true",
    "[]",
    "{}",
    "[[1]]",
    "{ a: 1 }",
    '""',
    "*x",
    "&x",
    "!!binary x",
    "<<",
    "'",
  ),
  fc.string(),
  fc.json(),
);

describe("a broken configuration", () => {
  it("gives a configuration or faults, each at a place in its file, and nothing else", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(), replacement, fc.nat(), replacement, (inTeam, at, by, at2, by2) => {
        const organization = inTeam ? EVERYTHING_ORGANIZATION : edit(EVERYTHING_ORGANIZATION, at, by);
        const team = inTeam ? edit(edit(EVERYTHING_CENTRAL_TEAM, at, by), at2, by2) : EVERYTHING_CENTRAL_TEAM;
        const texts: Readonly<Record<string, string>> = {
          "organization.yaml": organization,
          "teams/1.yaml": team,
        };
        for (const { file, line, column, what, remedy } of faultsOf(organization, team)) {
          const lines = (texts[file] ?? "").split("\n");
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(what).not.toBe("");
          expect(remedy).not.toBe("");
        }
      }),
      { numRuns: 500 },
    );
  });

  it("that expands without end is refused", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]", "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]"]
      .concat("c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]", "d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]")
      .join("\n");
    expect(faultsOf(bomb, EVERYTHING_CENTRAL_TEAM)[0]?.what).toMatch(/cannot be read: Excessive alias count/);
  });
});
