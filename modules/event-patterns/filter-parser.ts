import {
  ANY_ELEMENT,
  MAX_WILDCARD_SELECTORS,
  selectorText,
  wildcardSelectors,
  type FieldSelector,
  type FilterExpression,
  type FilterTerm,
  type NumericOperator,
} from "./filter-syntax";
import type { Problem } from "../validation";
import { UnsupportedPatternError } from "./unsupported-pattern-error";

/** What a pattern is made of. Values may stand in quotes, in which case nothing in them is a word of the language. */
type Token =
  | { readonly kind: "mark"; readonly text: string; readonly at: number }
  | { readonly kind: "selector"; readonly selector: FieldSelector; readonly at: number }
  | { readonly kind: "word"; readonly text: string; readonly quoted: boolean; readonly at: number }
  | { readonly kind: "number"; readonly text: string; readonly at: number };

const MARKS = ["&&", "||", "!=", "<=", ">=", "=", "<", ">", "(", ")", "{", "}"];
const SPACE = /\s+/y;
const SELECTOR = /\$(?:\.[A-Za-z0-9_-]+|\[(?:\d+|\*)\])+(?![\w.[*-])/y;
const QUOTED = /"([^"\\]*)"/y;
/** Words that need no quotes. Others do: AWS refuses them bare. */
const BARE = /[A-Za-z0-9_*.:/-]+/y;
/** Signs and powers of ten are read as AWS reads them: `+5`, `1e+3`. With more behind it, it is a word: `123.123.*`. */
const NUMBER = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.*:/+-])/y;

/**
 * Reads the JSON pattern of a metric filter: comparisons with `=`, `!=` and the numeric operators, `NOT EXISTS`,
 * `IS NULL`, `IS TRUE`, `IS FALSE`, `&&` before `||`, and parentheses; and of `[*]`, any element of a list, whether one
 * of them is what a comparison says.
 * @throws UnsupportedPatternError for patterns that are not JSON patterns, for regular expressions, and for all else
 */
export function parseFilterPattern(pattern: string): FilterExpression {
  const known = READ.get(pattern);
  if (known !== undefined) return known;
  const read = new Parser(pattern).parse();
  if (READ.size >= MOST_READ) READ.clear();
  READ.set(pattern, read);
  return read;
}

/** Why a pattern cannot be read. @returns undefined where it can be */
export function filterPatternProblem(pattern: string): Problem | undefined {
  try {
    parseFilterPattern(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof UnsupportedPatternError)) throw error;
    return {
      what: `cannot be read: ${error.message}`,
      remedy: "write it in a way that is known, so that it can be asked for",
    };
  }
}

/** What was read: a pattern is read when it is rendered, for its saved query, for its alarm, and by who matches it. */
const READ = new Map<string, FilterExpression>();
const MOST_READ = 2_000;

/** In the 1,024 characters that AWS takes no more are closed again. */
const MOST_OPEN = 512;

