import { compareVersions } from "../../modules/kernel";
import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { sandboxEnvironment } from "./environment";
import { MissingProgramError } from "./missing-program-error";
import type { Processes } from "./processes";

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
    throw new MissingProgramError(`${program} does not tell its version; ${INSTALL}\n\n${output}`);
  }
  if (compareVersions(version, OLDEST) < 0) {
    throw new MissingProgramError(`${program} has version ${version}, which is too old; ${INSTALL}`);
  }
  return { program, version };
}

/** The version in what `terraform version -json` prints, warnings before it left aside. */
function versionIn(output: string): string | undefined {
  const json = output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1);
  if (json === "") return undefined;
  const { terraform_version: version } = JSON.parse(json) as { readonly terraform_version?: unknown };
  return typeof version === "string" ? version : undefined;
}
