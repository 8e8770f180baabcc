import { parse, parseDocument } from "yaml";
import type { Fault } from "../../../stacks/config";
import { EVERYTHING_CENTRAL_TEAM, EVERYTHING_ORGANIZATION } from "../../support/configurations";
import { faultsOf, MEMBERS, TEAM } from "./faults-of";

/** The text that a remedy says to write, where it says it whole. */
function written(remedy: string): string | undefined {
  const text =
    /^write (.+?)(?: for the defaults.*|, or leave out the key| where there are none.*|, without quotes|, in quotes)?$/.exec(
      remedy,
    )?.[1];
  return text === undefined || /…| or /.test(text) ? undefined : text;
}

/** The file with what the fault's remedy says to write. */
function mended(text: string, { path, remedy }: Fault): string {
  const value = written(remedy);
  if (value === undefined) throw new Error(`nothing to write: ${remedy}`);
  const document = parseDocument(text);
  // A remedy for a key says the key too.
  const key = /^([a-z]+): /i.exec(value)?.[1];
  if (key === undefined) document.setIn(path, document.createNode(parse(value)));
  else {
    document.deleteIn(path);
    document.setIn([...path.slice(0, -1), key], document.createNode((parse(value) as object)[key as never]));
  }
  return String(document);
}

const SELECTOR = `[{ Name: Lambda, FieldSelectors: [{ Field: eventCategory, Equals: [Data] }, { Field: resources.type, Equals: ["AWS::Lambda::Function"] }, { Field: eventName, NotStartsWith: [Get, List] }] }]`;
const OURS =
  '{ name: "Lambda", category: "Data", resourceType: "AWS::Lambda::Function", eventName: { notStartsWith: ["Get", "List"] } }';
const recording = (record: string): string => TEAM.replace(/record: .*\n/, record);

