/**
 * A reader of CloudWatch Logs Insights queries, as far as orgtrail writes them: it says what is wrong with one, and refuses
 * what it does not know. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
const TOKEN =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<regexp>\/(?:[^/\\\n]|\\.)+\/)|(?<number>-?\d+(?:\.\d+)?)|(?<name>`[^`]+`|@?[A-Za-z_][\w.]*)|(?<mark><=|>=|!=|=|<|>|\(|\)|\[|\]|,|\*))/y;

interface Token {
  readonly kind: string;
  readonly text: string;
}

const FUNCTIONS = ["coalesce", "ispresent", "count", "min", "max", "sum"];

/** What is wrong with the query, or nothing. */
export function queryFault(query: string): string | undefined {
  try {
    for (const command of query.split("\n| ")) new Command(command).check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

class Command {
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(private readonly text: string) {
    const tokens: Token[] = [];
    TOKEN.lastIndex = 0;
    let at = 0;
    while (text.slice(at).trim() !== "") {
      const match = TOKEN.exec(text);
      if (match === null) throw new Error(`${text.slice(at)} is not known`);
      at = TOKEN.lastIndex;
      const [kind = ""] =
        (Object.entries(match.groups ?? {}) as [string, string | undefined][]).find(
          ([, value]) => value !== undefined,
        ) ?? [];
      tokens.push({ kind, text: match[0].trim() });
    }
    this.tokens = tokens;
  }

  check(): void {
    const command = this.name();
    switch (command) {
      case "SOURCE":
        throw new Error("SOURCE belongs to dashboards");
      case "fields":
        this.list(() => {
          this.value();
          if (this.take("as")) this.name();
        });
        break;
      case "filter":
        this.disjunction();
        break;
      case "stats":
        this.list(() => {
          this.value();
          if (this.take("as")) this.name();
        });
        if (this.take("by")) this.list(() => this.name());
        break;
      case "sort":
        this.name();
        if (!this.take("asc")) this.expect("desc");
        break;
      case "limit":
        this.kind("number");
        break;
      default:
        throw new Error(`there is no command ${command}`);
    }
    if (this.next < this.tokens.length) throw new Error(`${this.peek().text} is too much in: ${this.text}`);
  }

  private disjunction(): void {
    do this.conjunction();
    while (this.take("or"));
  }

  private conjunction(): void {
    do this.comparison();
    while (this.take("and"));
  }

  private comparison(): void {
    if (this.take("(")) {
      this.disjunction();
      this.expect(")");
      return;
    }
    if (this.take("not")) {
      this.comparison();
      return;
    }
    const call = this.value();
    if (call === "ispresent") return;
    if (this.take("in")) {
      this.expect("[");
      this.list(() => this.kind("text"));
      this.expect("]");
      return;
    }
    const negated = this.take("not");
    if (this.take("like")) {
      const { text } = this.kind("regexp");
      new RegExp(text.slice(1, -1));
      return;
    }
    if (negated || !["=", "!=", "<", "<=", ">", ">="].includes(this.peek().text)) {
      throw new Error(`there is no comparison at ${this.peek().text} in: ${this.text}`);
    }
    this.next += 1;
    const { kind } = this.peek();
    if (kind !== "text" && kind !== "number") throw new Error(`there is no value in: ${this.text}`);
    this.next += 1;
  }

  /** A field, or a function of fields: gives its name. */
  private value(): string {
    const name = this.name();
    if (!this.take("(")) return name;
    if (!FUNCTIONS.includes(name)) throw new Error(`there is no function ${name}`);
    this.list(() => {
      if (!this.take("*")) this.name();
    });
    this.expect(")");
    return name;
  }

  private list(item: () => unknown): void {
    do item();
    while (this.take(","));
  }

  private name(): string {
    return this.kind("name").text;
  }

  private kind(kind: string): Token {
    const token = this.peek();
    if (token.kind !== kind) throw new Error(`${token.text} is no ${kind} in: ${this.text}`);
    this.next += 1;
    return token;
  }

  private take(text: string): boolean {
    if (this.tokens[this.next]?.text !== text) return false;
    this.next += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new Error(`there is no ${text} at ${this.peek().text} in: ${this.text}`);
  }

  private peek(): Token {
    return this.tokens[this.next] ?? { kind: "end", text: "the end" };
  }
}
