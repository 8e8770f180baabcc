import { makeFolder, rename, writeWhole } from "../files";
import { compareVersions } from "../../modules/kernel";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { downloadEnvironment, sandboxEnvironment } from "./environment";
import type { Processes } from "./processes";
import { createHash } from "node:crypto";
import * as z from "zod";
import { jsonIn } from "./json-text";

/** Something that a tool needs is not on this machine. Its text says what to install. */
export class MissingProgramError extends Error {
  override readonly name = "MissingProgramError";
}

/** Terraform or OpenTofu. */
export interface Terraform {
  /** The path of the program. */
  readonly program: string;
  readonly version: string;
}

/** The oldest with a lock file in S3. */
const OLDEST = "1.10.0";

const INSTALL = `install Terraform or OpenTofu, ${OLDEST} or later, or set ORGTRAIL_TERRAFORM to its path`;

/** The programs tried, in this order. */
const PROGRAMS = ["terraform", "tofu"];

/**
 * The path of Terraform or OpenTofu: ORGTRAIL_TERRAFORM, or the first of `terraform` and `tofu` on the PATH.
 * @returns undefined where there is none
 */
export function terraformProgram(env: NodeJS.ProcessEnv): string | undefined {
  const { ORGTRAIL_TERRAFORM: named, PATH: path = "" } = env;
  const wanted = named === undefined || named === "" ? PROGRAMS : [named];
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return wanted
    .flatMap((program) => (isAbsolute(program) ? [program] : folders.map((folder) => join(folder, program))))
    .find((file) => existsSync(file));
}

/**
 * Terraform or OpenTofu, as the environment names it.
 * @throws MissingProgramError when there is none, or it is too old
 */
export async function findTerraform(processes: Processes, env: NodeJS.ProcessEnv): Promise<Terraform> {
  const program = terraformProgram(env);
  if (program === undefined) {
    const { ORGTRAIL_TERRAFORM: named = "" } = env;
    const what =
      named === ""
        ? "there is neither terraform nor tofu on the PATH"
        : `ORGTRAIL_TERRAFORM names ${named}, which is not there`;
    throw new MissingProgramError(`${what}; ${INSTALL}`);
  }
  const asked = { program, args: ["version", "-json"], env: sandboxEnvironment(env) };
  const { code, output } = await processes.run(asked);
  const version = code === 0 ? versionIn(output) : undefined;
  if (version === undefined) {
    throw new MissingProgramError(`${program} does not tell its version; ${INSTALL}\n\n${endOf(output)}`);
  }
  if (compareVersions(version, OLDEST) < 0) {
    throw new MissingProgramError(`${program} has version ${version}, which is too old; ${INSTALL}`);
  }
  return { program, version };
}

/** Of what a program printed, what is shown: it may be anything. */
const SHOWN = 2_000;

function endOf(output: string): string {
  return output.length <= SHOWN ? output : `… ${output.slice(-SHOWN)}`;
}

/** A version of Terraform's: numbers, and what comes before a release. */
const VERSION = z.object({ terraform_version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[\w.]+)?$/) });

/** The version in what `terraform version -json` prints, warnings before it left aside. */
function versionIn(output: string): string | undefined {
  const told = VERSION.safeParse(jsonIn(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)));
  return told.success ? told.data.terraform_version : undefined;
}

/** A provider that stacks need: its source and the versions that they accept. */
export interface ProviderRequirement {
  readonly source: string;
  readonly version: string;
}

/** What is needed to install providers. */
export interface ProviderOptions {
  readonly processes: Processes;
  readonly terraform: Terraform;
  readonly env: NodeJS.ProcessEnv;
  /** Where an installation of the tools' own may stand. */
  readonly cacheFolder: string;
  readonly progress: (line: string) => void;
}

/**
 * The folder of a provider installation that all stacks share: one in ORGTRAIL_PROVIDER_MIRROR (a Terraform
 * filesystem mirror), else one that is downloaded once. Terraform links to it. The AWS provider has 700 MB, and
 * with a plugin cache two stacks could not be initialized at the same time.
 */
export async function providerMirror(
  requirement: ProviderRequirement,
  options: ProviderOptions,
): Promise<string> {
  const { processes, terraform, env, cacheFolder, progress } = options;
  const given = env["ORGTRAIL_PROVIDER_MIRROR"];
  if (given !== undefined && given !== "") {
    if (existsSync(given)) return given;
    throw new MissingProgramError(
      `ORGTRAIL_PROVIDER_MIRROR names ${given}, which does not exist; name a Terraform filesystem mirror, or unset it to download the provider`,
    );
  }
  const text = JSON.stringify({ terraform: { required_providers: { aws: requirement } } });
  const digest = createHash("sha256").update(terraform.program).update(text).digest("hex").slice(0, 16);
  const folder = join(cacheFolder, `providers-${digest}`);
  const mirror = join(folder, ".terraform", "providers");
  if (existsSync(mirror)) return mirror;
  progress(`downloading ${requirement.source} ${requirement.version} (once)`);
  // A download that was broken off must not look like one that is there, nor stand in the way of one beside it.
  makeFolder(cacheFolder);
  const unfinished = mkdtempSync(`${folder}-`);
  writeWhole(join(unfinished, "providers.tf.json"), text);
  const { code, output } = await processes.run({
    program: terraform.program,
    args: ["init", "-no-color"],
    cwd: unfinished,
    env: downloadEnvironment(env),
  });
  if (code !== 0 || !existsSync(join(unfinished, ".terraform", "providers"))) {
    rmSync(unfinished, { recursive: true });
    throw new MissingProgramError(
      `the provider ${requirement.source} could not be downloaded; see what Terraform says, or set ORGTRAIL_PROVIDER_MIRROR to a Terraform filesystem mirror\n\n${output}`,
    );
  }
  try {
    // What stands there without providers somebody has taken apart.
    if (!existsSync(mirror)) rmSync(folder, { recursive: true, force: true });
    rename(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    // Somebody else may have downloaded the same meanwhile.
    if (!existsSync(mirror)) throw error;
  }
  return mirror;
}

/**
 * Terraform's own configuration, in place of the machine's: providers come from the mirror and nowhere else.
 * @returns the path of the file, for TF_CLI_CONFIG_FILE
 */
export function writeCliConfiguration(folder: string, mirror: string): string {
  const file = join(folder, "terraform.tfrc");
  writeWhole(
    file,
    `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return file;
}