describe("a remedy", () => {
  it.each<[string, string, string, string]>([
    [
      "a section that is left blank",
      `${MEMBERS}configRules:\n`,
      TEAM,
      "write {} for the defaults, or the keys that are to have other values, or leave out the key",
    ],
    [
      "a section switched on",
      `${MEMBERS}securityHub: true\n`,
      TEAM,
      "write {} for the defaults, or the keys that are to have other values",
    ],
    [
      "a list of addresses",
      `${MEMBERS}monitoring: { notify: [a@b.example] }\n`,
      TEAM,
      "write { to: a@b.example }",
    ],
    ["one address", `${MEMBERS}monitoring: { notify: a@b.example }\n`, TEAM, "write [{ to: a@b.example }]"],
    [
      "a kind without its key",
      MEMBERS.replace("{ kind: mfa-delete }", "mfa-delete"),
      TEAM,
      "write { kind: mfa-delete }",
    ],
    [
      "no members",
      MEMBERS.replace(/members:\n(?: {6}.*\n)+/, "members:\n"),
      "",
      "write {} where there are none, or leave out the key",
    ],
    [
      "a word for true",
      `${MEMBERS}trail: { deliveryNotifications: "yes" }\n`,
      TEAM,
      "write true, without quotes",
    ],
    [
      "a number for text",
      MEMBERS.replace('"111111111111"', "011111111111"),
      TEAM,
      'write "011111111111", in quotes',
    ],
    ["selectors of CloudTrail's API", MEMBERS, recording(`record: ${SELECTOR}\n`), `write ${OURS}`],
    [
      "what aws cloudtrail get-event-selectors prints",
      MEMBERS,
      recording(`record: { AdvancedEventSelectors: ${SELECTOR} }\n`),
      `write [${OURS}]`,
    ],
    [
      "the same beside the other keys",
      MEMBERS,
      recording(`AdvancedEventSelectors: ${SELECTOR}\n`),
      `write record: [${OURS}]`,
    ],
    [
      "selectors of Terraform",
      MEMBERS,
      recording(
        `record: [{ name: x, field_selector: [{ field: eventCategory, equals: [Data] }, { field: resources.type, equals: [AWS::SNS::Topic] }, { field: readOnly, equals: ["false"] }] }]\n`,
      ),
      'write { name: "x", category: "Data", resourceType: "AWS::SNS::Topic", readOnly: false }',
    ],
  ])("for %s makes the configuration valid, and is all that is said", (_, organization, team, remedy) => {
    const teams = team === "" ? [] : [team];
    const faults = faultsOf(organization, ...teams);
    expect(faults.map((fault) => fault.remedy)).toEqual([remedy]);
    const [fault] = faults;
    if (fault === undefined) throw new Error("there is no fault");
    const inTeam = fault.file !== "organization.yaml";
    const after = inTeam
      ? faultsOf(organization, mended(team, fault))
      : faultsOf(mended(organization, fault), ...teams);
    expect(after).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    [
      "a lifecycle beside MFA delete",
      MEMBERS.replace("kind: mfa-delete", "kind: mfa-delete, lifecycle: { expireAfterDays: 400 }"),
      TEAM,
      "remove it, or choose kind: object-lock, which has it",
    ],
    [
      "a lifecycle beside what it belongs to",
      `${MEMBERS}  lifecycle: { expireAfterDays: 400 }\n`,
      TEAM,
      "move it to immutability, where it is known, or remove it",
    ],
    [
      "an account that is left blank",
      MEMBERS,
      TEAM.replace("account: payments", "account:"),
      "write text: the name of the team's account in organization.accounts, or leave out the key",
    ],
    [
      "null as an account",
      MEMBERS,
      TEAM.replace("account: payments", "account: null"),
      "write text: the name of the team's account in organization.accounts, or leave out the key",
    ],
    [
      "two documents",
      MEMBERS,
      `${TEAM}---\n${TEAM}`,
      "move it to a file of its own, or leave out the line ---",
    ],
    [
      "one entry without its dash",
      MEMBERS,
      recording("record: { preset: lambda-invocations }\n"),
      "begin each entry with a dash, though there is one alone",
    ],
    [
      "selectors that say nothing of ours",
      MEMBERS,
      recording("record: [{ FieldSelectors: [{ Field: eventCategory, Equals: [Insight] }] }]\n"),
      "write category, and a key for each field, as docs/choosing-what-to-record.md has them",
    ],
  ])("for %s says what to do, once", (_, organization, team, remedy) => {
    expect(faultsOf(organization, team).map((fault) => fault.remedy)).toEqual([remedy]);
  });

  it("that says what to write in place of anything is taken, wherever it stands", () => {
    const refused: string[] = [];
    let tried = 0;
    for (const { text, inTeam } of [
      { text: EVERYTHING_ORGANIZATION, inTeam: false },
      { text: EVERYTHING_CENTRAL_TEAM, inTeam: true },
    ])
      for (const path of pathsOf(parse(text)))
        for (const by of isContainer(valueAt(text, path)) ? [null] : [true]) {
          const document = parseDocument(text);
          if (path.length === 0) continue;
          document.setIn(path, by);
          const broken = String(document);
          const both = (each: string): readonly Fault[] =>
            inTeam ? faultsOf(EVERYTHING_ORGANIZATION, each) : faultsOf(each, EVERYTHING_CENTRAL_TEAM);
          const isAt = (fault: Fault): boolean => fault.path.join(".") === path.join(".");
          const fault = both(broken).find(isAt);
          const value = fault === undefined ? undefined : written(fault.remedy);
          if (fault === undefined || value === undefined || !/^[[{"]|^(?:true|false)$/.test(value)) continue;
          tried++;
          const after = both(mended(broken, fault)).filter(isAt);
          // What is in the right form may still have a wrong value, such as a text that is no address: that is another fault.
          refused.push(
            ...after
              .filter(({ what }) => / is (?:empty|text|a number|true or false)\b/.test(` ${what}`))
              .map(({ what, remedy }) => `${path.join(".")}: ${value}: ${what}; ${remedy}`),
          );
        }
    expect(refused).toEqual([]);
    expect(tried).toBeGreaterThan(50);
  });
});

function isContainer(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function valueAt(text: string, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>>)[step],
    parse(text),
  );
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item])
    : Object.entries(value);
  return [path, ...inner.flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}
