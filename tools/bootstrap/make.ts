import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../../stacks/config";
import { denialsIn } from "../aws";
import { writeWhole } from "../files";
import {
  findTerraform,
  inParallel,
  providerMirror,
  terraformEnvironment,
  writeCliConfiguration,
  type ChildEnvironment,
  type Processes,
  type Terraform,
} from "../terraform";
import type { SurveyedAccount } from "./survey";

/** Terraform has not made what it should. Its text says what Terraform said last. */
export class BootstrapError extends Error {
  override readonly name = "BootstrapError";
}

/** What it takes to make something. */
export interface MakeOptions {
  readonly configuration: Configuration;
  /** Everything that is written for a while stands in here. */
  readonly folder: string;
  readonly processes: Processes;
  readonly env: NodeJS.ProcessEnv;
  readonly parallel: number;
  readonly progress: (line: string) => void;
}

/**
 * Has Terraform make what is missing in these accounts, and take into its states what is there: that with the state bucket first.
 * @throws BootstrapError where Terraform fails: what it had made by then is found, and taken over, by the next run
 * @throws MissingProgramError when there is no Terraform, or no provider
 */
export async function makeAccounts(
  accounts: readonly SurveyedAccount[],
  stateBucketExists: boolean,
  options: MakeOptions,
): Promise<void> {
  const { configuration, folder, processes, env, parallel, progress } = options;
  const terraform = await findTerraform(processes, env);
  const { atLeast, below } = configuration.terraform.awsProvider;
  const mirror = await providerMirror(
    { source: "hashicorp/aws", version: `>= ${atLeast}, < ${below}` },
    {
      ...{ processes, terraform, progress, env },
      cacheFolder: join(process.cwd(), "node_modules", ".cache", "orgtrail"),
    },
  );
  const workshop: Workshop = {
    ...options,
    terraform,
    environment: terraformEnvironment(env, { TF_CLI_CONFIG_FILE: writeCliConfiguration(folder, mirror) }),
  };
  const [first, ...others] = accounts;
  if (first === undefined) return;
  if (stateBucketExists) await inParallel(accounts, parallel, (account) => make(account, workshop));
  else {
    await makeWithBucket(first, workshop);
    await inParallel(others, parallel, (account) => make(account, workshop));
  }
}

interface Workshop extends MakeOptions {
  readonly terraform: Terraform;
  readonly environment: ChildEnvironment;
}

async function make(account: SurveyedAccount, workshop: Workshop): Promise<void> {
  const { blueprint, folder, imports } = account;
  workshop.progress(`${blueprint.account.name}: making what is missing`);
  const blocks = [...imports].map(([to, id]) => ({ to, id }));
  if (blocks.length > 0) writeWhole(join(folder, "imports.tf.json"), JSON.stringify({ import: blocks }));
  await run(account, workshop, "init", "-input=false", "-no-color");
  await apply(account, workshop);
}

/** The bucket cannot keep its own state before it stands: Terraform keeps it here, and copies it there. */
async function makeWithBucket(account: SurveyedAccount, workshop: Workshop): Promise<void> {
  const local = join(account.folder, "here_override.tf.json");
  writeWhole(local, JSON.stringify({ terraform: { backend: { local: {} } } }));
  await make(account, workshop);
  rmSync(local);
  workshop.progress(`${account.blueprint.account.name}: moving the state into the bucket`);
  await run(account, workshop, "init", "-input=false", "-no-color", "-migrate-state", "-force-copy");
}

/**
 * Nobody else deploys these stacks, and a lock would outlive a run that was killed. Whatever two runs at a time leave out of a state, the
 * next one takes into it.
 */
async function apply(account: SurveyedAccount, workshop: Workshop): Promise<void> {
  await run(account, workshop, "apply", "-auto-approve", "-input=false", "-no-color", "-lock=false");
}

async function run(
  { blueprint, folder }: SurveyedAccount,
  { processes, terraform, environment }: Workshop,
  ...args: readonly string[]
): Promise<void> {
  const command = { program: terraform.program, args, cwd: folder, env: environment };
  const { code, output } = await processes.run(command);
  if (code === 0) return;
  const end = output.trimEnd().split("\n").slice(-LINES_SHOWN).join("\n");
  const denied = denialsIn(output).map((sentence) => `AWS denies ${sentence}\n`);
  throw new BootstrapError(
    `${blueprint.account.name}: terraform ${args[0] ?? ""} failed\n${denied.join("")}\n${end}`,
  );
}

/** The end of an output is where programs say what went wrong. */
const LINES_SHOWN = 40;
