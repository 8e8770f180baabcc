import type { Step, Steps } from "./patterns";
import { ProofLimitError } from "./proof-limit-error";
import type { ValueAtoms } from "./value-atoms";

/** Beyond this, no answer is given. The service control policies of the reference organization make some 4,000. */
export const MOST_STATES = 200_000;

/** Tried in this order, so that witnesses read well: of all characters that no pattern tells apart, the first stands for the others. */
const CHARACTERS = [
  "xyzabcdefghijklmnopqrstuvw",
  "9876543210",
  "XYZABCDEFGHIJKLMNOPQRSTUVW",
  "-_./:=+,@*?$!\"#%&'();<>[\\]^{|}~` é",
].flatMap((characters) => characters.split(""));

/**
 * The texts of any of the languages, as far as the patterns tell them apart. All patterns are walked at once from the start,
 * over the characters that some of them tell apart: a state is the set of positions that they can be in, and each set of
 * patterns that end together is an atom, of which the witness is a shortest text. Positions of all patterns are bits of one
 * number, so that a step is some operations on it.
 */
export function textAtoms(languages: readonly Steps[], patterns: readonly Steps[]): ValueAtoms {
  const automaton = new Automaton([...languages, ...patterns]);
  const inLanguage = automaton.positionsOf(languages.length);
  const endsLanguage = automaton.ends & inLanguage;
  const states = new Set<string>();
  const atoms = new Map<string, string>();
  const add = (state: bigint, text: string): void => {
    const ending = signature(state & automaton.ends);
    if ((state & endsLanguage) !== 0n && !atoms.has(ending)) atoms.set(ending, text);
  };
  let front: (readonly [state: bigint, text: string])[] = [[automaton.start, ""]];
  while (front.length > 0) {
    const next: (readonly [bigint, string])[] = [];
    for (const [state, text] of front) {
      for (const [character, following] of automaton.following(state)) {
        if ((following & inLanguage) === 0n) continue;
        const name = signature(following);
        if (states.has(name)) continue;
        states.add(name);
        add(following, text + character);
        next.push([following, text + character]);
      }
    }
    if (states.size > MOST_STATES) {
      throw new ProofLimitError(
        "states of patterns",
        MOST_STATES,
        "use fewer patterns that begin with a wildcard",
      );
    }
    front = next;
  }
  // Where any text will do, one that has characters is the better example.
  add(automaton.start, "");
  const numbers = new Map([...atoms.keys()].map((ending, number) => [ending, number]));
  return {
    witnesses: [...atoms.values()],
    locate: (text) => numbers.get(signature(automaton.read(text) & automaton.ends)),
  };
}

function signature(positions: bigint): string {
  return positions.toString(32);
}

/** Patterns side by side: each has a position before each of its steps and one at its end. */
class Automaton {
  readonly start: bigint;
  /** The last position of each pattern. */
  readonly ends: bigint;
  /** Where each pattern starts, and where another would. */
  private readonly offsets: readonly number[];
  private readonly repeats: bigint;
  private readonly leads = new Map<string, bigint>();
  /** Of characters that the same positions take, one. */
  private readonly characters: readonly string[];

  constructor(private readonly patterns: readonly Steps[]) {
    let next = 0;
    this.offsets = [0, ...patterns.map((steps) => (next += steps.length + 1))];
    this.repeats = this.positionsWhere(({ repeats }) => repeats);
    this.ends = bits(this.offsets.slice(1).map((offset) => offset - 1));
    this.start = this.withSkipped(bits(this.offsets.slice(0, -1)));
    const waitedFor = patterns.flatMap((steps) => steps.flatMap(({ character }) => character ?? []));
    const distinct = new Map<bigint, string>();
    for (const character of new Set([...CHARACTERS, ...waitedFor])) {
      const positions = this.taking(character);
      if (!distinct.has(positions)) distinct.set(positions, character);
    }
    this.characters = [...distinct.values()];
  }

  /** All positions of the first patterns. */
  positionsOf(patterns: number): bigint {
    return (1n << BigInt(this.offsets[patterns] ?? 0)) - 1n;
  }

  /** The states that can follow, each with a character that leads there. */
  *following(state: bigint): Iterable<readonly [character: string, following: bigint]> {
    const seen = new Set<bigint>();
    for (const character of this.characters) {
      const moving = state & this.taking(character);
      if (moving === 0n || seen.has(moving)) continue;
      seen.add(moving);
      yield [character, this.moved(moving)];
    }
  }

  /** The state after the text. */
  read(text: string): bigint {
    return text
      .split("")
      .reduce((state, character) => this.moved(state & this.taking(character)), this.start);
  }

  private moved(moving: bigint): bigint {
    return this.withSkipped(((moving & ~this.repeats) << 1n) | (moving & this.repeats));
  }

  /** A step that repeats may be taken no time. */
  private withSkipped(state: bigint): bigint {
    const all = state | ((state & this.repeats) << 1n);
    return all === state ? state : this.withSkipped(all);
  }

  /** The positions that take the character. */
  private taking(character: string): bigint {
    const known = this.leads.get(character);
    if (known !== undefined) return known;
    const positions = this.positionsWhere(({ takes }) => takes(character));
    this.leads.set(character, positions);
    return positions;
  }

  private positionsWhere(test: (step: Step) => boolean): bigint {
    return bits(
      this.patterns.flatMap((steps, index) =>
        steps.flatMap((step, number) => (test(step) ? [(this.offsets[index] ?? 0) + number] : [])),
      ),
    );
  }
}

/** The number in which the bits of these places are set. */
function bits(places: readonly number[]): bigint {
  const digits = Array<string>(Math.max(0, ...places) + 1).fill("0");
  for (const place of places) digits[digits.length - 1 - place] = "1";
  return BigInt(`0b${digits.join("")}`);
}
