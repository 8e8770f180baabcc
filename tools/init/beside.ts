import { join } from "node:path";
import { isThere, readText } from "../files";
import type { RepositoryFile } from "./repository";

/**
 * The files as they can stand in a folder beside what is there, as in the clone of a new repository: its README.md stays, and
 * .gitignore gets the lines that it lacks.
 * @param guide what ours is called where README.md is there
 * @returns the files, and the places of those that nothing gives way to
 */
export function besideWhatIsThere(
  folder: string,
  files: readonly RepositoryFile[],
  guide: string,
): { readonly files: readonly RepositoryFile[]; readonly taken: readonly string[] } {
  const place = (path: string): string => join(folder, path);
  const placed = files.map((file) => {
    if (!isThere(place(file.path))) return file;
    if (file.path === "README.md") return { ...file, path: guide };
    return file.path === ".gitignore" ? withMissingLines(readText(place(file.path)), file) : file;
  });
  const taken = placed
    .filter(({ path }) => path !== ".gitignore")
    .map(({ path }) => place(path))
    .filter(isThere);
  return { files: placed, taken };
}

/** A file with all that it has, and those of our lines that it has not. */
function withMissingLines(before: string, { path, text }: RepositoryFile): RepositoryFile {
  const there = new Set(before.split(/\r?\n/).map((line) => line.trim()));
  const missing = text.split("\n").filter((line) => line !== "" && !there.has(line));
  const end = before === "" || before.endsWith("\n") ? "" : "\n";
  return { path, text: [before + end, ...missing.map((line) => `${line}\n`)].join("") };
}
