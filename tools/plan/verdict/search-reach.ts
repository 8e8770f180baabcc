import { BlockList, isIP, isIPv6 } from "node:net";
import { at, blocksAt, isNothing, textsAt } from "../../../modules/facts";
import { sidesOf, type JsonObject } from "../change";
import { collectionOpened } from "./collection-reach";
import type { Judges } from "./verdict";

/** What is judged of who reaches OpenSearch with more than one attribute. */
export const SEARCH_REACH: Judges = {
  "search-opened": (change) => {
    const sides = sidesOf(change);
    if (sides === undefined) return [];
    if (change.type === "aws_security_group")
      return widerThan(addressesOf(sides.before), addressesOf(sides.after));
    if (change.type !== "aws_opensearch_domain")
      return collectionOpened(change.type, sides.before, sides.after);
    return isWithin(sides.before) && !isWithin(sides.after)
      ? ["OpenSearch leaves its VPC, and has an address on the internet"]
      : [];
  },
};

function isWithin(domain: JsonObject): boolean {
  return !isNothing(at(domain, "vpc_options"));
}

/** A block of addresses: `10.0.0.0/16`. */
interface Block {
  readonly text: string;
  readonly address: string;
  readonly length: number;
}

/** How long a prefix is at most, by the version of IP. */
const LENGTHS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/** The addresses that a security group lets in. */
function addressesOf(group: JsonObject): readonly Block[] {
  return blocksAt(group, "ingress").flatMap((rule) =>
    [...textsAt(rule, "cidr_blocks"), ...textsAt(rule, "ipv6_cidr_blocks")].flatMap((text) => {
      const [address = "", digits = ""] = text.split("/");
      const length = /^\d{1,3}$/.test(digits) ? Number(digits) : Infinity;
      return length <= (LENGTHS[isIP(address)] ?? -1) ? [{ text, address, length }] : [];
    }),
  );
}

/** What is let in that has all addresses, or all of what was let in, and more. Addresses besides are to be reviewed. */
function widerThan(before: readonly Block[], after: readonly Block[]): readonly string[] {
  return after
    .filter(({ text }) => !before.some((block) => block.text === text))
    .flatMap((block) => {
      if (block.length === 0) return [`whatever address there is reaches OpenSearch (${block.text})`];
      const narrower = before.find((other) => contains(block, other));
      return narrower === undefined
        ? []
        : [`${block.text} reaches OpenSearch, and not ${narrower.text} alone`];
    });
}

const familyOf = ({ address }: Block): "ipv4" | "ipv6" => (isIPv6(address) ? "ipv6" : "ipv4");

function contains(block: Block, other: Block): boolean {
  if (block.length >= other.length || familyOf(block) !== familyOf(other)) return false;
  const list = new BlockList();
  list.addSubnet(block.address, block.length, familyOf(block));
  return list.check(other.address, familyOf(other));
}
