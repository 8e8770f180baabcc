import type * as DuckDb from "@duckdb/node-api";
import { createHash } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { Readable } from "node:stream";
import { EVENT_COLUMNS, sqlText, type ColumnType } from "../../modules/questions";
import { folderEntries, kindAt, rename, scratchFolder } from "../files";
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
const BATCH = 200;
/** How many events are handed over at once, of those that we read ourselves. */
const EVENTS = 2_000;
/** The largest file that DuckDB reads by itself; it keeps a buffer of this size for each core. */
const LARGEST = 64 * 1024 * 1024;

/** The events of log files in DuckDB, in memory, as the table `events`. */
export class EventStore {
  private constructor(
    private readonly connection: DuckDb.DuckDBConnection,
    /** What does not fit into memory is put there. */
    private readonly folder: string,
  ) {}

  /** An empty one. @throws NoDuckDbError */
  static async open(): Promise<EventStore> {
    const { DuckDBInstance } = await duckDb();
    const folder = scratchFolder("query");
    const instance = await DuckDBInstance.create(":memory:", { temp_directory: folder });
    const store = new EventStore(await instance.connect(), folder);
    await store.run(`CREATE TABLE events (${fieldTexts(EVENT_COLUMNS).join(", ")})`);
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
    const kept = keep && unreadable.length === 0 ? keptFile(inputs, found) : undefined;
    if (kept !== undefined && (await this.useKept(kept)))
      return { files: found.length, events: await this.count(), failures: [] };
    const plain = found.filter(isPlain);
    const others = found.filter((path) => !isPlain(path));
    for (let at = 0; at < plain.length; at += BATCH) {
      others.push(...(await this.loadPlain(plain.slice(at, at + BATCH))));
      onProgress?.(Math.min(at + BATCH, plain.length));
    }
    // Where there is nothing else, that there is no log file is told.
    const named = all.some(({ kind }) => kind === "log" || kind === "unreadable") ? others : inputs;
    const failures = [...unreadable, ...(await this.loadOthers(named, standardInput))];
    if (kept !== undefined && failures.length === 0) await this.keep(kept);
    return { files: found.length, events: await this.count(), failures };
  }

  private async count(): Promise<number> {
    const { rows } = await this.ask("SELECT count(*) FROM events");
    return Number(rows[0]?.[0] ?? 0);
  }

  /** @returns whether the file is there, and is what was kept */
  private async useKept(file: string): Promise<boolean> {
    if (kindAt(file) !== "file") return false;
    try {
      await this.run(`CREATE VIEW kept AS SELECT * FROM read_parquet(${sqlText(file)})`);
      await this.run("DROP TABLE events");
      await this.run("ALTER VIEW kept RENAME TO events");
      await this.run(`SET allowed_paths = [${sqlText(file)}]`);
      return true;
    } catch {
      // One that was broken off or changed: the files themselves are read.
      return false;
    }
  }

  /** Keeps what was read, in place of what was kept before. A folder in which nothing may be written is none to keep it in. */
  private async keep(file: string): Promise<void> {
    const draft = `${file}.${process.pid}`;
    try {
      await this.run(`COPY events TO ${sqlText(draft)} (FORMAT parquet, COMPRESSION zstd)`);
      rename(draft, file);
      for (const { name } of folderEntries(dirname(file)))
        if (KEPT.test(name) && name !== basename(file)) rmSync(join(dirname(file), name), { force: true });
    } catch {
      rmSync(draft, { force: true });
    }
  }

