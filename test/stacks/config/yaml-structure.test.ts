import fc from "fast-check";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { faultsOf } from "./faults-of";

/** What YAML has and a value has not: each is one fault, at its place, and none besides follows from it. */

const TEAM = `team: data
account: logArchive
region: us-east-1
record: [{ preset: s3-all }]
`;
const KEY_IN_BRACES =
  "is a key that is no text; put it in quotes, if it is meant as text, such as one with braces";
const SPACE =
  "has a space of another kind, such as U+00A0, and YAML takes plain ones; put plain spaces in its place";
const MARK = "has the mark of a merge that was not settled; keep what is meant, and take all such marks out";

const CASES: readonly (readonly [text: string, place: string, said: string])[] = [
  // Anchors and aliases.
  [
    `${TEAM}notify: &a { b: *a }`,
    "5:17",
    "is an alias of what it stands in, which has no end; write the value itself",
  ],
  [
    `${TEAM}notify: &a [*a]`,
    "5:13",
    "is an alias of what it stands in, which has no end; write the value itself",
  ],
  [
    `x: &x\n  <<: *x\n${TEAM}`,
    "2:7",
    "is an alias of what it stands in, which has no end; write the value itself",
  ],
  [
    TEAM.replace("us-east-1", "*.example"),
    "3:9",
    "is an alias, and nothing before it is called &.example; put it in quotes where it is text, or write &.example before the value that is meant",
  ],
  [
    TEAM.replace("us-east-1", "{ <<: *none }"),
    "3:15",
    "is an alias, and nothing before it is called &none; put it in quotes where it is text, or write &none before the value that is meant",
  ],
  // A later anchor of the same name is the one that is meant.
  [
    `x: &x { a: 1 }\ny: &x 2\nz: { <<: *x }\n${TEAM}`,
    "3:10",
    "is merged with <<, and is no map; name a map by its alias, such as <<: *defaults",
  ],
  [
    `&k k: 1\nz: { <<: *k }\n${TEAM}`,
    "2:10",
    "is merged with <<, and is no map; name a map by its alias, such as <<: *defaults",
  ],
  // Tags.
  [
    TEAM.replace("us-east-1", "!Ref us-east-1"),
    "3:14",
    "has the tag !Ref, which means nothing here; leave the tag out",
  ],
  [
    TEAM.replace("us-east-1", "!!binary dXM="),
    "3:18",
    "has the tag !!binary, which means nothing here; leave the tag out",
  ],
  [`${TEAM}notify: !!set { a, b }`, "5:15", "has the tag !!set, which means nothing here; leave the tag out"],
  // Keys.
  [TEAM.replace("us-east-1", "{{ region }}"), "3:10", KEY_IN_BRACES],
  [`${TEAM}? [a, b]\n: c`, "5:3", KEY_IN_BRACES],
  [`${TEAM}~: x`, "5:1", "is a key without a name; name it, or remove it"],
  [`${TEAM}: x`, "5:3", "is a key without a name; name it, or remove it"],
  [`${TEAM}"": x`, "5:1", "is a key without a name; name it, or remove it"],
  [`${TEAM}__proto__: { team: x }`, "5:1", "is a name that no key can have; choose another"],
  // What looks like something else.
  [TEAM.replace("account", "\u00a0account"), "2:1", SPACE],
  [TEAM.replace("us-east-1", "\u00a0us-east-1: a"), "3:9", SPACE],
  [`<<<<<<< HEAD\n${TEAM}=======\n${TEAM}>>>>>>> other`, "1:1", MARK],
];

it.each(CASES)("%j is told once, at %s", (text, place, said) => {
  expect(
    faultsOf(MINIMAL_ORGANIZATION, text).map(({ line, column, what, remedy }) => [
      `${line}:${column}`,
      `${what}; ${remedy}`,
    ]),
  ).toEqual([[place, said]]);
});

it.each([".inf", "-.inf", ".nan"])("%s is no number of days, and is shown as it is written", (days) => {
  const kind = `{ kind: object-lock, mode: compliance, days: ${days} }`;
  const [fault, ...others] = faultsOf(MINIMAL_ORGANIZATION.replace("{ kind: mfa-delete }", kind));
  expect([fault?.what, others]).toEqual([`is ${days}, which is no number that counts`, []]);
});

it("a number over two limits is told once, by the narrower", () => {
  const kind = "{ kind: object-lock, mode: compliance, days: 99999999999999999999999 }";
  const faults = faultsOf(MINIMAL_ORGANIZATION.replace("{ kind: mfa-delete }", kind));
  expect(faults.map(({ allowed }) => allowed)).toEqual(["at most 36500"]);
});

it("no key of any object's is taken for one that a part of the configuration has", () => {
  for (const name of ["constructor", "toString", "valueOf", "hasOwnProperty"])
    expect(faultsOf(`${MINIMAL_ORGANIZATION}${name}: x\n`).map(({ remedy }) => remedy)).toEqual([
      "remove it",
    ]);
});

it("whatever anchors, aliases, merges and tags are strewn in, each fault has a place and nothing else is thrown", () => {
  const part = fc.constantFrom(
    "&a ",
    "*a ",
    "&b ",
    "*b ",
    "<<: *a\n",
    "!x ",
    "!!set ",
    "? ",
    ": ",
    "{ ",
    "} ",
    "[ ",
    "] ",
    "- ",
    "a: ",
    "\n  ",
    "\n",
    ", ",
    "~",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 24 }), (parts) => {
      for (const { line, column, what } of faultsOf(
        MINIMAL_ORGANIZATION,
        `${TEAM}notify: ${parts.join("")}`,
      )) {
        expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        expect(what).not.toMatch(/undefined|\[object /);
      }
    }),
    { numRuns: 500 },
  );
});

// Each alias that is looked for from the start of its file would take longer than a test may.
it("as many aliases as a file can have are looked up once each", () => {
  const many = `${MINIMAL_ORGANIZATION}x: &x a\ny:\n${"  - *x\n".repeat(50_000)}z: *none\n`;
  expect(faultsOf(many).map(({ what }) => what)).toEqual([
    "is an alias, and nothing before it is called &none",
  ]);
});
