import type { Problem } from "../../modules/validation";
import { schemaFaults, YamlFile, type ConfigPath, type Fault, type SourceFile } from "../../stacks/config";
import { requestFile, type Row } from "./request-schema";

/** A row, and how to say that something in it is wrong. */
export interface PlacedRow {
  readonly row: Row;
  readonly fault: (path: ConfigPath, problem: Problem) => Fault;
}

/** What a file holds: rows, or what is wrong with it. */
export interface RequestTable {
  readonly file: string;
  readonly about: string;
  readonly rows: readonly PlacedRow[];
  readonly faults: readonly Fault[];
}

/** Reads a file of requests. Nothing is thrown: all faults of all files are to be told at once. */
export function readRequestFile(source: SourceFile): RequestTable {
  const yaml = new YamlFile(source.file, source.text);
  const nothing = { file: source.file, about: "", rows: [] };
  if (yaml.syntaxFaults.length > 0) return { ...nothing, faults: yaml.syntaxFaults };
  const result = requestFile.safeParse(yaml.data);
  if (!result.success) return { ...nothing, faults: schemaFaults(yaml, requestFile, result.error.issues) };
  const { about, requests } = result.data;
  const rows = requests.map((row, index) => ({
    row,
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
  return { file: source.file, about, rows, faults };
}
