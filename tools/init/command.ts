import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { amount, countText } from "../../modules/kernel";
import { ConfigurationError, faultText, parseConfiguration } from "../../stacks/config";
import { isThere, writeWhole, writtenWhole } from "../files";
import { nodeProblem } from "../project";
import { ask, canAsk, type Choice, type Line, newCommand, print, printRefusal, shellWord } from "../terminal";
import { besideWhatIsThere } from "./beside";
import { configurationOf, type KnownAccount } from "./configuration";
import { type FoundInAws, foundInAws, questionsAbout } from "./from-aws";
import { type Answers, QUESTIONS, type InitQuestion, takerOf, type Unanswered } from "./questions";
import { ENGINES, type Program, type RepositoryFile, repositoryOf } from "./repository";

/** Exit codes. */
const UNUSABLE = 1;
const INTERRUPTED = 130;

/** Our README.md, in a repository that has one. */
const GUIDE = "orgtrail.md";

const HELP = `
Asks what it needs, and takes what flags say. Where nobody can be asked, what has a default takes it. What is there already is never
overwritten: in a repository that has a README.md, ours is ${GUIDE}, and its .gitignore gets the lines that it lacks.

With --from-aws it asks AWS Organizations, with your own credentials as for the AWS CLI (AWS_PROFILE …), for the organization's id, its
partition and its accounts: all that are open become members, and you choose the log archive, the security account and the first team's
among them. Where nobody can be asked, accounts called Log Archive, Audit or Security, and as the team, are taken. It needs
organizations:DescribeOrganization and organizations:ListAccounts in the management account, and changes nothing.

Examples:
  npx orgtrail-cli init acme-audit
  npx orgtrail-cli init acme-audit --from-aws
  npx orgtrail-cli init acme-audit --from-aws --yes --name acme --team payments --owners @acme/security
  npx orgtrail-cli init acme-audit --name acme --organization-id o-a1b2c3d4e5 --management-account 111111111111 \\
    --log-archive-account 222222222222 --team payments --team-account 444444444444 --owners @acme/security

Exit codes: 0 made; 1 an answer is unusable or missing, AWS gives none, or a file is there already, and nothing was written; 130 interrupted.
`;

interface Flags extends Partial<Answers> {
  readonly fromAws: boolean;
  readonly role?: string;
  readonly yes: boolean;
}

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
  command
    .option("--from-aws", "read the organization and its accounts from AWS Organizations", false)
    .option("--role <arn>", "with --from-aws: a role to assume first (default: none)")
    .option("-y, --yes", "take every default without asking", false);
  return command.action((folder: string, flags: Flags) => run(folder, flags, program));
}

async function run(folder: string, flags: Flags, program: Program): Promise<void> {
  const found = flags.fromAws ? await foundInAws(flags) : undefined;
  if (found !== undefined && "faults" in found) {
    refuse(found.faults);
    return;
  }
  const answers = await answersOf(flags, found === undefined ? QUESTIONS : questionsAbout(found));
  if (answers === undefined) {
    process.exitCode = INTERRUPTED;
    return;
  }
  const faults = "faults" in answers ? answers.faults : configurationFaults(answers, found?.members);
  if ("faults" in answers || faults.length > 0) {
    refuse(faults);
    return;
  }
  const { files, taken } = besideWhatIsThere(folder, repositoryOf(answers, program, found?.members), GUIDE);
  if (taken.length > 0) {
    refuse(taken.map((place) => `${place}: is there already; move it away, or name another folder`));
    return;
  }
  writtenWhole(resolve(folder), (unfinished) => {
    for (const { path, text } of files) writeWhole(join(unfinished, path), text);
  });
  print([
    ...madeLines(folder, files),
    ...takerLines(answers),
    ...nodeLines(answers),
    ...(found === undefined ? [] : foundLines(answers, found)),
  ]);
}

