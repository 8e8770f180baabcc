import { HOUR_MS } from "./chain";
import { Intervals } from "./intervals";
import { chainOf, type DigestName } from "./names";

/** A log file is delivered some time before the end of its hour, and some minutes after its events. */
const FROM_START_MS = HOUR_MS / 4;

interface CoveredChain {
  readonly covered: Intervals;
  /** When the chain was there first, as far as it is known, and when it is there last. */
  begin: number;
  last: number;
}

/** The times of which all digests are certain: what is there then and is not named was forged. */
export class Coverage {
  private readonly chains = new Map<string, CoveredChain>();

  /** Notes a digest that is there, of whatever it may be worth. @param since when an earlier run has left the chain */
  expect(name: DigestName, since: number | undefined): void {
    const id = chainOf(name);
    const chain = this.chains.get(id) ?? {
      covered: new Intervals(),
      begin: since ?? Infinity,
      last: -Infinity,
    };
    chain.last = Math.max(chain.last, name.time);
    this.chains.set(id, chain);
  }

  /** Adds the hour of a digest that is proven. */
  add(name: DigestName, start: number, end: number): void {
    const chain = this.chains.get(chainOf(name));
    chain?.covered.add([start, end]);
    if (chain !== undefined) chain.begin = Math.min(chain.begin, start);
  }

  /** Whether some chain has the time, and none leaves it out between two digests: its trail may have delivered without any. */
  has(time: number): boolean {
    const chains = [...this.chains.values()];
    const covers = ({ covered }: CoveredChain): boolean => covered.has(time, FROM_START_MS, HOUR_MS);
    return (
      chains.some(covers) && chains.every((each) => covers(each) || time < each.begin || each.last < time)
    );
  }

  /** Whether the digest is the newest of its chain that is there. */
  isLast(name: DigestName): boolean {
    return this.chains.get(chainOf(name))?.last === name.time;
  }
}
