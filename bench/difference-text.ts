import type { Difference } from "./equality";

const SHOWN = 5;
const CONTEXT = 60;
const EXCERPT = 200;

/**
 * The differences as a person wants them: what differs itself, and not all that refers to it; each against what is most
 * like it in the other program, from the first letter that differs.
 */
export function differenceTexts(differences: readonly Difference[]): readonly string[] {
  const causes = differences.filter((difference) =>
    counterparts(differences, difference).every(({ line }) => line.text !== difference.line.text),
  );
  const shown = (causes.length > 0 ? causes : differences).slice(0, SHOWN);
  const more = differences.length - shown.length;
  return [
    ...shown.map((difference) => differenceText(difference, counterparts(differences, difference))),
    ...(more > 0 ? [`and ${more} more, of which most refer to these`] : []),
  ];
}

/** What the other program has in the same stack, of the same kind, without being the same. */
function counterparts(
  differences: readonly Difference[],
  { stack, onlyIn, line }: Difference,
): readonly Difference[] {
  return differences.filter(
    (other) => other.stack === stack && other.onlyIn !== onlyIn && other.line.kind === line.kind,
  );
}

function differenceText({ stack, onlyIn, line }: Difference, others: readonly Difference[]): string {
  const place = `${stack}: ${line.kind} only in ${onlyIn}`;
  const start = Math.max(0, ...others.map((other) => commonLength(line.text, other.line.text)));
  if (start === 0) return `${place}: ${line.text.slice(0, EXCERPT)}`;
  const before = line.text.slice(Math.max(0, start - CONTEXT), start);
  return `${place}: …${before} >>> ${line.text.slice(start, start + EXCERPT)}`;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
