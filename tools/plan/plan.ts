import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { makeFolder, readText, scratchFolder, writeWhole } from "../files";
import { blueprintOf, stacksOf } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";
import type { SynthesizedStack } from "../synthesis";
import {
  inParallel,
  findTerraform,
  jsonIn,
  MOST_LEVELS,
  providerMirror,
  terraformEnvironment,
  writeCliConfiguration,
  type Processes,
  type Terraform,
} from "../terraform";
import type { AskedStack, StackPlan } from "./change";
import {
  overridesOf,
  reportedResource,
  planReportOf,
  type PlanReport,
  type StackPlace,
  type StackReport,
} from "./report";
import { PlanError } from "./running/plan-error";
import { synthesizeToPlan, type Access } from "./running/synthesis";
import {
  PLAN_FILE,
  STACK_FILE,
  terraformPlan,
  type TerraformStep,
  type TerraformOutcome,
} from "./running/terraform-run";
import { judge, unusedAcceptances, verdictOf, type Finding } from "./verdict";

/** What is planned, and with what means. */
export interface PlanOptions {
  readonly configuration: Configuration;
  /** The folder that the configuration was read from, as an absolute path. */
  readonly config: string;
  /** The folder with cdktf.json. */
  readonly project: string;
  /** @default - all */
  readonly stacks?: readonly string[];
  /** Stacks that the base had and nothing makes any more: they are told of. @default - none */
  readonly removed?: PlanReport["removed"];
  /** Whose role the providers assume. */
  readonly access: Access;
  /** Whether what was changed in AWS since the last apply is told and judged. */
  readonly drift: boolean;
  /** The folder that keeps what was planned, a folder a stack. @default - nothing is kept */
  readonly out?: string;
  /** How many stacks are planned at once. */
  readonly parallel: number;
  /** The day on which is judged, in UTC, as YYYY-MM-DD. */
  readonly today: string;
  readonly processes: Processes;
  readonly env: NodeJS.ProcessEnv;
  /** Hears of each step. */
  readonly progress: (line: string) => void;
}

/** What all stacks share while they are planned. */
interface Workshop {
  readonly options: PlanOptions;
  readonly terraform: Terraform;
  /** Holds what goes when all is done. */
  readonly scratch: string;
  readonly cliConfiguration: string;
  /** What the configuration alone makes, by stack: synthesized once. */
  readonly asked: () => Promise<ReadonlyMap<string, AskedStack>>;
}

/** The files that `--out` keeps of a stack, besides its Terraform JSON. */
const REPORT_FILE = "report.json";
const LOCK_FILE = ".terraform.lock.hcl";

/**
 * Plans stacks with Terraform, and judges what they would do. A stack that cannot be planned is told of, and the others go
 * on.
 * @throws MissingProgramError when there is no Terraform, or no provider
 * @throws PlanError when the stacks cannot be synthesized
 */
