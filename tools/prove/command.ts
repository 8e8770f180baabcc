import { Option, type Command } from "commander";
import { parseArn } from "../../modules/policy-evaluation";
import {
  ConfigurationError,
  faultText,
  isFault,
  loadConfiguration,
  configPathText,
  readSource,
  type Configuration,
  type Fault,
} from "../../stacks/config";
import { configFolder, CONFIG_FLAG, newCommand, print, printJson, printRefusal } from "../terminal";
import { policiesOf } from "../../stacks/blueprint";
import { builtInStatements, builtInTables } from "./built-in";
import { answerAboutPolicies } from "./policy-command";
import { POLICY_KINDS, type PolicyKind } from "./kinds";
import { prove } from "./prove";
import { reportLines, reportOf } from "./report";
import { readRequestFile, type RequestTable } from "./request-file";
import { readStatementFiles, type StatementTable } from "./statement-file";
import { proveStatements } from "./statements";
import { tableFaults } from "./request-file";

/** Exit codes. All requests got the verdict expected: 0. */
const SOMETHING_FAILED = 1;
const UNUSABLE = 2;

const HELP = `
Proves statements about all requests that AWS could get, and puts requests of tables to the policies of your configuration,
before anything is deployed. It says which statement is refuted, by which request, and which request does not get the verdict
expected: of every bucket, key, topic, queue, bus and role that it makes, and of the guardrails. Meant for pull requests.
docs/prove.md shows how to write statements and requests of your own.

With --policy it is about a policy in a file, whoever made it, and needs no configuration: statements that should hold of any
policy are proven of it; with --against, it is said what the other policy newly allows and no longer allows, of all requests.

Examples:
  npx orgtrail prove
  npx orgtrail prove --config ../acme-config --requests ../acme-config/requests.yaml
  npx orgtrail prove --json | jq '.failures[] | [.request, .principal, .statement]'
  npx orgtrail prove --needs
  npx orgtrail prove --policy bucket-policy.json
  npx orgtrail prove --policy before.json --against after.json
  npx orgtrail prove --policy scp.json --against new-scp.json --kind scp --json | jq '.newlyAllowed'

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)

Exit codes: 0 all as expected; 1 a statement is not proven, some request got another verdict, a row of yours asked nothing, or two
policies differ; 2 the arguments, the configuration or a file is unusable, and all its faults are listed.
`;

interface Flags {
  readonly config: string;
  readonly requests: readonly string[];
  readonly statements: readonly string[];
  readonly builtIn: boolean;
  readonly json: boolean;
  readonly needs: boolean;
  readonly policy?: string;
  readonly against?: string;
  readonly kind?: PolicyKind;
  readonly resource?: string;
}

/** The command `orgtrail prove`. */
export function proveCommand(): Command {
  return newCommand({
    name: "prove",
    description: "Proves for every request who can read, delete, forge and decrypt logs, and who cannot.",
    help: HELP,
    unusable: UNUSABLE,
  })
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .option("-r, --requests <files...>", "files with requests of your own, besides those of orgtrail", [])
    .option("-s, --statements <files...>", "files with statements of your own, besides those of orgtrail", [])
    .option("--no-built-in", "prove your own statements and requests alone")
    .option("-p, --policy <file>", "a policy in JSON to prove, in place of a configuration")
    .option("-a, --against <file>", "the policy that is to take its place: how do they differ?")
    .addOption(new Option("-k, --kind <kind>", "of what kind the policies are").choices(POLICY_KINDS))
    .option("--resource <arn>", "what the policies are attached to")
    .option("--needs", "print the policies that owners of existing keys are asked for, as JSON", false)
    .option("-j, --json", "print JSON", false)
    .action(run);
}

