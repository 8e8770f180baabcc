import { markdownReport, parseReport, terminalReport } from "../../../tools/plan/report";
import { textOf } from "../../../tools/terminal";
import { finding, planned, report } from "./reports";

const told = report([
  planned("log-archive", {
    verdict: "blocked",
    findings: [
      finding({
        verdict: "blocked",
        tooFarAhead: { reason: "The board said so.", until: "2099-12-31", latest: "2026-06-29" },
      }),
    ],
  }),
]);

describe("a change that somebody accepts for too long", () => {
  const sentence = "Not accepted: until 2099-12-31 is too long; say 2026-06-29 or earlier.";

  it("is told in a terminal, with the day that may stand there", () => {
    expect(textOf(terminalReport(told))).toContain(`${sentence} The board said so.`);
  });

  it("is told in a comment", () => {
    expect(markdownReport(told)).toContain("until 2099-12-31 is too long; say 2026-06-29 or earlier");
  });

  it("is read back from the report of a job", () => {
    expect(parseReport("report.json", JSON.stringify(told))).toEqual(told);
  });
});
