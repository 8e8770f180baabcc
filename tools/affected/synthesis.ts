import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { faultText } from "../../stacks/config";
import type { Processes } from "../terraform";
import { AffectedError } from "./affected-error";
import { jsonIn } from "./json-text";
import { appCommand } from "./project";

/** What is synthesized: the code and the configuration of one side. */
export interface Side {
  /** How messages call it. */
  readonly title: string;
  /** The folder with cdktf.json. */
  readonly project: string;
  /** The folder with organization.yaml. */
  readonly config: string;
}

/** A stack as synthesis sums it up. */
export interface SynthesizedStack {
  readonly stack: string;
  readonly account: { readonly name: string; readonly id: string };
  readonly region: string;
}

/** A side, synthesized. */
export interface Synthesized {
  /** In the order in which they are deployed. */
  readonly stacks: readonly SynthesizedStack[];
  /** The folder that holds `stacks/<stack>/cdk.tf.json`. */
  readonly outdir: string;
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

/** The faults of a configuration, as `stacks/main.ts --json` prints them. */
const FAULTS = z.object({
  faults: z.array(
    z.looseObject({
      file: z.string(),
      line: z.number(),
      column: z.number(),
      path: z.string(),
      what: z.string(),
      allowed: z.string().optional(),
      remedy: z.string(),
    }),
  ),
});

/**
 * Runs the app of a side, by the command of its own cdktf.json.
 * @throws AffectedError with all that the app says is wrong
 */
export async function synthesize(
  side: Side,
  outdir: string,
  processes: Processes,
  env: NodeJS.ProcessEnv,
): Promise<Synthesized> {
  const summaryFile = `${outdir}.json`;
  const { code, output } = await processes.run({
    program: "/bin/sh",
    // Through a shell, as cdktf runs it. The summary goes to a file: what is printed besides is for people.
    args: ["-c", `${appCommand(side.project)} --json >"$ORGTRAIL_SUMMARY"`],
    cwd: side.project,
    env: {
      ...env,
      // The plan's role would make stacks differ from those of a base that does not know of it.
      ORGTRAIL_ACCESS: undefined,
      ORGTRAIL_CONFIG: relative(side.project, side.config),
      CDKTF_OUTDIR: outdir,
      ORGTRAIL_SUMMARY: summaryFile,
    },
  });
  const text = readFileSync(summaryFile, "utf8");
  const printed = jsonIn(text);
  const summary = SUMMARY.safeParse(printed);
  if (code === 0 && summary.success) return { stacks: summary.data.stacks, outdir };
  throw new AffectedError(
    `${side.title} cannot be synthesized:\n${failureText(printed, output === "" ? text.trimEnd() : output, code)}`,
  );
}

function failureText(printed: unknown, output: string, code: number | undefined): string {
  const faults = FAULTS.safeParse(printed);
  if (faults.success) {
    return faults.data.faults
      .map(({ path, allowed, ...fault }) =>
        faultText({ ...fault, path: path === "" ? [] : [path], ...(allowed !== undefined && { allowed }) }),
      )
      .join("\n");
  }
  if (code === 0)
    return "its app takes no --json, or prints no summary of stacks: its cdktf.json is not orgtrail's";
  return output === "" ? `its app ended with ${code ?? "a signal"}, and said nothing` : output;
}

/** The Terraform JSON of a stack. */
export function terraformJson({ outdir }: Synthesized, stack: string): Buffer {
  return readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"));
}
