import { realpathSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import * as z from "zod";
import { isThere, readText, scratchFolder, writeWhole } from "../files";
import { frameworkProgram, nodeProblem, PROJECT_FILE, projectFolder } from "../project";
import { type Configuration, loadConfiguration } from "../../stacks/config";
import {
  type ChildEnvironment,
  findTerraform,
  installEnvironment,
  jsonIn,
  MissingProgramError,
  Processes,
  providerMirror,
  sandboxEnvironment,
  type Terraform,
  writeCliConfiguration,
} from "../terraform";
import { clientSettings, type ClientSettings, PIPELINE_CREDENTIALS } from "./accounts";
import { findEmulator, fixes, startEmulator, startLayer } from "./emulator";
import { makeLandingZone, organizationIdsOf } from "./landing-zone";

type Step = () => Promise<void> | void;

/** What is to be undone, in the reverse of the order in which it was done. */
export class Teardown {
  private readonly steps: Step[] = [];
  private done: Promise<void> | undefined;

  /** Adds what undoes the step just taken. Where all is undone already, this is undone at once. */
  async add(step: Step): Promise<void> {
    if (this.done === undefined) this.steps.push(step);
    else await step();
  }

  /** Undoes all, once: whoever calls again waits for the same end. */
  async run(): Promise<void> {
    this.done ??= this.runSteps();
    return this.done;
  }

  private async runSteps(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) await step();
  }
}

/** What is deployed, and what deploys it. */
interface Project {
  /** The folder with cdktf.json. */
  readonly folder: string;
  /** The program of cdktf-cli, or of cdktn-cli. */
  readonly cdktf: string;
}

/** @throws MissingProgramError when the current folder is in no project, or nothing is installed in it */
function projectHere(): Project {
  const here = process.cwd();
  const folder = projectFolder(here);
  if (folder === undefined)
    throw new MissingProgramError(
      `there is no ${PROJECT_FILE} in ${here}, nor above it: run in the folder of your stacks, where it names the app that synthesizes them`,
    );
  const cdktf = frameworkProgram(folder);
  if (cdktf === undefined)
    throw new MissingProgramError(
      `the sandbox deploys with cdktf, which is not installed in ${folder}: npm install, with cdktf-cli (or cdktn-cli) in package.json`,
    );
  const problem = nodeProblem(basename(cdktf), enginesOf(cdktf));
  if (problem !== undefined)
    throw new MissingProgramError(`${problem}: install a newer one, or choose it with your version manager`);
  return { folder, cdktf };
}

/** Which Node.js the package of a program in `node_modules/.bin` asks for, where it says so. */
function enginesOf(program: string): string | undefined {
  const folder = dirname(realpathSync(program));
  const file = [folder, dirname(folder)].map((place) => join(place, "package.json")).find(isThere);
  const asked = z.object({ engines: z.object({ node: z.string() }) });
  return file === undefined ? undefined : asked.safeParse(jsonIn(readText(file))).data?.engines.node;
}

/** What a sandbox needs of the machine. */
interface Requirements {
  readonly project: Project;
  readonly terraform: Terraform;
  /** The folder of the provider installation that all stacks share. */
  readonly mirror: string;
  /** The emulator's program. */
  readonly emulator: string;
}

/**
 * Finds what a sandbox needs, and downloads the provider and the emulator where they are not there.
 * @throws MissingProgramError that says what to install
 */
export async function findRequirements(
  { terraform: { awsProvider } }: Pick<Configuration, "terraform">,
  processes: Processes,
  env: NodeJS.ProcessEnv,
  progress: (line: string) => void,
): Promise<Requirements> {
  const project = projectHere();
  const terraform = await findTerraform(processes, env);
  const provider = { source: "hashicorp/aws", version: `>= ${awsProvider.atLeast}, < ${awsProvider.below}` };
  // Downloads are kept from one run to the next.
  const cacheFolder = join(project.folder, "node_modules", ".cache", "orgtrail");
  const tools = { processes, cacheFolder, progress };
  return {
    ...{ project, terraform },
    mirror: await providerMirror(provider, { ...tools, terraform, env }),
    emulator: await findEmulator({ ...tools, env: installEnvironment(env) }),
  };
}

/** How a sandbox is made. */
export interface SandboxOptions {
  /** The folder with organization.yaml and teams/. */
  readonly config: string;
  /** The environment of the person who asks. */
  readonly env: NodeJS.ProcessEnv;
  /** Hears of each step. */
  readonly progress: (line: string) => void;
  /** Makes what is there before anything is deployed. @default - all that the documentation asks for */
  readonly prepare?: (endpoint: string, configuration: Configuration) => Promise<unknown>;
}

