/** What a RecordSplitter finds. Records are counted from 1, the malformed ones too. */
export interface RecordSink {
  readonly record: (value: unknown, number: number) => void;
  readonly malformed: (what: string, number: number) => void;
}

/** The longest record: CloudTrail's events have up to 256 KB, but others may have enriched or indented them. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const RECORDS_KEY = Buffer.from('"Records"');

/** How CloudTrail starts every record. */
const RECORD_START = Buffer.from('{"eventVersion"');
/** How far the start of the next record is looked for; most records have 1 to 2 KB. */
const WINDOW = 64 * 1024;

/** After a malformed record, reading goes on where a line starts a record, or where a record starts as CloudTrail's do. */
const RESTARTS = [
  { text: Buffer.from("\n{"), skip: 1 },
  { text: RECORD_START, skip: 0 },
];
const HALF_RESTART = Math.max(...RESTARTS.map(({ text }) => text.length)) - 1;

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z(?= )/;
const LONGEST_TIMESTAMP = 32;

/** Where in its input a splitter is: between records, in a record, in the rest of an envelope, or behind an error. */
type State = "between" | "record" | "envelope end" | "lost";

/**
 * Finds the JSON objects in a stream of bytes, and parses one at a time: memory holds a chunk and a record, however long
 * the stream. It takes what CloudTrail and those who handle its files write: `{"Records": [...]}`, a list, a single record,
 * one record a line, and several of these one after the other. A malformed record costs no other one.
 */
export class RecordSplitter {
  private bytes: Buffer = Buffer.alloc(0);
  /** The place of the next byte. */
  private at = 0;
  /** Where the record starts that `at` is in; when lost, from where on nothing has been found. */
  private start = 0;
  private state: State = "between";
  /** How many braces and brackets are open in the record. */
  private depth = 0;
  private inString = false;
  /** How many lists of records are open; `{"Records": [` and what ends it count as one of them. */
  private lists = 0;
  private envelope = false;
  private records = 0;
  private faults = 0;
  /** Where the rest of the bytes begins that may be the first half of a timestamp. @default - they are none */
  private half: number | undefined;

  constructor(private readonly sink: RecordSink) {}

  /** Takes the next bytes. */
  push(chunk: Buffer): void {
    const kept = this.kept();
    this.bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    this.run();
  }

  /** Says that no bytes follow. */
  end(): void {
    if (this.half !== undefined) this.report("is no JSON object");
    while (this.state === "record" || this.state === "envelope end") {
      this.fail("ends before it is complete");
      this.run();
    }
    if (this.state === "between" && (this.lists > 0 || this.envelope) && this.faults === 0) {
      this.report("is missing: the list of records has no end (a file cut short?)");
    }
  }

  /** The bytes that are still needed: the record begun, or what may be half a restart. Places move along. */
  private kept(): Buffer {
    const { bytes, state } = this;
    const from =
      state === "between"
        ? (this.half ?? bytes.length)
        : Math.max(this.start, state === "lost" ? bytes.length - HALF_RESTART : 0);
    this.at = state === "lost" || this.half !== undefined ? 0 : this.at - from;
    this.half = undefined;
    this.start = 0;
    return bytes.subarray(from);
  }

  private run(): void {
    while (this.at < this.bytes.length) {
      if (this.state === "between") this.skipBetween();
      else if (this.state === "lost") this.restart(this.at, this.bytes.length);
      else this.scanRecord();
    }
  }

  private skipBetween(): void {
    const { bytes } = this;
    for (; this.at < bytes.length; this.at++) {
      const byte = bytes[this.at];
      if (byte === OPEN_BRACE) {
        if (this.takeBeforeNext()) continue;
        this.enter("record");
        return;
      }
      if (byte === OPEN_BRACKET) this.lists++;
      else if (byte === CLOSE_BRACKET && this.envelope) {
        this.envelope = false;
        this.enter("envelope end");
        return;
      } else if (byte === CLOSE_BRACKET && this.lists > 0) this.lists--;
      else if (!isSpace(byte) && byte !== COMMA && !this.isByteOrderMark() && !this.skipTimestamp()) {
        this.report("is no JSON object");
        this.restart(this.at, bytes.length);
        return;
      }
    }
  }

  /** An export of CloudWatch Logs has the time before each event. @returns whether a time, or the half of one, was passed over */
  private skipTimestamp(): boolean {
    const text = this.bytes.toString("latin1", this.at, this.at + LONGEST_TIMESTAMP);
    const whole = TIMESTAMP.exec(text)?.[0];
    const isHalf = text.length < LONGEST_TIMESTAMP && /^\d[\dT:.-]*Z?$/.test(text);
    if (whole === undefined && !isHalf) return false;
    if (whole === undefined) this.half = this.at;
    this.at += (whole ?? text).length - 1;
    return true;
  }

