/** An IP address: its number, and how many bits it has (32 for IPv4, 128 for IPv6). */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** The addresses that share their first bits with a given one. */
export interface IpRange {
  readonly address: IpAddress;
  readonly prefixLength: number;
}

const OCTET = /^(0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const PREFIX_LENGTH = /^(0|[1-9]\d{0,2})$/;

/** The address, or nothing where the text is none. */
export function parseIpAddress(text: string): IpAddress | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** The range in CIDR notation, or nothing where the text is none. An address alone is a range of one. */
export function parseIpRange(text: string): IpRange | undefined {
  const [start = "", length, ...rest] = text.split("/");
  const address = parseIpAddress(start);
  if (address === undefined || rest.length > 0) return undefined;
  if (length === undefined) return { address, prefixLength: address.bits };
  if (!PREFIX_LENGTH.test(length) || Number(length) > address.bits) return undefined;
  return { address, prefixLength: Number(length) };
}

/** Whether the range has the address in it. An address of the other IP version never is. */
export function inRange(address: IpAddress, { address: start, prefixLength }: IpRange): boolean {
  if (address.bits !== start.bits) return false;
  const hostBits = BigInt(start.bits - prefixLength);
  return address.value >> hostBits === start.value >> hostBits;
}

function parseIpv4(text: string): IpAddress | undefined {
  const octets = text.split(".");
  if (octets.length !== 4) return undefined;
  if (!octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return undefined;
  return { bits: 32, value: joined(octets.map(BigInt), 8n) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const [head = "", tail, ...rest] = text.split("::");
  if (rest.length > 0) return undefined;
  const before = groupsOf(head, tail === undefined);
  const after = tail === undefined ? [] : groupsOf(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  // "::" stands for at least one group of zeros.
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return { bits: 128, value: joined([...before, ...Array<bigint>(missing).fill(0n), ...after], 16n) };
}

/** The 16-bit groups, of which the address's last two may be written as an IPv4 address. */
function groupsOf(text: string, atEnd: boolean): readonly bigint[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const last = groups.at(-1) ?? "";
  const embedded = atEnd && last.includes(".") ? parseIpv4(last) : undefined;
  const plain = embedded === undefined ? groups : groups.slice(0, -1);
  if (!plain.every((group) => GROUP.test(group))) return undefined;
  const values = plain.map((group) => BigInt(`0x${group}`));
  return embedded === undefined ? values : [...values, embedded.value >> 16n, embedded.value & 0xffffn];
}

function joined(parts: readonly bigint[], width: bigint): bigint {
  return parts.reduce((value, part) => (value << width) | part, 0n);
}
