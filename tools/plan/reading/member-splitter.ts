import { jsonIn, MOST_LEVELS } from "../../terraform";
import type { JsonObject, JsonValue } from "../change";

/** What is to be had of an object of JSON, and who takes it. */
export interface MemberSink {
  /** The members that are lists of which each element is taken by itself, as soon as it is there. */
  readonly lists: ReadonlySet<string>;
  /** The members, objects or lists, of which nothing is taken. */
  readonly dropped: ReadonlySet<string>;
  readonly member: (name: string, value: JsonValue) => void;
  readonly element: (list: string, value: JsonValue) => void;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const NEW_LINE = 0x0a;

/** How many levels are open within a member, and within an element of a list. */
const MEMBER = 1;
const ELEMENT = 2;

/**
 * Cuts the text of one object of JSON into its members, as it comes, so that memory never holds the whole: neither its text, of which
 * Node takes 512 MB at most, nor its value, which takes several times as much. Lines before it are passed over: a program's
 * warnings may stand there.
 */
export class MemberSplitter {
  private state: "before" | "within" | "after" | "over" | "broken" = "before";
  private isLineStart = true;
  /** How many braces and brackets are open. */
  private depth = 0;
  private inString = false;
  /** How many bytes of the next piece are passed over: a backslash ended the last one. */
  private skipped = 0;
  /** The list that is open, of those of which each element is taken. */
  private list: string | undefined;
  /** What is kept of the member or the element that is begun. @default - nothing: it is dropped */
  private kept: Uint8Array[] | undefined;
  /** Whether nothing may follow in it: its value was dropped, or taken by element. */
  private isOver = false;
  /** Whether the object, or the list, has anything so far. */
  private isFilled = false;

  constructor(private readonly sink: MemberSink) {}

  /** Whether there was an object, whole, and nothing else in its lines. */
  get isWhole(): boolean {
    return this.state === "after" || this.state === "over";
  }

  /** Takes the next bytes. */
  push(piece: Uint8Array): void {
    // What is passed over for its backslash belongs to what is kept.
    let at = Math.min(this.skipped, piece.length);
    if (this.state === "within") this.keep(piece, 0, at);
    this.skipped -= at;
    while (at < piece.length && this.state !== "over" && this.state !== "broken") {
      at = this.state === "within" ? this.scan(piece, at) : this.passBy(piece, at);
    }
    if (this.state === "within") this.skipped += Math.max(0, at - piece.length);
  }

  /** Passes over what stands outside the object. @returns where to go on */
  private passBy(piece: Uint8Array, from: number): number {
    for (let at = from; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      if (this.state === "before" && byte === OPEN_BRACE && this.isLineStart) {
        this.state = "within";
        this.depth = MEMBER;
        this.begin();
        return at + 1;
      }
      this.isLineStart = byte === NEW_LINE;
      if (this.state !== "after") continue;
      if (byte === NEW_LINE) this.state = "over";
      else if (!isSpace(byte)) this.state = "broken";
      if (this.state !== "after") return at + 1;
    }
    return piece.length;
  }

  /** Goes through the object. @returns where to go on */
  private scan(piece: Uint8Array, from: number): number {
    const { length } = piece;
    let { depth, inString } = this;
    // Where the bytes begin that are kept and not put away yet.
    let start = from;
    let at = from;
    for (; at < length; at += 1) {
      let byte = piece[at];
      if (inString) {
        while (byte !== QUOTE && byte !== BACKSLASH && at + 1 < length) byte = piece[++at];
        if (byte === BACKSLASH) at += 1;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
        if (depth > MOST_LEVELS) return this.break();
        if (depth === ELEMENT && this.list === undefined) {
          this.keep(piece, start, at);
          start = this.open(byte) ? at : at + 1;
        }
      } else if (byte === COMMA && depth === (this.list === undefined ? MEMBER : ELEMENT)) {
        this.keep(piece, start, at);
        if (!this.finish(false)) return this.break();
        start = at + 1;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        const isEndOfList = depth === ELEMENT && this.list !== undefined;
        if (isEndOfList || depth === MEMBER) {
          this.keep(piece, start, at);
          if (byte !== (isEndOfList ? CLOSE_BRACKET : CLOSE_BRACE) || !this.finish(true)) return this.break();
          start = at + 1;
          this.list = undefined;
          // What has had a list is not empty.
          [this.isFilled, this.isOver] = [true, true];
        } else if (depth === ELEMENT && this.kept === undefined) {
          start = at + 1;
          [this.kept, this.isOver] = [[], true];
        }
        depth -= 1;
        if (depth === 0) {
          this.state = "after";
          return at + 1;
        }
      }
    }
    this.keep(piece, start, length);
    Object.assign(this, { depth, inString });
    return at;
  }

  private break(): number {
    this.state = "broken";
    return Infinity;
  }

  private begin(): void {
    [this.kept, this.isOver, this.isFilled] = [[], false, false];
  }

  private keep(piece: Uint8Array, from: number, to: number): void {
    if (from < to) this.kept?.push(piece.subarray(from, to));
  }

  /** Begins the value of a member. @returns whether it belongs to what is kept */
  private open(byte: number): boolean {
    const name = this.sink.lists.size + this.sink.dropped.size === 0 ? undefined : nameIn(this.keptText());
    if (name === undefined) return true;
    if (byte === OPEN_BRACKET && this.sink.lists.has(name)) {
      this.list = name;
      this.begin();
      return false;
    }
    if (!this.sink.dropped.has(name)) return true;
    this.kept = undefined;
    return false;
  }

  private keptText(): string {
    return Buffer.concat(this.kept ?? []).toString("utf8");
  }

  /** Gives what is kept away, and begins anew. @returns whether it was what may stand there */
  private finish(isLast: boolean): boolean {
    const text = this.keptText();
    const { list, isOver } = this;
    const isBlank = text.trim() === "";
    const mayBeBlank = isOver || (isLast && !this.isFilled);
    [this.kept, this.isOver, this.isFilled] = [[], false, true];
    if (isBlank || isOver) return isBlank && mayBeBlank;
    const value = jsonIn(list === undefined ? `{${text}}` : text) as JsonValue | undefined;
    if (value === undefined) return false;
    if (list !== undefined) this.sink.element(list, value);
    else for (const [name, inner] of Object.entries(value as JsonObject)) this.sink.member(name, inner);
    return true;
  }
}

/** The name of the member of which this is the start, up to its value. */
function nameIn(start: string): string | undefined {
  const [, quoted = ""] = /^\s*("(?:[^"\\]|\\.)*")\s*:\s*$/s.exec(start) ?? [];
  const name = jsonIn(quoted);
  return typeof name === "string" ? name : undefined;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09;
}
