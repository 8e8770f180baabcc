import { amount, countText } from "../../modules/kernel";
import type { LogArea, ReadFile } from "./validation";

/** Before, what a second has brought says little of the next. */
const FIRST_MS = 2000;

/**
 * How far a run is. What is left is counted in digests: an account and Region that has begun knows its own, and those that have not are taken
 * to have as many.
 */
export class RunProgress {
  private readonly begun: number;
  private readonly digests = new Map<LogArea, { readonly done: number; readonly of: number }>();
  private files = 0;
  private bytes = 0;
  private areas = { done: 0, of: 0 };

  /** @param now the time, in milliseconds */
  constructor(private readonly now: () => number) {
    this.begun = now();
  }

  /** Notes how many digests of an account and Region are validated. @param areas how many accounts and Regions there are */
  digestsOf(area: LogArea, done: number, of: number, areas: number): void {
    this.digests.set(area, { done, of });
    this.areas.of = areas;
  }

  fileRead({ stored }: Pick<ReadFile, "stored">): void {
    this.files++;
    this.bytes += stored;
  }

  areaDone(): void {
    this.areas.done++;
  }

  /** Files, bytes, rate and time left, for a person. */
  text(): string {
    const ms = this.now() - this.begun;
    const megabytes = this.bytes / 1e6;
    const rate = (megabytes / Math.max(ms / 1000, 0.1)).toFixed(1);
    const parts = [amount(this.files, "file"), `${countText(Math.round(megabytes))} MB`, `${rate} MB/s`];
    if (this.areas.of > 0)
      parts.push(`${countText(this.areas.done)} of ${countText(this.areas.of)} accounts and Regions`);
    const left = this.msLeft(ms);
    return [...parts, ...(left === undefined ? [] : [`about ${durationText(left)} left`])].join(", ");
  }

  /** @returns undefined where nothing tells it yet */
  private msLeft(ms: number): number | undefined {
    const areas = [...this.digests.values()];
    const done = areas.reduce((sum, area) => sum + area.done, 0);
    if (ms < FIRST_MS || done === 0) return undefined;
    const known = areas.reduce((sum, { of }) => sum + of, 0);
    const all = (known / areas.length) * Math.max(this.areas.of, areas.length);
    return (ms / done) * (all - done);
  }
}

function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
