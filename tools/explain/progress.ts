import type { Writable } from "node:stream";
import { amountText, countText } from "./terminal-text";

const EVERY_MS = 500;

/** Says on a terminal how far reading is. Elsewhere it says nothing. */
export class Progress {
  private shownAt = Date.now();
  private shown = false;

  constructor(private readonly terminal: Writable & { readonly isTTY?: boolean }) {}

  /** Says it, unless it has just been said. */
  update(events: number, files: number, bytes: number): void {
    if (this.terminal.isTTY !== true || Date.now() - this.shownAt < EVERY_MS) return;
    this.shownAt = Date.now();
    this.shown = true;
    const megabytes = countText(Math.round(bytes / 1e6));
    this.terminal.write(
      `\r\u001b[K${amountText(events, "event")}, ${amountText(files, "file")}, ${megabytes} MB`,
    );
  }

  /** Wipes the line for what comes next. */
  clear(): void {
    if (this.shown) this.terminal.write("\r\u001b[K");
    this.shown = false;
  }
}
