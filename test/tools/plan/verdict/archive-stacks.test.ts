import { judge } from "../../../../tools/plan/verdict";
import { configurationOf } from "../../../support/configurations";
import { edited, MEMBERS, TEAM } from "../../../stacks/config/faults-of";
import { destroyed, planOf } from "./plans";

const BUCKET = "acme-cloudtrail-222222222222-team-payments";

/** What is said of the team's bucket that leaves a stack, where the team's file names this one. */
function saidOf(archiveStack: number, stack: string): readonly (readonly [string, string])[] {
  const configuration = configurationOf(
    edited("archive:\n", "archive:\n  stacks: 3\n", MEMBERS),
    `${TEAM}archiveStack: ${archiveStack}\n`,
  );
  const plan = planOf({ stack, changes: [destroyed("aws_s3_bucket", { bucket: BUCKET })] });
  return judge(plan, configuration, "2026-11-29").map(({ verdict, what }) => [verdict, what]);
}

describe("a bucket of a team that is in another stack of the log archive", () => {
  it.each([
    [2, "log-archive", "log-archive-2"],
    [1, "log-archive-3", "log-archive"],
  ])("is blocked where it is destroyed, and its state is to be moved: to %i", (to, from, stack) => {
    expect(saidOf(to, from)).toEqual([
      [
        "blocked",
        `bucket ${BUCKET} is destroyed: the configuration has it in ${stack}, and its state is moved there first (docs/archive-stacks.md)`,
      ],
    ]);
  });

  it("is only destroyed where the configuration has it in no other", () => {
    expect(saidOf(2, "log-archive-2")).toEqual([["blocked", `bucket ${BUCKET} is destroyed`]]);
  });
});
