import { join } from "node:path";
import type { PolicyDocument, PolicyStatement } from "../modules/policy";
import { serviceControlPolicies } from "../modules/policy";
import { policiesOf } from "../stacks/blueprint";
import { loadConfiguration, type Configuration } from "../stacks/config";
import type { ResourceChange } from "../tools/plan/change";
import { judge, verdictOf } from "../tools/plan/verdict";
import { BenchError } from "./cold-run";
import { COMMON_HELP, countOf, readOptions, runSubject, show, type Asked } from "./program";
import { median } from "./statistics";

const HELP = `Measures how long \`orgtrail plan\` takes to judge a change of policies, for every request: a bucket policy of 20 KB, of
which one statement is edited, and all service control policies of the reference organization, of which every statement denies
less, and then more.

Usage: npm run bench -- compare [options]

  --runs N     how often each is judged (default: 5)
${COMMON_HELP}

It counts time of the processor. The target is a second each. Exit codes: 0 measured; 1 it failed, or with --check the target was missed; 2 wrong arguments.
`;

interface Arguments extends Asked {
  readonly runs: number;
}

function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, { runs: { type: "string", default: "5" } });
  return { ...values, runs: countOf("--runs", values.runs, 99_999) };
}

/** S3's limit of a bucket policy, in bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const BUCKET_POLICY = 20_480;
const TARGET_SECONDS = 1;

function changeOf(type: string, attribute: string, values: object, was: string, is: string): ResourceChange {
  const [before, after] = [was, is].map((text) => ({ ...values, [attribute]: text }));
  if (before === undefined || after === undefined) throw new BenchError("there is nothing to compare");
  return { address: `${type}.bench`, type, action: "update", before, after, attributes: [] };
}

/** The policy of the organization's log bucket, with as many readers as S3 takes; one of them is kept out of one folder. */
function bucketPolicy(configuration: Configuration): readonly ResourceChange[] {
  const subject = policiesOf(configuration).find(({ kind }) => kind === "log bucket");
  const [reader] = configuration.archive.readers;
  if (subject === undefined || reader === undefined)
    throw new BenchError("there is no log bucket with a reader");
  const withReaders = (count: number): string =>
    JSON.stringify(subject.document).replaceAll(
      JSON.stringify(reader),
      Array.from({ length: count }, (_, index) =>
        JSON.stringify(index === 0 ? reader : `${reader}${index}`),
      ).join(),
    );
  let count = 1;
  while (withReaders(count + 1).length < BUCKET_POLICY - 300) count += 1;
  const document = JSON.parse(withReaders(count)) as PolicyDocument;
  const denial = {
    ...{ Sid: "New", Effect: "Deny", Principal: "*", Action: "s3:GetObject" },
    Resource: `${subject.arn}/AWSLogs/*/eu-west-1/*`,
  };
  const after = JSON.stringify({ ...document, Statement: [...document.Statement, denial] });
  const bucket = subject.arn.split(":::")[1];
  return [changeOf("aws_s3_bucket_policy", "policy", { bucket }, JSON.stringify(document), after)];
}

/** A statement that makes an exception more. */
function excepting(statement: PolicyStatement): object {
  const exception = { StringNotLike: { "aws:PrincipalTag/team": "friend-*" } };
  return { ...statement, Condition: { ...statement.Condition, ...exception } };
}

/** A statement that makes no exception any more. */
function unconditional(statement: PolicyStatement): object {
  return { ...statement, Condition: undefined };
}

/** Every statement of every service control policy is edited. */
function guardrails(
  { guardrails: given }: Configuration,
  edited: (statement: PolicyStatement) => object,
): readonly ResourceChange[] {
  if (given === undefined) throw new BenchError("there are no guardrails");
  return serviceControlPolicies(given.names).map((document) =>
    changeOf(
      "aws_organizations_policy",
      "content",
      { name: "guardrails", type: "SERVICE_CONTROL_POLICY" },
      ...([document, { ...document, Statement: document.Statement.map(edited) }].map((each) =>
        JSON.stringify(each),
      ) as [string, string]),
    ),
  );
}

function secondsOf(changes: readonly ResourceChange[], configuration: Configuration): number {
  const { accounts } = configuration;
  const plan = {
    ...{ stack: "bench", account: { name: "logArchive", id: accounts.logArchive.id }, region: "us-east-1" },
    ...{ changes, drift: [], planned: new Map<string, never>() },
  };
  // Other work on the machine counts for nothing.
  const start = process.cpuUsage();
  const findings = judge(plan, configuration, "2026-01-01");
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  if (verdictOf(findings) === "fine") throw new BenchError("nothing was found, and something changes");
  return seconds;
}

function bench({ runs, ...asked }: Arguments): void {
  const configuration = loadConfiguration(join(__dirname, "..", "config"));
  const workloads = [
    { name: "a bucket policy of 20 KB, one statement more", changes: bucketPolicy(configuration) },
    {
      name: "all service control policies, every statement with an exception more",
      changes: guardrails(configuration, excepting),
    },
    {
      name: "all service control policies, every statement without its exceptions",
      changes: guardrails(configuration, unconditional),
    },
  ];
  const results = workloads.map(({ name, changes }) => {
    // The first run compiles.
    secondsOf(changes, configuration);
    return { name, seconds: median(Array.from({ length: runs }, () => secondsOf(changes, configuration))) };
  });
  const rows = results.map(({ name, seconds }) => [name, `${seconds.toFixed(2)} s`, `${TARGET_SECONDS} s`]);
  show(
    { ...asked },
    {
      data: { runs, results },
      text: rows.map(([name, seconds]) => `${seconds ?? ""}  ${name ?? ""}`).join("\n"),
      tables: [[["Change", "Judged in", "Wanted at most"], ...rows]],
      met: results.every(({ seconds }) => seconds <= TARGET_SECONDS),
    },
  );
}

void runSubject(HELP, readArguments, bench);
