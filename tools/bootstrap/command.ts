import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { RoleName } from "../../modules/organization";
import { describeProblem, ValidationError } from "../../modules/validation";
import { type Configuration, ConfigurationError, faultText, loadConfiguration } from "../../stacks/config";
import { loadedWithFramework } from "../app";
import { awsSentence, errorCode } from "../aws";
import { scratchFolder } from "../files";
import { MissingProgramError, Processes, stoppedBySignals } from "../terraform";
import {
  ask,
  canAsk,
  CONFIG_FLAG,
  configFolder,
  linesOf,
  newCommand,
  print,
  printJson,
  printRefusal,
  progress,
  type Line,
} from "../terminal";
import type { Prerequisite } from "./findings";
import { BootstrapError, makeAccounts } from "./make";
import { countLine, DEFAULT_ROLE, findingLines, isDone, remedyLines } from "./report";
import type * as Surveys from "./survey";
import type { Survey } from "./survey";

/** Exit codes. */
const LEFT = 1;
const UNUSABLE = 2;
const INTERRUPTED = 130;

interface Flags {
  readonly config: string;
  readonly role: RoleName;
  readonly json: boolean;
}

interface BootstrapFlags extends Flags {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly update: boolean;
}

const WHO = `
It asks with your own AWS credentials, best those of an administrator of the management account, and assumes --role in every other account.`;

const BOOTSTRAP_HELP = `
What must stand before the first deployment: what the organization trusts, its types of policies, the bucket for Terraform's states, the role of AWS Config where it
is to record, and, with pipeline in organization.yaml, the plan and deploy roles of every account. It is shown as a list, and made after a yes.
${WHO}
What is there and differs is left as it is, and so is all else in that account, unless --update is given. Run it again at any time: it goes on
where it was broken off, and does nothing where all is as it should be.

Examples:
  npx orgtrail bootstrap --dry-run
  npx orgtrail bootstrap
  npx orgtrail bootstrap --yes --role AWSControlTowerExecution

Exit codes: 0 all stands; 1 something is left to do, or was not made; 2 something is not installed, nobody is signed in, or the configuration
has faults; 130 interrupted.
`;

const DOCTOR_HELP = `
Says which of the things that orgtrail bootstrap makes are missing or differ, and the command that mends it. It changes nothing.
${WHO}

Examples:
  npx orgtrail doctor
  npx orgtrail doctor --json

Exit codes: 0 all stands; 1 something is missing or differs; 2 something is not installed, nobody is signed in, or the configuration has faults.
`;

/** The command `orgtrail bootstrap`. */
export function bootstrapCommand(): Command {
  return surveyCommand("bootstrap", "Makes what must stand before the first deployment.", BOOTSTRAP_HELP)
    .option("-y, --yes", "make it without asking", false)
    .option("-n, --dry-run", "show the list, and make nothing", false)
    .option("--update", "change what is there and differs, too", false)
    .action((flags: BootstrapFlags) => guarded((folder) => bootstrap(flags, folder)));
}

/** The command `orgtrail doctor`. */
export function doctorCommand(): Command {
  return surveyCommand(
    "doctor",
    "Says what is missing before a deployment, and how to mend it.",
    DOCTOR_HELP,
  ).action((flags: Flags) => guarded((folder) => doctor(flags, folder), "nothing was looked at"));
}

function surveyCommand(name: string, description: string, help: string): Command {
  return newCommand({ name, description, help, unusable: UNUSABLE })
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .option(
      "-r, --role <name>",
      "the role of an administrator that is there in every account",
      roleName,
      RoleName.of(DEFAULT_ROLE),
    )
    .option("-j, --json", "print JSON", false);
}

function roleName(name: string): RoleName {
  const problem = RoleName.problem(name);
  if (problem !== undefined) throw new InvalidArgumentError(`It ${describeProblem(problem)}.`);
  return RoleName.of(name);
}

