import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { Command, InvalidArgumentError, Option } from "commander";
import { ConfigurationError, faultText, loadConfiguration } from "../../stacks/config";
import { AffectedError, affectedStacks, projectFolder } from "../affected";
import { MissingProgramError, Processes } from "../terraform";
import { plan, type PlanOptions } from "./plan";
import {
  markdownReport,
  mergedReport,
  parseReport,
  ReportFormatError,
  terminalReport,
  type PlanReport,
  type ReportVerdict,
} from "./report";
import { PlanError } from "./running/plan-error";
import type { Access } from "./running/synthesis";

/** Exit codes, by verdict. */
const EXIT_CODES: Readonly<Record<ReportVerdict, number>> = { fine: 0, error: 1, review: 2, blocked: 3 };
const UNUSABLE = 1;
const INTERRUPTED = 130;

const HELP = `
Synthesizes stacks, plans them with Terraform or OpenTofu, and says what would change and whether it may: fine, to review,
or blocked. Nothing is changed, and no state is locked. Run it in a clone of orgtrail, with credentials that may read the
states and assume the role of plans (organization.planRole) of each account. docs/plan.md explains the report.

Examples:
  npx orgtrail plan
  npx orgtrail plan log-archive management --drift
  npx orgtrail plan --affected --base origin/main --markdown comment.md
  npx orgtrail plan management --access deploy --out planned
  npx orgtrail plan --from planned/*/report.json --markdown -

Environment:
  ORGTRAIL_CONFIG           the folder with organization.yaml and teams/ (default: config)
  ORGTRAIL_TERRAFORM        the program to use (default: terraform, else tofu, from the PATH)
  ORGTRAIL_PROVIDER_MIRROR  a Terraform filesystem mirror with the AWS provider (default: downloaded once)

Exit codes: 0 fine; 1 a stack could not be planned, or the arguments or the configuration are unusable; 2 something is to be
reviewed; 3 something is blocked; 130 interrupted.
`;

interface Flags {
  readonly affected: boolean;
  readonly base?: string;
  readonly drift: boolean;
  readonly config: string;
  readonly access: Access;
  readonly from?: readonly string[];
  readonly json: boolean;
  readonly markdown?: string;
  readonly out?: string;
  readonly parallel: number;
}

/** The command `orgtrail plan`. */
export function planCommand(): Command {
  return new Command("plan")
    .description("Plans stacks with Terraform, and says what would change and whether it may.")
    .argument("[stacks...]", "the stacks to plan (default: all)")
    .option("-a, --affected", "plan the stacks that differ from those of --base", false)
    .option("-b, --base <ref>", "the branch, tag or commit that --affected compares with")
    .option(
      "-d, --drift",
      "also tell and judge what was changed outside Terraform since the last apply",
      false,
    )
    .option("-c, --config <folder>", "the configuration", process.env["ORGTRAIL_CONFIG"] ?? "config")
    .addOption(
      new Option("--access <role>", "whose role is assumed: that of plans, or that of deployments")
        .choices(["plan", "deploy"])
        .default("plan"),
    )
    .option("-f, --from <files...>", "plan nothing: make one report of reports that --json or --out wrote")
    .option("-j, --json", "print JSON", false)
    .option("-m, --markdown <file>", "write the comment of a pull request; - prints it")
    .option("-o, --out <folder>", "keep Terraform JSON, plan file and report of each stack")
    .option(
      "-p, --parallel <count>",
      "how many stacks to plan at once",
      atLeastOne,
      Math.max(2, availableParallelism()),
    )
    .addHelpText("after", HELP)
    .showHelpAfterError("(orgtrail plan --help says more)")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNUSABLE))
    .action(run);
}

function atLeastOne(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("Give a whole number, 1 or more.");
  return Number(text);
}

async function run(stacks: readonly string[], flags: Flags): Promise<void> {
  const processes = new Processes();
  const interrupted = stoppedBySignals(processes);
  try {
    checkFlags(stacks, flags);
    const report = flags.from === undefined ? await planned(stacks, flags, processes) : merged(flags.from);
    if (interrupted()) process.exitCode = INTERRUPTED;
    else write(report, flags);
  } catch (error) {
    if (interrupted()) process.exitCode = INTERRUPTED;
    else refuse(error);
  }
}

