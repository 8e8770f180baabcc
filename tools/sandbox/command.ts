import type { Command } from "commander";
import { CONFIG_FLAG, configFolder, newCommand } from "../terminal";
import type { SandboxFlags } from "./run";

const HELP = `
It deploys the stacks of the repository that it runs in, as cdktf does, and takes all of it away again. It needs Terraform 1.10 or OpenTofu, the
AWS provider, and the emulator moto, which it downloads into node_modules/.cache where they are not there: for moto, Python 3.9 with venv.

Environment:
  ORGTRAIL_TERRAFORM        the program to use (default: terraform, else tofu, from the PATH)
  ORGTRAIL_PROVIDER_MIRROR  a Terraform filesystem mirror with the AWS provider (default: downloaded once)

Examples:
  npx orgtrail sandbox --check
  npx orgtrail sandbox
  npx orgtrail sandbox --keep

Exit codes: 0 deployed; 1 the configuration has faults, or a deployment failed; 2 something is not installed, or the
arguments are wrong; 130 interrupted.
`;

const UNUSABLE = 2;

/** The command `orgtrail sandbox`. */
export function sandboxCommand(): Command {
  return (
    newCommand({
      name: "sandbox",
      description:
        "Deploys the organization to an emulated AWS on this machine: real Terraform, the real AWS provider, no AWS account.",
      help: HELP,
      unusable: UNUSABLE,
    })
      .option(CONFIG_FLAG, "the configuration", configFolder())
      .option("--keep", "leave the sandbox running, until Ctrl-C", false)
      .option("-j, --json", "print the summary as JSON", false)
      .option(
        "--check",
        "deploy nothing: see that what is needed is installed, and download what is not",
        false,
      )
      // With it comes the AWS SDK, which whoever asks for help need not wait for.
      .action(async (flags: SandboxFlags) => (await import("./run.js")).runSandbox(flags))
  );
}