/** An emulated AWS with an organization in it, and Terraform that speaks to it and to nothing else. */
export interface Sandbox {
  readonly project: Project;
  readonly configuration: Configuration;
  /** The folder that it was read from, as an absolute path. */
  readonly config: string;
  /** The endpoint of every AWS service. */
  readonly endpoint: string;
  /** Everything that the sandbox writes stands in here, and goes with it. */
  readonly folder: string;
  readonly terraform: Terraform;
  readonly processes: Processes;
  /** For Terraform, cdktf and the AWS CLI: the pipeline's credentials, and the emulator's endpoint. */
  readonly env: ChildEnvironment;
  /** What an AWS SDK client needs to act in an account. @param region @default the home Region */
  readonly clientSettings: (account: string, region?: string) => Promise<ClientSettings>;
  /** Rejects when the emulator ends: whatever waits for answers of AWS waits for this too. */
  readonly lost: Promise<never>;
  /** Ends all that was started, and removes what was written. May be called again, and while it starts. */
  readonly stop: () => Promise<void>;
}

/** A sandbox that is being started: it can be stopped before it is ready. */
interface StartingSandbox {
  /**
   * @throws ConfigurationError when the configuration has faults
   * @throws MissingProgramError when something is not installed
   */
  readonly ready: Promise<Sandbox>;
  readonly stop: () => Promise<void>;
}

/** Starts a sandbox. Stop it, whatever becomes of it. */
export function startSandbox(options: SandboxOptions): StartingSandbox {
  const teardown = new Teardown();
  const stop = (): Promise<void> => teardown.run();
  return { ready: start(options, teardown, stop), stop };
}

async function start(
  { config, env, progress, prepare = makeLandingZone }: SandboxOptions,
  teardown: Teardown,
  stop: () => Promise<void>,
): Promise<Sandbox> {
  const configuration = loadConfiguration(config);
  const processes = new Processes();
  const folder = scratchFolder("sandbox");
  await teardown.add(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  await teardown.add(() => processes.stopAll());

  const {
    project,
    terraform,
    mirror,
    emulator: program,
  } = await findRequirements(configuration, processes, env, progress);
  progress("starting the AWS emulator");
  const emulator = await startEmulator(
    program,
    processes,
    // AWS has its managed policies for everybody to attach, which the emulator has only when asked: it takes a second an account.
    sandboxEnvironment(env, {
      MOTO_IAM_LOAD_MANAGED_POLICIES: env["MOTO_IAM_LOAD_MANAGED_POLICIES"] ?? "true",
    }),
  );
  const layer = await startLayer(emulator.endpoint, fixes(organizationIdsOf(configuration)));
  await teardown.add(() => layer.close());

  progress("making the organization, its accounts and the state bucket");
  await Promise.race([prepare(layer.endpoint, configuration), emulator.lost]);
  return {
    project,
    configuration,
    config: resolve(config),
    endpoint: layer.endpoint,
    folder,
    terraform,
    processes,
    env: sandboxEnvironment(env, {
      ...awsEnvironment(layer.endpoint, folder, configuration.homeRegion),
      TF_CLI_CONFIG_FILE: writeCliConfiguration(folder, mirror),
      TERRAFORM_BINARY_NAME: terraform.program,
      // For `orgtrail plan`, so that it does not look for them again.
      ORGTRAIL_TERRAFORM: terraform.program,
      ORGTRAIL_PROVIDER_MIRROR: mirror,
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    }),
    clientSettings: (account, region = configuration.homeRegion) =>
      clientSettings(layer.endpoint, configuration, account, region),
    lost: emulator.lost,
    stop,
  };
}

function emptyFile(folder: string, name: string): string {
  const file = join(folder, name);
  writeWhole(file, "");
  return file;
}

/**
 * Sees that what a sandbox needs is there, and downloads what can be downloaded.
 * @throws MissingProgramError that says what to install
 */
export async function checkRequirements({ config, env, progress }: SandboxOptions): Promise<void> {
  const processes = new Processes();
  try {
    await findRequirements(loadConfiguration(config), processes, env, progress);
  } finally {
    await processes.stopAll();
  }
}

/** Directs everything that speaks to AWS to the emulator, with the credentials of a pipeline. */
function awsEnvironment(endpoint: string, folder: string, region: string): Readonly<Record<string, string>> {
  const nothing = emptyFile(folder, "no-aws-profiles");
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: PIPELINE_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: PIPELINE_CREDENTIALS.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: nothing,
    AWS_SHARED_CREDENTIALS_FILE: nothing,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
