import type { Access } from "../running/synthesis";
import { PlanError } from "../running/plan-error";

/** What is asked for on the command line. */
export interface Flags {
  readonly affected: boolean;
  readonly base?: string;
  readonly drift: boolean;
  readonly config: string;
  readonly access: Access;
  readonly from?: readonly string[];
  readonly expect?: string;
  readonly json: boolean;
  readonly markdown?: string;
  readonly marker: string;
  readonly out?: string;
  readonly parallel: number;
}

/** Whether nothing is planned, and reports are read instead. */
export function readsReports({ from, expect }: Flags): boolean {
  return from !== undefined || expect !== undefined;
}

/** @throws PlanError when flags contradict each other */
export function checkFlags(stacks: readonly string[], flags: Flags): void {
  const { affected, base, json, markdown } = flags;
  const faults = [
    ...(affected && base === undefined ? ["--affected needs --base: the ref to compare with"] : []),
    ...(!affected && base !== undefined ? ["--base is for --affected alone: add it"] : []),
    ...(affected && stacks.length > 0 ? ["name stacks, or ask for the affected ones, not both"] : []),
    ...(readsReports(flags) && (affected || stacks.length > 0)
      ? ["--from and --expect plan nothing: name no stacks with them"]
      : []),
    ...(json && markdown === "-" ? ["--json and --markdown - both print: give --markdown a file"] : []),
  ];
  if (faults.length > 0) throw new PlanError(faults.join("\n"));
}
