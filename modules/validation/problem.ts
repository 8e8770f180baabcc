import type { IConstruct } from "constructs";

/** Characters that command a terminal, end a line, or have a reader see another text than the one that is there. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** The first character that is not seen as such, as `U+001B`; undefined where there is none. */
export function unprintableIn(text: string): string | undefined {
  const found = text.match(UNPRINTABLE)?.[0];
  return found && `U+${codeOf(found).toUpperCase().padStart(4, "0")}`;
}

/** The text in one line, with each such character as its code: `\u{1b}`. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => `\\u{${codeOf(character)}}`);
}

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16);
}

/**
 * What is wrong with one value that a user gave: the same words serve the configuration (which adds file,
 * line and column) and the constructs (which add the construct path).
 */
export interface Problem {
  /** What is wrong, as a clause that follows the value's name: "is longer than 63 characters". */
  readonly what: string;
  /** The value received. @default - not shown */
  readonly received?: unknown;
  /** The values allowed. @default - not shown */
  readonly allowed?: string;
  /** What to do. */
  readonly remedy: string;
}

const LONGEST_RECEIVED = 120;

/** A received value as one line of text; long ones are cut. */
export function describeValue(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > LONGEST_RECEIVED
    ? `${text.slice(0, LONGEST_RECEIVED)}… (${text.length} characters)`
    : text;
}

/** The problem in one printable sentence: what is wrong; value received; values allowed; what to do. */
export function describeProblem(problem: Problem): string {
  const parts = [problem.what];
  if ("received" in problem) parts.push(`received ${describeValue(problem.received)}`);
  if (problem.allowed !== undefined) parts.push(`allowed: ${problem.allowed}`);
  parts.push(problem.remedy);
  return printable(parts.join("; "));
}

/** A problem of a named value: a prop of a construct, or the argument of a function. */
export interface PropertyProblem extends Problem {
  /** The prop's name, with its path where it is nested: "trails[2].name". */
  readonly property: string;
}

/**
 * Thrown when a construct gets a value that AWS would refuse or that would lose logs. Its message names the
 * construct's path and every problem found; nothing has been synthesized yet.
 */
export class ValidationError extends Error {
  // Private, since Node prints what an uncaught error has besides its message: each problem would be there twice.
  readonly #problems: readonly PropertyProblem[];

  /** @param scope the construct, or a word for what was validated where there is no construct */
  constructor(scope: IConstruct | string, problems: readonly PropertyProblem[]) {
    const place = typeof scope === "string" ? scope : scope.node.path;
    const lines = problems.map((problem) => `${place}: ${problem.property} ${describeProblem(problem)}`);
    super(lines.map(printable).join("\n"));
    this.name = "ValidationError";
    this.#problems = problems;
    traceFromCaller(this);
  }

  /** All problems found, in the order of the props. */
  get problems(): readonly PropertyProblem[] {
    return this.#problems;
  }
}

/** The folder of this library. @default - undefined: it was put into one file with its user */
const LIBRARY = /^(.*[\\/])validation[\\/]problem\.\w+$/.exec(
  typeof __filename === "string" ? __filename : "",
)?.[1];

/**
 * Takes what this library does within out of an error's stack trace: the first place is then where its user calls it. The trace is written when
 * somebody reads it: most errors are told by their messages, and with source maps one takes longer than all else at a program's start.
 */
export function traceFromCaller(error: Error): void {
  if (LIBRARY === undefined) return;
  const made: { readonly stack?: string } = {};
  Error.captureStackTrace(made, traceFromCaller);
  let written: string | undefined;
  // To redefine what is there would write it.
  Reflect.deleteProperty(error, "stack");
  Object.defineProperty(error, "stack", {
    ...{ configurable: true, enumerable: false },
    get: () => (written ??= [String(error), ...placesIn(made.stack ?? "", LIBRARY)].join("\n")),
    set: (stack: string) => (written = stack),
  });
}

/** The places of a stack trace, but for those within the folder; all of them where there are no others. */
function placesIn(stack: string, folder: string): readonly string[] {
  const places = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const outside = places.filter((place) => !place.includes(folder));
  return outside.length > 0 ? outside : places;
}

/** Throws a ValidationError when there is any problem. */
export function assertNoProblems(scope: IConstruct | string, problems: readonly PropertyProblem[]): void {
  if (problems.length > 0) throw new ValidationError(scope, problems);
}

/** A problem for each name that another before it has: what is made of them would be one thing. */
export function repeatedProblems(
  what: "id" | "name",
  names: readonly string[],
  propertyOf: (name: string, index: number) => string,
): readonly PropertyProblem[] {
  // Whatever every object has, such as "constructor", CDKTF takes for a construct that is there.
  const seen: Record<string, true> = {};
  return names.flatMap((name, index) => {
    if (!(name in seen)) {
      seen[name] = true;
      return [];
    }
    const isOurs = Object.hasOwn(seen, name);
    return [
      {
        property: propertyOf(name, index),
        what: `has ${isOurs ? `the ${what} of another` : `a word of JavaScript as its ${what}`}`,
        received: name,
        allowed: `one ${what} each`,
        remedy: "rename it",
      },
    ];
  });
}

/** The problems, each with the name of the prop that it is about. */
export function ofProperty(property: string, problem: Problem | undefined): readonly PropertyProblem[] {
  return problem === undefined ? [] : [{ ...problem, property }];
}
