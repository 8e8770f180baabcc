import type { Problem } from "../../modules/validation";
import { schemaFaults, YamlFile, type ConfigPath, type Fault, type SourceFile } from "../../stacks/config";
import { requestFile } from "./request-schema";
import type { Row } from "./row";

/** A row, where it stands, and how to say that something in it is wrong. */
export interface PlacedRow {
  readonly row: Row;
  /** The file and, from 1, the line of its name. */
  readonly place: { readonly file: string; readonly line: number };
  readonly fault: (path: ConfigPath, problem: Problem) => Fault;
}

/** What a file holds: rows, or what is wrong with it. */
export interface RequestTable {
  readonly file: string;
  readonly about: string;
  /** Whether it comes with orgtrail. */
  readonly builtIn: boolean;
  readonly rows: readonly PlacedRow[];
  readonly faults: readonly Fault[];
}

/** Reads a file of requests. Nothing is thrown: all faults of all files are to be told at once. */
export function readRequestFile(source: SourceFile, builtIn = false): RequestTable {
  const { file } = source;
  const yaml = new YamlFile(file, source.text);
  const nothing = { file, about: "", builtIn, rows: [] };
  if (yaml.syntaxFaults.length > 0) return { ...nothing, faults: yaml.syntaxFaults };
  // Of an empty file, what it lacks says more than that it is empty.
  const result = requestFile.safeParse(yaml.data ?? {});
  if (!result.success) return { ...nothing, faults: schemaFaults(yaml, requestFile, result.error.issues) };
  const { about, requests } = result.data;
  const rows = requests.map((row, index) => ({
    row,
    place: { file, line: yaml.place(["requests", index, "name"]).line },
    fault: (path: ConfigPath, problem: Problem) => yaml.fault(["requests", index, ...path], problem),
  }));
  const repeated = rows.filter(
    ({ row }, index) => requests.findIndex(({ name }) => name === row.name) < index,
  );
  const faults = repeated.map((again) =>
    again.fault(["name"], {
      what: "names two requests of the file",
      received: again.row.name,
      remedy: "name one of them otherwise",
    }),
  );
  return { file, about, builtIn, rows, faults };
}
