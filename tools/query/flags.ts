import { cliTime, linesOf, printJson, printRefusal } from "../terminal";

/** Exit codes. All read is 0. */
export const SOMETHING_FAILED = 1;
export const NOTHING_ASKED = 2;

/** The languages in which a question is shown. */
export const LANGUAGES = ["insights", "athena", "duckdb", "opensearch"] as const;

/** What a person has asked for. */
export interface QueryFlags {
  readonly logs: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  readonly from?: number;
  readonly to?: number;
  readonly account?: string;
  readonly sql?: string;
  readonly show?: (typeof LANGUAGES)[number];
  readonly config: string;
  readonly cache: boolean;
  readonly csv: boolean;
  readonly parquet?: string;
  readonly athena: boolean;
  readonly team?: string;
  readonly role?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** The time and the account that are asked of. */
export function spanOf({ from, to, account }: QueryFlags): { from?: string; to?: string; account?: string } {
  return {
    ...(from !== undefined && { from: cliTime(from) }),
    ...(to !== undefined && { to: cliTime(to) }),
    ...(account !== undefined && { account }),
  };
}

/** Says what is wrong, all at once. */
export function refuse(faults: readonly string[], { json }: QueryFlags): void {
  if (json) printJson({ faults });
  else printRefusal("nothing was asked", faults.flatMap(linesOf));
  process.exitCode = NOTHING_ASKED;
}
