import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "./cold-run";

/** What is compared. */
export const PROGRAMS = ["orgtrail", "published", "floor", "aws-cdk", "aws-cdk-unchecked"] as const;

export type ProgramName = (typeof PROGRAMS)[number];

/** What the programs are called in reports. */
export const TITLES: Readonly<Record<ProgramName, string>> = {
  orgtrail: "orgtrail",
  published: "orgtrail, as published",
  floor: "floor (bare cdktf)",
  "aws-cdk": "AWS CDK",
  "aws-cdk-unchecked": "AWS CDK, template validation off",
};

/** One organization to synthesize. */
export interface Workload {
  /** `reference`, or the number of teams: what the peers take as their argument. */
  readonly name: string;
  /** What reports call it. */
  readonly title: string;
  readonly teams: number;
  /** The folder with its YAML. */
  readonly configuration: string;
  /** Whether all TypeScript is compiled anew, as in the first run after a clone. */
  readonly firstRun: boolean;
}

/** The app command of cdktf.json: what `cdktf synth` runs. */
function appCommand(): string {
  const file = join(__dirname, "..", "cdktf.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly app: string }).app;
}

/** Builds what is published, as `npm pack` does. */
export function buildPublished(): void {
  execFileSync(process.execPath, [join(__dirname, "..", "tools", "cli", "build.cjs")]);
}

/** How a program synthesizes an organization. @param scratch a folder for what it writes */
export function commandOf(program: ProgramName, workload: Workload, scratch: string): Command {
  const { name, configuration } = workload;
  const outdir = join(scratch, program);
  const peer = (file: string): string => `node --import tsx bench/${file} ${name}`;
  switch (program) {
    case "orgtrail":
    case "published":
      return {
        command: program === "orgtrail" ? appCommand() : "node tools/cli/dist/synthesis.cjs app",
        environment: { ORGTRAIL_CONFIG: configuration, CDKTF_OUTDIR: outdir },
        outdir,
      };
    case "floor":
      return { command: peer("floor.ts"), environment: { CDKTF_OUTDIR: outdir }, outdir };
    case "aws-cdk":
      return { command: peer("aws-cdk.cjs"), environment: { CDK_OUTDIR: outdir }, outdir };
    case "aws-cdk-unchecked":
      return {
        command: peer("aws-cdk.cjs"),
        environment: { CDK_OUTDIR: outdir, CDK_VALIDATION: "false" },
        outdir,
      };
  }
}
