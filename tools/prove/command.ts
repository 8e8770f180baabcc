import { readFileSync } from "node:fs";
import type { Command } from "commander";
import {
  ConfigurationError,
  faultText,
  loadConfiguration,
  configPathText,
  type Configuration,
  type Fault,
} from "../../stacks/config";
import { configFolder, CONFIG_FLAG, newCommand, print, printJson, printRefusal } from "../terminal";
import { policiesOf } from "../../stacks/blueprint";
import { builtInStatements, builtInTables } from "./built-in";
import { prove } from "./prove";
import { reportLines, reportOf } from "./report";
import { readRequestFile, type RequestTable } from "./request-file";
import { readStatementFile, type StatementTable } from "./statement-file";
import { proveStatements } from "./statements";
import { tableFaults } from "./table-faults";

/** Exit codes. All requests got the verdict expected: 0. */
const SOMETHING_FAILED = 1;
const UNUSABLE = 2;

const HELP = `
Proves statements about all requests that AWS could get, and puts requests of tables to the policies of your configuration,
before anything is deployed. It says which statement is refuted, by which request, and which request does not get the verdict
expected: of every bucket, key, topic, queue, bus and role that it makes, and of the guardrails. Meant for pull requests.
docs/prove.md shows how to write statements and requests of your own. The roles of a pipeline are no part of a configuration.

Examples:
  npx orgtrail prove
  npx orgtrail prove --config ../acme-config --requests ../acme-config/requests.yaml
  npx orgtrail prove --json | jq '.failures[] | [.request, .principal, .statement]'

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)

Exit codes: 0 all as expected; 1 a statement is not proven, some request got another verdict, or a row of yours asked nothing; 2 the arguments, the
configuration or a file is unusable, and all its faults are listed.
`;

interface Flags {
  readonly config: string;
  readonly requests: readonly string[];
  readonly statements: readonly string[];
  readonly builtIn: boolean;
  readonly json: boolean;
}

/** The command `orgtrail prove`. */
export function proveCommand(): Command {
  return newCommand({
    name: "prove",
    description: "Proves by requests who can read, delete, forge and decrypt logs, and who cannot.",
    help: HELP,
    unusable: UNUSABLE,
  })
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .option("-r, --requests <files...>", "files with requests of your own, besides those of orgtrail", [])
    .option("-s, --statements <files...>", "files with statements of your own, besides those of orgtrail", [])
    .option("--no-built-in", "prove your own statements and requests alone")
    .option("-j, --json", "print JSON", false)
    .action(run);
}

function run({ config, requests, statements, builtIn, json }: Flags, command: Command): void {
  if (!builtIn && requests.length + statements.length === 0) {
    command.error("error: --no-built-in leaves nothing to ask; add --requests <files...>, or leave it out");
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
    if (isReadError(error)) return new ConfigurationError([unreadable(folder, error)]);
    throw error;
  }
}

function tableIn(file: string): RequestTable {
  try {
    return readRequestFile({ file, text: readFileSync(file, "utf8") });
  } catch (error) {
    if (!isReadError(error)) throw error;
    return { file, about: "", builtIn: false, rows: [], faults: [unreadable(file, error)] };
  }
}

function statementsIn(file: string): StatementTable {
  try {
    return readStatementFile({ file, text: readFileSync(file, "utf8") });
  } catch (error) {
    if (!isReadError(error)) throw error;
    return { statements: [], faults: [unreadable(file, error)] };
  }
}

function isReadError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

function unreadable(file: string, { message }: NodeJS.ErrnoException): Fault {
  return {
    file,
    line: 1,
    column: 1,
    path: [],
    what: `cannot be read: ${message}`,
    remedy: "correct the path",
  };
}