/** @throws PlanError when flags contradict each other */
function checkFlags(stacks: readonly string[], { affected, base, from, json, markdown }: Flags): void {
  const faults = [
    ...(affected && base === undefined ? ["--affected needs --base: the ref to compare with"] : []),
    ...(!affected && base !== undefined ? ["--base is for --affected alone: add it"] : []),
    ...(affected && stacks.length > 0 ? ["name stacks, or ask for the affected ones, not both"] : []),
    ...(from !== undefined && (affected || stacks.length > 0)
      ? ["--from plans nothing: name no stacks with it"]
      : []),
    ...(json && markdown === "-" ? ["--json and --markdown - both print: give --markdown a file"] : []),
  ];
  if (faults.length > 0) throw new PlanError(faults.join("\n"));
}

async function planned(stacks: readonly string[], flags: Flags, processes: Processes): Promise<PlanReport> {
  const cwd = process.cwd();
  const project = projectFolder(cwd);
  if (project === undefined) {
    throw new PlanError(
      `there is no cdktf.json in ${cwd}, nor above it: run in a clone of orgtrail, for the stacks are synthesized by its code`,
    );
  }
  const config = resolve(flags.config);
  const tools = { processes, env: process.env, progress };
  const { drift, access, parallel, out } = flags;
  const options: PlanOptions = {
    ...{ configuration: loadConfiguration(flags.config), config, project, drift, access, parallel },
    ...(stacks.length > 0 && { stacks }),
    ...(out !== undefined && { out: resolve(out) }),
    today: new Date().toISOString().slice(0, "YYYY-MM-DD".length),
    ...tools,
  };
  if (flags.base === undefined) return plan(options);
  const affected = await affectedStacks({ base: flags.base, config: flags.config, cwd, ...tools });
  return plan({
    ...options,
    stacks: affected.stacks.flatMap(({ stack, change }) => (change === "removed" ? [] : [stack])),
    removed: affected.stacks.flatMap(({ stack, account, accountId, region, change }) =>
      change === "removed" ? [{ stack, account: { name: account, id: accountId }, region }] : [],
    ),
  });
}

function merged(files: readonly string[]): PlanReport {
  return mergedReport(files.map((file) => parseReport(file, readFileSync(file, "utf8"))));
}

function write(report: PlanReport, { json, markdown }: Flags): void {
  process.exitCode = EXIT_CODES[report.verdict];
  const comment = markdown === undefined ? "" : markdownReport(report, runOf(process.env));
  if (markdown !== undefined && markdown !== "-") {
    mkdirSync(dirname(markdown), { recursive: true });
    writeFileSync(markdown, comment);
  }
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else if (markdown === "-") process.stdout.write(comment);
  else process.stdout.write(`${terminalReport(report, wantsColours())}\n`);
}

function wantsColours(): boolean {
  return process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";
}

/** The run of GitHub Actions that this is, where it is one. */
function runOf(env: NodeJS.ProcessEnv): { readonly runUrl?: string } {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (server === undefined || repository === undefined || run === undefined) return {};
  return { runUrl: `${server}/${repository}/actions/runs/${run}` };
}

/** Says what a person can do something about. */
function refuse(error: unknown): void {
  process.exitCode = UNUSABLE;
  process.stderr.write(`orgtrail: nothing was planned\n\n${remedy(error)}\n`);
}

function remedy(error: unknown): string {
  if (error instanceof ConfigurationError) return error.faults.map(faultText).join("\n");
  const isOurs =
    error instanceof PlanError ||
    error instanceof AffectedError ||
    error instanceof MissingProgramError ||
    error instanceof ReportFormatError;
  if (isOurs || (error instanceof Error && "syscall" in error)) return error.message;
  throw error;
}

function progress(line: string): void {
  process.stderr.write(`${String(Math.round(performance.now() / 1000)).padStart(4)} s  ${line}\n`);
}

/** Ends all programs at a signal, so that what waits for them puts things away. @returns whether one came */
function stoppedBySignals(processes: Processes): () => boolean {
  let came = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      came = true;
      void processes.stopAll();
    });
  }
  return () => came;
}
