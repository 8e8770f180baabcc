import { isJsonList } from "../../../modules/facts";
import { isPolicyDocument } from "../policy-difference";
import type { JsonValue } from "../change";
import type { PlannedStack, ReportedAttribute, ReportedResource, ReportedStatement } from "./plan-report";

/** One line of what changes, for any kind of report. */
export interface ChangeLine {
  /** What becomes of it: `+` comes, `-` goes, `~` changes. */
  readonly sign: "+" | "-" | "~" | " ";
  readonly depth: number;
  readonly text: string;
}

const SIGNS: Readonly<Record<ReportedResource["action"], ChangeLine["sign"]>> = {
  create: "+",
  update: "~",
  replace: "~",
  destroy: "-",
  forget: "-",
};

const VERBS: Readonly<Record<ReportedResource["action"], string>> = {
  create: "create",
  update: "change",
  replace: "replace",
  destroy: "destroy",
  forget: "forget (it stays in AWS)",
};

/** What happens to a resource, as lines. */
export function changeLines(resource: ReportedResource): readonly ChangeLine[] {
  const { address, action, createsFirst, attributes } = resource;
  const order = action === "replace" ? ` (${createsFirst === true ? "made" : "destroyed"} first)` : "";
  const head = { sign: SIGNS[action], depth: 0, text: `${VERBS[action]} ${address}${order}` };
  return [head, ...attributes.flatMap(attributeLines)];
}

/** What was done to a resource in AWS, as lines. */
export function driftLines(resource: ReportedResource): readonly ChangeLine[] {
  const { address, action, attributes } = resource;
  const head =
    action === "destroy"
      ? { sign: "-" as const, depth: 0, text: `${address} is gone from AWS` }
      : { sign: "~" as const, depth: 0, text: `${address} was changed in AWS` };
  return [head, ...attributes.flatMap(attributeLines)];
}

/** What becomes of resources in the state alone, as lines. */
export function stateLines({
  moves,
  imports,
}: Pick<PlannedStack, "moves" | "imports">): readonly ChangeLine[] {
  return [
    ...moves.map(({ from, address }) => ({
      sign: "~" as const,
      depth: 0,
      text: `move ${from} to ${address}`,
    })),
    ...imports.map(({ address, id }) => ({
      ...{ sign: "+" as const, depth: 0 },
      text: `import ${address} (it is in AWS: ${id})`,
    })),
  ];
}

/** What becomes of the outputs that other stacks read, as lines. */
export function outputLines({ outputs }: Pick<PlannedStack, "outputs">): readonly ChangeLine[] {
  return outputs.flatMap(({ name, before, after }) =>
    valueLines(`output ${name}`, before, after, "").map((line) => ({ ...line, depth: line.depth - 1 })),
  );
}

function attributeLines({
  path,
  before,
  after,
  replaces,
  statements,
}: ReportedAttribute): readonly ChangeLine[] {
  const forced = replaces ? "  # forces replacement" : "";
  if (statements === undefined) return valueLines(path, before, after, forced);
  const sign = before === undefined ? "+" : after === undefined ? "-" : "~";
  return [{ sign, depth: 1, text: `${path}:${forced}` }, ...statements.flatMap(statementLines)];
}

function valueLines(
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  forced: string,
): readonly ChangeLine[] {
  if (before === undefined) return [{ sign: "+", depth: 1, text: `${path} = ${valueText(after)}${forced}` }];
  if (after === undefined) return [{ sign: "-", depth: 1, text: `${path} = ${valueText(before)}${forced}` }];
  if (isJsonList(before) && isJsonList(after))
    return listLines(path, before.map(wholeText), after.map(wholeText), forced);
  const start = differenceStart(wholeText(before), wholeText(after));
  return [
    { sign: "-", depth: 1, text: `${path} = ${valueText(before, start)}${forced}` },
    { sign: "+", depth: 1, text: `${path} = ${valueText(after, start)}${forced}` },
  ];
}

function listLines(
  path: string,
  before: readonly string[],
  after: readonly string[],
  forced: string,
): readonly ChangeLine[] {
  const [gone, come] = [
    before.filter((text) => !after.includes(text)),
    after.filter((text) => !before.includes(text)),
  ];
  const note = gone.length + come.length === 0 ? " in another order, or another number of times" : "";
  return [
    { sign: "~", depth: 1, text: `${path}:${note}${forced}` },
    ...gone.map((text): ChangeLine => ({ sign: "-", depth: 2, text })),
    ...come.map((text): ChangeLine => ({ sign: "+", depth: 2, text })),
  ];
}

function statementLines({ statement, change, effect, parts }: ReportedStatement): readonly ChangeLine[] {
  const sign = change === "added" ? "+" : change === "removed" ? "-" : "~";
  return [
    { sign, depth: 2, text: `${effect} ${statement}`.trim() },
    ...parts.flatMap(({ part, added, removed }) => [
      ...removed.map((text): ChangeLine => ({ sign: "-", depth: 3, text: `${part}: ${text}` })),
      ...added.map((text): ChangeLine => ({ sign: "+", depth: 3, text: `${part}: ${text}` })),
    ]),
  ];
}

/** The longest value that is shown whole. JSON has it all. */
const LONGEST = 400;

/** What is shown of what is the same before it differs. */
const LEAD = 40;

/** Where to begin with two values so that their difference is shown, be they long. */
function differenceStart(before: string, after: string): number {
  if (Math.max(before.length, after.length) <= LONGEST) return 0;
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  return same < LONGEST - LEAD ? 0 : same - LEAD;
}

/** A value in one line, from its start or later. */
function valueText(value: JsonValue | undefined, start = 0): string {
  const text = wholeText(value);
  const shown = `${start > 0 ? "… " : ""}${text.slice(start, start + LONGEST)}`;
  const more = text.length - start - LONGEST;
  return more <= 0 ? shown : `${shown}… (${more} more characters)`;
}

function wholeText(value: JsonValue | undefined): string {
  return isPolicyDocument(value) ? "a policy" : JSON.stringify(value ?? null);
}
