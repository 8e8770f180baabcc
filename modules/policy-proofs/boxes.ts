import { ValidationError } from "../validation";

/**
 * Sets of requests, as unions of boxes. A box is a product: on each dimension a set of atoms, and all points whose
 * atoms are in them. Boxes are closed under intersection, and what one leaves of another is at most one box a dimension.
 */

/** A set of atoms of one dimension: bit i stands for atom i. */
export type Atoms = bigint;

/** The points whose atom is in the set on each dimension; on one without a set, any atom is. */
export type Box = readonly (Atoms | undefined)[];

/** All points that are in any of the boxes. */
export type Boxes = readonly Box[];

/** All atoms of each dimension. Where dimensions are added, boxes that are older hold all atoms of the new ones. */
export type Whole = readonly Atoms[];

export const EVERYTHING: Boxes = [[]];
export const NOTHING: Boxes = [];

/** The policies of a whole organization have stayed under some hundreds; beyond this, no answer is given. */
export const MOST_BOXES = 20_000;

/** The points with one of the atoms on the dimension, whatever their others are. */
export function slab(dimension: number, atoms: Atoms): Boxes {
  return atoms === 0n ? NOTHING : [[...Array<undefined>(dimension).fill(undefined), atoms]];
}

/** What is in both. */
export function intersect(these: Boxes, those: Boxes, whole: Whole): Boxes {
  const found: Box[] = [];
  for (const one of these) {
    for (const other of those) {
      const both = overlap(one, other);
      if (both !== undefined) found.push(both);
    }
    requireFew(found);
  }
  return merged(found, whole);
}

/** What is in any. */
export function union(sets: readonly Boxes[], whole: Whole): Boxes {
  return merged(sets.flat(), whole);
}

/** What is in these and not in those. */
export function minus(these: Boxes, those: Boxes, whole: Whole): Boxes {
  let left = these;
  for (const taken of those) {
    if (!left.some((box) => meet(box, taken))) continue;
    left = merged(
      left.flatMap((box) => (meet(box, taken) ? remainder(box, taken, whole) : [box])),
      whole,
    );
    requireFew(left);
  }
  return left;
}

/** Whether any point is in both. */
function meet(one: Box, other: Box): boolean {
  return one.every((a, dimension) => {
    const b = other[dimension];
    return a === undefined || b === undefined || (a & b) !== 0n;
  });
}

function overlap(one: Box, other: Box): Box | undefined {
  if (!meet(one, other)) return undefined;
  const [longer, shorter] = one.length < other.length ? [other, one] : [one, other];
  return longer.map((a, dimension) => {
    const b = shorter[dimension];
    return a === undefined ? b : b === undefined ? a : a & b;
  });
}

/** What the box keeps when another is taken that overlaps it: for each dimension, what is outside there and inside on all before it. */
function remainder(box: Box, taken: Box, whole: Whole): Boxes {
  const pieces: Box[] = [];
  const inside = [...box, ...Array<undefined>(Math.max(0, taken.length - box.length)).fill(undefined)];
  for (const [dimension, cut] of taken.entries()) {
    const atoms = inside[dimension] ?? whole[dimension];
    if (cut === undefined || atoms === undefined) continue;
    if ((atoms & ~cut) !== 0n) pieces.push(inside.with(dimension, atoms & ~cut));
    inside[dimension] = atoms & cut;
  }
  return pieces;
}

/**
 * The same set in fewer boxes: those that differ on one dimension only are one box, with the atoms of all of them there. Boxes that are the same
 * on all dimensions before one have the same number, and so have those that are the same on all behind it.
 */
function merged(boxes: Boxes, whole: Whole): Boxes {
  if (boxes.length < 2) return boxes;
  const plain = boxes.map((box) =>
    box.map((atoms, dimension) => (atoms === whole[dimension] ? undefined : atoms)),
  );
  const [first, ...others] = plain;
  // Where all are alike, none is more so.
  const dimensions = [...whole.keys()].filter((each) => others.some((box) => box[each] !== first?.[each]));
  if (dimensions.length === 0) return plain.slice(0, 1);
  const pairs = new Pairs();
  let behind = plain.map(() => 0);
  const ends = dimensions
    .toReversed()
    .map((dimension) => {
      const these = behind;
      behind = plain.map((box, index) => pairs.numberOf(these[index] ?? 0, box[dimension]));
      return these;
    })
    .reverse();
  let some: Placed[] = plain.map((box, index) => ({ box, index, start: 0 }));
  for (const [nth, dimension] of dimensions.entries()) {
    const alike = new Map<number, Placed>();
    for (const each of some) {
      const around = each.start * pairs.count + (ends[nth]?.[each.index] ?? 0);
      const other = alike.get(around);
      if (other === undefined) alike.set(around, each);
      else other.box = joined(other.box, each.box, dimension, whole);
    }
    some = [...alike.values()];
    for (const each of some) each.start = pairs.numberOf(each.start, each.box[dimension]);
  }
  return some.map(({ box }) => box);
}

/** A box, of which of those that there were, and the number of what it has on the dimensions before. */
interface Placed {
  box: Box;
  readonly index: number;
  start: number;
}

/** Numbers pairs of a number and a set of atoms: the same pair has the same number. */
class Pairs {
  private readonly known = new Map<Atoms | undefined, Map<number, number>>();
  count = 1;

  numberOf(number: number, atoms: Atoms | undefined): number {
    let numbers = this.known.get(atoms);
    if (numbers === undefined) this.known.set(atoms, (numbers = new Map<number, number>()));
    let found = numbers.get(number);
    if (found === undefined) numbers.set(number, (found = this.count++));
    return found;
  }
}

/** Two boxes that differ on the dimension only, as one. */
function joined(one: Box, other: Box, dimension: number, whole: Whole): Box {
  const [a, b] = [one[dimension], other[dimension]];
  if (a === undefined) return one;
  const atoms = b === undefined ? undefined : a | b;
  return one.with(dimension, atoms === whole[dimension] ? undefined : atoms);
}

function requireFew(boxes: Boxes): void {
  if (boxes.length <= MOST_BOXES) return;
  throw new ProofLimitError("boxes", MOST_BOXES, "compare fewer policies at once, or with fewer conditions");
}

/** Thrown when policies would need more atoms or boxes than are computed. Then nothing is proven, and nothing refuted. */
export class ProofLimitError extends ValidationError {
  constructor(what: string, limit: number, remedy: string) {
    super("policies", [
      {
        property: what,
        what: "are too many to decide for all requests",
        allowed: `${limit} at most`,
        remedy,
      },
    ]);
    this.name = "ProofLimitError";
  }
}
