import { madeOnce, type Pattern } from "../kernel";
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
export interface PatternStep {
  readonly takes: Characters;
  readonly repeats: boolean;
}

/** A pattern, as the steps that take a text from its first character to its last. */
export type Steps = readonly PatternStep[];

const anything: Characters = { name: ".", has: () => true };

function among(characters: RegExp): Characters {
  return { name: characters.source, has: (character) => characters.test(character) };
}

const noColon = among(/[^:]/);
const lowerCase = among(/[a-z0-9]/);

const steps = new Map<string, PatternStep>();

/** The step that takes one of the few characters: each is in many patterns. */
function only(characters: string): PatternStep {
  return madeOnce(steps, characters, () => {
    const has = (each: string): boolean => characters.includes(each);
    return { takes: { name: `only ${characters}`, has, listed: characters.split("") }, repeats: false };
  });
}

/** The text as it is. */
export function literal(text: string): Steps {
  return text.split("").map(only);
}

/** The text in any case. */
export function anyCase(text: string): Steps {
  return text.split("").map((character) => {
    const cases = new Set([character.toLowerCase(), character.toUpperCase()]);
    return only([...cases].filter(({ length }) => length === 1).join(""));
  });
}

/** Any characters that `takes` takes, `least` times at least. */
function some(takes: Characters, least: 0 | 1 = 1): Steps {
  return [...times(least, takes), { takes, repeats: true }];
}

function times(count: number, takes: Characters): Steps {
  return Array<PatternStep>(count).fill({ takes, repeats: false });
}

/** The parts one after the other, of which texts stand for themselves. */
function joined(...parts: readonly (string | Steps)[]): Steps {
  return parts.flatMap((part) => (typeof part === "string" ? literal(part) : part));
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
    glob([piece], withinSegments(pattern, index) ? anything : noColon),
  );
}

function betweenColons(components: readonly Steps[]): Steps {
  return components.flatMap((component, index) =>
    index === 0 ? component : [...literal(":"), ...component],
  );
}

/** A pattern of which wildcards stay within the components of an ARN, but the last's. */
export function arnGlob(pattern: Pattern): Steps {
  return betweenColons(
    componentsOf(pattern, 6).map((component, index) => glob(component, index === 5 ? anything : noColon)),
  );
}

/** Any text. */
export const TEXT = some(anything, 0);

/** Any name of an action. */
export const ACTION_NAME = joined(some(among(/[a-z0-9-]/)), ":", some(lowerCase));

/** The id of any organization. */
export const ORGANIZATION = joined("o-", times(9, lowerCase), some(lowerCase));

/** The account that can own a resource. */
export const OWNER = times(12, among(/[0-9]/));

/** What stands in the components of an ARN that can be any: AWS's have a partition, a service and a resource. */
const ARN_COMPONENTS = [
  literal("arn"),
  ...[some(noColon), some(noColon), some(noColon, 0), some(noColon, 0)],
  some(anything),
];

/** Any ARN. */
export const ARN = betweenColons(ARN_COMPONENTS);

/** The names that AWS services have as principals: `s3.amazonaws.com`, `logs.us-east-1.amazonaws.com`. */
export function services(partition: Partition): readonly Steps[] {
  const suffixes = [...new Set(["amazonaws.com", dnsSuffix(partition)])];
  return suffixes.map((suffix) => joined(some(among(/[a-z0-9.-]/)), `.${suffix}`));
}

/** The ARNs of root users, users and roles, with a path and without. */
export function identities(partition: string): readonly Steps[] {
  const name = some(among(/[A-Za-z0-9+=,.@_-]/));
  const path = some(among(/[!-~]/));
  const named = ["role/", "user/"].flatMap((kind) => [joined(kind, name), joined(kind, path, "/", name)]);
  return [literal("root"), ...named].map((each) => joined(`arn:${partition}:iam::`, OWNER, ":", each));
}

/** `arn:aws:iam::ACCOUNT:…`: whoever is of the account. */
export function ofAccount(account: Pattern): Steps {
  return joined("arn:", some(noColon), ":iam::", glob(account, noColon), ":", TEXT);
}

/** The users of the name, or roles, with any path and without. */
export function principalNamed(kind: "user" | "role", name: Pattern): readonly Steps[] {
  return [[], joined(some(anything), "/")].map((path) =>
    joined("arn:", some(noColon), ":iam::", some(noColon), `:${kind}/`, path, glob(name, among(/[^/]/))),
  );
}

/** ARNs of resources that the account owns, as their ARNs say. */
export function ofOwner(account: Steps): Steps {
  const component = joined(some(noColon, 0), ":");
  return joined("arn:", component, component, component, account, ":", TEXT);
}

/** The ARNs that the pattern stands for: where the account is a wildcard, those without one, of AWS itself, and of each account. */
export function arnLanguages(pattern: Pattern): readonly Steps[] {
  const components = componentsOf(pattern, 6);
  const isWild = ([piece, ...others]: Pattern): boolean =>
    piece !== undefined && "wildcard" in piece && others.length === 0;
  const parts = ARN_COMPONENTS.map((any, index) => {
    const part = components.length === 6 ? components[index] : undefined;
    const isAny = index === 0 || part === undefined || isWild(part);
    return isAny ? any : glob(part, index === 5 ? anything : noColon);
  });
  const account = components.length === 6 ? components[4] : undefined;
  const accounts = account === undefined || isWild(account) ? [[], literal("aws"), OWNER] : [glob(account)];
  return accounts.map((each) => betweenColons(parts.with(4, each)));
}