class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;
  /** How many parentheses are open: others' patterns come from plans, and may be of any length. */
  private depth = 0;

  constructor(private readonly pattern: string) {
    if (!pattern.trimStart().startsWith("{")) {
      throw this.error("only patterns over JSON fields are known, which stand in { and }");
    }
    this.tokens = this.tokenize();
  }

  parse(): FilterExpression {
    this.expect("{");
    const expression = this.alternatives();
    this.expect("}");
    if (this.next < this.tokens.length) throw this.error(`it goes on after its end at ${this.position()}`);
    const wildcards = wildcardSelectors(expression);
    if (wildcards > MAX_WILDCARD_SELECTORS) {
      throw this.error(`it has [*] ${wildcards} times, and AWS takes ${MAX_WILDCARD_SELECTORS}`);
    }
    return expression;
  }

  private alternatives(): FilterExpression {
    const parts = [this.conjunction()];
    while (this.take("||")) parts.push(this.conjunction());
    return joined("or", parts);
  }

  private conjunction(): FilterExpression {
    const parts = [this.operand()];
    while (this.take("&&")) parts.push(this.operand());
    return joined("and", parts);
  }

  private operand(): FilterExpression {
    if (this.take("(")) {
      this.depth++;
      if (this.depth > MOST_OPEN) throw this.error(`more than ${MOST_OPEN} parentheses stand in each other`);
      const inner = this.alternatives();
      this.expect(")");
      this.depth--;
      return inner;
    }
    const token = this.tokens[this.next];
    if (token?.kind !== "selector")
      throw this.error(`there is no field such as $.eventName at ${this.position()}`);
    this.next += 1;
    return this.checked(this.term(token.selector));
  }

  /** What AWS does not say of `[*]` is not guessed: whether `!=` is of one element or of all, and what is absent. */
  private checked(term: FilterTerm): FilterTerm {
    const wildcards = wildcardSelectors(term);
    const field = selectorText(term.selector);
    if (wildcards > 1)
      throw this.error(`${field} has [*] ${wildcards} times, and AWS takes it once in a field`);
    const compared = term.kind === "text" || term.kind === "number";
    if (wildcards === 1 && !(compared && term.operator !== "!=")) {
      throw this.error(`what it says of ${field} is not known; there are = and the numeric operators`);
    }
    return term;
  }

  private term(selector: FieldSelector): FilterTerm {
    const token = this.tokens[this.next];
    if (token?.kind === "word" && !token.quoted) {
      const words = `${token.text} ${this.bareWord(this.next + 1)}`;
      this.next += 2;
      if (words === "NOT EXISTS") return { kind: "absent", selector };
      if (words === "IS NULL") return { kind: "is", selector, value: null };
      if (words === "IS TRUE") return { kind: "is", selector, value: true };
      if (words === "IS FALSE") return { kind: "is", selector, value: false };
      throw this.error(`${words} is not known; there are NOT EXISTS, IS NULL, IS TRUE and IS FALSE`);
    }
    const operator = token?.kind === "mark" ? token.text : "";
    if (!["=", "!=", "<", "<=", ">", ">="].includes(operator)) {
      throw this.error(`there is no comparison at ${this.position()}`);
    }
    this.next += 1;
    return this.comparison(selector, operator as NumericOperator);
  }

  private comparison(selector: FieldSelector, operator: NumericOperator): FilterTerm {
    const token = this.tokens[this.next];
    if (token?.kind !== "word" && token?.kind !== "number") {
      throw this.error(`there is no value at ${this.position()}`);
    }
    this.next += 1;
    if (token.kind === "number") return { kind: "number", selector, operator, value: Number(token.text) };
    if (!token.quoted && /^(true|false|null)$/i.test(token.text)) {
      throw this.error(`${token.text} is compared by IS ${token.text.toUpperCase()}`);
    }
    if (operator !== "=" && operator !== "!=") {
      throw this.error(`${operator} compares numbers, and ${token.text} is none`);
    }
    return { kind: "text", selector, operator, value: token.text };
  }

  private bareWord(index: number): string {
    const token = this.tokens[index];
    return token?.kind === "word" && !token.quoted ? token.text : "";
  }

  private take(mark: string): boolean {
    const token = this.tokens[this.next];
    if (token?.kind !== "mark" || token.text !== mark) return false;
    this.next += 1;
    return true;
  }

  private expect(mark: string): void {
    if (!this.take(mark)) throw this.error(`there is no ${mark} at ${this.position()}`);
  }

  private tokenize(): readonly Token[] {
    const tokens: Token[] = [];
    let at = 0;
    const read = (expression: RegExp): RegExpExecArray | null => {
      expression.lastIndex = at;
      return expression.exec(this.pattern);
    };
    while (at < this.pattern.length) {
      const space = read(SPACE);
      if (space !== null) {
        at += space[0].length;
        continue;
      }
      const mark = MARKS.find((candidate) => this.pattern.startsWith(candidate, at));
      const [selector, quoted, number, bare] = [read(SELECTOR), read(QUOTED), read(NUMBER), read(BARE)];
      if (mark !== undefined) tokens.push({ kind: "mark", text: mark, at });
      else if (selector !== null) tokens.push({ kind: "selector", selector: steps(selector[0]), at });
      else if (quoted !== null) tokens.push({ kind: "word", text: quoted[1] ?? "", quoted: true, at });
      else if (number !== null) tokens.push({ kind: "number", text: number[0], at });
      else if (bare !== null) tokens.push({ kind: "word", text: bare[0], quoted: false, at });
      else throw this.error(`${this.pattern.slice(at, at + 12)} is not known, at character ${at + 1}`);
      at += (mark ?? selector?.[0] ?? quoted?.[0] ?? number?.[0] ?? bare?.[0] ?? "").length;
    }
    return tokens;
  }

  private position(): string {
    const token = this.tokens[this.next];
    return token === undefined ? "its end" : `character ${token.at + 1}`;
  }

  private error(what: string): UnsupportedPatternError {
    return new UnsupportedPatternError(this.pattern, what);
  }
}

function joined(kind: "and" | "or", parts: readonly FilterExpression[]): FilterExpression {
  const [first, ...others] = parts;
  return first !== undefined && others.length === 0 ? first : { kind, parts };
}

function steps(selector: string): FieldSelector {
  return [...selector.matchAll(/\.([\w-]+)|\[(\d+|\*)\]/g)].map(
    ([, name, index]) => name ?? (index === ANY_ELEMENT ? ANY_ELEMENT : Number(index)),
  );
}
