import { join } from "node:path";
import { writeConfiguration } from "./configuration";
import { generatedOrganization, REFERENCE } from "./organization";
import type { Workload } from "./programs";
import { writeReferenceTrails } from "./reference";

/** What is measured: the reference organization, its first run after a clone, and one organization for each count. */
export function workloads(teamCounts: readonly number[], scratch: string): readonly Workload[] {
  const reference: Workload = {
    name: "reference",
    title: "reference organization",
    teams: REFERENCE.teams.length,
    configuration: writeReferenceTrails(join(scratch, "config-reference")),
    firstRun: false,
  };
  return [
    reference,
    { ...reference, title: "reference organization, nothing compiled yet", firstRun: true },
    ...teamCounts.map((teams) => generated(teams, scratch)),
  ];
}

function generated(teams: number, scratch: string): Workload {
  const configuration = join(scratch, `config-${teams}`);
  writeConfiguration(configuration, generatedOrganization(teams));
  return { name: String(teams), title: `${plain(teams)} teams`, teams, configuration, firstRun: false };
}

/** 1000 as 1,000. */
export function plain(count: number): string {
  return count.toLocaleString("en");
}
