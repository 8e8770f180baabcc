/**
 * What errors of the file system mean, and what to do.
 * @see https://nodejs.org/docs/latest-v20.x/api/errors.html#common-system-errors
 */
const MEANINGS: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  EACCES: ["may not be read or written", "correct its permissions, or those of its folder"],
  EDQUOT: ["does not fit into what you may use of the disk", "make room"],
  EEXIST: ["is there already", "move it away"],
  EISDIR: ["is a folder, and not a file", "name a file"],
  ELOOP: ["is a link that leads in a circle", "correct the link"],
  EMFILE: ["is one open file more than the system allows", "allow more: ulimit -n"],
  ENAMETOOLONG: ["has too long a name", "name something shorter"],
  ENOENT: ["is not there", "correct the path"],
  ENOSPC: ["does not fit on the disk, which is full", "make room"],
  ENOTDIR: ["is below a file, and not a folder", "correct the path"],
  EPERM: ["may not be read or written", "correct its permissions, or those of its folder"],
  EROFS: ["is on a disk that can only be read", "name a folder elsewhere"],
};

/** What the file system refused, in one sentence. @returns undefined where the error is another one */
export function fileProblem(error: unknown): string | undefined {
  // Not by class: an error of Node's own is no Error of the realm in which jest runs tests.
  if (typeof error !== "object" || error === null || !("syscall" in error)) return undefined;
  const { code = "", path = "a file" } = error as NodeJS.ErrnoException;
  const [what, remedy] = MEANINGS[code] ?? [
    `cannot be read or written (${code})`,
    "correct it, or name another",
  ];
  return `${path}: ${what}; ${remedy}`;
}
