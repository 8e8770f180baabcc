import * as z from "zod";
import type { Problem } from "../../modules/validation";
import {
  readAs,
  type ConfigPath,
  type Configuration,
  type Fault,
  type SourceFile,
} from "../../stacks/config";
import { partitionProblem } from "./cast";
import { rowProblems, rowShape, type Row } from "./row";
import { addProblem, nonEmpty } from "./row-values";

/** A file of requests and the verdicts expected of them. */
const requestFile = z
  .strictObject({
    about: nonEmpty.meta({ description: "What the requests of the file are about." }),
    requests: z
      .array(
        rowShape.superRefine((value, context) => {
          for (const { key, problem } of rowProblems(value)) addProblem(context, [key], problem);
        }),
      )
      .min(1)
      .meta({ description: "Each is evaluated by itself; their order is of no matter." }),
  })
  .meta({ title: "orgtrail prove: requests", description: "Requests and the verdicts that they must get." });

/** The JSON Schema of request files, for editors. */
export function requestFileSchema(): object {
  return z.toJSONSchema(requestFile, { io: "input", target: "draft-7" });
}

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
  const { yaml, data, faults: wrong } = readAs(requestFile, source);
  if (data === undefined) return { file, about: "", builtIn, rows: [], faults: wrong };
  const { about, requests } = data;
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

/** What no table may say of this configuration: the names of teams that it does not have, and ARNs of other partitions. */
export function tableFaults(configuration: Configuration, tables: readonly RequestTable[]): readonly Fault[] {
  return tables.flatMap(({ rows, faults }) => [
    ...faults,
    ...rows.flatMap((row) => [...teamFaults(row, configuration), ...partitionFaults(row, configuration)]),
  ]);
}

function teamFaults({ row, fault }: PlacedRow, configuration: Configuration): readonly Fault[] {
  const teams: readonly string[] = configuration.teams.map(({ name }) => name);
  if (row.team === undefined || teams.includes(row.team)) return [];
  return [
    fault(["team"], {
      what: "is no team of the configuration",
      received: row.team,
      allowed: teams.join(", "),
      remedy: "correct the name",
    }),
  ];
}

function partitionFaults({ row, fault }: PlacedRow, configuration: Configuration): readonly Fault[] {
  return (["principal", "except", "resource"] as const).flatMap((key) =>
    (row[key] ?? []).flatMap((name, index) => {
      const problem = partitionProblem(name, configuration);
      return problem === undefined ? [] : [fault([key, index], problem)];
    }),
  );
}
