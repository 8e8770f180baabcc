import { chmodSync, closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { BenchError, coldRun, type Command, type Sample } from "./cold-run";
import {
  COMMON_HELP,
  countOf,
  progress,
  readOptions,
  runSubject,
  scratchFolder,
  show,
  type Asked,
} from "./program";
import { commandOf } from "./programs";
import { plain } from "./workloads";

const HELP = `Measures what \`orgtrail plan\` takes to read a large plan, against the size of what Terraform prints of it.

Usage: npm run bench -- plan [options]

  --megabytes N,N,…   how much Terraform prints (default: 20,200)
${COMMON_HELP}

A program that prints a made plan stands in for Terraform. One resource of a hundred changes. Exit codes: 0 measured; 1 it failed, or
with --check the target was missed; 2 wrong arguments.
`;

/** What a megabyte more may take, in megabytes of memory. */
const MOST = 1.5;

/** Of so many resources, one changes. */
const CHANGES = 100;

interface Arguments extends Asked {
  readonly megabytes: readonly number[];
}

interface Result {
  readonly megabytes: number;
  readonly resources: number;
  readonly sample: Sample;
}

function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, { megabytes: { type: "string", default: "20,200" } });
  return {
    ...values,
    megabytes: values.megabytes.split(",").map((size) => countOf("--megabytes", size, 9_999)),
  };
}

type Values = Readonly<Record<string, unknown>>;

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** What Terraform takes for itself. */
const META_ARGUMENTS = ["provider", "lifecycle", "depends_on"];

/** Writes what Terraform prints of a plan: the resources of a stack again and again, each where Terraform has it. @returns how many */
function writePlan(file: string, stack: string, bytes: number): number {
  const { resource } = JSON.parse(readFileSync(stack, "utf8")) as Stack;
  const own = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, values]) => ({
      ...{ type, name },
      values: Object.fromEntries(Object.entries(values).filter(([key]) => !META_ARGUMENTS.includes(key))),
    })),
  );
  const provider_name = "registry.terraform.io/hashicorp/aws";
  const written = (index: number): Readonly<Record<"change" | "value" | "configured", unknown>> => {
    const { type, name, values } = own[index % own.length] ?? { type: "", name: "", values: {} };
    const address = `${type}.${name}_${index}`;
    const before = index % CHANGES === 0 ? { ...values, tags: { before: String(index) } } : values;
    const actions = [index % CHANGES === 0 ? "update" : "no-op"];
    const masks = { after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
    const constants = Object.entries(values).map(([key, value]) => [key, { constant_value: value }]);
    const resource = { address, mode: "managed", type, name: `${name}_${index}`, provider_name };
    return {
      change: { ...resource, change: { actions, before, after: values, ...masks } },
      value: { ...resource, schema_version: 0, values, sensitive_values: {} },
      configured: {
        ...resource,
        provider_name: undefined,
        provider_config_key: "aws",
        expressions: Object.fromEntries(constants) as Values,
      },
    };
  };
  const sizes = own.map(
    (_, index) => JSON.stringify(written(index)).length + JSON.stringify(written(index).value).length,
  );
  const each = sizes.reduce((sum, size) => sum + size, 0) / own.length;
  const count = Math.ceil(bytes / each);
  const out = openSync(file, "w");
  const list = (part: keyof ReturnType<typeof written>): void => {
    for (let index = 0; index < count; index += 1) {
      writeSync(out, `${index === 0 ? "" : ","}${JSON.stringify(written(index)[part])}`);
    }
  };
  writeSync(
    out,
    `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[`,
  );
  list("value");
  writeSync(out, `]}},"resource_changes":[`);
  list("change");
  writeSync(out, `],"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[`);
  list("value");
  writeSync(out, `]}}},"configuration":{"root_module":{"resources":[`);
  list("configured");
  writeSync(out, `]}},"complete":true,"errored":false}\n`);
  closeSync(out);
  return count;
}

/** A program that answers as Terraform does. @returns its path */
function standIn(scratch: string, plan: string): string {
  const file = join(scratch, "terraform");
  const cases = [
    `version) echo '{"terraform_version":"1.11.4"}';;`,
    `plan) for each in "$@"; do case $each in -out=*) echo > "\${each#-out=}";; esac; done;;`,
    `show) cat ${JSON.stringify(plan)};;`,
  ];
  writeFileSync(file, `#!/bin/sh\ncase "$1" in\n${cases.join("\n")}\nesac\n`);
  chmodSync(file, 0o755);
  return file;
}

async function measure(megabytes: number, stack: string, scratch: string): Promise<Result> {
  const plan = join(scratch, "plan.json");
  const resources = writePlan(plan, stack, megabytes * 1e6);
  progress(`plan of ${plain(megabytes)} MB, ${plain(resources)} resources`);
  const command: Command = {
    // What changes is to be reviewed.
    command: "node tools/cli/orgtrail.cjs plan log-archive --json || [ $? -eq 2 ]",
    environment: { ORGTRAIL_TERRAFORM: standIn(scratch, plan), ORGTRAIL_PROVIDER_MIRROR: scratch },
    outdir: join(scratch, "none"),
  };
  return { megabytes, resources, sample: await coldRun(command, scratch) };
}

async function bench(args: Arguments): Promise<void> {
  const scratch = scratchFolder();
  const configuration = join(__dirname, "..", "config");
  const synthesis = commandOf(
    "orgtrail",
    { name: "plan", title: "", teams: 3, configuration, firstRun: false },
    scratch,
  );
  await coldRun(synthesis, scratch);
  const stack = join(synthesis.outdir, "stacks", "log-archive", "cdk.tf.json");
  const results: Result[] = [];
  for (const megabytes of [...args.megabytes].sort((one, other) => one - other)) {
    results.push(await measure(megabytes, stack, scratch));
  }
  const [least, most] = [results[0], results.at(-1)];
  if (least === undefined || most === undefined) throw new BenchError("no plan was measured");
  const more = most.megabytes - least.megabytes;
  const perMegabyte =
    more === 0 ? undefined : (most.sample.peakMegabytes - least.sample.peakMegabytes) / more;
  const met = perMegabyte === undefined || perMegabyte <= MOST;
  const verdict = perMegabyte === undefined ? "one size more tells" : `${perMegabyte.toFixed(2)} MB`;
  const rows = results.map(({ megabytes, resources, sample }) => [
    `${plain(megabytes)} MB`,
    plain(resources),
    `${sample.cpuSeconds.toFixed(1)} s`,
    `${sample.peakMegabytes.toFixed(0)} MB`,
  ]);
  const target = "memory for a megabyte more that Terraform prints";
  show(args, {
    data: { results, perMegabyte, met },
    text: [
      ...rows.map((row) => row.join("; ")),
      `${met ? "met   " : "MISSED"} ${target}: ${verdict}, wanted at most ${MOST} MB`,
    ].join("\n"),
    tables: [
      [["Plan", "Resources", "Processor time", "Peak memory"], ...rows],
      [
        ["Target", "Wanted", "Measured", "Verdict"],
        [target, `at most ${MOST} MB`, verdict, met ? "met" : "missed"],
      ],
    ],
    met,
  });
}

void runSubject(HELP, readArguments, bench);
