import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { ROOT } from "../support/run";

/** What users copy to `.github`. */
export const DOT_GITHUB = join(ROOT, "examples", "pipelines", "github");

export const GITHUB = join(DOT_GITHUB, "workflows");

const TEXTS = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const STEP = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: TEXTS.optional(),
  with: TEXTS.optional(),
});

const JOB = z.object({
  if: z.string().optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  permissions: z.record(z.string(), z.string()),
  environment: z.string().optional(),
  uses: z.string().optional(),
  steps: z.array(STEP).optional(),
});

const WORKFLOW = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.object({}).strict(),
  defaults: z.object({ run: z.object({ shell: z.literal("bash") }) }),
  jobs: z.record(z.string(), JOB),
});

export type Step = z.infer<typeof STEP>;
export type Job = z.infer<typeof JOB>;

/** A workflow that users copy. */
export interface Workflow extends z.infer<typeof WORKFLOW> {
  readonly file: string;
  readonly text: string;
}

export const WORKFLOWS: readonly Workflow[] = readdirSync(GITHUB).map((file) => {
  const text = readFileSync(join(GITHUB, file), "utf8");
  return { file, text, ...WORKFLOW.parse(parse(text)) };
});

/** A step that runs commands, and where it stands. */
export interface RunStep {
  /** `file job: name`, or the command where it has no name. */
  readonly title: string;
  readonly run: string;
  readonly env: Readonly<Record<string, unknown>>;
}

/** All steps that run commands. */
export const RUN_STEPS: readonly RunStep[] = WORKFLOWS.flatMap(({ file, jobs }) =>
  Object.entries(jobs).flatMap(([job, { steps = [] }]) =>
    steps.flatMap(({ name, run, env = {} }) =>
      run === undefined ? [] : [{ title: `${file} ${job}: ${name ?? run}`, run, env }],
    ),
  ),
);