function run(flags: Flags, command: Command): void {
  const { config, requests, statements, builtIn, json } = flags;
  if (flags.policy !== undefined) {
    runOnPolicies(flags, flags.policy, command);
    return;
  }
  for (const flag of ["against", "kind", "resource"] as const) {
    if (flags[flag] !== undefined)
      command.error(`error: --${flag} is about policies in files; add --policy <file>`);
  }
  if (!builtIn && requests.length + statements.length === 0) {
    command.error("error: --no-built-in leaves nothing to ask; add --requests <files...>, or leave it out");
  }
  if (flags.needs) {
    printNeeds(flags);
    return;
  }
  const tables = [...(builtIn ? builtInTables() : []), ...requests.map(tableIn)];
  const stated = [...(builtIn ? [builtInStatements()] : []), ...statements.map(statementsIn)];
  const stateFaults = stated.flatMap((table) => table.faults);
  const configuration = configurationIn(config);
  const faults =
    configuration instanceof ConfigurationError
      ? [...configuration.faults, ...tables.flatMap((table) => table.faults), ...stateFaults]
      : [...tableFaults(configuration, tables), ...stateFaults];
  if (configuration instanceof ConfigurationError || faults.length > 0) {
    refuse(faults, json);
    return;
  }
  const result = prove(configuration, tables);
  const proofs = proveStatements(
    configuration,
    policiesOf(configuration),
    stated.flatMap((table) => table.statements),
  );
  if (result.faults.length + proofs.faults.length > 0) {
    refuse([...result.faults, ...proofs.faults], json);
    return;
  }
  const rows = tables.reduce((count, table) => count + table.rows.length, 0);
  const report = reportOf(result, rows, proofs.answers);
  if (json) printJson(report);
  else print(reportLines(report));
  if (report.failed + report.idle.length + report.unproven.length > 0) process.exitCode = SOMETHING_FAILED;
}

/** What has to stand in policies that orgtrail does not set, by the ARN of what they are attached to. */
function printNeeds({ config, json }: Flags): void {
  const configuration = configurationIn(config);
  if (configuration instanceof ConfigurationError) {
    refuse(configuration.faults, json);
    return;
  }
  const asked = policiesOf(configuration).filter(({ askedOfOwner }) => askedOfOwner === true);
  printJson(Object.fromEntries(asked.map(({ arn, document }) => [arn, document])));
}

function runOnPolicies(flags: Flags, policy: string, command: Command): void {
  const { requests, statements, json, resource, against } = flags;
  if (requests.length > 0) {
    command.error("error: --requests are put to a configuration; leave out --policy, or write statements");
  }
  if (against !== undefined && statements.length > 0) {
    command.error("error: --against compares two policies; leave it out, or --statements");
  }
  if (resource !== undefined && parseArn(resource) === undefined) {
    command.error("error: --resource is no ARN; write the ARN of what the policy is attached to");
  }
  const result = answerAboutPolicies({ ...flags, policy, statements: statements.map(statementsIn) }, command);
  if ("faults" in result) {
    refuse(result.faults, json);
    return;
  }
  if (json) printJson(result.data);
  else print(result.lines);
  if (!result.holds) process.exitCode = SOMETHING_FAILED;
}

/** Says all that is wrong with the input. */
function refuse(faults: readonly Fault[], json: boolean): void {
  process.exitCode = UNUSABLE;
  if (json) {
    const told = faults.map((fault) => ({
      ...fault,
      path: configPathText(fault.path),
      text: faultText(fault),
    }));
    printJson({ faults: told });
  } else {
    printRefusal("nothing was proven", faults.map(faultText));
  }
}

/** The configuration, or all that is wrong with it. */
function configurationIn(folder: string): Configuration | ConfigurationError {
  try {
    return loadConfiguration(folder);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

function tableIn(file: string): RequestTable {
  const source = readSource(file);
  return isFault(source)
    ? { file, about: "", builtIn: false, rows: [], faults: [source] }
    : readRequestFile(source);
}

function statementsIn(file: string): StatementTable {
  const source = readSource(file);
  return isFault(source) ? { statements: [], faults: [source] } : readStatementFiles(source);
}
