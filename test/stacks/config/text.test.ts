import fc from "fast-check";
import { parse } from "yaml";
import * as z from "zod";
import { ConfigurationError, faultText, parseConfiguration, type Fault } from "../../../stacks/config";
import { organizationFile } from "../../../stacks/config/organization-file";
import { teamFile } from "../../../stacks/config/team-file";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
} from "../../support/configurations";
import { synthesizedTexts } from "../../support/synthesized";
import { templateShapes } from "../../support/templates";
import { edited, faults, MEMBERS, TEAM } from "./faults-of";

type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

/** Stands where a schema leaves the key to whoever writes the file. */
const FREE_KEY = "any key";

/** Values with which every key and every alternative of a schema is there. They need not be right. */
function samplesOf(schema: unknown): readonly Data[] {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([key, value]) => [key, samplesOf(value)] as const);
    const count = Math.max(1, ...fields.map(([, samples]) => samples.length));
    return Array.from({ length: count }, (_, index) =>
      Object.fromEntries(fields.map(([key, samples]) => [key, samples[index % samples.length] ?? null])),
    );
  }
  if (schema instanceof z.ZodRecord)
    return samplesOf(schema.valueType).map((value) => ({ [FREE_KEY]: value }));
  if (schema instanceof z.ZodArray) return [samplesOf(schema.element)];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(samplesOf);
  if (schema instanceof z.ZodString) return ["text"];
  if (schema instanceof z.ZodEnum) return [String(schema.options[0])];
  if (schema instanceof z.ZodLiteral) return [[...schema.values][0] as Data];
  if (schema instanceof z.ZodBoolean) return [true];
  if (schema instanceof z.ZodNumber) return [1];
  if (
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return samplesOf(schema.unwrap());
  }
  throw new Error(`the test does not know ${String(schema?.constructor.name)}: say what its samples are`);
}

/** The data with other texts, and with other keys where the schema leaves them to whoever writes the file. */
function withTexts(data: Data, edit: (text: string, path: Path) => string, path: Path = []): Data {
  if (typeof data === "string") return edit(data, path);
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((item: Data, index) => withTexts(item, edit, [...path, index]));
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key === FREE_KEY ? edit(key, []) : key,
      withTexts(value, edit, [...path, key]),
    ]),
  );
}

/** The path of every text, and of every key that `isKey` is true of. */
function pathsOf(data: Data, isKey: (key: string) => boolean, path: Path = []): readonly Path[] {
  if (typeof data === "string") return [path];
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data as Readonly<Record<string, Data>>).flatMap(([key, value]) => {
    const inner = [...path, Array.isArray(data) ? Number(key) : key];
    return [...(isKey(key) ? [inner] : []), ...pathsOf(value, isKey, inner)];
  });
}
type Path = readonly (string | number)[];

