import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Mutant } from "./mutations";

/** Mutants that no request kills, with the reason. */
export interface Survivors {
  /** What was done to the statements. */
  readonly change: string;
  /** The statements, by kind of policy. */
  readonly of: Readonly<Record<string, readonly string[]>>;
  /** Only of these policies, by name. @default - of all of the kind */
  readonly in?: readonly string[];
  readonly why: string;
}

/** The survivors that a file lists. */
export function readSurvivors(path: string): readonly Survivors[] {
  return parse(readFileSync(path, "utf8")) as readonly Survivors[];
}

/** A policy as survivors are listed of it. */
interface Listed {
  readonly kind: string;
  readonly name: string;
}

/** Whether the entry is about the mutant of the policy. */
export function lists(entry: Survivors, { kind, name }: Listed, { change, statement }: Mutant): boolean {
  return (
    entry.change === change &&
    (entry.of[kind] ?? []).includes(statement) &&
    (entry.in?.includes(name) ?? true)
  );
}

/** The statements of an entry, each with its kind of policy. */
export function statementsOf({ of }: Survivors): readonly string[] {
  return Object.entries(of).flatMap(([kind, sids]) => sids.map((sid) => `${kind} ${sid}`));
}
