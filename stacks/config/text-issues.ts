import type * as z from "zod";
import { unprintableIn, type Problem } from "../../modules/validation";

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** Keys whose values people write for people, in one line or in several. */
const SENTENCES: readonly unknown[] = ["firstStep", "reason"];

/**
 * Every text and key of a file that is more than text to what reads it later: a template of Terraform, a mark that CDKTF
 * puts something in place of, or characters that command a terminal. All that a configuration says comes by here, so
 * that no stack and no module has to think of it: what they put together from its texts is text.
 */
export function textIssues(data: unknown, path: Path = []): readonly Issue[] {
  if (typeof data === "string") return issuesOf(data, path, false);
  if (typeof data !== "object" || data === null) return [];
  if (Array.isArray(data)) return data.flatMap((item, index) => textIssues(item, [...path, index]));
  return Object.entries(data).flatMap(([key, value]) => {
    const inner = [...path, key];
    return [...issuesOf(key, inner, true), ...textIssues(value, inner)];
  });
}

/** The issues of a schema that are about nothing that is refused already, nor about what stands in it. */
export function issuesBeside(texts: readonly Issue[], issues: readonly Issue[]): readonly Issue[] {
  const refused = new Set(texts.map(({ path }) => JSON.stringify(path)));
  const isRefused = (path: readonly PropertyKey[]): boolean =>
    path.some((_, index) => refused.has(JSON.stringify(path.slice(0, index + 1))));
  return issues
    .map((issue) =>
      issue.code === "unrecognized_keys"
        ? { ...issue, keys: issue.keys.filter((key) => !isRefused([...issue.path, key])) }
        : issue,
    )
    .filter((issue) => (issue.code === "unrecognized_keys" ? issue.keys.length > 0 : !isRefused(issue.path)));
}

function issuesOf(text: string, path: Path, ofKey: boolean): readonly Issue[] {
  const problem = problemOf(text, !ofKey && SENTENCES.includes(path.at(-1)));
  if (problem === undefined) return [];
  return [{ code: "custom", path: [...path], message: problem.what, params: { problem, ofKey } }];
}

function problemOf(text: string, isSentence: boolean): Problem | undefined {
  const sign = /([$%])\{/.exec(text)?.[1];
  if (sign !== undefined) {
    return {
      what: `has "${sign}{", with which a template of Terraform begins`,
      received: text,
      allowed: "text",
      remedy: `leave out the brace, or the ${sign}`,
    };
  }
  if (isMarkOfCdktf(text)) {
    return { what: "has a mark that CDKTF keeps for itself", received: text, remedy: "leave it out" };
  }
  const character = unprintableIn(isSentence ? text.replaceAll(/[\n\t]/g, " ") : text);
  if (character === undefined) return undefined;
  const what =
    character === "U+000A" ? "has a line end" : `has a character that cannot be seen, ${character}`;
  const remedy = character === "U+000A" ? "write it in one line" : "leave it out";
  return { what, received: text, allowed: "text", remedy };
}

const TOKEN = "{TfToken[";
const MAP_TOKENS: readonly string[] = ["String Map Token Value", "Any Map Token Value"];
const NUMBER = /[-\d.+]+(?:e[-\d.eE+]+)?/g;
/** The first 16 bits of a number that stands for a token of a number, and for one of a list of numbers. */
const NUMBER_TOKENS: readonly number[] = [0xfdff, 0xfbff];

/**
 * Whether CDKTF takes the text, or a part of it, for the mark of a token: `#{TfToken[…]}`, or a number of about -8.2 × 10^298
 * or -1.9 × 10^289. Any other number is text, such as the one in the organization id o-1e300abcde.
 * @see https://github.com/hashicorp/terraform-cdk/blob/main/packages/cdktf/lib/tokens/private/encoding.ts
 */
function isMarkOfCdktf(text: string): boolean {
  return (
    text.includes(TOKEN) ||
    MAP_TOKENS.includes(text) ||
    (text.match(NUMBER) ?? []).some((number) => NUMBER_TOKENS.includes(firstBits(Number.parseFloat(number))))
  );
}

function firstBits(number: number): number {
  return new DataView(new Float64Array([number]).buffer).getUint16(6, true);
}
