import { join } from "node:path";
import { loadConfiguration } from "../../stacks/config";
import { code, markdownRows, prose } from "../terminal";
import { accessTablesOf, alike, BY_WHICH_LOGS_GO, type AccessRow, type AccessTable } from "./access";

const REFERENCE = join(__dirname, "..", "..", "config");

/** Who can do what in the reference organization, in Markdown: for a page. Of tables that say the same, the first suffices. */
export function accessTables(): string {
  return markdownTables(accessTablesOf(loadConfiguration(REFERENCE)));
}

/** Who can delete log files there, at once or after what stands against it is gone. */
export function deletionTables(): string {
  return markdownTables(
    accessTablesOf(loadConfiguration(REFERENCE)).flatMap(({ of, doings }) => {
      const told = doings.filter(({ title }) => BY_WHICH_LOGS_GO.includes(title));
      return told.length === 0 ? [] : [{ of, doings: told }];
    }),
  );
}

function markdownTables(tables: readonly AccessTable[]): string {
  return alike(tables, ({ doings }) => doings)
    .map(([first, ...others]) => markdownOf(first, others))
    .join("\n\n");
}

function markdownOf({ of, doings }: AccessTable, others: readonly AccessTable[]): string {
  const title = `${of.charAt(0).toUpperCase()}${of.slice(1)}`;
  const same = others.length === 0 ? [] : [`The same holds of: ${others.map((each) => each.of).join(", ")}.`];
  const rows = alike(doings, ({ by, open }) => [by, open]).flatMap((same) => {
    const [{ by, open }] = same;
    const cells = [
      ...by.map((access) => [whoText(access), whenText(access)]),
      ...open.map((reason) => ["others, perhaps", `AWS leaves open ${prose(reason)}`]),
    ];
    const titles = same.map((each) => each.title).join("; ");
    return (cells.length === 0 ? [["nobody", ""]] : cells).map((each, index) => [
      index === 0 ? titles.charAt(0).toUpperCase() + titles.slice(1) : "",
      ...each,
    ]);
  });
  return [`### ${title}`, ...same, markdownRows(["Who can …", "Nobody but", "When"], rows)].join("\n\n");
}

/** `roles and users of the bucket's account: s3:PutBucketPolicy`. */
function whoText({ who, actions }: AccessRow): string {
  const texts = alike(who, ({ of }) => of).map((classes) => {
    const [{ of }] = classes;
    const kinds = new Intl.ListFormat("en-GB").format(classes.map(({ kind }) => kind));
    return of === undefined ? kinds : `${kinds} of ${of}`;
  });
  const some = actions.length === 0 ? "" : `: ${actions.map(code).join(", ")}`;
  return `**${texts.join("; ")}**${some}`;
}

function whenText({ when, suffices }: AccessRow): string {
  const told = when.map(code).join(" and ");
  if (suffices) return when.length === 0 ? "always" : told;
  return when.length === 0 ? "in some cases" : `${told}, in some cases`;
}
