import fc from "fast-check";
import { parse, parseDocument } from "yaml";
import { faultText } from "../../../stacks/config";
import { EVERYTHING_CENTRAL_TEAM, EVERYTHING_ORGANIZATION } from "../../support/configurations";
import { faultsOf } from "./faults-of";

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

type Path = readonly (string | number)[];

/** Each value of the file put in place of by nothing, and by one of another type. */
function wrong(
  text: string,
  inTeam: boolean,
): readonly { readonly inTeam: boolean; readonly path: Path; readonly broken: string }[] {
  const value: unknown = parse(text);
  return pathsOf(value).flatMap((path) =>
    [null, isContainer(valueAt(value, path)) ? 5.5 : { zzz: 1 }].map((by) => {
      const document = parseDocument(text);
      if (path.length === 0) document.contents = document.createNode(by) as typeof document.contents;
      else document.setIn(path, by);
      return { inTeam, path, broken: String(document) };
    }),
  );
}

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (!isContainer(value)) return [path];
  const inner = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value);
  return [path, ...inner.flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((holder, step) => (holder as Readonly<Record<string, unknown>>)[step], value);
}

const WRONG = [...wrong(EVERYTHING_ORGANIZATION, false), ...wrong(EVERYTHING_CENTRAL_TEAM, true)];

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

  it("has faults where it is broken, and no false ones elsewhere that follow from them", () => {
    const told = WRONG.flatMap(({ inTeam, path, broken }) => {
      const faults = inTeam
        ? faultsOf(EVERYTHING_ORGANIZATION, broken)
        : faultsOf(broken, EVERYTHING_CENTRAL_TEAM);
      const file = inTeam ? "teams/1.yaml" : "organization.yaml";
      const isOwn = (fault: (typeof faults)[number]): boolean =>
        fault.file === file && path.every((step, index) => fault.path[index] === step);
      const elsewhere = faults.filter((fault) => !isOwn(fault)).map(faultText);
      // Where null is a value, what follows from it is a fault by itself.
      return faults.some(isOwn) && elsewhere.length > 0 ? [{ path: path.join("."), elsewhere }] : [];
    });
    expect(told).toEqual([]);
    expect(WRONG.length).toBeGreaterThan(300);
  });

  it("that expands without end is refused", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]", "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]"]
      .concat("c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]", "d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]")
      .join("\n");
    expect(faultsOf(bomb, EVERYTHING_CENTRAL_TEAM)[0]?.what).toMatch(/cannot be read: Excessive alias count/);
  });
});
