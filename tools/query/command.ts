import { InvalidArgumentError, Option, type Command } from "commander";
import { amount, didYouMean } from "../../modules/kernel";
import {
  asked,
  EVENT_QUESTIONS,
  insightsQuery,
  openSearchText,
  sqlQuery,
  wrongValues,
  type AskedQuestion,
  type EventQuestion,
} from "../../modules/questions";
import { isThere, problemAt, writeWhole } from "../files";
import { STANDARD_INPUT } from "../log-files";
import {
  configFolder,
  CONFIG_FLAG,
  linesOf,
  newCommand,
  print,
  printError,
  printJson,
  printRefusal,
  showStatus,
  timeFlag,
  whenNobodyReads,
} from "../terminal";
import { EventStore, NoDuckDbError, SqlError, type Loaded, type QueryResult } from "./event-store";
import { LANGUAGES, refuse, SOMETHING_FAILED, spanOf, NOTHING_ASKED, type QueryFlags } from "./flags";
import { controlQuestions } from "./questions";
import { answerLines, csvLines, objectsIn, questionLines, unreadLines } from "./report";

const HELP = `
Without a question, it lists all: those of an investigator, and one for each control that the configuration watches.

Files are read as orgtrail explain reads them: .json and .json.gz, folders with all below them. What was read of a folder is kept in
it as Parquet, until a file there changes: the second question is answered at once. Nothing leaves this machine, and no SQL that you
give reads or writes a file.

With --athena the log bucket is asked, by Athena, which the configuration has to have (analytics.athena). It says before what a question
will read and cost, and asks nothing that the workgroup would stop. SQL is then Athena's own.

--sql is SQL of DuckDB over the table events, whose columns are those of a CloudTrail record; requestParameters, responseElements
and additionalEventData are JSON. A time is text, as in a record: eventTime >= '2026-11-21'. Of the kinds of events that have files
of their own there are insights, network_activity and aggregated_events, by the names that the tables have in Athena.

Examples:
  npx orgtrail query
  npx orgtrail logs fetch --from 2026-11-21 --into logs
  npx orgtrail query access-key-uses --set key=AKIAIOSFODNN7EXAMPLE
  npx orgtrail query changes --from 2026-11-21T10:00:00Z --to 2026-11-21T11:00:00Z --account 111122223333
  npx orgtrail query --sql "SELECT eventName, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC" --csv
  npx orgtrail query --sql "SELECT * FROM events" --parquet events.parquet
  npx orgtrail query denied-calls --show athena
  npx orgtrail query denied-calls --athena --from 2026-11-01 --dry-run

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)
  AWS_PROFILE …     with --athena, as for the AWS CLI: who takes the role that asks

Exit codes: 0 answered; 1 something could not be read, and is named; 2 the arguments, the configuration, the SQL or the credentials are
unusable.
`;

/** The command `orgtrail query`. */
export function queryCommand(): Command {
  return newCommand({
    name: "query",
    description:
      "Asks your log files a question, on this machine or by Athena: who did what, when, from where.",
    help: HELP,
    unusable: NOTHING_ASKED,
  })
    .argument("[question]", "the name of a question")
    .option("-l, --logs <paths...>", "log files, folders with log files, or - for standard input", ["logs"])
    .option(
      "-s, --set <name=value...>",
      "what the question has to be told; * stands for any characters",
      setting,
      {},
    )
    .option(
      "-f, --from <time>",
      "from when on, as 2026-01-31 or 2026-01-31T12:00:00Z (default: all)",
      timeFlag,
    )
    .option("-t, --to <time>", "until when (default: all)", timeFlag)
    .option("-a, --account <id>", "of one account alone (default: all)", accountId)
    .addOption(
      new Option("-q, --sql <query>", "SQL in place of a question").conflicts([
        "set",
        "from",
        "to",
        "account",
        "show",
      ]),
    )
    .addOption(
      new Option("--show <language>", "print the question in a language, and read nothing").choices([
        ...LANGUAGES,
      ]),
    )
    .option(CONFIG_FLAG, "the configuration, whose controls are questions too", configFolder())
    .option("--no-cache", "read the files themselves, and keep nothing beside them")
    .addOption(new Option("--csv", "print CSV").default(false).conflicts(["json", "parquet"]))
    .addOption(
      new Option("--athena", "ask Athena, of all that is in the log bucket; --from says since when")
        .default(false)
        .conflicts(["logs", "parquet", "show"]),
    )
    .option("--team <name>", "with --athena: a team's log bucket (default: the organization's)")
    .option("--role <arn>", "with --athena: the role to take first (default: the one that asks)")
    .option("--dry-run", "with --athena: say what it would read and cost, and ask nothing", false)
    .addOption(new Option("--parquet <file>", "write the answer to a Parquet file").conflicts("json"))
    .option("-j, --json", "print JSON", false)
    .action(run);
}