  /** Ends it: nothing can be asked of it any more. */
  end(): void {
    this.connection.closeSync();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Nothing that is asked from now on reads or writes a file, or changes how DuckDB works. */
  async lock(): Promise<void> {
    await this.run("SET enable_external_access = false");
    await this.run("SET lock_configuration = true");
  }

  /** @throws SqlError for what is not one statement with an answer */
  async ask(sql: string): Promise<QueryResult> {
    try {
      const statements = await this.connection.extractStatements(sql);
      if (statements.count !== 1) throw new SqlError(`has ${statements.count} statements, and not one`);
      const prepared = await statements.prepare(0);
      const reader = await prepared.runAndReadAll();
      return {
        columns: reader.columnNames(),
        rows: reader.getRowsJson().map((row) => row.map(textIn)),
      };
    } catch (error) {
      throw error instanceof SqlError ? error : new SqlError((error as { message: string }).message);
    }
  }

  private async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** @returns the files that are none of CloudTrail's own, of which nothing was taken */
  private async loadPlain(files: readonly string[]): Promise<readonly string[]> {
    const list = files.map(sqlText).join(", ");
    try {
      await this.run(
        `CREATE OR REPLACE TEMP TABLE batch AS SELECT filename, Records FROM read_json([${list}], filename = true, maximum_object_size = ${LARGEST}, columns = {Records: ${sqlText(`${typeText(EVENT_COLUMNS)}[]`)}})`,
      );
    } catch {
      // One of them is no JSON, or too large: it is found, and read by us.
      if (files.length === 1) return files;
      const half = Math.ceil(files.length / 2);
      const [first, second] = [files.slice(0, half), files.slice(half)];
      return [...(await this.loadPlain(first)), ...(await this.loadPlain(second))];
    }
    const { rows } = await this.ask(
      "SELECT filename FROM batch GROUP BY 1 HAVING bool_and(coalesce(len(list_filter(Records, lambda r: coalesce(r.eventVersion NOT LIKE '1.%', true))) = 0, false))",
    );
    const sound = new Set(rows.map(([name]) => name ?? ""));
    await this.run(
      `INSERT INTO events SELECT unnest(r) FROM (SELECT unnest(Records) AS r FROM batch WHERE filename IN (${["", ...sound].map(sqlText).join(", ")}))`,
    );
    await this.run("DROP TABLE batch");
    // A file with nothing in it has no row, and is none of them.
    return files.filter((file) => !sound.has(file));
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
        `INSERT INTO events SELECT unnest(r) FROM (SELECT unnest(from_json($1::JSON, ${sqlText(JSON.stringify([shapeOf(EVENT_COLUMNS)]))})) AS r)`,
      );
      prepared.bindVarchar(1, text);
      await prepared.run();
    };
    const { failures } = await readLogs({
      inputs,
      standardInput,
      onEvent: (event) => {
        events.push(event);
      },
      afterChunk: () => handOver(EVENTS),
    });
    await handOver(0);
    return failures;
  }
}

/** The names of files with what was read. */
const KEPT = /^\.orgtrail-events-[0-9a-f]{16}\.parquet$/;

/** Where what was read of the files is kept: beside them, under a name that says which files these were, as they were. */
function keptFile(inputs: readonly string[], files: readonly string[]): string | undefined {
  const [folder] = inputs;
  if (folder === undefined || inputs.length > 1 || kindAt(folder) !== "folder" || hasPattern(folder))
    return undefined;
  const digest = createHash("sha256").update(JSON.stringify(EVENT_COLUMNS));
  for (const file of files) {
    const { size, mtimeNs } = statSync(file, { bigint: true });
    digest.update(`\n${relative(folder, file)} ${size} ${mtimeNs}`);
  }
  return join(folder, `.orgtrail-events-${digest.digest("hex").slice(0, 16)}.parquet`);
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

/** Whether the path would be more than a path to DuckDB: a pattern, one below a person's home, or an address. */
function hasPattern(path: string): boolean {
  return /[*?[\]{}]|^~|^\w+:/.test(path);
}

/** Whether DuckDB may be given the file: as it is, or by its name compressed. */
function isPlain(path: string): boolean {
  return path !== STANDARD_INPUT && !hasPattern(path) && /\.(json|gz)$/i.test(path);
}

function textIn(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The type of a column, in DuckDB's words. */
function typeText(type: ColumnType): string {
  if (type === "text") return "VARCHAR";
  if (type === "json") return "JSON";
  if (Array.isArray(type)) return `${typeText((type as readonly [ColumnType])[0])}[]`;
  return `STRUCT(${fieldTexts(type as Readonly<Record<string, ColumnType>>).join(", ")})`;
}

function fieldTexts(fields: Readonly<Record<string, ColumnType>>): readonly string[] {
  return Object.entries(fields).map(([name, type]) => `"${name}" ${typeText(type)}`);
}

/** The same as DuckDB has it of JSON. */
function shapeOf(type: ColumnType): unknown {
  if (type === "text") return "VARCHAR";
  if (type === "json") return "JSON";
  if (Array.isArray(type)) return [shapeOf((type as readonly [ColumnType])[0])];
  return Object.fromEntries(
    Object.entries(type as Readonly<Record<string, ColumnType>>).map(([name, inner]) => [
      name,
      shapeOf(inner),
    ]),
  );
}
