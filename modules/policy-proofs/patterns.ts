import { type Pattern } from "../kernel";
import { dnsSuffix, type Partition } from "../organization";
import { componentsOf, withinSegments } from "../policy-evaluation";

/** A kind of characters. */
export interface Characters {
  /** Unique among all kinds. */
  readonly name: string;
  readonly has: (character: string) => boolean;
  /** All of them, where they are few. @default - they are many */
  readonly listed?: readonly string[];
}

/** One step of a pattern: characters that it takes, once or any number of times. */
export interface Step {
  readonly takes: Characters;
  readonly repeats: boolean;
}

/** A pattern, as the steps that take a text from its first character to its last. */
export type Steps = readonly Step[];

const anything: Characters = { name: "any", has: () => true };

function allBut(characters: string): Characters {
  return { name: `all but ${characters}`, has: (character) => !characters.includes(character) };
}

function among(characters: RegExp): Characters {
  return { name: characters.source, has: (character) => characters.test(character) };
}

const steps = new Map<string, Step>();

/** The step that takes one of the few characters: each is in many patterns. */
function only(...characters: readonly string[]): Step {
  const name = `only ${characters.join("")}`;
  const known = steps.get(name) ?? {
    takes: { name, has: (each: string) => characters.includes(each), listed: characters },
    repeats: false,
  };
  steps.set(name, known);
  return known;
}

/** The text as it is. */
export function literal(text: string): Steps {
  return text.split("").map((character) => only(character));
}

/** The text in any case. */
export function anyCase(text: string): Steps {
  return text
    .split("")
    .map((character) => only(...new Set([character.toLowerCase(), character.toUpperCase()])));
}

/** Any characters that `takes` takes, `least` times at least. */
function some(takes: Characters, least: 0 | 1 = 1): Steps {
  const repeated: Step = { takes, repeats: true };
  return least === 0 ? [repeated] : [{ takes, repeats: false }, repeated];
}

/** A pattern of a policy. @param takes what its wildcards stand for @default - any characters */
export function glob(pattern: Pattern, takes: Characters = anything): Steps {
  return pattern.flatMap((piece) =>
    "literal" in piece ? literal(piece.literal) : [{ takes, repeats: piece.wildcard === "*" }],
  );
}

/** A pattern of resources whose wildcards match only what AWS documents that they do. */
export function segmentGlob(pattern: Pattern): Steps {
  return pattern.flatMap((piece, index) =>
    "literal" in piece
      ? literal(piece.literal)
      : [{ takes: withinSegments(pattern, index) ? anything : allBut(":"), repeats: piece.wildcard === "*" }],
  );
}

/** A pattern of which wildcards stay within the components of an ARN, but the last's. */
export function arnGlob(pattern: Pattern): Steps {
  return componentsOf(pattern, 6).flatMap((component, index) => [
    ...(index === 0 ? [] : literal(":")),
    ...glob(component, index === 5 ? anything : allBut(":")),
  ]);
}

/** Any text. */
export const TEXT: Steps = some(anything, 0);

/** Any name of an action. */
export const ACTION: Steps = [...some(among(/[a-z0-9-]/)), ...literal(":"), ...some(among(/[a-z0-9]/))];

/** The names that AWS services have as principals: `s3.amazonaws.com`, `logs.us-east-1.amazonaws.com`. */
export function services(partition: Partition): readonly Steps[] {
  return [...new Set(["amazonaws.com", dnsSuffix(partition)])].map((suffix) => [
    ...some(among(/[a-z0-9.-]/)),
    ...literal(`.${suffix}`),
  ]);
}

/** The id of any organization. */
export const ORGANIZATION: Steps = [
  ...literal("o-"),
  ...Array<Step>(9).fill({ takes: among(/[a-z0-9]/), repeats: false }),
  ...some(among(/[a-z0-9]/)),
];

const NAME = some(among(/[A-Za-z0-9+=,.@_-]/));

/** The ARNs of root users, users and roles, with a path and without. */
export function identities(partition: string): readonly Steps[] {
  const digit: Step = { takes: among(/[0-9]/), repeats: false };
  const account = [...literal(`arn:${partition}:iam::`), ...Array<Step>(12).fill(digit), ...literal(":")];
  const path = [...some(among(/[!-~]/)), ...literal("/")];
  return [
    ["root", []],
    ["role/", NAME],
    ["role/", [...path, ...NAME]],
    ["user/", NAME],
    ["user/", [...path, ...NAME]],
  ].map(([kind, name]) => [...account, ...literal(kind as string), ...(name as Steps)]);
}

/** `arn:aws:iam::ACCOUNT:…`: whoever is of the account. */
export function ofAccount(account: Pattern): Steps {
  return [
    ...literal("arn:"),
    ...some(allBut(":")),
    ...literal(":iam::"),
    ...glob(account, allBut(":")),
    ...literal(":"),
    ...TEXT,
  ];
}

/** The users of the name, or roles, with any path and without. */
export function named(kind: "user" | "role", name: Pattern): readonly Steps[] {
  const before = [...literal("arn:"), ...some(allBut(":")), ...literal(":iam::"), ...some(allBut(":"))];
  return [[], [...some(anything), ...literal("/")]].map((path) => [
    ...before,
    ...literal(`:${kind}/`),
    ...path,
    ...glob(name, allBut("/")),
  ]);
}

/** The account that can own a resource. */
export const OWNER: Steps = Array<Step>(12).fill({ takes: among(/[0-9]/), repeats: false });

/** ARNs of resources that the account owns, as their ARNs say. */
export function ofOwner(account: Steps): Steps {
  const component = [...some(allBut(":"), 0), ...literal(":")];
  return [...literal("arn:"), ...component, ...component, ...component, ...account, ...literal(":"), ...TEXT];
}

/** The ARNs that the pattern stands for: where the account is a wildcard, those without one, of AWS itself, and of each account. */
export function arnLanguages(pattern: Pattern): readonly Steps[] {
  const components = componentsOf(pattern, 6);
  const parts = components.length === 6 ? components : Array<Pattern>(6).fill([{ wildcard: "*" }]);
  const isWild = (part: Pattern | undefined): boolean =>
    part?.length === 1 && part[0] !== undefined && "wildcard" in part[0];
  const accounts = isWild(parts[4]) ? [[], literal("aws"), OWNER] : [glob(parts[4] ?? [])];
  return accounts.map((account) =>
    parts.flatMap((part, index): Steps => [
      ...(index === 0 ? [] : literal(":")),
      ...(index === 0
        ? literal("arn")
        : index === 4
          ? account
          : isWild(part)
            ? wildComponent(index)
            : index === 5
              ? glob(part)
              : glob(part, allBut(":"))),
    ]),
  );
}

/** What stands in a component of an ARN that can be any: AWS's ARNs have a partition, a service and a resource. */
function wildComponent(index: number): Steps {
  return some(index === 5 ? anything : allBut(":"), index === 3 ? 0 : 1);
}

/** Any ARN. */
export const ARN: Steps = ["arn", 1, 1, 0, 0]
  .flatMap((least) => [
    ...(typeof least === "string" ? literal(least) : some(allBut(":"), least as 0 | 1)),
    ...literal(":"),
  ])
  .concat(some(anything));
