import { rmSync } from "node:fs";
import { join } from "node:path";
import { amount, didYouMean } from "../../modules/kernel";
import { ValidationError } from "../../modules/validation";
import { buildApp, stackNames } from "../../stacks/app";
import {
  ACCESS_MODES,
  ConfigurationError,
  faultText,
  loadConfiguration,
  configPathText,
  type AccessMode,
} from "../../stacks/config";
import { folderEntries, writtenWhole } from "../files";
import {
  configFolder,
  linesOf,
  print,
  printError,
  printJson,
  printRefusal,
  table,
  type Line,
} from "../terminal";
import {
  addBestPractices,
  BestPracticesError,
  type BestPracticeFinding,
  bestPracticeCounts,
  deployCommand,
  FINDINGS_HEAD,
  findingsRows,
  REASONS_HEAD,
  reasonRows,
  SUMMARY_HEAD,
  summaryOf,
  summaryRow,
  validationFaults,
  warningOf,
  warningsOf,
} from "./summary";
import { type Customization, CustomizationError, loadCustomization } from "./customization";
import { customizationWarnings, customizedStacks, customizedText, partsIn } from "./customized";
import { withoutTokenTraces } from "./token-traces";

/** What a person got wrong on the command line. */
class UsageError extends Error {}

/** How stacks are synthesized, and what is printed of it. */
export interface SynthesisFlags {
  readonly json: boolean;
  /** Whether a person reads the output. cdktf runs the app without, and prints for itself. */
  readonly summary: boolean;
  readonly bestPractices: boolean;
}

function bestPracticesAreOff(): boolean {
  const value = process.env["ORGTRAIL_BEST_PRACTICES"] ?? "on";
  if (value !== "on" && value !== "off") {
    throw new UsageError(`ORGTRAIL_BEST_PRACTICES is ${JSON.stringify(value)}; allowed: on, off`);
  }
  return value === "off";
}

function accessMode(): AccessMode {
  const value = process.env["ORGTRAIL_ACCESS"] ?? "deploy";
  const mode = ACCESS_MODES.find((known) => known === value);
  if (mode === undefined) {
    throw new UsageError(`ORGTRAIL_ACCESS is ${JSON.stringify(value)}; allowed: ${ACCESS_MODES.join(", ")}`);
  }
  return mode;
}

function wantedStacks(named: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const otherwise = `there are ${known.join(", ")}`;
    const lines = unknown.map((name) => `there is no stack ${name}; ${didYouMean(name, known, otherwise)}`);
    throw new UsageError(lines.join("\n"));
  }
  return named.length > 0 ? named : known;
}

/**
 * Folders of stacks that are gone would look as if they were still to be deployed. Where cdktf runs this, it removes them, and
 * fails where they are removed already.
 */
function removeOtherStacks(outdir: string, stacks: readonly string[]): void {
  if (process.env["CDKTF_CONTEXT_JSON"] !== undefined) return;
  const folder = join(outdir, "stacks");
  for (const { name } of folderEntries(folder)) {
    if (!stacks.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}

function synthesize(named: readonly string[], { json, summary, bestPractices }: SynthesisFlags): void {
  const gated = bestPractices && !bestPracticesAreOff();
  const configuration = loadConfiguration(configFolder());
  const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
  const access = accessMode();
  const known = stackNames(configuration);
  const only = wantedStacks(named, known);
  const customization = loadCustomization(process.cwd());
  const wholeOrganization = known.every((name) => only.includes(name));
  const { app, stacks, gate, customized } = writtenWhole(outdir, (unfinished) =>
    withoutTokenTraces(() => {
      const write = (customize: Customization | undefined, isJudged: boolean) => {
        const built = buildApp(configuration, { outdir: unfinished, only, access });
        if (customize !== undefined) built.stacks.forEach(customize);
        const faults = validationFaults(built.app);
        if (faults.length > 0) throw new UsageError(faults.join("\n"));
        const gate = isJudged ? addBestPractices(built, wholeOrganization) : undefined;
        built.app.synth();
        return { ...built, gate };
      };
      if (customization === undefined) return { ...write(undefined, gated), customized: [] };
      // Written to be compared with, and deployed by nobody.
      write(undefined, false);
      const before = partsIn(unfinished);
      return { ...write(customization, gated), customized: customizedStacks(before, partsIn(unfinished)) };
    }),
  );
  removeOtherStacks(outdir, only);
  const warnings = [
    ...configuration.warnings.map(warningOf),
    ...warningsOf(app),
    ...customized.flatMap(customizationWarnings),
  ];
  const summaries = stacks.map(summaryOf);
  if (json) {
    const practices = gate && bestPracticesJson(gate.findings);
    printJson({
      ...{ outdir, stacks: summaries, warnings },
      ...(customized.length > 0 && { customized }),
      ...(practices && { bestPractices: practices }),
    });
    return;
  }
  if (!summary) return;
  print([
    ...table(SUMMARY_HEAD, summaries.map(summaryRow), { right: [3], noun: "stack" }),
    "",
    ...(gate === undefined
      ? []
      : [
          ...table(FINDINGS_HEAD, findingsRows(gate.findings), { right: [0, 2, 3, 4] }),
          "",
          ...spaced(table(REASONS_HEAD, reasonRows(gate.findings), { right: [0], noun: "reason" })),
        ]),
    ...customized.map(customizedText),
    `Written to ${join(outdir, "stacks")}.`,
    `Deploy a stack with: ${deployCommand("<stack>")}`,
  ]);
  printError(warnings.map(({ path, message }) => `warning: ${path} ${message}`));
}

function spaced(lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [...lines, ""];
}

function bestPracticesJson(findings: readonly BestPracticeFinding[]): object {
  return { ...bestPracticeCounts(findings), findings };
}

type Expected = CustomizationError | ConfigurationError | ValidationError | BestPracticesError | UsageError;

/** What is wrong, for a person or a machine. */
function report(error: Expected, json: boolean): void {
  if (json && error instanceof ConfigurationError) {
    printJson({ faults: error.faults.map((fault) => ({ ...fault, path: configPathText(fault.path) })) });
    return;
  }
  if (json && error instanceof BestPracticesError) {
    printJson({ notCompliant: error.findings });
    return;
  }
  if (error instanceof BestPracticesError) {
    const count = amount(error.findings.length, "finding");
    printRefusal(`${count} against the best practices; nothing was written`, [
      ...linesOf(error.message),
      "",
      "Each rule: docs/best-practices.md",
    ]);
  } else if (error instanceof ConfigurationError) {
    const count = amount(error.faults.length, "fault");
    printRefusal(`${count} in the configuration; nothing was written`, error.faults.map(faultText));
  } else printRefusal("nothing was written", linesOf(error.message));
}

/**
 * Synthesizes the configuration that ORGTRAIL_CONFIG names, and says what was written or what is wrong.
 * @param stacks their names. Empty: all
 * @returns whether anything was written
 */
export function synthesizeConfiguration(stacks: readonly string[], flags: SynthesisFlags): boolean {
  try {
    synthesize(stacks, flags);
    return true;
  } catch (error) {
    if (!(
      error instanceof ConfigurationError ||
      error instanceof CustomizationError ||
      error instanceof ValidationError ||
      error instanceof BestPracticesError ||
      error instanceof UsageError
    )) {
      throw error;
    }
    report(error, flags.json);
    return false;
  }
}