export async function plan(options: PlanOptions): Promise<PlanReport> {
  const { configuration, drift, removed = [], processes, env, parallel, progress } = options;
  const nothing = { drift, stacks: [], removed, unplanned: [], unusedAcceptances: [] };
  if (options.stacks?.length === 0) return planReportOf(nothing);
  const terraform = await findTerraform(processes, env);
  const scratch = scratchFolder("plan");
  try {
    progress("synthesizing");
    const places = placesIn(configuration);
    const made = await synthesizeToPlan({ ...options, outdir: join(scratch, "synthesized") });
    // Code of the repository says neither where a stack is, nor that there is none.
    const stacks = made.map((stack) => ({ ...stack, ...places.get(stack.stack) }));
    const names = new Set(stacks.map(({ stack }) => stack));
    const wanted = [...places.values()].filter(({ stack }) => options.stacks?.includes(stack) !== false);
    const unplanned = wanted.filter(({ stack }) => !names.has(stack));
    const asked = once(async () => {
      const { askedOf } = await import("./running/asked.js");
      return askedOf(configuration, [...names], join(scratch, "asked"), options.access);
    });
    const mirror = await providerMirror(providerOf(configuration), {
      ...{ processes, terraform, progress, env },
      cacheFolder: join(options.project, "node_modules", ".cache", "orgtrail"),
    });
    const cliConfiguration = writeCliConfiguration(scratch, mirror);
    const workshop: Workshop = { options, terraform, scratch, cliConfiguration, asked };
    const planned = await inParallel(stacks, parallel, (stack) => planStack(stack, workshop));
    const unusedAcceptances = unused(configuration, planned);
    return planReportOf({ ...nothing, stacks: planned, unplanned, unusedAcceptances });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Where each stack of the configuration is, by name. */
function placesIn(configuration: Configuration): ReadonlyMap<string, StackPlace> {
  return new Map(
    stacksOf(blueprintOf(configuration)).map(({ name, account, region }) => [
      name,
      { stack: name, account: { name: account.name, id: account.id }, region },
    ]),
  );
}

function providerOf({ terraform: { awsProvider } }: Configuration): {
  readonly source: string;
  readonly version: string;
} {
  return { source: "hashicorp/aws", version: `>= ${awsProvider.atLeast}, < ${awsProvider.below}` };
}

async function planStack(stack: SynthesizedStack, workshop: Workshop): Promise<StackReport> {
  const { options, terraform, scratch, cliConfiguration } = workshop;
  const { out, processes, env, progress } = options;
  const start = performance.now();
  const folder = join(out ?? join(scratch, "stacks"), stack.stack);
  prepare(folder, stack);
  const outcome = await terraformPlan({
    ...{ stack, folder, terraform, processes },
    env: terraformEnvironment(env, {
      TF_CLI_CONFIG_FILE: cliConfiguration,
      // What `terraform init` writes there is this machine's alone, and not kept.
      TF_DATA_DIR: join(scratch, "data", stack.stack),
    }),
    asked: async () => (await workshop.asked()).get(stack.stack),
    onStep: (step) => {
      progress(`${stack.stack}: ${STEPS[step]}`);
    },
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  const report = stackReport(stack, outcome, seconds, options);
  progress(`${stack.stack}: ${report.verdict}, after ${seconds} s`);
  if (out !== undefined) {
    const others = { removed: [], unplanned: [], unusedAcceptances: [] };
    const alone = planReportOf({ drift: options.drift, stacks: [report], ...others });
    writeWhole(join(folder, REPORT_FILE), `${JSON.stringify(alone, null, 2)}\n`);
  }
  return report;
}

const STEPS: Readonly<Record<TerraformStep, string>> = {
  init: "terraform init",
  plan: "terraform plan",
  show: "reading the plan",
};

/** Makes the stack's folder. What an earlier run, or the repository's own code, left there must not be taken for this run's. */
function prepare(folder: string, stack: SynthesizedStack): void {
  makeFolder(folder);
  cpSync(stack.folder, folder, { recursive: true });
  for (const file of [PLAN_FILE, REPORT_FILE, LOCK_FILE]) rmSync(join(folder, file), { force: true });
  const terraform = jsonIn(readText(join(folder, STACK_FILE)));
  // Terraform takes a key that stands twice for two blocks, and a parser of JSON the last of them: it is to read what is judged.
  if (terraform === undefined) {
    throw new PlanError(
      `the ${STACK_FILE} of ${stack.stack} is no JSON, or has more than ${MOST_LEVELS} levels`,
    );
  }
  writeWhole(join(folder, STACK_FILE), `${JSON.stringify(terraform, null, 2)}\n`);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}

function stackReport(
  { stack, account, region }: SynthesizedStack,
  outcome: TerraformOutcome,
  seconds: number,
  { configuration, drift: withDrift, today }: PlanOptions,
): StackReport {
  const place = { stack, account, region, seconds };
  if (outcome.outcome === "failed") return { ...place, ...outcome, verdict: "error" };
  const { changes, planned, moves, imports, outputs, drift: found, asides } = outcome.plan;
  const { asked, fingerprint, refused } = outcome;
  // What the state has, and Terraform does not find where it looks now, is made anew: that is the plan's own doing.
  const made = new Set(changes.flatMap(({ action, address }) => (action === "create" ? [address] : [])));
  const lost = found.filter(({ action, address }) => action === "destroy" && made.has(address));
  const drift = withDrift ? found : lost;
  const judged: StackPlan = {
    ...{ stack, account, region, changes, drift, imports, planned, asides },
    asked,
  };
  const findings = judge(judged, configuration, today);
  return {
    ...place,
    outcome: "planned",
    verdict: refused === undefined ? verdictOf(findings) : "blocked",
    fingerprint,
    findings,
    overrides: overridesOf(findings, today),
    changes: changes.map(reportedResource),
    drift: drift.map(reportedResource),
    ...{ moves, imports, outputs },
    ...(refused !== undefined && { refused }),
  };
}

function unused(
  { acceptedChanges }: Configuration,
  stacks: readonly StackReport[],
): PlanReport["unusedAcceptances"] {
  const planned = stacks.filter((stack) => stack.outcome === "planned");
  const findings: readonly Finding[] = planned.flatMap((stack) => stack.findings);
  const names = planned.map(({ stack }) => stack);
  return unusedAcceptances(acceptedChanges, findings, names).map(({ rule, stack, until }) => ({
    rule,
    stack,
    until,
  }));
}
