import { amount } from "../../modules/kernel";
import { type Line, table } from "../terminal";
import { type Affected, SHORT } from "./affected";
import type { AffectedStack } from "./difference";
import * as z from "zod";
import { jsonIn } from "../terraform";
import { AffectedError } from "./affected-error";

const REPORT = z.object({
  stacks: z.array(
    z.object({
      stack: z.string(),
      account: z.string(),
      accountId: z.string(),
      region: z.string(),
      change: z.enum(["added", "changed", "removed"]),
    }),
  ),
});

/** The stacks in what `orgtrail affected --json` wrote. @throws AffectedError when the file is nothing of that kind */
export function readAffectedReport(file: string, text: string): readonly AffectedStack[] {
  const parsed = REPORT.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data.stacks;
  throw new AffectedError(`${file} is not what orgtrail affected --json wrote: name such a file`);
}

/** What GitHub's `strategy.matrix` takes, one entry a job. */
interface Matrix<T> {
  readonly include: readonly T[];
}

/** What `orgtrail affected --json` prints. All but `stacks` is about those that can be planned: all that are not removed. */
interface AffectedReport {
  readonly base: Affected["base"];
  readonly stacks: readonly AffectedStack[];
  /** A job for each stack. */
  readonly matrix: Matrix<AffectedStack>;
  /** A job for every twenty stacks, named with spaces between them: a matrix of GitHub's has at most 256 jobs. */
  readonly groups: Matrix<{ readonly stacks: string }>;
  /** A job for each stack with central logs of teams, but for the log-archive stack: they do not depend on each other. */
  readonly archives: Matrix<AffectedStack>;
  /** A job for each team's stack: they do not depend on each other. */
  readonly teams: Matrix<AffectedStack>;
  /** All stacks that are no team's, by name, in the order of deployment. */
  readonly shared: Readonly<Record<string, AffectedStack>>;
}

/** How many stacks one job plans, beside each other and with one download of the provider. */
const GROUP = 20;

const TEAM_STACK = "team-";

/** The stacks beside the log-archive stack, after which they come. */
const ARCHIVE_STACK = /^log-archive-\d+$/;

/** The stacks that can be planned: what makes a stack that is gone is gone too. */
export function plannable({ stacks }: Affected): readonly AffectedStack[] {
  return stacks.filter(({ change }) => change !== "removed");
}

/** The report for machines. */
export function affectedReport(affected: Affected): AffectedReport {
  const { base, stacks } = affected;
  const planned = plannable(affected);
  const shared = planned.filter(({ stack }) => !stack.startsWith(TEAM_STACK));
  return {
    base,
    stacks,
    matrix: { include: planned },
    groups: { include: groupsOf(planned.map(({ stack }) => stack)) },
    archives: { include: planned.filter(({ stack }) => ARCHIVE_STACK.test(stack)) },
    teams: { include: planned.filter(({ stack }) => stack.startsWith(TEAM_STACK)) },
    shared: Object.fromEntries(shared.map((stack) => [stack.stack, stack])),
  };
}

function groupsOf(names: readonly string[]): readonly { readonly stacks: string }[] {
  return Array.from({ length: Math.ceil(names.length / GROUP) }, (_, index) => ({
    stacks: names.slice(index * GROUP, (index + 1) * GROUP).join(" "),
  }));
}

/** The report for a terminal. */
export function affectedLines({ base, stacks, total }: Affected): readonly Line[] {
  const { ref, mergeBase, commit } = base;
  const from = `${mergeBase ? "the merge base with " : ""}${ref}, commit ${commit.slice(0, SHORT)}`;
  const all = amount(total, "stack");
  if (stacks.length === 0) return [`None of ${all} differs from ${from}.`];
  const there = stacks.filter(({ change }) => change !== "removed").length;
  const gone = stacks.length - there;
  return [
    there === 0
      ? `None of ${all} differs from ${from}; ${gone} removed:`
      : `${there} of ${all} ${there === 1 ? "differs" : "differ"} from ${from}${gone === 0 ? "" : `; ${gone} removed`}:`,
    "",
    ...table(
      ["Stack", "Account", "Region", "Change"],
      stacks.map(({ stack, account, accountId, region, change }) => [
        stack,
        `${account} ${accountId}`,
        region,
        change,
      ]),
    ),
    ...(gone === 0 ? [] : ["", ...REMOVED]),
  ];
}

const REMOVED = [
  "A removed stack is made by nothing here, so it cannot be planned, and what it deployed stays and goes on working.",
  'To take it down, check the base out and destroy it there: docs/deploy.md, "Take it down".',
];
