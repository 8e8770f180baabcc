import { oneLine } from "./printable";

/**
 * Texts for GitHub's and GitLab's Markdown. Values may be anybody's: a bucket or a description must not break out of its
 * place, make a link, or call people by `@name`.
 */

/** What GitHub would make a link or a notification of, wherever it stands in prose: parted by a space of no width. */
const CALLS = /([@#])(?=\w)|(\bGH-)(?=\d)/gi;
const NO_WIDTH = "\u200b";

/** What Markdown, HTML, or GitHub's addresses, emoji and formulas may begin or end with. */
const MARKS = /[\\`*_{}[\]<>&#|~!$^@:.]/g;

/** One line of prose in which nothing is Markdown. It does not begin a line. */
export function prose(text: string): string {
  const quiet = oneLine(text).replace(CALLS, `$&${NO_WIDTH}`);
  return quiet.replace(MARKS, (mark) => ("<>&".includes(mark) ? entity(mark) : `\\${mark}`));
}

/** One line of code, in prose and in cells of tables. */
export function code(text: string): string {
  const line = oneLine(text).replaceAll("|", "\\|");
  const fence = "`".repeat(longestRun(line) + 1);
  // A space parts backticks at either end from the fence; GitHub takes it away again.
  const padding = /^`|`$|^ .* $|^$/.test(line) ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** Text in an HTML element that Markdown leaves alone, such as `<summary>`. */
export function html(text: string): string {
  return oneLine(text)
    .replace(CALLS, `$&${NO_WIDTH}`)
    .replace(/[&<>"']/g, entity);
}

/**
 * Lines as a block of code. GitLab obeys a line of a note that begins with `/merge`, and knows blocks of code less well than Markdown
 * does: a line in one may end it for GitLab. So none begins so.
 * @param language what colours it
 * @see https://docs.gitlab.com/user/project/quick_actions/
 */
export function block(lines: readonly string[], language: string): string {
  const texts = lines.map((line) => oneLine(line).replace(/^(?=\/)/, NO_WIDTH));
  const fence = "`".repeat(Math.max(3, longestRun(texts.join("\n")) + 1));
  return [`${fence}${language}`, ...texts, fence].join("\n");
}

/** The lines of a table whose cells are Markdown. @param aligns how each column is aligned, as in `:-:` @default - to the left */
export function markdownRows(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  aligns: readonly string[] = head.map(() => "---"),
): string {
  return [head, aligns, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

function entity(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}
