import type { UnreadRecords } from "./explanation";

/** How many files are named. A log archive of which every file is broken must not fill memory. */
const MAX_FILES = 10_000;

/** Collects what could not be read, by file. */
export class FailureLog {
  private readonly byFile = new Map<string, { count: number; readonly first: string }>();
  private unnamed = 0;

  add(file: string, what: string): void {
    const failure = this.byFile.get(file);
    if (failure !== undefined) failure.count++;
    else if (this.byFile.size < MAX_FILES) this.byFile.set(file, { count: 1, first: what });
    else this.unnamed++;
  }

  all(): readonly UnreadRecords[] {
    const named = [...this.byFile].map(([file, failure]) => ({ file, ...failure }));
    if (this.unnamed === 0) return named;
    return [...named, { file: "other files", count: this.unnamed, first: "as those above" }];
  }
}
