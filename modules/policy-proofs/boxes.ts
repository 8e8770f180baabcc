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
    const touched = new Set(left.filter((box) => overlap(box, taken) !== undefined));
    if (touched.size === 0) continue;
    left = merged(
      left.flatMap((box) => (touched.has(box) ? remainder(box, taken, whole) : [box])),
      whole,
    );
    requireFew(left);
  }
  return left;
}

function overlap(one: Box, other: Box): Box | undefined {
  const both: (Atoms | undefined)[] = [];
  for (let dimension = 0; dimension < Math.max(one.length, other.length); dimension++) {
    const [a, b] = [one[dimension], other[dimension]];
    const atoms = a === undefined ? b : b === undefined ? a : a & b;
    if (atoms === 0n) return undefined;
    both.push(atoms);
  }
  return both;
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

/** The same set in fewer boxes: those that differ on one dimension only are one box, with the atoms of all of them there. */
function merged(boxes: Boxes, whole: Whole): Boxes {
  if (boxes.length < 2) return boxes;
  let some = boxes.map((box) =>
    box.map((atoms, dimension) => (atoms === whole[dimension] ? undefined : atoms)),
  );
  const [first, ...rest] = some;
  const differ = whole.map((_, dimension) => rest.some((box) => box[dimension] !== first?.[dimension]));
  if (!differ.includes(true)) return some.slice(0, 1);
  for (const [dimension, all] of whole.entries()) {
    // Where all are alike, none is more so.
    if (differ[dimension] !== true) continue;
    const alike = new Map<string, (Atoms | undefined)[]>();
    for (const box of some) {
      const others = keyOf(box, dimension);
      const other = alike.get(others);
      if (other === undefined) {
        alike.set(others, box);
        continue;
      }
      const [a, b] = [other[dimension], box[dimension]];
      const atoms = a === undefined || b === undefined ? undefined : a | b;
      alike.set(others, widened(other, dimension, atoms === all ? undefined : atoms));
    }
    some = [...alike.values()];
  }
  return some;
}

/** The box on all dimensions but one, as text. */
function keyOf(box: Box, except: number): string {
  let key = "";
  for (const [dimension, atoms] of box.entries()) {
    if (dimension !== except && atoms !== undefined) key += `${dimension}:${atoms.toString(32)};`;
  }
  return key;
}

function widened(box: Box, dimension: number, atoms: Atoms | undefined): (Atoms | undefined)[] {
  return dimension < box.length ? box.with(dimension, atoms) : [...box];
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
