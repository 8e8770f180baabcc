import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { ConfigurationError, faultText, parseConfiguration } from "../../stacks/config";
import { isThere, writeWhole, writtenWhole } from "../files";
import { ask, canAsk, newCommand, print, printRefusal, shellWord, type Line } from "../terminal";
import { configurationOf } from "./configuration";
import { type Answers, QUESTIONS, type InitQuestion } from "./questions";
import { type Program, type RepositoryFile, repositoryOf } from "./repository";

/** Exit codes. */
const UNUSABLE = 1;
const INTERRUPTED = 130;

const HELP = `
Asks what it needs, and takes what flags say. Where nobody can be asked, what has a default takes it. What is there already is never
overwritten.

Examples:
  npx orgtrail-cli init acme-audit
  npx orgtrail-cli init acme-audit --name acme --organization-id o-a1b2c3d4e5 --management-account 111111111111 \\
    --log-archive-account 222222222222 --team payments --team-account 444444444444 --owners @acme/security

Exit codes: 0 made; 1 an answer is unusable or missing, or a file is there already, and nothing was written; 130 interrupted.
`;

type Flags = Partial<Answers>;

/** The command `orgtrail init`. */
export function initCommand(program: Program): Command {
  const command = newCommand({
    name: "init",
    description: "Makes a repository for your organization's configuration.",
    help: HELP,
    unusable: UNUSABLE,
  }).argument("[folder]", "where it is made", ".");
  for (const { flag, message, choices } of QUESTIONS) {
    command.option(flag, `${message}${choices === undefined ? "" : `: ${choices.join(", ")}`}`);
  }
  return command.action((folder: string, flags: Flags) => run(folder, flags, program));
}

async function run(folder: string, flags: Flags, program: Program): Promise<void> {
  const answers = await answersOf(flags);
  if (answers === undefined) {
    process.exitCode = INTERRUPTED;
    return;
  }
  const faults = "faults" in answers ? answers.faults : configurationFaults(answers);
  if ("faults" in answers || faults.length > 0) {
    refuse(faults);
    return;
  }
  const files = repositoryOf(answers, program);
  const there = files.filter(({ path }) => isThere(join(folder, path)));
  if (there.length > 0) {
    refuse(
      there.map(
        ({ path }) => `${join(folder, path)}: is there already; move it away, or name another folder`,
      ),
    );
    return;
  }
  writtenWhole(resolve(folder), (unfinished) => {
    for (const { path, text } of files) writeWhole(join(unfinished, path), text);
  });
  print(madeLines(folder, files));
}

function refuse(faults: readonly string[]): void {
  printRefusal("nothing was made", faults);
  process.exitCode = UNUSABLE;
}

/** What is wrong with the answers, or missing. */
interface Unanswered {
  readonly faults: readonly string[];
}

/** What is answered by flags, by the person, or by default. @returns what is wrong with it; undefined where the person breaks off */
async function answersOf(flags: Flags): Promise<Answers | Unanswered | undefined> {
  const answers: { -readonly [Key in keyof Answers]?: string } = {};
  const faults: string[] = [];
  for (const question of QUESTIONS) {
    const { key, flag, problem, when, default: initial } = question;
    const given = flags[key];
    if (given === undefined && when?.(answers) === false) {
      answers[key] = "";
      continue;
    }
    const wrong = given === undefined ? undefined : problem(given);
    const answer = given ?? (canAsk() ? await asked(question, answers) : initial?.(answers));
    if (wrong !== undefined) faults.push(`${flag}: ${wrong}`);
    else if (answer !== undefined) answers[key] = answer;
    else if (canAsk()) return undefined;
    else faults.push(`${flag}: is missing: ${question.message}`);
  }
  return faults.length > 0 ? { faults } : (answers as Answers);
}

function asked(
  { message, choices, problem, default: initial }: InitQuestion,
  before: Flags,
): Promise<string | undefined> {
  const suggested = initial?.(before);
  return ask({
    message,
    problem,
    ...(choices && { choices }),
    ...(suggested !== undefined && { default: suggested }),
  });
}

/** What is wrong with the answers together: an account that stands twice, say. */
function configurationFaults(answers: Answers): readonly string[] {
  try {
    parseConfiguration(configurationOf(answers));
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(faultText);
    throw error;
  }
}

function madeLines(folder: string, files: readonly RepositoryFile[]): readonly Line[] {
  const place = relative(process.cwd(), resolve(folder));
  return [
    ...files.map(({ path }) => join(folder, path)),
    "",
    "Next:",
    ...(place === "" ? [] : [`  cd ${shellWord(place)}`]),
    "  git init",
    "  npm install",
    "  npx orgtrail synth",
    "README.md there says how to go on.",
  ];
}
