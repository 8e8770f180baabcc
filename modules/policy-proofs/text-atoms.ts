import type { Characters, Steps } from "./patterns";
import { ProofLimitError } from "./proof-limit-error";
import type { ValueAtoms } from "./value-atoms";

/** Beyond this, no answer is given. A log bucket's policy makes some hundreds. */
export const MOST_STATES = 100_000;

/** In the order in which they make witnesses: of all characters that no pattern tells apart, the first stands for the others. */
const CHARACTERS = [
  "xyzabcdefghijklmnopqrstuvw",
  "9876543210",
  "XYZABCDEFGHIJKLMNOPQRSTUVW",
  "-_./:=+,@*?$!\"#%&'();<>[\\]^{|}~` éüñ",
].flatMap((characters) => characters.split(""));

/** So many are kept: statements that are proven one after the other, and the policies of a plan, ask much the same. */
const KEPT = 50;
const kept = new Map<string, ValueAtoms>();

/** The texts of any of the languages, as far as the patterns tell them apart. */
export function textAtoms(languages: readonly Steps[], patterns: readonly Steps[]): ValueAtoms {
  const key = JSON.stringify([languages, patterns].map((each) => each.map(namesOf)));
  const atoms = kept.get(key) ?? walked(languages, patterns);
  // What was asked for last is the last to go.
  kept.delete(key);
  kept.set(key, atoms);
  for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
  return atoms;
}

function namesOf(steps: Steps): readonly string[] {
  return steps.map(({ takes, repeats }) => `${takes.name}${repeats ? "*" : ""}`);
}

/**
 * All patterns are walked at once from the start, over the characters that some of them tell apart: a state is the set of
 * positions that they can be in, and each set of patterns that end together is an atom, of which the witness is a shortest text.
 */
function walked(languages: readonly Steps[], patterns: readonly Steps[]): ValueAtoms {
  const automaton = new Automaton(languages, patterns);
  const states = new Set<string>();
  const atoms = new Map<string, string>();
  const add = (state: State, text: string): void => {
    const ending = automaton.ending(state);
    if (ending !== undefined && !atoms.has(ending)) atoms.set(ending, text);
  };
  let front: (readonly [State, string])[] = [[automaton.start, ""]];
  while (front.length > 0) {
    const next: (readonly [State, string])[] = [];
    for (const [state, text] of front) {
      for (const character of automaton.toldApart(state)) {
        const following = automaton.after(state, character);
        const name = nameOf(following);
        if (states.has(name) || !automaton.isInLanguage(following)) continue;
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
    locate: (text) => numbers.get(automaton.ending(automaton.read(text)) ?? ""),
  };
}

/** A position in all patterns that begin alike. */
interface Position {
  readonly number: number;
  /** What it takes any number of, and stays. */
  readonly repeats: Characters | undefined;
  /** What it takes once, and where that leads. */
  readonly steps: Map<string, { readonly takes: Characters; readonly to: Position }>;
  /** Those after it that repeat: they may take nothing. */
  readonly skips: Map<string, Position>;
  /** Itself and all that follow by nothing, and the characters that its steps list: known when all patterns are. */
  closure: State;
  waitsFor: readonly string[];
  /** Whether a language goes through it. */
  inLanguage: boolean;
  endsLanguage: boolean;
  /** Whether a pattern ends here. */
  ends: boolean;
}

/** The positions that patterns can be in, in the order of their numbers. */
type State = readonly Position[];

function nameOf(state: State): string {
  return state.map(({ number }) => number).join();
}

function closureOf(position: Position): State {
  // A set that grows while it is gone through: what follows by nothing may be followed by nothing too.
  const all = new Set([position]);
  for (const { skips } of all) for (const next of skips.values()) all.add(next);
  return [...all].sort((a, b) => a.number - b.number);
}

/** All patterns, those that begin alike as one. */
class Automaton {
  readonly start: State;
  private readonly positions: Position[] = [];
  /** Characters that are of the same kinds, the best example first. */
  private readonly alike: readonly (readonly string[])[];

  constructor(languages: readonly Steps[], patterns: readonly Steps[]) {
    const first = this.position(undefined);
    for (const steps of languages) {
      const passed = this.path(first, steps);
      for (const position of passed) position.inLanguage = true;
      for (const last of passed.slice(-1)) last.endsLanguage = true;
    }
    for (const steps of patterns) for (const last of this.path(first, steps).slice(-1)) last.ends = true;
    for (const position of this.positions) {
      position.closure = closureOf(position);
      position.waitsFor = [...position.steps.values()].flatMap(({ takes }) => takes.listed ?? []);
    }
    this.start = first.closure;
    const kinds = new Map(
      [...languages, ...patterns].flatMap((steps) =>
        steps.flatMap(({ takes }) => (takes.listed === undefined ? [[takes.name, takes] as const] : [])),
      ),
    );
    const alike = new Map<string, string[]>();
    for (const character of CHARACTERS) {
      const name = [...kinds.values()].map(({ has }) => has(character)).join();
      alike.set(name, [...(alike.get(name) ?? []), character]);
    }
    this.alike = [...alike.values()];
  }

  isInLanguage(state: State): boolean {
    return state.some(({ inLanguage }) => inLanguage);
  }

  /** The languages and patterns that end in the state, as a name; none where no language does. */
  ending(state: State): string | undefined {
    if (!state.some(({ endsLanguage }) => endsLanguage)) return undefined;
    return nameOf(state.filter(({ ends, endsLanguage }) => ends || endsLanguage));
  }

  /** Characters that lead on from the state, one of each that leads elsewhere. */
  toldApart(state: State): readonly string[] {
    const waitedFor = new Set<string>();
    for (const { waitsFor } of state) for (const character of waitsFor) waitedFor.add(character);
    const others = this.alike.flatMap((characters) => characters.find((each) => !waitedFor.has(each)) ?? []);
    return [...others, ...waitedFor];
  }

  after(state: State, character: string): State {
    const following = new Set<Position>();
    const add = ({ closure }: Position): void => {
      for (const each of closure) following.add(each);
    };
    for (const position of state) {
      if (position.repeats?.has(character) === true) add(position);
      for (const { takes, to } of position.steps.values()) if (takes.has(character)) add(to);
    }
    return following.size < 2 ? [...following] : [...following].sort((a, b) => a.number - b.number);
  }

  read(text: string): State {
    return text.split("").reduce((state, character) => this.after(state, character), this.start);
  }

  /** The positions that the steps go through, made where there are none yet. */
  private path(first: Position, steps: Steps): readonly Position[] {
    return steps.reduce(
      (passed, { takes, repeats }) => {
        const at = passed.at(-1) ?? first;
        const known = repeats ? at.skips.get(takes.name) : at.steps.get(takes.name)?.to;
        const to = known ?? this.position(repeats ? takes : undefined);
        if (repeats) at.skips.set(takes.name, to);
        else at.steps.set(takes.name, { takes, to });
        return [...passed, to];
      },
      [first],
    );
  }

  private position(repeats: Characters | undefined): Position {
    const position: Position = {
      number: this.positions.length,
      repeats,
      steps: new Map(),
      skips: new Map(),
      closure: [],
      waitsFor: [],
      inLanguage: false,
      endsLanguage: false,
      ends: false,
    };
    this.positions.push(position);
    return position;
  }
}
