import { shellWord, styled, table, type Line } from "../terminal";
import type { Prerequisite, Status } from "./findings";

/** Whether nothing is left to do about it. */
export function isDone({ status }: Prerequisite): boolean {
  return status === "exists";
}

/** Everything that was asked for, account by account: what is left to do first, since a long table is cut. */
export function findingLines(findings: readonly Prerequisite[]): readonly Line[] {
  const rows = [...findings]
    .sort((one, other) => Number(isDone(one)) - Number(isDone(other)))
    .map(({ account, what, status, details }) => [
      `${account.name} ${account.id}`,
      what,
      status,
      details.join("; "),
    ]);
  return table(["Account", "What", "Is", "Details"], rows, { noun: "thing" });
}

/** How many are in each state, in one sentence. */
export function countLine(findings: readonly Prerequisite[]): Line {
  const counts = STATUSES.flatMap((status) => {
    const count = findings.filter((finding) => finding.status === status).length;
    return count === 0 ? [] : [`${count} ${WORDS[status]}`];
  });
  return [styled(counts.join(", "), findings.every(isDone) ? "green" : "yellow")];
}

const WORDS: Readonly<Record<Status, string>> = {
  exists: "as they should be",
  "not in state": "in no state of Terraform",
  missing: "missing",
  differs: "otherwise than they should be",
  unusable: "in the way",
};
const STATUSES = Object.keys(WORDS) as readonly Status[];

/** What to do about what is not as it should be: the command that mends it, or what a person does first. */
export function remedyLines(
  findings: readonly Prerequisite[],
  role: string,
  config: string,
): readonly Line[] {
  const has = (status: Status): boolean => findings.some((finding) => finding.status === status);
  const flags = [
    ...(config === "config" ? [] : [`--config ${shellWord(config)}`]),
    ...(role === DEFAULT_ROLE ? [] : [`--role ${role}`]),
  ];
  const command = (...more: readonly string[]): string =>
    ["  npx orgtrail bootstrap", ...flags, ...more].join(" ");
  if (has("unusable")) return ["First see to what is in the way. Nothing is made before."];
  return [
    ...(has("missing") || has("not in state")
      ? ["Make what is missing, and take over what is in no state:", command()]
      : []),
    ...(has("differs")
      ? [
          "Change what differs, too, once you have seen to it that nobody needs it as it is:",
          command("--update"),
        ]
      : []),
  ];
}

/** The role that AWS Organizations makes in accounts that it creates. */
export const DEFAULT_ROLE = "OrganizationAccountAccessRole";
