import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { TITLES } from "./programs";
import type { Result, Target } from "./statistics";

/** All that a run of the benchmark found, and on what. */
export interface Report {
  /** ISO 8601, without time. */
  readonly date: string;
  readonly machine: { readonly cores: number; readonly platform: string; readonly node: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
  readonly targets: readonly Target[];
}

/** The packages whose speed is measured, by where they are installed. */
const MEASURED = {
  cdktf: "node_modules/cdktf",
  "@cdktf/provider-aws": "node_modules/@cdktf/provider-aws",
  tsx: "node_modules/tsx",
  "aws-cdk-lib": "bench/node_modules/aws-cdk-lib",
} as const;

/** The results, with what must be known to compare them with those of another day. */
export function reportOf(results: readonly Result[], targets: readonly Target[]): Report {
  const version = (folder: string): string => {
    const file = join(__dirname, "..", folder, "package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
  };
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cores: cpus().length,
      platform: `${process.platform} ${process.arch}`,
      node: process.versions.node,
    },
    versions: Object.fromEntries(
      Object.entries(MEASURED).map(([name, folder]) => [name, version(folder)] as const),
    ),
    results,
    targets,
  };
}

const HEAD = [
  "Organization",
  "Program",
  "Wall time",
  "(least to most)",
  "CPU time",
  "Peak memory",
  "orgtrail takes",
];

function cells(result: Result): string[] {
  const { organization, program, seconds, cpuSeconds, peakMegabytes } = result;
  const ratio = `${result.orgtrailTakes.toFixed(2)} × as long (CPU ${result.orgtrailTakesCpu.toFixed(2)} ×)`;
  return [
    organization,
    TITLES[program],
    `${seconds.median.toFixed(2)} s`,
    `${seconds.least.toFixed(2)} to ${seconds.most.toFixed(2)} s`,
    `${cpuSeconds.toFixed(2)} s`,
    `${peakMegabytes.toFixed(0)} MB`,
    program === "orgtrail" ? "" : ratio,
  ];
}

function verdict({ met }: Target): string {
  if (met === undefined) return "not measured";
  return met ? "met" : "MISSED";
}

function targetCells(target: Target): string[] {
  return [target.name, target.wanted, target.measured ?? "", verdict(target)];
}

const TARGET_HEAD = ["Target", "Wanted", "Measured", "Verdict"];

/** When and on what it was measured. */
export function setting({ date, machine, versions, results }: Report): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const { cores, platform, node } = machine;
  return `${date}; ${cores} cores, ${platform}, Node ${node}; ${packages.join(", ")}; medians of ${results[0]?.runs ?? 0} cold runs.`;
}

/** The results, and the targets. */
export function tablesOf({ results, targets }: Report): readonly (readonly (readonly string[])[])[] {
  return [
    [HEAD, ...results.map(cells)],
    [TARGET_HEAD, ...targets.map(targetCells)],
  ];
}

/** The report for a terminal. */
export function textReport(report: Report): string {
  return `${tablesOf(report).map(aligned).join("\n\n")}\n\n${setting(report)}`;
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
