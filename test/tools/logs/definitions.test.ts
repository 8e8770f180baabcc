import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import * as z from "zod";

/** What docs/log-validation.md gives for AWS Batch and Step Functions: definitions that hold together, and commands that do what they say. */

const DOCS = readFileSync("docs/log-validation.md", "utf8");
const BLOCKS = [...DOCS.matchAll(/```json\n(.*?)```/gs)].map(([, text = ""]): unknown => JSON.parse(text));
const shell = z.tuple([z.literal("sh"), z.literal("-c"), z.string()]);

/** @see https://docs.aws.amazon.com/batch/latest/APIReference/API_RegisterJobDefinition.html */
const jobDefinition = z.strictObject({
  jobDefinitionName: z.string().regex(/^[\w-]{1,128}$/),
  type: z.literal("container"),
  platformCapabilities: z.tuple([z.literal("FARGATE")]),
  retryStrategy: z.strictObject({ attempts: z.int().min(1).max(10) }),
  timeout: z.strictObject({ attemptDurationSeconds: z.int().min(60) }),
  containerProperties: z.strictObject({
    image: z.string(),
    ...{
      jobRoleArn: z.string().startsWith("arn:aws:iam::"),
      executionRoleArn: z.string().startsWith("arn:aws:iam::"),
    },
    resourceRequirements: z.array(z.strictObject({ type: z.enum(["VCPU", "MEMORY"]), value: z.string() })),
    environment: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    command: shell,
  }),
});

const override = z.strictObject({
  Name: z.string(),
  Command: shell,
  Environment: z.array(z.strictObject({ Name: z.string(), "Value.$": z.string() })),
});
/** @see https://states-language.net/spec.html */
const state = z.looseObject({
  Type: z.enum(["Pass", "Map", "Task", "Succeed", "Fail"]),
  Next: z.string().optional(),
  End: z.literal(true).optional(),
  Catch: z.array(z.strictObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).default([]),
});
type State = z.infer<typeof state>;
const machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), state) });
const runTask = z.looseObject({
  Resource: z.literal("arn:aws:states:::ecs:runTask.sync"),
  Parameters: z.looseObject({
    LaunchType: z.literal("FARGATE"),
    Overrides: z.strictObject({ ContainerOverrides: z.tuple([override]) }),
  }),
});

/** The definition that has a member. */
const blockWith = (member: string): unknown =>
  BLOCKS.find((block) => typeof block === "object" && block !== null && member in block);

const batch = jobDefinition.parse(blockWith("jobDefinitionName"));
const steps = machine.parse(blockWith("StartAt"));
const stateNamed = ({ States }: z.infer<typeof machine>, name: string): State => {
  const found = States[name];
  if (found === undefined) throw new Error(`there is no state ${name}`);
  return found;
};
const mapped = z
  .looseObject({
    ItemProcessor: machine.extend({
      ProcessorConfig: z.strictObject({
        Mode: z.literal("DISTRIBUTED"),
        ExecutionType: z.literal("STANDARD"),
      }),
    }),
    ItemSelector: z.record(z.string(), z.string()),
  })
  .parse(stateNamed(steps, "Validate the parts"));
const taskOf = (from: z.infer<typeof machine>, name: string): z.infer<typeof override> =>
  runTask.parse(stateNamed(from, name)).Parameters.Overrides.ContainerOverrides[0];

