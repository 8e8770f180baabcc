import { resolve } from "node:path";
import { loadConfiguration } from "../../../stacks/config";
import { affectedStacks, readAffectedReport, type AffectedStack } from "../../affected";
import { readText } from "../../files";
import { projectFolder } from "../../project";
import type { Processes } from "../../terraform";
import { plan, type PlanOptions } from "../plan";
import { mergedReport, parseReport, type Expected, type PlanReport } from "../report";
import { PlanError } from "../running/plan-error";
import { readsReports, type Flags } from "./flags";

/**
 * The report that is asked for: of what is planned now, or of reports that are there.
 * @param progress hears of what takes long
 * @throws PlanError, AffectedError, MissingProgramError, ReportFormatError or ConfigurationError, with what to do
 */
export async function askedReport(
  stacks: readonly string[],
  flags: Flags,
  processes: Processes,
  progress: (line: string) => void,
): Promise<PlanReport> {
  return readsReports(flags) ? merged(flags) : planned(stacks, flags, processes, progress);
}

async function planned(
  stacks: readonly string[],
  flags: Flags,
  processes: Processes,
  progress: (line: string) => void,
): Promise<PlanReport> {
  const cwd = process.cwd();
  const project = projectFolder(cwd);
  if (project === undefined) {
    throw new PlanError(
      `there is no cdktf.json in ${cwd}, nor above it: run in the folder of your stacks, where it names the app that synthesizes them`,
    );
  }
  const config = resolve(flags.config);
  const tools = { processes, env: process.env, progress };
  const { drift, access, parallel, out } = flags;
  const options: PlanOptions = {
    ...{ configuration: loadConfiguration(flags.config), config, project, drift, access, parallel },
    ...(stacks.length > 0 && { stacks }),
    ...(out !== undefined && { out: resolve(out) }),
    today: new Date().toISOString().slice(0, "YYYY-MM-DD".length),
    ...tools,
  };
  if (flags.base === undefined) return plan(options);
  const affected = await affectedStacks({ base: flags.base, config: flags.config, cwd, ...tools });
  const expected = expectedOf(affected.stacks);
  return plan({
    ...options,
    stacks: expected.planned.map(({ stack }) => stack),
    removed: expected.removed,
  });
}

function merged({ from = [], expect }: Flags): PlanReport {
  const reports = from.map((file) => parseReport(file, readText(file)));
  if (expect === undefined) return mergedReport(reports);
  return mergedReport(reports, expectedOf(readAffectedReport(expect, readText(expect))));
}

function expectedOf(stacks: readonly AffectedStack[]): Expected {
  const places = (removed: boolean): Expected["planned"] =>
    stacks
      .filter(({ change }) => (change === "removed") === removed)
      .map(({ stack, account, accountId, region }) => ({
        ...{ stack, account: { name: account, id: accountId }, region },
      }));
  return { planned: places(false), removed: places(true) };
}