/** Runs in a folder that goes afterwards, and says in a sentence what a person can do something about. */
async function guarded(
  run: (folder: string) => Promise<number>,
  nothing = "nothing was made",
): Promise<void> {
  const folder = scratchFolder("bootstrap");
  try {
    process.exitCode = await run(folder);
  } catch (error) {
    process.exitCode = error instanceof BootstrapError ? LEFT : UNUSABLE;
    printRefusal(
      error instanceof BootstrapError ? "not all of it was made; run it again to go on" : nothing,
      sentences(error),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws what nobody can do anything about */
function sentences(error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.faults.map(faultText);
  if (
    error instanceof MissingProgramError ||
    error instanceof BootstrapError ||
    error instanceof ValidationError
  )
    return linesOf(error.message);
  if (errorCode(error) === undefined) throw error;
  return [awsSentence(error)];
}

async function doctor(flags: Flags, folder: string): Promise<number> {
  const configuration = loadConfiguration(flags.config);
  const surveys = await loadedSurveys();
  if (surveys === undefined) return UNUSABLE;
  const findings = surveys.findingsOf(await surveys.survey(configuration, flags.role, folder));
  report(findings, configuration, flags);
  return findings.every(isDone) ? 0 : LEFT;
}

/** Stacks are made of the framework, which other commands do without. */
function loadedSurveys(): Promise<typeof Surveys | undefined> {
  return loadedWithFramework(() => import("./survey.js"));
}

function report(findings: readonly Prerequisite[], configuration: Configuration, flags: Flags): void {
  if (flags.json) {
    printJson({ done: findings.every(isDone), findings });
    return;
  }
  print([
    ...findingLines(findings),
    "",
    countLine(findings),
    ...remedyLines(findings, flags.role, flags.config),
    ...hintLines(configuration),
  ]);
}

/** What the configuration does not ask for, and most need. */
function hintLines({ pipeline, accounts }: Configuration): readonly Line[] {
  if (pipeline !== undefined || accounts.logArchive.deployRoleArn === undefined) return [];
  return [
    "No role is asked for: pipeline in organization.yaml says who takes the plan and deploy roles, and then they are made.",
  ];
}

async function bootstrap(flags: BootstrapFlags, folder: string): Promise<number> {
  const configuration = loadConfiguration(flags.config);
  const surveys = await loadedSurveys();
  if (surveys === undefined) return UNUSABLE;
  const look = (name: string): Promise<Survey> =>
    surveys.survey(configuration, flags.role, join(folder, name));
  const before = await look("before");
  const findings = surveys.findingsOf(before);
  const work = workOf(before, flags.update);
  if (flags.dryRun || work === undefined) {
    report(findings, configuration, flags);
    return findings.every(isDone) ? 0 : LEFT;
  }
  if (!flags.json) print([...findingLines(findings), "", countLine(findings)]);
  if (!(await agreed(flags))) return flags.json || !canAsk() ? UNUSABLE : LEFT;
  const processes = new Processes();
  const interrupted = stoppedBySignals(processes);
  try {
    await switchedOn(before);
    await makeAccounts(work.accounts, work.stateBucketExists, {
      ...{ configuration, folder, processes, progress },
      env: process.env,
      parallel: Math.max(2, availableParallelism()),
    });
  } catch (error) {
    if (interrupted()) return INTERRUPTED;
    throw error;
  } finally {
    await processes.stopAll();
  }
  const after = surveys.findingsOf(await look("after"));
  report(after, configuration, flags);
  return after.every(isDone) ? 0 : LEFT;
}

/** @throws BootstrapError where AWS refuses one: those before it are on */
async function switchedOn({ organization, serviceRoles }: Survey): Promise<void> {
  try {
    await organization.complete(progress);
    await serviceRoles.complete(progress);
  } catch (error) {
    throw new BootstrapError(awsSentence(error));
  }
}

interface Work {
  readonly accounts: Survey["accounts"];
  readonly stateBucketExists: boolean;
}

/** What is to be done. @returns undefined where nothing is, or something is in the way */
function workOf(survey: Survey, update: boolean): Work | undefined {
  const { organization, serviceRoles, accounts } = survey;
  const switches = [...organization.findings, ...serviceRoles.findings];
  const all = [...switches, ...accounts.flatMap(({ findings }) => findings)];
  if (all.some(({ status }) => status === "unusable")) return undefined;
  const isOther = ({ status }: Prerequisite): boolean => status === "differs";
  const [holder] = accounts;
  // States go into the bucket: where it is somebody else's in any way, none does.
  if (
    !update &&
    holder?.findings.some((finding) => isOther(finding) && finding.what.startsWith("state bucket"))
  )
    return undefined;
  const open = accounts.filter(
    ({ findings }) => !findings.every(isDone) && (update || !findings.some(isOther)),
  );
  if (open.length === 0 && switches.every(isDone)) return undefined;
  return { accounts: open, stateBucketExists: holder?.stateBucketExists ?? true };
}

async function agreed({ yes, json }: BootstrapFlags): Promise<boolean> {
  if (yes) return true;
  if (json || !canAsk()) {
    printRefusal("nothing was made", [
      "Nobody is there to say yes: give --yes, or --dry-run to see the list alone.",
    ]);
    return false;
  }
  const problem = (): undefined => undefined;
  return (
    (await ask({ message: "Make it?", choices: [{ value: "no" }, { value: "yes" }], problem })) === "yes"
  );
}
