import type * as DuckDb from "@duckdb/node-api";
import { accessSync, constants, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { sqlText } from "../../modules/questions";
import { folderEntries, readBytes, rename, scratchFolder } from "../files";
import { isForgotten, KEPT, keptName, keptParts } from "./kept";
import {
  AGGREGATED,
  hasPattern,
  LOADED_PART,
  LOADED_SHAPE,
  LOADED_TABLE,
  recordsIn,
  recordsView,
  soundness,
  VIEWS,
} from "./tables";
import { logFiles, readLogs, STANDARD_INPUT, type UnreadRecords } from "../log-files";

/** DuckDB is not installed, which is optional. */
export class NoDuckDbError extends Error {
  override readonly name = "NoDuckDbError";
}

/** SQL that DuckDB does not take, in its words. */
export class SqlError extends Error {
  override readonly name = "SqlError";
}

/** The answer to a question: columns by name, and rows of their texts. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Which files hold the events. */
export interface Loading {
  readonly inputs: readonly string[];
  readonly standardInput: Readable;
  /** Whether what was read of a folder is kept in it, as Parquet, for the next time. @default true */
  readonly keep?: boolean;
  /** Hears how many files are read. @default - nobody does */
  readonly onProgress?: (files: number) => void;
}

/** What became of the files. */
export interface Loaded {
  readonly files: number;
  readonly events: number;
  readonly failures: readonly UnreadRecords[];
}

/** How many files DuckDB reads at once: where one of them is no log file as CloudTrail writes them, the others are read again. */
const BATCH = 1_000;
/** How many events are kept together: more take more memory while they are written. */
const ROWS = 20_480;
/** How many events are handed over at once, of those that we read ourselves. */
const EVENTS = 2_000;
/** The largest file that DuckDB reads by itself; it keeps a buffer of this size for each core. */
const LARGEST = 64 * 1024 * 1024;

/** The events of log files in DuckDB, as the table `events` and the views of some kinds of them. */
export class EventStore {
  private readonly answer: string;
  /** Parquet files with what DuckDB has read; those that are not kept go when it ends. */
  private parts: string[] = [];
  private drafts = 0;

  private constructor(
    private readonly connection: DuckDb.DuckDBConnection,
    /** What does not fit into memory is put there. */
    private readonly folder: string,
  ) {
    this.answer = join(folder, "answer.parquet");
  }

  /** An empty one. @throws NoDuckDbError */
  static async open(): Promise<EventStore> {
    const { DuckDBInstance } = await duckDb();
    const folder = scratchFolder("query");
    const instance = await DuckDBInstance.create(":memory:", {
      temp_directory: folder,
      preserve_insertion_order: "false",
    });
    const store = new EventStore(await instance.connect(), folder);
    for (const statement of [LOADED_TABLE, recordsView([]), ...VIEWS]) await store.run(statement);
    return store;
  }

  /**
   * Reads the events of files and folders. What CloudTrail wrote DuckDB reads itself, on all cores; whatever has another form we do,
   * so that a file which is damaged costs no other one, and is named.
   */
  async load({ inputs, standardInput, keep = true, onProgress }: Loading): Promise<Loaded> {
    const all = [...logFiles(inputs)];
    const found = all.flatMap((each) => (each.kind === "log" ? [each.path] : []));
    const unreadable = all.flatMap((each) =>
      each.kind === "unreadable" ? [{ file: each.path, count: 1, first: each.what }] : [],
    );
    const kept = keep && unreadable.length === 0 ? keptName(inputs, found) : undefined;
    const events = kept === undefined ? undefined : await this.useKept(kept);
    if (events !== undefined) return { files: found.length, events, failures: [] };
    const draft =
      kept !== undefined &&
      tried(() => {
        accessSync(dirname(kept), constants.W_OK);
      })
        ? kept
        : join(this.folder, "records");
    const plain = found.filter(isPlain);
    const others = found.filter((path) => !isPlain(path));
    for (let at = 0; at < plain.length; at += BATCH) {
      others.push(...(await this.loadPlain(plain.slice(at, at + BATCH), draft)));
      onProgress?.(Math.min(at + BATCH, plain.length));
    }
    // Where there is nothing else, that there is no log file is told.
    const named = all.some(({ kind }) => kind === "log" || kind === "unreadable") ? others : inputs;
    const failures = [...unreadable, ...(await this.loadOthers(named, standardInput))];
    await this.run(recordsView(this.parts));
    if (draft === kept && failures.length === 0) await this.keep(kept);
    return { files: found.length, events: await this.count(), failures };
  }

  private async count(): Promise<number> {
    const { rows } = await this.ask("SELECT count(*) FROM records");
    return Number(rows[0]?.[0] ?? 0);
  }

  /** @returns how many events were kept, where all that belongs together is there and as it was */
  private async useKept(name: string): Promise<number | undefined> {
    const parts = keptParts(name);
    if (parts.length === 0) return undefined;
    try {
      await this.run(recordsView(parts));
      const count = await this.count();
      this.parts = [...parts];
      return count;
    } catch {
      // One that was broken off or changed: the files themselves are read.
      return undefined;
    }
  }

  /** Keeps what was read, in place of what was kept before. What cannot be kept is read again the next time. */
  private async keep(name: string): Promise<void> {
    const { rows } = await this.ask("SELECT count(*) FROM loaded");
    if (rows[0]?.[0] !== "0") {
      if ((await this.copy(LOADED_PART, name)) === undefined) return;
      await this.run("DELETE FROM loaded");
    }
    this.parts = this.parts.map((part, index, { length }) => {
      const kept = `${name}-${index + 1}-of-${length}.parquet`;
      return tried(() => {
        rename(part, kept);
      })
        ? kept
        : part;
    });
    await this.run(recordsView(this.parts));
    const folder = dirname(name);
    for (const { name: other } of folderEntries(folder)) {
      const path = join(folder, other);
      if ((KEPT.test(other) && !this.parts.includes(path)) || isForgotten(path))
        tried(() => {
          rmSync(path);
        });
    }
  }

  /** Writes what is found to a Parquet file of its own. @returns nothing where something could not be read, or the file not be written */
  private async copy(sql: string, draft: string): Promise<string | undefined> {
    const part = `${draft}.${process.pid}-${++this.drafts}.parquet`;
    try {
      await this.run(
        `COPY (${sql}) TO ${sqlText(part)} (FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE ${ROWS})`,
      );
    } catch {
      rmSync(part, { force: true });
      return undefined;
    }
    this.parts.push(part);
    return part;
  }

  private drop(part: string): void {
    rmSync(part, { force: true });
    this.parts = this.parts.filter((each) => each !== part);
  }

  /** Ends it: nothing can be asked of it any more. */
  end(): void {
    this.connection.closeSync();
    for (const part of this.parts) if (!KEPT.test(basename(part))) rmSync(part, { force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Nothing that is asked from now on reads or writes a file of anybody's, or changes how DuckDB works. */
  async lock(): Promise<void> {
    await this.run(`SET allowed_paths = [${[this.answer, ...this.parts].map(sqlText).join(", ")}]`);
    await this.run("SET enable_external_access = false");
    await this.run("SET lock_configuration = true");
  }

  /** @throws SqlError for what is not one SELECT: any other statement could write to what is kept */
  async ask(sql: string): Promise<QueryResult> {
    return inItsWords(async () => {
      const reader = await (await this.select(sql)).runAndReadAll();
      return {
        columns: reader.columnNames(),
        rows: reader.getRowsJson().map((row) => row.map(textIn)),
      };
    });
  }

  /** The answer as a Parquet file, of which columns have the types that they have here. @throws SqlError as `ask` does */
  async parquet(sql: string): Promise<{ readonly rows: number; readonly content: Buffer }> {
    await inItsWords(async () => {
      await this.select(sql);
      await this.run(`CREATE TEMP TABLE answer AS ${sql}`);
      await this.run(`COPY answer TO ${sqlText(this.answer)} (FORMAT parquet, COMPRESSION zstd)`);
    });
    const { rows } = await this.ask("SELECT count(*) FROM answer");
    return { rows: Number(rows[0]?.[0] ?? 0), content: readBytes(this.answer) };
  }

  /** The text as a statement that only reads. */
  private async select(sql: string): Promise<DuckDb.DuckDBPreparedStatement> {
    const { StatementType } = await duckDb();
    const statements = await this.statementsIn(sql);
    if (statements.count !== 1) throw new SqlError(`has ${statements.count} statements, and not one`);
    const prepared = await statements.prepare(0);
    if (prepared.statementType !== StatementType.SELECT) throw new SqlError("asks nothing; write a SELECT");
    return prepared;
  }

  private async statementsIn(sql: string): Promise<DuckDb.DuckDBExtractedStatements> {
    try {
      return await this.connection.extractStatements(sql);
    } catch (error) {
      // Of a text without a statement, DuckDB says that it failed, and not why.
      const { message } = error as Error;
      throw new SqlError(message === NO_STATEMENT ? "has no statement; write a SELECT" : message);
    }
  }

  private async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** @returns the files that are none of CloudTrail's own, of which nothing was taken */
  private async loadPlain(files: readonly string[], draft: string): Promise<readonly string[]> {
    const part = await this.copy(recordsIn(files, LARGEST), draft);
    if (part === undefined) {
      // One of them is no JSON, or too large: it is found, and read by us.
      if (files.length === 1) return files;
      const half = Math.ceil(files.length / 2);
      const [first, second] = [files.slice(0, half), files.slice(half)];
      return [...(await this.loadPlain(first, draft)), ...(await this.loadPlain(second, draft))];
    }
    const { rows } = await this.ask(soundness(part));
    const sound = rows.flatMap(([file, isSound]) => (isSound === "true" ? [file ?? ""] : []));
    if (sound.length < rows.length) {
      this.drop(part);
      return [
        ...files.filter((file) => !sound.includes(file)),
        ...(sound.length === 0 ? [] : await this.loadPlain(sound, draft)),
      ];
    }
    if (sound.length === 0) this.drop(part);
    return files.filter((file) => !sound.includes(file));
  }

  private async loadOthers(
    inputs: readonly string[],
    standardInput: Readable,
  ): Promise<readonly UnreadRecords[]> {
    if (inputs.length === 0) return [];
    let events: unknown[] = [];
    const handOver = async (most: number): Promise<void> => {
      if (events.length <= most) return;
      const text = JSON.stringify(events);
      events = [];
      const prepared = await this.connection.prepare(
        `INSERT INTO loaded SELECT unnest(e) FROM (SELECT unnest(from_json($1::JSON, ${sqlText(LOADED_SHAPE)})) AS e)`,
      );
      prepared.bindVarchar(1, text);
      await prepared.run();
    };
    const { failures } = await readLogs({
      inputs,
      standardInput,
      onEvent: (event) => {
        events.push(event.eventCategory === AGGREGATED ? { aggregated: event } : { record: event });
      },
      afterChunk: () => handOver(EVENTS),
    });
    await handOver(0);
    return failures;
  }
}

const NO_STATEMENT = "Error in native callback";

/** @throws SqlError with what DuckDB says */
async function inItsWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SqlError ? error : new SqlError((error as { message: string }).message);
  }
}

async function duckDb(): Promise<typeof DuckDb> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND" &&
      (error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND"
    )
      throw error;
    throw new NoDuckDbError("DuckDB is not installed; install it: npm install @duckdb/node-api");
  }
}

/** Whether DuckDB may be given the file: as it is, or by its name compressed. */
function isPlain(path: string): boolean {
  return path !== STANDARD_INPUT && !hasPattern(path) && /\.(json|gz)$/i.test(path);
}

function textIn(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function tried(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
