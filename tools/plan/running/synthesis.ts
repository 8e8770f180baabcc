import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { appCommand } from "../../affected";
import type { Processes } from "../../terraform";
import { PlanError } from "./plan-error";

/** Whose role the providers assume: that of plans, which reads, or that of deployments. */
export type Access = "plan" | "deploy";

/** A stack that was synthesized. */
export interface SynthesizedStack {
  readonly stack: string;
  readonly account: { readonly name: string; readonly id: string };
  readonly region: string;
  /** The folder with its cdk.tf.json. */
  readonly folder: string;
}

/** What is synthesized, and where to. */
export interface SynthesisOptions {
  /** The folder with cdktf.json. */
  readonly project: string;
  /** The folder with organization.yaml, as an absolute path. */
  readonly config: string;
  /** @default - all */
  readonly stacks?: readonly string[];
  readonly access: Access;
  readonly outdir: string;
  readonly processes: Processes;
  readonly env: NodeJS.ProcessEnv;
}

const SUMMARY = z.object({
  stacks: z.array(
    z.object({
      stack: z.string(),
      account: z.object({ name: z.string(), id: z.string() }),
      region: z.string(),
    }),
  ),
});

/**
 * Runs the project's app, by the command of its cdktf.json.
 * @returns the stacks in the order of deployment
 * @throws PlanError with what the app says is wrong
 */
export async function synthesize(options: SynthesisOptions): Promise<readonly SynthesizedStack[]> {
  const { project, config, stacks = [], access, outdir, processes, env } = options;
  const summaryFile = `${outdir}.json`;
  const { code, output } = await processes.run({
    program: "/bin/sh",
    // Through a shell, as cdktf runs it. The summary goes to a file: what is printed besides is for people.
    args: ["-c", `${appCommand(project)} --json "$@" >"$ORGTRAIL_SUMMARY"`, "app", ...stacks],
    cwd: project,
    env: {
      ...env,
      ORGTRAIL_ACCESS: access,
      ORGTRAIL_CONFIG: config,
      CDKTF_OUTDIR: outdir,
      ORGTRAIL_SUMMARY: summaryFile,
    },
  });
  if (code !== 0) throw new PlanError(`the stacks cannot be synthesized:\n${output}`);
  const summary = SUMMARY.parse(JSON.parse(readFileSync(summaryFile, "utf8")));
  return summary.stacks.map((stack) => ({ ...stack, folder: join(outdir, "stacks", stack.stack) }));
}