function setting(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, value] = /^(\w+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError("Give a name and a value, as key=AKIAIOSFODNN7EXAMPLE.");
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is set twice.`);
  return { ...before, [name]: value };
}

function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("Give an account as twelve digits: 111111111111.");
}

async function run(name: string | undefined, flags: QueryFlags): Promise<void> {
  if (name === undefined && flags.sql === undefined) {
    await list(flags);
    return;
  }
  const { told, faults: wrong = [] } = name === undefined ? {} : await questionOf(name, flags);
  const faults = [
    ...wrong,
    ...(name !== undefined && flags.sql !== undefined
      ? ["--sql stands in place of a question; give one of the two"]
      : []),
    ...(flags.show === undefined && !flags.athena ? pathFaults(flags.logs) : []),
    ...(flags.athena && flags.sql === undefined && flags.from === undefined
      ? ["--from: is missing; the days are what Athena reads, and is paid for"]
      : []),
    ...((flags.from ?? 0) >= (flags.to ?? Infinity) ? ["--from is not before --to"] : []),
    ...(flags.athena ? [] : ofAthenaAlone(flags)),
  ];
  if (faults.length > 0) {
    refuse(faults, flags);
    return;
  }
  if (flags.athena) {
    const { answerOfAthena } = await import("./athena-answer.js");
    await answerOfAthena(told, flags);
    return;
  }
  const sql = (engine: "athena" | "duckdb"): string =>
    told === undefined ? (flags.sql ?? "") : sqlQuery(told, { engine, ...spanOf(flags) });
  switch (flags.show) {
    case undefined:
      await answer(sql("duckdb"), flags);
      break;
    case "athena":
    case "duckdb":
      print(linesOf(sql(flags.show)));
      break;
    case "insights":
      if (told !== undefined) print(linesOf(insightsQuery(told)));
      break;
    case "opensearch":
      if (told !== undefined) print(linesOf(openSearchText(told, spanOf(flags))));
  }
}

async function list({ config, json }: QueryFlags): Promise<void> {
  const isConfigured = isThere(config);
  const { questions, faults } = isConfigured ? await ofControls(config) : { questions: [], faults: [] };
  if (json) {
    printJson(
      [...EVENT_QUESTIONS, ...questions].map(({ id, title, parameters }) => ({ id, title, parameters })),
    );
  } else {
    print([
      ...questionLines("Of an investigator", EVENT_QUESTIONS),
      "",
      ...(questions.length === 0 ? [] : questionLines("Of the configuration's controls", questions)),
      ...(isConfigured ? [] : [`Those of controls are not listed: ${config} is not there.`]),
    ]);
  }
  if (faults.length === 0) return;
  printRefusal("the questions of controls are not listed", faults);
  process.exitCode = SOMETHING_FAILED;
}

/** The questions of the configuration's controls, or why it has none. What reads it is loaded late: most questions need none. */
async function ofControls(config: string): Promise<{
  readonly questions: readonly EventQuestion[];
  readonly faults: readonly string[];
}> {
  const { ConfigurationError, faultText, loadConfiguration } = await import("../../stacks/config/index.js");
  try {
    return { questions: controlQuestions(loadConfiguration(config)), faults: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { questions: [], faults: error.faults.map(faultText) };
  }
}

/** The question with what it has to be told, or what is wrong: one that an investigator asks, or one of a control. */
async function questionOf(
  name: string,
  { set, config }: QueryFlags,
): Promise<{ readonly told?: AskedQuestion; readonly faults?: readonly string[] }> {
  const isThis = ({ id }: EventQuestion): boolean => id === name;
  const own = EVENT_QUESTIONS.find(isThis);
  const { questions, faults } = own === undefined ? await ofControls(config) : { questions: [], faults: [] };
  if (faults.length > 0) {
    const what = `${name}: is no question of an investigator, and those of controls need a configuration:`;
    return { faults: [what, ...faults] };
  }
  const found = own ?? questions.find(isThis);
  if (found === undefined) {
    const all = [...EVENT_QUESTIONS, ...questions].map(({ id }) => id);
    return { faults: [`${name}: is no question; ${didYouMean(name, all, "npx orgtrail query lists all")}`] };
  }
  const wrong = wrongValues(found, set);
  if (wrong === undefined) return { told: asked(found, set) };
  const { parameters } = found;
  const names = parameters.map((parameter) => parameter.name);
  return {
    faults: [
      ...parameters
        .filter((parameter) => wrong.missing.includes(parameter.name))
        .map(
          ({ name: missing, about, example }) =>
            `--set ${missing}: is missing, ${about}; such as --set ${missing}=${example}`,
        ),
      ...wrong.unknown.map(
        (unknown) =>
          `--set ${unknown}: is nothing that ${name} asks for; ${didYouMean(unknown, names, "leave it out")}`,
      ),
    ],
  };
}

function pathFaults(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const problem = path === STANDARD_INPUT ? undefined : problemAt(path);
    return problem === undefined ? [] : [problem.message];
  });
}

function ofAthenaAlone({ team, role, dryRun }: QueryFlags): readonly string[] {
  return Object.entries({ "--team": team, "--role": role, "--dry-run": dryRun || undefined }).flatMap(
    ([flag, value]) => (value === undefined ? [] : [`${flag}: is for Athena; give --athena, too`]),
  );
}

async function answer(sql: string, flags: QueryFlags): Promise<void> {
  whenNobodyReads("end");
  let store: EventStore | undefined;
  try {
    store = await EventStore.open();
    const loaded = await store.load({
      inputs: flags.logs,
      standardInput: process.stdin,
      keep: flags.cache,
      onProgress: (files) => {
        showStatus(() => `${amount(files, "file")} read`);
      },
    });
    await store.lock();
    if (flags.parquet !== undefined) {
      const { rows, content } = await store.parquet(sql);
      writeWhole(flags.parquet, content);
      print([`${amount(rows, "row")} written to ${flags.parquet}`]);
    } else printAnswer(await store.ask(sql), loaded, flags);
    if (loaded.failures.length === 0) return;
    printError(unreadLines(loaded));
    process.exitCode = SOMETHING_FAILED;
  } catch (error) {
    if (error instanceof SqlError) {
      const what =
        flags.sql === undefined ? "what was kept of the files cannot be read; give --no-cache" : "--sql";
      refuse([`${what}: ${error.message}`], flags);
    } else if (error instanceof NoDuckDbError) refuse([error.message], flags);
    else throw error;
  } finally {
    store?.end();
  }
}

function printAnswer(result: QueryResult, loaded: Loaded, flags: QueryFlags): void {
  if (flags.json) {
    printJson({ ...loaded, ...objectsIn(result) });
  } else print(flags.csv ? csvLines(result) : answerLines(result, loaded, flags.sql === undefined));
}
