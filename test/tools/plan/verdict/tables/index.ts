import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "./row";

export type { Row } from "./row";

/** Each rule, shown in both directions: what files of this folder export as `…_ROWS`. They are found here, and listed nowhere. */
export const ROWS: readonly Row[] = readdirSync(__dirname)
  .filter((file) => file !== "index.ts")
  .sort()
  .flatMap((file) =>
    Object.entries(jest.requireActual<Readonly<Record<string, unknown>>>(join(__dirname, file))),
  )
  .flatMap(([name, rows]) => (name.endsWith("_ROWS") ? (rows as readonly Row[]) : []));
