import * as z from "zod";
import {
  areaFolder,
  contentText,
  dayFolder,
  LOG_FOLDER,
  logTime,
  s3Address,
  StoreError,
  type FilePlace,
  type FileStore,
  type LogArea,
  type RecordedChange,
  type Slots,
} from "./validation";

/** Whose log files record what is done to the files of a bucket: those of its owner, in its Region. */
export type WhoseLogs = LogArea;

/** CloudTrail delivers within some minutes, mostly; it promises no time. */
const LATE_MS = 2 * 3_600_000;
/** How far the clocks of S3 and of an event may be apart. */
const SLACK_MS = 5 * 60_000;
/** Calls that put another version in the place of a file, or a delete marker. */
const REPLACING = /^((Put|Post|Copy|Delete)Object|DeleteObjects|CompleteMultipartUpload)$/;

/** What a record of such a call has. */
const change = z.object({
  eventTime: z.iso.datetime(),
  eventSource: z.literal("s3.amazonaws.com"),
  eventName: z.string().regex(REPLACING),
  errorCode: z.undefined().optional(),
  userIdentity: z.object({ arn: z.string(), invokedBy: z.string(), type: z.string() }).partial().optional(),
  sourceIPAddress: z.string().optional(),
  userAgent: z.string().optional(),
  requestParameters: z.object({ bucketName: z.string(), key: z.string() }),
});
const logFile = z.object({ Records: z.array(z.unknown()) });

/** Who has changed files of a bucket, by the data events in log files. */
export class RecordedChanges {
  /** When each file was changed, by its address. */
  private readonly wanted = new Map<string, Set<number>>();
  private readonly times = new Map<string, { readonly logs: WhoseLogs; readonly times: Set<number> }>();
  private readonly found = new Map<string, RecordedChange[]>();
  private readonly wrong: ReadonlySet<string>;

  /** @param wrong files of which something was found: what they say is no proof */
  constructor(
    private readonly store: FileStore,
    private readonly slots: Slots,
    wrong: readonly FilePlace[],
  ) {
    this.wrong = new Set(wrong.map(s3Address));
  }

  /** Notes what is to be looked for. */
  want(file: FilePlace, at: number, logs: readonly WhoseLogs[]): void {
    const address = s3Address(file);
    this.wanted.set(address, (this.wanted.get(address) ?? new Set()).add(at));
    for (const each of logs) {
      const id = s3Address({ bucket: each.bucket, key: areaFolder(each, LOG_FOLDER) });
      const { times } = this.times.get(id) ?? { times: new Set() };
      this.times.set(id, { logs: each, times: times.add(at) });
    }
  }

  /** Looks in the log files of the times in which files were changed, in each once. */
  async look(): Promise<void> {
    for (const { logs, times } of this.times.values())
      for (const [from, to] of windows([...times])) await this.lookIn(logs, from, to);
  }

  /** The change that is nearest to a time. @returns undefined where none was recorded */
  of(file: FilePlace, at: number): RecordedChange | undefined {
    const far = (each: RecordedChange): number => Math.abs(each.at - at);
    return this.found
      .get(s3Address(file))
      ?.filter((each) => far(each) <= SLACK_MS)
      .sort((one, other) => far(one) - far(other))[0];
  }

  private async lookIn(logs: WhoseLogs, from: number, to: number): Promise<void> {
    const folder = areaFolder(logs, LOG_FOLDER);
    const reading: Promise<void>[] = [];
    try {
      for await (const key of this.store.keys(logs.bucket, folder, `${folder}${dayFolder(from)}`)) {
        const time = logTime(key);
        if (time === undefined || time < from) continue;
        if (time > to) break;
        reading.push(this.slots.run(() => this.read({ bucket: logs.bucket, key })));
      }
    } catch (error) {
      // What may not be listed is told already, where it is validated.
      if (!(error instanceof StoreError)) throw error;
    }
    await Promise.all(reading);
  }

  private async read(log: FilePlace): Promise<void> {
    if (this.wrong.has(s3Address(log))) return;
    const content = await contentText(this.store, log);
    if (content.kind !== "content" || !content.text.includes("s3.amazonaws.com")) return;
    for (const record of recordsIn(content.text)) {
      const { data } = change.safeParse(record);
      if (data === undefined) continue;
      const { bucketName: bucket, key } = data.requestParameters;
      const address = s3Address({ bucket, key });
      if (!this.wanted.has(address)) continue;
      const { arn, invokedBy, type } = data.userIdentity ?? {};
      const who = arn ?? invokedBy ?? type ?? "unknown";
      this.found.set(address, [
        ...(this.found.get(address) ?? []),
        {
          ...{ who, action: data.eventName, at: Date.parse(data.eventTime), recordedIn: log },
          ...(data.sourceIPAddress !== undefined && { from: data.sourceIPAddress }),
          ...(data.userAgent !== undefined && { program: data.userAgent }),
        },
      ]);
    }
  }
}

function recordsIn(text: string): readonly unknown[] {
  try {
    return logFile.safeParse(JSON.parse(text)).data?.Records ?? [];
  } catch {
    return [];
  }
}

/** The times in which log files may record what was done at some times: as few as there can be. */
function windows(times: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const all: [number, number][] = [];
  for (const at of [...times].sort((one, other) => one - other)) {
    const last = all.at(-1);
    if (last !== undefined && at - SLACK_MS <= last[1]) last[1] = at + LATE_MS;
    else all.push([at - SLACK_MS, at + LATE_MS]);
  }
  return all;
}
