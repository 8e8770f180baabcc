import { writeWhole } from "../../files";
import { linesOf, print, printJson } from "../../terminal";
import { markdownReport, terminalReport, type PlanReport, type ReportVerdict } from "../report";
import type { Flags } from "./flags";

/** Exit codes, by verdict. */
const EXIT_CODES: Readonly<Record<ReportVerdict, number>> = { fine: 0, error: 1, review: 2, blocked: 3 };

/** Tells the report as it is asked for, and ends with the code of its verdict. */
export function writeReport(report: PlanReport, { json, markdown, marker }: Flags): void {
  process.exitCode = EXIT_CODES[report.verdict];
  const comment = markdown === undefined ? "" : markdownReport(report, { marker, ...runOf(process.env) });
  if (markdown !== undefined && markdown !== "-") {
    writeWhole(markdown, comment);
  }
  if (json) printJson(report);
  else print(markdown === "-" ? linesOf(comment) : terminalReport(report));
}

/** The run of GitHub Actions that this is, where it is one. */
function runOf(env: NodeJS.ProcessEnv): { readonly runUrl?: string } {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (server === undefined || repository === undefined || run === undefined) return {};
  return { runUrl: `${server}/${repository}/actions/runs/${run}` };
}
