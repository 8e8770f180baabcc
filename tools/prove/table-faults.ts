import type { Configuration, Fault } from "../../stacks/config";
import { partitionProblem } from "./cast";
import type { PlacedRow, RequestTable } from "./request-file";

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
