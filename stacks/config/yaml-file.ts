import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type ErrorCode,
  type Node,
  type Pair,
  type YAMLParseError,
} from "yaml";
import type { ConfigPath, Fault } from "./fault";
import { isMerge, otherSpaceIn, OTHER_SPACE_PROBLEM, structureProblems } from "./yaml-structure";
import type { Problem } from "../../modules/validation";

/** A YAML file: its value, and where in the file each part of it stands. */
export class YamlFile {
  private readonly lines = new LineCounter();
  private readonly document: Document;
  /** The value, or undefined when the file is no YAML. */
  readonly data: unknown;
  /** What makes the file no YAML. */
  readonly syntaxFaults: readonly Fault[];

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, merge: true, prettyErrors: false });
    const faults: Fault[] = syntaxProblems(this.document.errors, text).map(({ offset, problem }) => ({
      file,
      ...this.position(offset),
      path: [],
      ...problem,
    }));
    if (faults.length === 0) {
      for (const { node, beside, problem } of structureProblems(this.document.contents)) {
        const place = this.placeOf(node) ?? this.placeOf(beside) ?? this.startOf(node) ?? START;
        faults.push({ file, ...place, path: [], ...problem });
      }
    }
    if (faults.length === 0) {
      try {
        this.data = this.document.toJS();
      } catch (error) {
        // yaml throws when aliases expand without end.
        if (!(error instanceof ReferenceError)) throw error;
        const what = `cannot be read: ${firstLine(error.message)}`;
        faults.push({ file, ...START, path: [], what, remedy: "use fewer aliases" });
      }
    }
    this.syntaxFaults = faults;
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
  }

  /** The fault of the value at the path. Of a value that is missing, the place is where it belongs. */
  fault(path: ConfigPath, problem: Problem): Fault {
    return { ...problem, file: this.file, ...this.locate(path).value, path };
  }

  /** The fault of a key, such as one that is not known. */
  faultOfKey(path: ConfigPath, problem: Problem): Fault {
    return { ...problem, file: this.file, ...this.locate(path).key, path };
  }

  /** Where the value at the path stands; of one that is missing, where it belongs. */
  place(path: ConfigPath): Place {
    return this.locate(path).value;
  }

  /** A scalar as it is written in the file, before YAML made a number of it. */
  sourceOf(path: ConfigPath): string | undefined {
    const { node } = this.locate(path);
    return isScalar(node) ? node.source : undefined;
  }

  private locate(path: ConfigPath): { key: Place; value: Place; node: unknown } {
    let node: unknown = this.document.contents;
    let key = this.placeOf(node) ?? START;
    let value = key;
    for (const step of path) {
      const found = this.descend(node, step);
      if (found === undefined) return { key, value, node: undefined };
      key = this.placeOf(found.key) ?? value;
      node = found.value;
      // An empty item of a list has no key: where it begins says which it is.
      value = (typeof step === "number" ? this.startOf(node) : this.placeOf(node)) ?? key;
    }
    return { key, value, node };
  }

  private descend(node: unknown, step: string | number): { key: unknown; value: unknown } | undefined {
    const target = this.resolved(node);
    if (isSeq(target)) {
      const item: unknown = typeof step === "number" ? target.items[step] : undefined;
      return item === undefined ? undefined : { key: item, value: item };
    }
    if (!isMap(target)) return undefined;
    const pairs = target.items.filter((item): item is Pair => isPair(item));
    const own = pairs.find((pair) => !isMerge(pair) && keyText(pair) === String(step));
    if (own !== undefined) return own;
    for (const merge of pairs.filter(isMerge)) {
      const sources: unknown[] = isSeq(merge.value) ? merge.value.items : [merge.value];
      for (const source of sources) {
        const found = this.descend(source, step);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  private placeOf(node: unknown): Place | undefined {
    // An empty value, as after `name:`, has a node without text: the key then is the better place.
    return isNode(node) && hasText(node) ? this.startOf(node) : undefined;
  }

  private startOf(node: unknown): Place | undefined {
    return isNode(node) && node.range ? this.position(node.range[0]) : undefined;
  }

  private position(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

const MERGE_MARK = /^(?:<{7}|\|{7}|={7}|>{7})(?=\s|$)/m;
const MERGE_PROBLEM: Problem = {
  what: "has the mark of a merge that was not settled",
  remedy: "keep what is meant, and take all such marks out",
};

/** What a person looks for in vain, since neither what a merge left behind nor a space says that it is at fault. */
function syntaxProblems(
  errors: readonly YAMLParseError[],
  text: string,
): readonly { readonly offset: number; readonly problem: Problem }[] {
  if (errors.length > 0) {
    const unseen = [
      { offset: text.search(MERGE_MARK), problem: MERGE_PROBLEM },
      { offset: otherSpaceIn(text), problem: OTHER_SPACE_PROBLEM },
    ].find(({ offset }) => offset >= 0);
    if (unseen !== undefined) return [unseen];
  }
  return ownErrors(errors).map((error) => ({ offset: error.pos[0], problem: syntaxProblem(error, text) }));
}

/** Keys given twice, each a mistake of its own, up to the first error of another kind: what comes after that follows from it. */
function ownErrors(errors: readonly YAMLParseError[]): readonly YAMLParseError[] {
  // What is nested too deep was not read to its end: nothing else that is said of it is true.
  const tooDeep = errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
  if (tooDeep !== undefined) return [tooDeep];
  const ordered = [...errors].sort((one, other) => one.pos[0] - other.pos[0]);
  const first = ordered.findIndex(({ code }) => code !== "DUPLICATE_KEY");
  return first === -1 ? ordered : ordered.slice(0, first + 1);
}

/** What to do about an error of YAML, where its message says no such thing. */
const REMEDIES: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_DQ_ESCAPE: "write it in single quotes, in which nothing is escaped",
  BAD_INDENT: "indent it as its neighbours, and close each bracket that is opened",
  BAD_SCALAR_START: "put the value in quotes",
  BLOCK_AS_IMPLICIT_KEY: "put a value with a colon in quotes, or begin a line for each key",
  MISSING_CHAR: "add it",
  UNEXPECTED_TOKEN: "correct it here, or on the line before",
};

function syntaxProblem({ code, message, pos }: YAMLParseError, text: string): Problem {
  switch (code) {
    case "DUPLICATE_KEY": {
      const key = /^[^:\n]*/.exec(text.slice(pos[0]))?.[0] ?? "";
      return { what: `gives the key ${key.trim()} twice`, remedy: "keep one of the two" };
    }
    case "MULTIPLE_DOCS":
      return {
        what: "begins a second document",
        allowed: "one document a file",
        remedy: "move it to a file of its own, or leave out the line ---",
      };
    case "RESOURCE_EXHAUSTION":
      return { what: "is nested too deep", remedy: "nest it less" };
    case "TAB_AS_INDENT":
      return {
        what: "is indented with a tab, and YAML takes spaces",
        remedy: "put spaces in place of tabs, here and in the lines below",
      };
    default:
      return { what: `is not YAML: ${firstLine(message)}`, remedy: REMEDIES[code] ?? "correct the file" };
  }
}

const START: Place = { line: 1, column: 1 };

/** A place in a file, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

function hasText(node: Node): boolean {
  return !(isScalar(node) && node.value === null && node.source === "");
}

function keyText(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? message;
}