  private isByteOrderMark(): boolean {
    const byte = this.bytes[this.at];
    return this.records === 0 && (byte === 0xef || byte === 0xbb || byte === 0xbf);
  }

  private enter(state: "record" | "envelope end"): void {
    this.state = state;
    this.start = this.at++;
    this.depth = 1;
    this.inString = false;
  }

  /**
   * Takes the record that starts here, if the next one starts as CloudTrail's do. What stands before the next one is a
   * record exactly if it parses, so this needs no look at each byte, which would take as long as parsing.
   */
  private takeBeforeNext(): boolean {
    const { bytes, at } = this;
    if (!RECORD_START.equals(bytes.subarray(at, at + RECORD_START.length))) return false;
    const found = bytes.subarray(at + 1, at + WINDOW).indexOf(RECORD_START);
    if (found < 0) return false;
    let last = at + found;
    while (bytes[last] === COMMA || isSpace(bytes[last])) last--;
    if (bytes[last] !== CLOSE_BRACE) return false;
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString("utf8", at, last + 1));
    } catch {
      // Another record may stand inside this one: scanning it finds out, or says what is wrong.
      return false;
    }
    this.at = last;
    this.sink.record(value, ++this.records);
    return true;
  }

  /** Goes on to the end of the record, byte by byte. */
  private scanRecord(): void {
    const { bytes } = this;
    const { length } = bytes;
    let { at, depth, inString } = this;
    for (; at < length; at++) {
      let byte = bytes[at];
      if (inString) {
        while (byte !== QUOTE && byte !== BACKSLASH && at + 1 < length) byte = bytes[++at];
        if (byte === BACKSLASH) at++;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN_BRACE) {
        if (!this.mayHoldObject(at)) {
          this.fail("ends before it is complete");
          return;
        }
        depth++;
      } else if (byte === OPEN_BRACKET) {
        if (depth === 1 && this.followsRecordsKey(at)) {
          this.state = "between";
          this.envelope = true;
          this.at = at + 1;
          return;
        }
        depth++;
      } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) {
        this.finish(at + 1);
        return;
      }
    }
    Object.assign(this, { at, depth, inString });
    if (length - this.start > MAX_RECORD_BYTES) this.fail(`is longer than ${MAX_RECORD_BYTES} bytes`);
  }

  /** Whether an object may stand here: behind a colon, a comma or a bracket. Else a record lacks its end. */
  private mayHoldObject(place: number): boolean {
    const before = this.bytes[this.skipSpaceBack(place)];
    return before === COLON || before === COMMA || before === OPEN_BRACKET;
  }

  /** Whether the bracket is that of `"Records": [`. */
  private followsRecordsKey(place: number): boolean {
    const colon = this.skipSpaceBack(place);
    if (this.bytes[colon] !== COLON) return false;
    const end = this.skipSpaceBack(colon) + 1;
    const from = end - RECORDS_KEY.length;
    return from > this.start && RECORDS_KEY.equals(this.bytes.subarray(from, end));
  }

  private skipSpaceBack(place: number): number {
    let before = place - 1;
    while (before > this.start && isSpace(this.bytes[before])) before--;
    return before;
  }

  private finish(end: number): void {
    const tail = this.state === "envelope end";
    this.state = "between";
    this.at = end;
    if (tail) return;
    let value: unknown;
    try {
      value = JSON.parse(this.bytes.toString("utf8", this.start, end));
    } catch (error) {
      this.report(`is not JSON: ${error instanceof Error ? error.message : ""}`);
      // A missing quote or brace may have made one of several records.
      if (!this.restart(this.start + 1, end)) this.state = "between";
      return;
    }
    this.sink.record(value, ++this.records);
  }

  /** Gives the record up that was begun. */
  private fail(what: string): void {
    this.report(what);
    this.restart(this.start + 1, this.bytes.length);
  }

  private report(what: string): void {
    this.faults++;
    this.sink.malformed(what, ++this.records);
  }

  /** Goes to where the next record seems to start, before the end; behind the end, lost, when there is none. */
  private restart(from: number, end: number): boolean {
    const rest = this.bytes.subarray(from, end);
    const places = RESTARTS.map(({ text, skip }) => ({ found: rest.indexOf(text), skip }))
      .filter(({ found }) => found >= 0)
      .map(({ found, skip }) => found + skip);
    this.state = places.length > 0 ? "between" : "lost";
    this.at = places.length > 0 ? from + Math.min(...places) : end;
    this.start = from;
    return places.length > 0;
  }
}

/** Whether JSON has the byte between its values. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
