import type { Characters, Steps } from "./patterns";
import { ProofLimitError } from "./boxes";
import type { Dimension } from "./dimension";

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
const kept = new Map<string, Dimension<string>>();

/** The texts of any of the languages, as far as the patterns tell them apart. */
export function textAtoms(languages: readonly Steps[], patterns: readonly Steps[]): Dimension<string> {
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
 * All patterns are walked at once from the start, over the characters that some of them tell apart: each set of patterns that end
 * together is an atom, of which the witness is a shortest text.
 */
function walked(languages: readonly Steps[], patterns: readonly Steps[]): Dimension<string> {
  const automaton = new Automaton(languages, patterns);
  const reached = new Set<State>();
  const led = new Set<State>();
  const atoms = new Map<string, string>();
  const add = (state: State, text: string): void => {
    const ending = endingOf(state);
    if (ending !== undefined && !atoms.has(ending)) atoms.set(ending, text);
  };
  /** Where texts lead, by their length, and by which of the characters they went on each time: of texts as long the first ones are witnesses. */
  const fronts: { readonly state: State; readonly text: string; readonly way: string }[][] = [];
  const push = (state: State, text: string, way: string): void => {
    (fronts[text.length] ??= []).push({ state, text, way });
  };
  push(automaton.start, "", "");
  for (let length = 0; length < fronts.length; length++) {
    const front = fronts[length] ?? [];
    for (const { state, text, way } of front.sort((one, other) => (one.way < other.way ? -1 : 1))) {
      if (reached.has(state)) continue;
      reached.add(state);
      // Where any text will do, one that has characters is the better example.
      if (length > 0) add(state, text);
      const [word, end] = automaton.alongWord(state);
      if (word !== "") {
        push(end, text + word, way + "\0".repeat(word.length));
        continue;
      }
      for (const [number, character] of automaton.toldApart(state).entries()) {
        const following = automaton.after(state, character);
        // Whatever leads to the same later is longer, or comes behind.
        if (!following.inLanguage || led.has(following)) continue;
        led.add(following);
        push(following, text + character, way + String.fromCharCode(number));
      }
      if (reached.size > MOST_STATES) {
        throw new ProofLimitError(
          "states of patterns",
          MOST_STATES,
          "use fewer patterns that begin with a wildcard",
        );
      }
    }
  }
  add(automaton.start, "");
  const numbers = new Map([...atoms.keys()].map((ending, number) => [ending, number]));
  return { atoms: [...atoms.values()], locate: (text) => numbers.get(endingOf(automaton.read(text)) ?? "") };
}

/** A position in all patterns that begin alike. */
class Position {
  /** What it takes once, and where that leads. */
  readonly steps: { readonly takes: Characters; readonly to: Position }[] = [];
  /** Those after it that repeat: they may take nothing. */
  readonly skips: Position[] = [];
  /** Itself and all that follow by nothing: known when all patterns are. */
  closure: readonly Position[] = [];
  /** Whether few characters lead on from it, or none. */
  isPassing = false;
  /** Whether it is passing, and nothing leads on from it without a character. */
  isAlone = false;
  /** Whether a language goes through it, and whether one, or a pattern, ends here. */
  inLanguage = false;
  endsLanguage = false;
  ends = false;

  /** @param repeats what it takes any number of, and stays */
  constructor(
    readonly number: number,
    readonly repeats: Characters | undefined,
  ) {}
}

/** Positions that wait for any of many characters, and mostly stay. There are few such sets: what follows on each is kept. */
interface Base {
  readonly positions: readonly Position[];
  /** The few characters that some of them wait for. */
  readonly waitedFor: ReadonlySet<string>;
  /** By the character, or by all that are like it and that none waits for. */
  readonly following: Map<string, State>;
  /** By the numbers of the positions that pass. */
  readonly states: Map<string, State>;
  /** Characters that lead to the same from here, the best example first, as far as no state with this base has gone there yet. */
  ahead: readonly (readonly string[])[];
}

/** The positions that patterns can be in: those that stay, and those that one character leads on from, or nothing. */
interface State {
  readonly base: Base;
  readonly passing: readonly Position[];
  /** Whether some language goes through it. */
  readonly inLanguage: boolean;
}

/** The languages and patterns that end in the state, as a name; none where no language does. */
function endingOf({ base, passing }: State): string | undefined {
  const all = [...base.positions, ...passing];
  if (!all.some(({ endsLanguage }) => endsLanguage)) return undefined;
  return numbersOf(all.filter(({ ends, endsLanguage }) => ends || endsLanguage));
}

function numbersOf(positions: readonly Position[]): string {
  return positions.map(({ number }) => number).join();
}

function closureOf(position: Position): readonly Position[] {
  // A set that grows while it is gone through: what follows by nothing may be followed by nothing too.
  const all = new Set([position]);
  for (const { skips } of all) for (const next of skips) all.add(next);
  return [...all];
}

/** All patterns, those that begin alike as one. */
class Automaton {
  readonly start: State;
  private readonly positions: Position[] = [];
  private readonly bases = new Map<string, Base>();
  /** The text that was read last, and where each of its characters led: one that begins alike is read on from there. */
  private lastRead = "";
  private readonly way: State[] = [];
  /** Characters that are of the same kinds, the best example first. */
  private readonly alike: readonly (readonly string[])[];
  /** Of each character, all that are of its kinds. */
  private readonly likes: ReadonlyMap<string, string>;

  constructor(languages: readonly Steps[], patterns: readonly Steps[]) {
    const first = this.position();
    for (const steps of languages) {
      const passed = this.path(first, steps);
      for (const position of passed) position.inLanguage = true;
      for (const last of passed.slice(-1)) last.endsLanguage = true;
    }
    for (const steps of patterns) for (const last of this.path(first, steps).slice(-1)) last.ends = true;
    for (const position of this.positions) {
      const { repeats, steps } = position;
      position.closure = closureOf(position);
      position.isPassing = repeats === undefined && steps.every(({ takes }) => takes.listed !== undefined);
      position.isAlone = position.isPassing && position.skips.length === 0;
    }
    const kinds = new Map<string, Characters>();
    for (const { takes } of [...languages, ...patterns].flat())
      if (takes.listed === undefined) kinds.set(takes.name, takes);
    const alike = new Map<string, string[]>();
    for (const character of CHARACTERS) {
      const name = [...kinds.values()].map(({ has }) => has(character)).join();
      alike.set(name, [...(alike.get(name) ?? []), character]);
    }
    this.alike = [...alike.values()];
    this.likes = new Map(this.alike.flatMap((some) => some.map((each) => [each, some.join("")])));
    this.start = this.state(first.closure);
  }

  /** Characters that lead on from the state, one of each that leads elsewhere, but for where states with its base have been. */
  toldApart({ base, passing }: State): readonly string[] {
    const waitedFor = waitedForBy(passing);
    const { ahead } = base;
    base.ahead = ahead.filter((some) => some.every((each) => waitedFor.has(each)));
    return [...ahead.flatMap((some) => some.find((each) => !waitedFor.has(each)) ?? []), ...waitedFor];
  }

  after({ base, passing }: State, character: string): State {
    const staying = this.staying(base, character);
    const further = positionsAfter(passing, character);
    return further.length === 0 ? staying : this.state(further, staying);
  }

  private staying(base: Base, character: string): State {
    const { waitedFor, following, positions } = base;
    const likes = waitedFor.has(character) ? character : (this.likes.get(character) ?? character);
    const state = following.get(likes) ?? this.state(positionsAfter(positions, character));
    following.set(likes, state);
    return state;
  }

  /**
   * The rest of a word that the state is in, and where that leads. On the way nothing ends, and whatever else may come leads where
   * it does from all states with the base.
   */
  alongWord(state: State): readonly [string, State] {
    const { base, passing } = state;
    const [first, another] = passing;
    let at = first;
    let word = "";
    while (at !== undefined && another === undefined && base.ahead.length === 0) {
      const [step, otherStep] = at.steps;
      const [character = "", otherCharacter] = step?.takes.listed ?? [];
      const ends = at.ends || at.endsLanguage || step === undefined;
      if (ends || (otherStep ?? otherCharacter) !== undefined || !step.to.isAlone) break;
      const staying = this.staying(base, character);
      if (staying.base !== base || staying.passing.length > 0) break;
      word += character;
      at = step.to;
    }
    return word === "" || at === undefined ? [word, state] : [word, this.stateOf(base, [at])];
  }

  read(text: string): State {
    const { lastRead, way } = this;
    let alike = 0;
    while (alike < text.length && text[alike] === lastRead[alike]) alike++;
    way.length = alike;
    let state = way.at(-1) ?? this.start;
    for (; alike < text.length; alike++) {
      state = this.after(state, text.charAt(alike));
      way.push(state);
    }
    this.lastRead = text;
    return state;
  }

  /** The state of these positions, and of those of another. */
  private state(some: readonly Position[], { base, passing = [] }: Partial<State> = {}): State {
    const staying = some.filter(({ isPassing }) => !isPassing);
    return this.stateOf(
      base && staying.length === 0 ? base : this.base([...(base?.positions ?? []), ...staying]),
      inOrder([...passing, ...some.filter(({ isPassing }) => isPassing)]),
    );
  }

  private stateOf(base: Base, passing: readonly Position[]): State {
    const name = numbersOf(passing);
    const known = base.states.get(name);
    if (known !== undefined) return known;
    const inLanguage = [base.positions, passing].some((each) => each.some((one) => one.inLanguage));
    const state = { base, passing, inLanguage };
    base.states.set(name, state);
    return state;
  }

  private base(some: readonly Position[]): Base {
    const positions = inOrder(some);
    const name = numbersOf(positions);
    const known = this.bases.get(name);
    if (known !== undefined) return known;
    const waitedFor = waitedForBy(positions);
    const others = this.alike.map((some) => some.filter((each) => !waitedFor.has(each)));
    const ahead = [...others.filter(({ length }) => length > 0), ...[...waitedFor].map((each) => [each])];
    const base = { positions, waitedFor, following: new Map(), states: new Map(), ahead };
    this.bases.set(name, base);
    return base;
  }

  /** The positions that the steps go through, made where there are none yet. */
  private path(first: Position, steps: Steps): readonly Position[] {
    const passed = [first];
    let at = first;
    for (const { takes, repeats } of steps) {
      const known = repeats
        ? at.skips.find((next) => next.repeats?.name === takes.name)
        : at.steps.find((step) => step.takes.name === takes.name)?.to;
      const to = known ?? this.position(repeats ? takes : undefined);
      if (known === undefined && repeats) at.skips.push(to);
      if (known === undefined && !repeats) at.steps.push({ takes, to });
      passed.push(to);
      at = to;
    }
    return passed;
  }

  private position(repeats?: Characters): Position {
    const position = new Position(this.positions.length, repeats);
    this.positions.push(position);
    return position;
  }
}

/** The few characters that steps of the positions wait for. */
function waitedForBy(positions: readonly Position[]): ReadonlySet<string> {
  const waitedFor = new Set<string>();
  for (const { steps } of positions) {
    for (const { takes } of steps) for (const each of takes.listed ?? []) waitedFor.add(each);
  }
  return waitedFor;
}

function positionsAfter(positions: readonly Position[], character: string): readonly Position[] {
  const following: Position[] = [];
  for (const position of positions) {
    if (position.repeats?.has(character) === true) following.push(...position.closure);
    for (const { takes, to } of position.steps) if (takes.has(character)) following.push(...to.closure);
  }
  return following;
}

/** Each position once, by number. */
function inOrder(positions: readonly Position[]): readonly Position[] {
  return positions.length < 2 ? positions : [...new Set(positions)].sort((a, b) => a.number - b.number);
}