const scratch = mkdtempSync(join(tmpdir(), "orgtrail-definitions-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

interface Ran {
  readonly code: number;
  /** The programs that were called, with their arguments. */
  readonly calls: readonly string[];
}

/** Runs a command of a definition, with programs that write down how they were called. @param exit what `npx orgtrail` ends with */
function ran(command: string, environment: Readonly<Record<string, string>>, exit = 0): Ran {
  const folder = mkdtempSync(join(scratch, "run-"));
  const log = join(folder, "calls");
  writeFileSync(log, "");
  for (const [program, code] of [
    ["npx", exit],
    ["aws", 0],
  ] as const) {
    const path = join(folder, "bin", program);
    mkdirSync(join(folder, "bin"), { recursive: true });
    writeFileSync(path, `#!/bin/sh\necho "${program} $*" >> "${log}"\nexit ${code}\n`);
    chmodSync(path, 0o755);
  }
  const env = { ...environment, PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter) };
  const calls = (): readonly string[] => readFileSync(log, "utf8").trim().split("\n");
  try {
    execFileSync("sh", ["-c", command], { cwd: folder, env });
    return { code: 0, calls: calls() };
  } catch (error) {
    return { code: (error as { status: number }).status, calls: calls() };
  }
}

const shards = (runs: readonly Ran[]): readonly (string | undefined)[] =>
  runs.map(({ calls }) => /--shard (\S+)/.exec(calls[0] ?? "")?.[1]);
const EIGHT = Array.from({ length: 8 }, (_, index) => index + 1);

describe("the array job on AWS Batch", () => {
  const { command, environment } = batch.containerProperties;
  const given = Object.fromEntries(environment.map(({ name, value }) => [name, value]));
  const part = (index: number, exit?: number): Ran =>
    ran(command[2], { ...given, AWS_BATCH_JOB_ARRAY_INDEX: String(index) }, exit);

  it("validates each part once, as many as it has jobs", () => {
    expect(shards(EIGHT.map((number) => part(number - 1)))).toEqual(EIGHT.map((number) => `${number}/8`));
    expect(DOCS).toContain(
      `--job-definition ${batch.jobDefinitionName} --array-properties size=${given["PARTS"] ?? ""}`,
    );
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
  ])(
    "where orgtrail ends with %i, the job ends with %i, and without a report it saves none",
    (exit, code) => {
      const { calls, code: ended } = part(4, exit);
      const saved = calls.filter((call) => call.startsWith("aws"));
      expect([ended, saved]).toEqual([
        code,
        code === 0 ? ["aws s3 cp part.json s3://acme-audit-reports/2026-11-28/part-5.json"] : [],
      ]);
    },
  );
});

describe("the Distributed Map of Step Functions", () => {
  it.each([
    ["all of it", steps],
    ["each part", mapped.ItemProcessor],
  ])("%s: every state is reached, and goes on to one that there is, or ends", (_, { StartAt, States }) => {
    const reached = new Set<string>();
    const open = [StartAt];
    for (const name of open) {
      if (reached.has(name)) continue;
      reached.add(name);
      const { Next, Catch, End, Type } = stateNamed({ StartAt, States }, name);
      expect([name, Next !== undefined || End === true || ["Succeed", "Fail"].includes(Type)]).toEqual([
        name,
        true,
      ]);
      open.push(...[Next ?? []].flat(), ...Catch.map((each) => each.Next));
    }
    expect([...reached].sort()).toEqual(Object.keys(States).sort());
  });

  it("gives each task what its command takes", () => {
    const part = taskOf(mapped.ItemProcessor, "Validate a part");
    for (const [{ Command, Environment }, given] of [
      [part, Object.keys(mapped.ItemSelector)],
      [taskOf(steps, "Merge the reports"), ["reports.$"]],
    ] as const) {
      const used = [...Command[2].matchAll(/\$([A-Z]+)/g)].map(([, name]) => name);
      expect(Environment.map(({ Name }) => Name)).toEqual([...new Set(used)]);
      for (const each of Environment) expect(given).toContain(`${each["Value.$"].replace("$.", "")}.$`);
    }
  });

  it("validates a part, saves its report, and merges all", () => {
    const part = taskOf(mapped.ItemProcessor, "Validate a part").Command[2];
    const given = { PART: "3/8", REPORT: "s3://acme-audit-reports/2026-11-28/part-3.json" };
    expect(ran(part, given, 1)).toEqual({
      code: 0,
      calls: ["npx orgtrail logs validate --shard 3/8 --json", `aws s3 cp part.json ${given.REPORT}`],
    });
    expect(ran(part, given, 2).code).toBe(1);
    const merge = taskOf(steps, "Merge the reports").Command[2];
    const merged = ran(merge, { REPORTS: "s3://acme-audit-reports/2026-11-28" }, 1);
    expect(merged).toEqual({
      code: 1,
      calls: [
        "aws s3 cp --recursive s3://acme-audit-reports/2026-11-28 parts",
        "npx orgtrail logs merge parts/part-*.json",
      ],
    });
  });
});
