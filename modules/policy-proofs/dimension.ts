/** One of the dimensions of all requests, in as many parts as policies tell apart. */
export interface Dimension<T> {
  /** A value of each atom. */
  readonly atoms: readonly T[];
  /** The atom that a value is in, or nothing where the dimension does not have it. */
  readonly locate: (value: T) => number | undefined;
}