function refuse(faults: readonly string[]): void {
  printRefusal("nothing was made", faults);
  process.exitCode = UNUSABLE;
}

/** What is answered by flags, by the person, or by default. @returns what is wrong with it; undefined where the person breaks off */
async function answersOf(
  flags: Flags,
  questions: readonly InitQuestion[],
): Promise<Answers | Unanswered | undefined> {
  const asks = canAsk() && !flags.yes;
  const answers: { -readonly [Key in keyof Answers]?: string } = {};
  const faults: string[] = [];
  for (const question of questions) {
    const { key, flag, problem, when, known, default: initial, offered } = question;
    const given = flags[key];
    const before: Partial<Answers> = { ...flags, ...answers };
    if (given === undefined && when?.(before) === false) {
      answers[key] = "";
      continue;
    }
    const wrong = given === undefined ? undefined : problem(given);
    const answer = given ?? known ?? (asks ? await asked(question, before) : initial?.(before));
    if (wrong !== undefined) faults.push(`${flag}: ${wrong}`);
    else if (answer !== undefined) answers[key] = answer;
    else if (asks) return undefined;
    else faults.push(`${flag}: is missing: ${question.message}${oneOf(offered?.(before) ?? [])}`);
  }
  return faults.length > 0 ? { faults } : (answers as Answers);
}

/** A person who looks for a name among these has a long list already. */
const MOST_NAMED = 20;

function oneOf(choices: readonly Choice[]): string {
  if (choices.length === 0) return "";
  const names = choices.slice(0, MOST_NAMED).map(({ name, value }) => name ?? value);
  const more = choices.length - names.length;
  return `: ${names.join(", ")}${more > 0 ? ` and ${countText(more)} more` : ""}`;
}

function asked(
  { message, choices = [], offered, problem, default: initial }: InitQuestion,
  before: Partial<Answers>,
): Promise<string | undefined> {
  const suggested = initial?.(before);
  const toChoose = offered?.(before) ?? choices.map((value) => ({ value }));
  return ask({
    message,
    problem,
    ...(toChoose.length > 0 && { choices: toChoose }),
    ...(suggested !== undefined && { default: suggested }),
  });
}

/** What is wrong with the answers together: an account that stands twice, say. */
function configurationFaults(answers: Answers, accounts?: readonly KnownAccount[]): readonly string[] {
  try {
    parseConfiguration(configurationOf(answers, accounts));
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
    ...(isThere(join(folder, ".git")) ? [] : ["  git init"]),
    "  npm install",
    "  npx orgtrail synth",
    `${files.some(({ path }) => path === GUIDE) ? GUIDE : "README.md"} there says how to go on.`,
  ];
}

/** Who deploys is not left to what was taken without a question. */
function takerLines(answers: Answers): readonly Line[] {
  const taker = takerOf(answers);
  return taker === ""
    ? []
    : ["", `The roles that bootstrap makes are for ${taker}: pipeline in config/organization.yaml.`];
}

function nodeLines({ framework }: Answers): readonly Line[] {
  const problem = nodeProblem(`npx ${framework}`, ENGINES[framework]?.node);
  return problem === undefined ? [] : ["", `${problem}.`];
}

/** What was taken from AWS: a person may know better. */
function foundLines(answers: Answers, { organizationId, members }: FoundInAws): readonly Line[] {
  const chosen: readonly (readonly [string, string])[] = [
    ["log archive", answers.logArchiveAccount],
    ["security", answers.securityAccount],
    [`team ${answers.team}`, answers.teamAccount],
  ];
  return [
    "",
    `config/organization.yaml has ${amount(members.length + 1, "open account")} of ${organizationId}:`,
    ...chosen.flatMap(([what, id]) => {
      const title = members.find((account) => account.id === id)?.title;
      if (id === "") return [];
      return [`  ${what}: ${title === undefined ? `${id}, which is none of them` : `${title} ${id}`}`];
    }),
  ];
}
