import { join } from "node:path";
import * as z from "zod";
import { readText } from "../files";
import { installedIn, PROJECT_FILE } from "../project";
import { faultText } from "../../stacks/config";
import { codeEnvironment, jsonIn, type Processes } from "../terraform";

/** The command that synthesizes a project, as its cdktf.json has it. @returns undefined where it names none */
function appCommand(project: string): string | undefined {
  const text = readText(join(project, PROJECT_FILE));
  return z.object({ app: z.string().min(1) }).safeParse(jsonIn(text)).data?.app;
}

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
  /** The folder with organization.yaml: absolute, or from the project's. */
  readonly config: string;
  /** @default - all */
  readonly stacks?: readonly string[];
  /** Whose role the providers assume, for ORGTRAIL_ACCESS. @default - as the configuration has it */
  readonly access?: string;
  readonly outdir: string;
  readonly processes: Processes;
  readonly env: NodeJS.ProcessEnv;
}

/** The stacks in the order of deployment, or all that is wrong. */
type Synthesis = { readonly stacks: readonly SynthesizedStack[] } | { readonly failure: string };

const SUMMARY = z.object({
  stacks: z.array(
    z.object({
      stack: z.string(),
      account: z.object({ name: z.string(), id: z.string() }),
      region: z.string(),
    }),
  ),
});

/** The faults of a configuration, as `orgtrail app --json` prints them. */
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

/** Runs the app of a project, by the command of its cdktf.json. */
export async function synthesize(options: SynthesisOptions): Promise<Synthesis> {
  const { project, config, stacks = [], access, outdir, processes, env } = options;
  const app = appCommand(project);
  if (app === undefined) {
    return { failure: `${join(project, PROJECT_FILE)} names no app: it is what synthesizes the stacks` };
  }
  const { code, stdout, output } = await processes.run({
    program: "/bin/sh",
    // Through a shell, as cdktf runs it.
    args: ["-c", `${app} --json "$@"`, "app", ...stacks],
    cwd: project,
    env: codeEnvironment(env, {
      ...{ ORGTRAIL_ACCESS: access, ORGTRAIL_CONFIG: config, CDKTF_OUTDIR: outdir },
      // What is not installed, npx would take from a registry, whoever has published something by that name.
      npm_config_yes: "false",
    }),
  });
  const printed = jsonIn(stdout);
  const summary = SUMMARY.safeParse(printed);
  if (code !== 0 || !summary.success) {
    const [, program] = /^npx (?:--\S+ )*([\w-]+)/.exec(app) ?? [];
    return program === undefined || installedIn(project, [program]) !== undefined
      ? { failure: failureText(printed, output, code) }
      : {
          failure: `${program}, by which ${PROJECT_FILE} synthesizes, is not installed in ${project}: npm install`,
        };
  }
  return {
    stacks: summary.data.stacks.map((stack) => ({ ...stack, folder: join(outdir, "stacks", stack.stack) })),
  };
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
  if (code === 0) {
    return "its app takes no --json, or prints no summary of stacks: its cdktf.json is not orgtrail's";
  }
  return output === "" ? `its app ended with ${code ?? "a signal"}, and said nothing` : output;
}
