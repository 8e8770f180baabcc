import { madeOnce } from "../../modules/kernel";

/**
 * Questions of which one answers for all that are the same but for names: the policies of a thousand teams.
 *
 * Why what holds of one holds of the others: let two questions be the same but for words (runs of letters and digits), word for word, one to
 * one. Exchange these words in every request, wherever one stands whole in a principal, a resource or a text. That maps requests on requests,
 * one to one, and a pattern of the one question takes a request if and only if the pattern in its place in the other takes the exchanged one.
 * For outside of wildcards whole words are compared with whole words; a wildcard takes any text, exchanged or not; and where a wildcard or a
 * policy variable cuts a word, what is left of that begins or ends none that is exchanged. So some request refutes the one if and only if one
 * refutes the other. That is not so of words that mean something, to evaluation (`Allow`, `s3:GetObject`, `root`) or by their form (an
 * account has twelve digits, a number has a size): questions that differ in such are asked each by itself.
 */
export class Renamings<Question, Answer> {
  private readonly classes = new Map<string, { readonly of: Words; readonly answer: Answer }[]>();

  /** @param isOfAll whether the answer names nothing, so that it is that of all which are the same but for names */
  constructor(private readonly isOfAll: (answer: Answer) => boolean) {}

  /** The answer to this question or to one that is the same but for names. @param ask answers it where none is known */
  answer(question: Question, ask: () => Answer): Answer {
    const words = wordsOf(question);
    const like = this.classes.get(words.form) ?? [];
    const known = like.find(({ of, answer }) => {
      const moved = movedBetween(of, words);
      return moved.length === 0 || (this.isOfAll(answer) && areNames(moved, of, words));
    });
    if (known !== undefined) return known.answer;
    const answer = ask();
    this.classes.set(words.form, [...like, { of: words, answer }]);
    return answer;
  }
}

/** A question as words, and what stands between them. */
interface Words {
  /** The text, with each word numbered by where it comes first. */
  readonly form: string;
  /** The words, by number. */
  readonly words: readonly string[];
  /** Words that mean something. */
  readonly meant: ReadonlySet<string>;
  /** What is left of words that a wildcard or a variable cuts. */
  readonly cut: ReadonlySet<string>;
}

const WORD = /[A-Za-z0-9]+/g;

/** What principals' ARNs are made of. */
const OF_PRINCIPALS = [
  ...["arn", "aws", "iam", "sts", "root", "user", "role", "assumed", "federated", "service", "reserved"],
  ...["sso", "saml", "oidc", "provider", "session", "anonymous"],
];

/** The parts of a question that hold names: elements of statements, facts, and operators of texts. */
const NAMING =
  /^(Sid|AWS|(Not)?Resource|arn|account|resources|members|managementAccount|(For\w+:)?(String|Arn)\w+)$/;
/** Those that hold none, though they stand within such. */
const MEANING =
  /^((For\w+:)?(Not)?(Numeric|Date|Bool|Null|Ip|Binary)\w*|(For\w+:)?\w*IgnoreCase\w*|Service|Federated|(Not)?Action)$/;

function wordsOf(question: unknown): Words {
  const numbers = new Map<string, number>();
  const meant = new Set(OF_PRINCIPALS);
  const cut = new Set<string>();
  const mean = (text: string): void => {
    for (const word of text.match(WORD) ?? []) meant.add(word);
  };
  const read = (value: unknown, names: boolean): void => {
    if (typeof value === "string") {
      // The name of a service means the service, and a variable what it reads.
      for (const variable of value.match(/\$\{[^}]*\}/g) ?? []) mean(variable);
      if (!names) mean(value);
      // Of the roles that belong to services, too: but for whose they are.
      else if (value.includes("amazonaws")) mean(value.replace(/:\d{12}:/, "::"));
      for (const { 0: word, index } of value.matchAll(WORD)) {
        if (/[*?]/.test(`${value[index - 1] ?? ""}${value[index + word.length] ?? ""}`)) cut.add(word);
      }
      // What a variable puts beside letters makes another word of both, so that no word stays whole for certain.
      if (JOINED.test(value)) cut.add("");
    } else if (Array.isArray(value)) {
      for (const each of value) read(each, names);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        mean(key);
        read(each, !MEANING.test(key) && (names || NAMING.test(key)));
      }
    } else mean(String(value));
  };
  read(question, false);
  const form = JSON.stringify(question).replace(WORD, (word) =>
    String(madeOnce(numbers, word, () => numbers.size)),
  );
  return { form, words: [...numbers.keys()], meant, cut };
}

/** A word that a variable touches. */
const JOINED = /\$\{[^}]*\}[A-Za-z0-9*?]|[A-Za-z0-9*?]\$\{|\}\$\{/;

type Moved = readonly (readonly [string, string])[];

function movedBetween(one: Words, other: Words): Moved {
  return one.words.flatMap((word, number) => {
    const its = other.words[number] ?? "";
    return its === word ? [] : [[word, its] as const];
  });
}

/** Whether the words that are exchanged are names alone. */
function areNames(moved: Moved, ...questions: readonly Words[]): boolean {
  const isAccount = (word: string): boolean => /^\d{12}$/.test(word);
  return moved.every(
    (pair) =>
      isAccount(pair[0]) === isAccount(pair[1]) &&
      pair.every((word) =>
        questions.every(
          ({ meant, cut }) => !meant.has(word) && ![...cut].some((part) => word.includes(part)),
        ),
      ),
  );
}