/** JSON is YAML, as long as it is ASCII: characters that cannot be seen are none of YAML's. */
function yamlOf(data: Data): string {
  return JSON.stringify(data).replaceAll(/[^ -~]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function errorOf(organization: string, ...teams: readonly string[]): ConfigurationError | undefined {
  try {
    configurationOf(organization, ...teams);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

function placeText({ line, column }: Fault): string {
  return `${line}:${column}`;
}

/** What is more than text to what reads it later. */
const hostile = fc
  .tuple(
    fc.string({ maxLength: 5 }),
    fc.constantFrom(
      '${file(pathexpand("~/.aws/credentials"))}',
      "${",
      "$${",
      "%{ for x in y }",
      "%%{",
      "${TfToken[TOKEN.0]}",
      "#{TfToken[TOKEN.0]}",
      "&{TfToken[TOKEN.0]}",
      // A digit more behind it would make another number, which is no token.
      " -1.8881545897087626e+289 ",
      "o-812e296 ",
      "\u001b]0;title\u0007",
      "\r::error::",
      "\u0085",
      "\u009b1m",
      "\u2028",
      "\u202e",
      "\ud800.",
    ),
    fc.string({ maxLength: 5 }),
  )
  .map((parts) => parts.join(""));

describe.each([
  ["organization.yaml", organizationFile, (text: string) => errorOf(text)],
  ["a team's file", teamFile, (text: string) => errorOf(EVERYTHING_ORGANIZATION, text)],
])("in %s, a text that is more than text to what reads it", (_name, schema, errorOfFile) => {
  const samples = samplesOf(schema);

  it("is a fault wherever it stands, as a value or as a key", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const sample of samples) {
          const data = withTexts(sample, () => text);
          const error = errorOfFile(yamlOf(data));
          const found = (error?.faults ?? []).filter(({ what }) => /^has (a|")/.test(what));
          const refused = found.map(({ path }) => JSON.stringify(path));
          const expected = pathsOf(data, (key) => key === text).map((path) => JSON.stringify(path));
          expect(expected.filter((path) => !refused.includes(path))).toEqual([]);
          // Nothing is said twice of it, and nothing of it commands a terminal.
          expect(new Set((error?.faults ?? []).map(placeText)).size).toBe(error?.faults.length);
          expect(error?.message.split("\n").length).toBe(error?.faults.length);
          expect(error?.message).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        }
      }),
      { numRuns: 8 },
    );
  });

  it("is looked for in a hundred places and more", () => {
    const places = samples.flatMap((sample) => pathsOf(sample, () => false));
    expect(places.length).toBeGreaterThan(100);
  });
});

describe("what texts are put together to", () => {
  const files = [EVERYTHING_ORGANIZATION, EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM].map(
    (text) => parse(text) as Data,
  );

  /** The files with an edit of every text that may have it, and how many these are. */
  function edited(edit: (text: string) => string): {
    readonly texts: readonly string[];
    readonly count: number;
  } {
    let places = files.map((file) => pathsOf(file, () => false).map((path) => JSON.stringify(path)));
    for (;;) {
      const texts = files.map((file, index) =>
        yamlOf(
          withTexts(file, (text, path) =>
            places[index]?.includes(JSON.stringify(path)) ? edit(text) : text,
          ),
        ),
      );
      const [organization = "", ...teams] = texts;
      const found = errorOf(organization, ...teams)?.faults ?? [];
      if (found.length === 0) return { texts, count: places.flat().length };
      const left = places.map((paths, index) => {
        const file = index === 0 ? "config/organization.yaml" : `config/teams/${index}.yaml`;
        const refused = found.filter((fault) => fault.file === file).map(({ path }) => path);
        return paths.filter((path) => !refused.some((fault) => isBehind(path, fault, paths)));
      });
      if (left.flat().length === places.flat().length) throw new Error(found.map(faultText).join("\n"));
      places = left;
    }
  }

  /** Whether the edit at a path made a fault: at that very path, or else beside or below what is at fault. */
  function isBehind(path: string, fault: Path, edits: readonly string[]): boolean {
    if (edits.includes(JSON.stringify(fault))) return path === JSON.stringify(fault);
    const holder = JSON.stringify(fault.slice(0, -1)).slice(0, -1);
    return path.startsWith(holder);
  }

  function shapesOf([organization = "", ...teams]: readonly string[]): readonly string[] {
    return Object.values(synthesizedTexts(configurationOf(organization, ...teams))).flatMap(templateShapes);
  }

  it.each([
    ["begin a template", (text: string) => `${text}$`, (text: string) => `${text}-`],
    ["begin a directive", (text: string) => `${text}%`, (text: string) => `${text}-`],
    ["end what a sign began", (text: string) => `{${text}`, (text: string) => `-${text}`],
  ])("is no template where they %s", (_name, sharp, blunt) => {
    const { texts, count } = edited(sharp);
    expect(count).toBeGreaterThan(5);
    expect(shapesOf(texts)).toEqual(shapesOf(edited(blunt).texts));
  });
});

describe("a template of Terraform", () => {
  it("in the first step of a team's alarm does not run", () => {
    const alarm = `alarms:\n  - name: x-y\n    events: [DeleteFunction]\n    firstStep: 'Look: \${file("~/.aws/credentials")} end.'\n`;
    expect(faults(MEMBERS, TEAM + alarm)).toEqual([
      'teams/1.yaml:8:16 alarms[0].firstStep: has "${", with which a template of Terraform begins; received "Look: ${file(\\"~/.aws/credentials\\")} end."; allowed: text; leave out the brace, or the $',
    ]);
  });

  it("in the name of a selector does not run", () => {
    const record = `record: [{ category: Data, resourceType: AWS::DynamoDB::Table, name: "\${terraform.workspace}" }]`;
    expect(faults(MEMBERS, TEAM.replace(/record: .*/, record))).toEqual([
      'teams/1.yaml:4:70 record[0].name: has "${", with which a template of Terraform begins; received "${terraform.workspace}"; allowed: text; leave out the brace, or the $',
    ]);
  });

  it("in the key of a tag does not run", () => {
    expect(faults(`${MEMBERS}tags: { "%{ if true }": x }\n`)).toEqual([
      expect.stringContaining('has "%{", with which a template of Terraform begins') as string,
    ]);
  });
});

describe("characters that cannot be seen", () => {
  it("in a key are told by their codes, in one line", () => {
    expect(faults(MEMBERS, `${TEAM}"x\\e]0;pwned\\a\\n::error file=x::injected": 1\n`)).toEqual([
      "teams/1.yaml:5:1 x\\u{1b}]0;pwned\\u{7}\\u{a}::error file=x::injected: has a character that cannot be seen, U+001B; " +
        'received "x\\u001b]0;pwned\\u0007\\n::error file=x::injected"; allowed: text; leave it out',
    ]);
  });

  it("in the name of a file are told by their codes", () => {
    const file = "teams/\u001b[2J\n::error::.yaml";
    try {
      parseConfiguration({
        organization: { file: "o.yaml", text: MEMBERS },
        teams: [{ file, text: "team: 1" }],
      });
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      expect(error.faults.map(faultText)[0]).toMatch(/^teams\/\\u\{1b\}\[2J\\u\{a\}::error::\.yaml:1:/);
      return;
    }
    throw new Error("there is no fault");
  });

  it("but line ends and tabs may stand in a sentence", () => {
    const alarm = `alarms:\n  - name: x-y\n    events: [DeleteFunction20150331]\n    firstStep: |\n      Look.\n      \tThen ask for 100 % of $NAME.\n`;
    expect(faults(MEMBERS, TEAM + alarm).filter((fault) => fault.includes("firstStep"))).toEqual([]);
  });
});

describe("a mark of CDKTF", () => {
  const faultsOfTag = (tag: string): readonly string[] =>
    (errorOf(edited("CostCenter: security", `build: "${tag}"`, EVERYTHING_ORGANIZATION))?.faults ?? []).map(
      ({ what }) => what,
    );

  it.each(["-1e300", "o-1e300abcde", "-1e289", "-8.09e298", "-8.4e298", "-1e9999", "8.2e298"])(
    "is not the number in %s",
    (text) => {
      expect(faultsOfTag(text)).toEqual([]);
    },
  );

  it.each(["-8.12e298", "x-8.3e298", "-1.89e289", "-812e296y"])("is the number in %s", (text) => {
    expect(faultsOfTag(text)).toEqual(["has a mark that CDKTF keeps for itself"]);
  });
});
