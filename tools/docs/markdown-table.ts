import { markdownRows } from "../terminal";

/** A table of cells that may have code between backticks. Bars are escaped, and angle brackets outside code, which would be HTML. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownRows(
    head,
    rows.map((row) => row.map(cellText)),
  );
}

function cellText(cell: string): string {
  return cell
    .replaceAll("|", "\\|")
    .replaceAll("\n", " ")
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "\\<") : part))
    .join("`");
}
