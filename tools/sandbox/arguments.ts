import { parseArgs } from "node:util";

/** The text of --help. */
export const HELP = `Deploys the organization to an emulated AWS on this machine: real Terraform, the real AWS provider, no AWS account.

Usage: npm run sandbox [-- options]

  --keep    leave the sandbox running, until Ctrl-C
  --json    print the summary as JSON
  --check   deploy nothing: see that what is needed is installed, and download what is not
  --help    print this text

Environment:
  ORGTRAIL_CONFIG           the folder with organization.yaml and teams/ (default: config)
  ORGTRAIL_TERRAFORM        the program to use (default: terraform, else tofu, from the PATH)
  ORGTRAIL_PROVIDER_MIRROR  a Terraform filesystem mirror with the AWS provider (default: downloaded once)

Examples:
  npm run sandbox
  npm run sandbox -- --keep
  ORGTRAIL_CONFIG=../acme-config npm run sandbox -- --json

Exit codes: 0 deployed; 1 the configuration has faults, or a deployment failed; 2 something is not installed, or the
arguments are wrong; 130 interrupted.
`;

/** What a person got wrong on the command line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What the command line asks for. */
export interface Arguments {
  readonly keep: boolean;
  readonly json: boolean;
  readonly check: boolean;
  readonly help: boolean;
}

/** Reads the command line. @throws UsageError */
export function readArguments(argv: readonly string[]): Arguments {
  const flag = { type: "boolean", default: false } as const;
  try {
    const options = { keep: flag, json: flag, check: flag, help: { ...flag, short: "h" } };
    return { ...parseArgs({ args: [...argv], options }).values };
  } catch (error) {
    // parseArgs throws TypeErrors whose text names the argument.
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message}; see npm run sandbox -- --help`);
  }
}
