import { describeProblem, printable, type Problem } from "../../modules/validation";

/** Steps from the root of a configuration file to one value: keys, and indexes of lists. */
export type ConfigPath = readonly (string | number)[];

/** What is wrong with one value of the configuration, and where it stands. */
export interface Fault extends Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly path: ConfigPath;
}

/** A path as text: `organization.accounts.logArchive.id`, `record[2].buckets[0]`. */
export function configPathText(path: ConfigPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

/** The fault in one printable line: `file:line:col path: what is wrong; received …; allowed: …; what to do`. */
export function faultText(fault: Fault): string {
  const place = `${fault.file}:${fault.line}:${fault.column}`;
  const path = configPathText(fault.path);
  return printable(`${place}${path === "" ? "" : ` ${path}`}: ${describeProblem(fault)}`);
}

/** The configuration cannot be used. Holds every fault found, by file and place. */
export class ConfigurationError extends Error {
  // Private: Node prints what an uncaught error has besides its message, which has each fault.
  readonly #faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const ordered = [...faults].sort(
      (one, other) =>
        one.file.localeCompare(other.file, "en") || one.line - other.line || one.column - other.column,
    );
    super(ordered.map(faultText).join("\n"));
    this.name = "ConfigurationError";
    this.#faults = ordered;
  }

  get faults(): readonly Fault[] {
    return this.#faults;
  }
}
