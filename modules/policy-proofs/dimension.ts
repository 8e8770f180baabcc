import { parseDate, parseIpAddress, parseNumber, type IpRange } from "../policy-evaluation";

/** One of the dimensions of all requests, in as many parts as policies tell apart. */
export interface Dimension<T> {
  /** A value of each atom. */
  readonly atoms: readonly T[];
  /** The atom that a value is in, or nothing where the dimension does not have it. */
  readonly locate: (value: T) => number | undefined;
}

/** Values that are compared by size: each operand is an atom, and so is what lies before, between and after them. */
function ordered(
  operands: readonly number[],
  read: (text: string) => number | undefined,
  firstBefore: (operand: number) => number,
): Dimension<string> {
  const points = [...new Set(operands)].sort((a, b) => a - b);
  const first = points[0] ?? 0;
  const values = points.flatMap((point, index) => {
    const next = points[index + 1] ?? point + 2;
    return [point, point + 1 < next ? point + 1 : (point + next) / 2];
  });
  return {
    atoms: [firstBefore(first), ...values].map(String),
    locate: (text) => {
      const value = read(text);
      if (value === undefined) return undefined;
      const below = points.filter((point) => point < value).length;
      return 2 * below + (points[below] === value ? 1 : 0);
    },
  };
}

/** The numbers that comparisons with the operands tell apart. */
export function numberAtoms(operands: readonly number[]): Dimension<string> {
  return ordered(operands, parseNumber, (operand) => Math.ceil(operand) - 1);
}

/** The moments that comparisons with the operands tell apart, in seconds since 1970. */
export function dateAtoms(operands: readonly number[]): Dimension<string> {
  // Fewer than five digits could as well be a year: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  return ordered(operands, parseDate, (operand) => operand - 1);
}

/** The addresses that the ranges tell apart: from the start of one, or from what follows one, to the next such. */
export function addressAtoms(ranges: readonly IpRange[]): Dimension<string> {
  const starts = ([32, 128] as const).map((bits) => {
    const edges = ranges.flatMap(({ address, prefixLength }) => {
      if (address.bits !== bits) return [];
      const size = 1n << BigInt(bits - prefixLength);
      const start = (address.value / size) * size;
      return [start, start + size];
    });
    const known = new Set([0n, ...edges].filter((edge) => edge < 1n << BigInt(bits)));
    return { bits, starts: [...known].sort((a, b) => (a < b ? -1 : 1)) };
  });
  const cells = starts.flatMap(({ bits, starts: edges }) => edges.map((start) => ({ bits, start })));
  return {
    atoms: cells.map(({ bits, start }) => (bits === 32 ? ipv4(start) : ipv6(start))),
    locate: (text) => {
      const address = parseIpAddress(text);
      if (address === undefined) return undefined;
      return cells.findLastIndex(({ bits, start }) => bits === address.bits && start <= address.value);
    },
  };
}

function ipv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");
}

function ipv6(address: bigint): string {
  return Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  ).join(":");
}
