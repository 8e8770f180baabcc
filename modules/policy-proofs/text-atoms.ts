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
  const atoms = new Map<string, string>();
  const add = ({ ending }: State, text: string): void => {
    if (ending !== undefined && !atoms.has(ending)) atoms.set(ending, text);
  };
  let front: (readonly [State, string])[] = [[automaton.start, ""]];
  while (front.length > 0) {
    const next: (readonly [State, string])[] = [];
    for (const [state, text] of front) {
      for (const character of automaton.toldApart(state)) {
        const following = automaton.after(state, character);
        if (reached.has(following) || !following.isInLanguage) continue;
        reached.add(following);
        add(following, text + character);
        next.push([following, text + character]);
      }
    }
    if (reached.size > MOST_STATES) {
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
  return { atoms: [...atoms.values()], locate: (text) => numbers.get(automaton.read(text).ending ?? "") };
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
  /** Itself and all that follow by nothing: known when all patterns are. */
  closure: readonly Position[];
  /** Whether a language goes through it, and whether one, or a pattern, ends here. */
  inLanguage: boolean;
  endsLanguage: boolean;
  ends: boolean;
}

/** The positions that patterns can be in, which there is once, with what is known of where characters lead from it. */
interface State {
  readonly positions: readonly Position[];
  readonly following: Map<string, State>;
  readonly isInLanguage: boolean;
  /** The languages and patterns that end here, as a name; none where no language does. */
  readonly ending: string | undefined;
}

function closureOf(position: Position): readonly Position[] {
  // A set that grows while it is gone through: what follows by nothing may be followed by nothing too.
  const all = new Set([position]);
  for (const { skips } of all) for (const next of skips.values()) all.add(next);
  return [...all];
}

function nameOf(positions: readonly Position[]): string {
  return positions.map(({ number }) => number).join();
}

/** All patterns, those that begin alike as one. */
class Automaton {
  readonly start: State;
  private readonly positions: Position[] = [];
  private readonly states = new Map<string, State>();
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
    for (const position of this.positions) position.closure = closureOf(position);
    this.start = this.state(first.closure);
    const kinds = new Map<string, Characters>();
    for (const { takes } of [...languages, ...patterns].flat())
      if (takes.listed === undefined) kinds.set(takes.name, takes);
    const alike = new Map<string, string[]>();
    for (const character of CHARACTERS) {
      const name = [...kinds.values()].map(({ has }) => has(character)).join();
      alike.set(name, [...(alike.get(name) ?? []), character]);
    }
    this.alike = [...alike.values()];
  }

  /** Characters that lead on from the state, one of each that leads elsewhere. */
  toldApart({ positions }: State): readonly string[] {
    const waitedFor = new Set(
      positions.flatMap(({ steps }) => [...steps.values()].flatMap(({ takes }) => takes.listed ?? [])),
    );
    const others = this.alike.flatMap((characters) => characters.find((each) => !waitedFor.has(each)) ?? []);
    return [...others, ...waitedFor];
  }

  after(state: State, character: string): State {
    const known = state.following.get(character) ?? this.state(positionsAfter(state, character));
    state.following.set(character, known);
    return known;
  }

  read(text: string): State {
    return text.split("").reduce((state, character) => this.after(state, character), this.start);
  }

  private state(some: Iterable<Position>): State {
    const positions = [...some].sort((a, b) => a.number - b.number);
    const name = nameOf(positions);
    const known = this.states.get(name) ?? {
      positions,
      following: new Map<string, State>(),
      isInLanguage: positions.some(({ inLanguage }) => inLanguage),
      ending: positions.some(({ endsLanguage }) => endsLanguage)
        ? nameOf(positions.filter(({ ends, endsLanguage }) => ends || endsLanguage))
        : undefined,
    };
    this.states.set(name, known);
    return known;
  }

  /** The positions that the steps go through, made where there are none yet. */
  private path(first: Position, steps: Steps): readonly Position[] {
    const passed = [first];
    let at = first;
    for (const { takes, repeats } of steps) {
      const known = repeats ? at.skips.get(takes.name) : at.steps.get(takes.name)?.to;
      const to = known ?? this.position(repeats ? takes : undefined);
      if (repeats) at.skips.set(takes.name, to);
      else at.steps.set(takes.name, { takes, to });
      passed.push(to);
      at = to;
    }
    return passed;
  }

  private position(repeats: Characters | undefined): Position {
    const position: Position = {
      ...{ number: this.positions.length, repeats, steps: new Map(), skips: new Map(), closure: [] },
      ...{ inLanguage: false, endsLanguage: false, ends: false },
    };
    this.positions.push(position);
    return position;
  }
}

function positionsAfter({ positions }: State, character: string): ReadonlySet<Position> {
  const following = new Set<Position>();
  const add = ({ closure }: Position): void => {
    for (const each of closure) following.add(each);
  };
  for (const position of positions) {
    if (position.repeats?.has(character) === true) add(position);
    for (const { takes, to } of position.steps.values()) if (takes.has(character)) add(to);
  }
  return following;
}
