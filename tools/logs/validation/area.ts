import { HOUR_MS, judgedChain, type ChainHead, type JudgedDigest } from "./chain";
import { contentHash } from "./content";
import { byChain, listDigests } from "./digest-listing";
import { readDigest, type DigestRead, type NamedLog } from "./digest";
import { Coverage } from "./coverage";
import { FindingList } from "./finding-list";
import type { FindingKind, LogFinding } from "./findings";
import { Intervals, type Interval } from "./intervals";
import type { PublicKeys } from "./keys";
import { LogListing, NAMED_WITHIN_MS } from "./log-listing";
import {
  areaFolder,
  chainOf,
  LOG_FOLDER,
  s3Address,
  type DigestName,
  type FilePlace,
  type LogArea,
} from "./names";
import { begun, mergedBy, readAhead, type Slots } from "./slots";
import type { FileStore } from "./store";

/** A digest is delivered within the hour after its own: so long nobody misses it. */
const TAIL_MS = 2 * HOUR_MS;
/** Digests that are read for what they name and nothing else: of before and after the time that is asked for. */
const AROUND_MS = 4 * HOUR_MS;
/** How many digests are read ahead, and how many wait for their log files. */
const AHEAD = 8;
/** What is validated, and by what. */
export interface AreaOptions {
  readonly store: FileStore;
  readonly keys: PublicKeys;
  /** In milliseconds since 1970. @default - from the first digest that is there */
  readonly from?: number;
  readonly to: number;
  /** Whether a trail still delivers, so that its newest digests are missed. */
  readonly delivers: (trail: string) => boolean;
  /** What an earlier run has validated. @default - nothing */
  readonly state?: AreaState;
  readonly slots: Slots;
  /** Whether log files are read that no digest names: nothing is proven of them. For who keeps what is read. @default false */
  readonly readsUnproven?: boolean;
  /** Hears of each file that was read. */
  readonly onFile?: (file: ReadFile) => void | Promise<void>;
  /** Hears how many digests are validated, and of how many. */
  readonly onDigest?: (done: number, of: number) => void;
}

/** A file that was read and hashed. */
export interface ReadFile extends FilePlace {
  readonly hash: string;
  /** Bytes, as it is stored. */
  readonly stored: number;
  /** Bytes of its text. @default - it is a digest */
  readonly length?: number;
  /** @default - it is a log file */
  readonly digest?: DigestRead;
}

/** How far a run came with an account and Region, for the next one. */
export interface AreaState {
  /** All digests whose hours ended by then were validated. */
  readonly until: number;
  readonly chains: readonly ChainResult[];
  readonly findings: readonly LogFinding[];
}

/** What was found of one chain. */
export interface ChainResult {
  readonly trail: string;
  readonly homeRegion: string;
  readonly backfill: boolean;
  readonly digests: number;
  /** The times in which every file that a digest names is as it was delivered. */
  readonly proven: readonly Interval[];
  readonly head: ChainHead;
}

/** What was found of an account and Region. */
export interface AreaResult extends AreaState {
  readonly area: LogArea;
  /** Findings beyond those that are listed. */
  readonly moreFindings: number;
  /** Log files that were read. */
  readonly logs: number;
  /** Log files that no digest can name yet. */
  readonly young: number;
  /** Log files of times in which no digest proves anything. */
  readonly unproven: number;
  /** What cannot be proven, and is nobody's fault, as sentences. */
  readonly notes: readonly string[];
  /** Until when an earlier run had validated. @default - all was validated now */
  readonly reliesOn?: number;
}

/** Validates all that one account and Region have in a bucket. */
export async function validateArea(area: LogArea, options: AreaOptions): Promise<AreaResult> {
  return await new AreaValidation(area, options).run();
}

/** What keeps a digest from proving anything, and is no tampering. */
const NEITHER = new Set<FindingKind>(["must-be-restored", "unreadable", "key-unknown", "signature-unknown"]);

interface Chain {
  readonly name: DigestName;
  readonly proven: Intervals;
  digests: number;
  head?: ChainHead;
}

class AreaValidation {
  private readonly chains = new Map<string, Chain>();
  private readonly findings: FindingList;
  private readonly notes: string[] = [];
  private readonly coverage = new Coverage();
  /** Whether late deliveries have a digest that cannot be read: a log file of any time may be one of theirs. */
  private lateAreUnknown = false;
  /** Log files that came while a chain was broken. */
  private readonly meanwhile = new Map<LogFinding, number>();
  private readonly listing: LogListing;
  private readonly unproven: Promise<void>[] = [];
  private readonly counts = { logs: 0, young: 0, unproven: 0 };
  private readonly digests = { done: 0, of: 0 };
  /** The newest digest's time, and that of the newest that was validated. */
  private reached = -Infinity;
  private until: number;
  /** The newest moment by which all is judged that a later digest may tell. */
  private open = Infinity;

  constructor(
    private readonly area: LogArea,
    private readonly options: AreaOptions,
  ) {
    const { store, state } = options;
    this.listing = new LogListing(store, {
      onUnnamed: (file, time) => this.unnamed(file, time),
      onNamedLate: (file) => {
        this.findings.withdraw(file);
      },
      onUnlisted: (file, why) => {
        this.add({ ...this.at("unreadable"), file, why });
      },
    });
    this.until = state?.until ?? -Infinity;
    for (const { proven, ...chain } of state?.chains ?? []) {
      const name = { ...chain, ...chain.head, time: chain.head.end };
      this.chains.set(chainOf(name), { ...chain, name, proven: new Intervals(proven) });
    }
    this.findings = new FindingList(state?.findings);
  }

  async run(): Promise<AreaResult> {
    const { store, slots, state, to } = this.options;
    const from = state === undefined ? this.options.from : state.until - AROUND_MS;
    const { names, strays, unlisted } = await listDigests(this.area, store, slots, [
      from ?? -Infinity,
      to + AROUND_MS,
    ]);
    this.digests.of = names.length;
    this.options.onDigest?.(0, names.length);
    for (const name of names)
      if (!name.backfill) this.coverage.expect(name, this.chains.get(chainOf(name))?.head?.end);
    for (const { folder, why } of unlisted) this.add({ ...this.at("unreadable"), file: folder, why });
    for (const file of strays) await this.stray(file, "no digest has such a name");
    const own = { bucket: this.area.bucket, key: areaFolder(this.area, LOG_FOLDER) };
    const begin = state === undefined ? from : state.until - NAMED_WITHIN_MS;
    this.listing.begin(own, begin ?? (names[0]?.time ?? Infinity) - HOUR_MS);
    // Late deliveries are of any time: what they brought has to be known first.
    await this.follow(
      names.filter(({ backfill }) => backfill),
      from,
    );
    await this.follow(
      names.filter(({ backfill }) => !backfill),
      from,
    );
    await this.listing.lookUntil(to);
    await Promise.all(this.unproven);
    this.missTails();
    return this.result();
  }

  /** Follows chains side by side, in the order of time. */
  private async follow(names: readonly DigestName[], from = Infinity): Promise<void> {
    const { store, slots, keys } = this.options;
    const walks = [...byChain(names).values()].map((chain) =>
      judgedChain(
        readAhead(chain, AHEAD, (name) => slots.run(() => readDigest(store, name))),
        { area: this.area, keys, from },
      ),
    );
    const pending: Promise<void>[] = [];
    for await (const judged of mergedBy(walks, ({ read }) => read.name.time)) {
      pending.push(begun(this.take(judged, pending.at(-1))));
      if (pending.length > AHEAD) await pending.shift();
    }
    await Promise.all(pending);
  }

  /** Takes a digest in: checks the log files that it names, and adds what follows once all before it are added. */
  private async take(judged: JudgedDigest, before: Promise<void> | undefined): Promise<void> {
    const { read, proven } = judged;
    const { name } = read;
    const { state, to } = this.options;
    this.listing.name(proven?.logs ?? [], name.time, name.backfill);
    if (name.backfill && proven === undefined) this.takeUnknown(judged);
    const isKnown = state !== undefined && name.time <= state.until;
    const isAsked = !isKnown && (proven?.start ?? name.time - HOUR_MS) < to;
    const bad = isAsked ? await this.checkLogs(judged) : [];
    await before;
    this.options.onDigest?.(++this.digests.done, this.digests.of);
    if (isKnown) this.compareWithEarlier(read);
    else
      this.add(...judged.findings.filter((finding) => isAsked && (finding.from ?? -Infinity) < to), ...bad);
    if (isAsked) this.extend(judged, bad.length === 0);
    if (name.backfill) return;
    this.reached = Math.max(this.reached, name.time);
    if (proven !== undefined) this.coverage.add(name, proven.start, proven.end);
    await this.listing.lookUntil(Math.min(to, name.time - NAMED_WITHIN_MS));
  }

  /** Of a digest of late deliveries that is neither proven nor refuted, what it would name is neither proven nor forged. */
  private takeUnknown({ read, findings }: JudgedDigest): void {
    if (!findings.some(({ kind }) => NEITHER.has(kind))) return;
    if (read.digest === undefined) this.lateAreUnknown = true;
    else this.listing.claim(read.digest.logs);
  }

  /** Notes how far the digest's chain reaches now. */
  private extend({ read, proven, note }: JudgedDigest, logsAreRight: boolean): void {
    const { name, hash } = read;
    const { bucket, key, time } = name;
    const chain = this.chains.get(chainOf(name)) ?? { name, proven: new Intervals(), digests: 0 };
    this.chains.set(chainOf(name), chain);
    if (chain.head === undefined || chain.head.end < time) chain.digests++;
    chain.head = { bucket, key, end: proven?.end ?? time, ...(proven && hash !== undefined && { hash }) };
    if (proven !== undefined && logsAreRight) chain.proven.add([proven.start, proven.end]);
    if (note !== undefined) this.notes.push(`${s3Address(name)}: ${note}`);
    // The digest after it, which is still to come, has its signature: the next run validates it.
    if (note !== undefined && this.coverage.isLast(name)) this.open = Math.min(this.open, time - 1);
    this.until = Math.max(this.until, name.backfill ? -Infinity : time);
  }

  /** The newest digest of an earlier run must still be what that run has read. */
  private compareWithEarlier({ name, hash }: DigestRead): void {
    const { head } = this.chains.get(chainOf(name)) ?? {};
    if (head?.key !== name.key || head.hash === undefined || head.hash === hash) return;
    const why = "an earlier run has read another text";
    this.add({ ...this.at("digest-changed", chainOf(name)), file: head, delivered: head.hash, why });
  }

  private async checkLogs({ read, proven }: JudgedDigest): Promise<readonly LogFinding[]> {
    const { bytes, hash, name } = read;
    if (bytes !== undefined && hash !== undefined)
      await this.options.onFile?.({
        bucket: name.bucket,
        key: name.key,
        hash,
        stored: bytes.length,
        digest: read,
      });
    const checked = await Promise.all((proven?.logs ?? []).map((log) => this.checkLog(log, name)));
    return checked.filter((finding) => finding !== undefined);
  }

  private async checkLog(log: NamedLog, name: DigestName): Promise<LogFinding | undefined> {
    const { store, slots, onFile } = this.options;
    const { bucket, key } = log;
    const content = await slots.run(() => contentHash(store, log));
    const finding = (kind: FindingKind, more: Partial<LogFinding>): LogFinding => ({
      ...{ ...this.at(kind, chainOf(name)), file: { bucket, key }, ...more },
      ...(!name.backfill && { from: name.time - HOUR_MS, to: name.time }),
    });
    const delivered = log.hash;
    switch (content.kind) {
      case "missing":
        return finding("log-deleted", { delivered });
      case "archived":
        return finding("must-be-restored", { why: content.why });
      case "unreadable":
        return finding("unreadable", { why: content.why });
      case "broken":
        return finding("log-changed", { delivered, why: content.why });
      case "content": {
        const { hash, stored, length } = content;
        this.counts.logs++;
        await onFile?.({ bucket, key, hash, stored, length });
        return hash === delivered ? undefined : finding("log-changed", { delivered, hash });
      }
    }
  }

  /** Tells what a log file is that no digest names. @param time @default - CloudTrail gives no file such a name */
  private async unnamed(file: FilePlace, time: number | undefined): Promise<void> {
    const isClaimed = this.listing.isClaimed(file);
    const isYoung =
      time !== undefined && Number.isFinite(this.reached) && time > this.reached - NAMED_WITHIN_MS;
    if (time === undefined) {
      await this.stray(file, "CloudTrail gives no file such a name");
    } else if (isYoung) {
      this.counts.young++;
      await this.readUnproven(file);
    } else if (!isClaimed && !this.lateAreUnknown && this.coverage.has(time)) {
      await this.stray(file, "the digests of its time are whole, and none of them names it");
    } else {
      this.counts.unproven++;
      for (const [finding, logs] of this.meanwhile) {
        const { from = 0, to = 0 } = finding;
        if (from - HOUR_MS <= time && time <= to + HOUR_MS / 4) this.meanwhile.set(finding, logs + 1);
      }
      await this.readUnproven(file);
    }
  }

  /** Begins to read a file, of which all that can be told is that it may not be read. */
  private async readUnproven(file: FilePlace): Promise<void> {
    const { readsUnproven = false, store, slots, onFile } = this.options;
    if (!readsUnproven) return;
    const reading = slots.run(async () => {
      const content = await contentHash(store, file);
      if (content.kind === "content") await onFile?.({ ...file, ...content });
      else if (content.kind === "archived")
        this.add({ ...this.at("must-be-restored"), file, why: content.why });
      else if (content.kind === "unreadable") this.add({ ...this.at("unreadable"), file, why: content.why });
    });
    this.unproven.push(reading);
    if (this.unproven.length > AHEAD * AHEAD) await this.unproven.shift();
  }

  private async stray(file: FilePlace, why: string): Promise<void> {
    const content = await this.options.slots.run(() => contentHash(this.options.store, file));
    const hash = content.kind === "content" ? { hash: content.hash } : {};
    this.add({ ...this.at("not-named"), file, why, ...hash });
  }

  /** Chains that end before they should. */
  private missTails(): void {
    const { to, delivers } = this.options;
    for (const [chain, { name, head }] of this.chains) {
      if (head === undefined || name.backfill || !delivers(name.trail) || to - head.end <= TAIL_MS) continue;
      const { young } = this.counts;
      const why = young === 0 ? "no log file came after them" : `log files came after them: ${young}`;
      this.add({ ...this.at("newest-missing", chain), from: head.end, to, why });
    }
  }

  private result(): AreaResult {
    const { state } = this.options;
    return {
      ...{ area: this.area, until: Math.min(this.until, this.open), ...this.counts, notes: this.notes },
      moreFindings: this.findings.more,
      findings: this.findings.all((finding) => this.withCause(finding)),
      chains: [...this.chains.values()].flatMap(({ name, proven, digests, head }) => {
        const { trail, homeRegion, backfill } = name;
        return head === undefined
          ? []
          : [{ trail, homeRegion, backfill, digests, proven: proven.all(), head }];
      }),
      ...(state !== undefined && { reliesOn: state.until }),
    };
  }

  /** A chain that is broken, with what the log files of the time say of why. */
  private withCause(finding: LogFinding): LogFinding {
    const logs = this.meanwhile.get(finding);
    if (logs === undefined) return finding;
    const why =
      logs === 0
        ? "logging was off, or the trail was made anew: no log file came meanwhile"
        : `validation was off: log files that came meanwhile, and that nothing proves: ${logs}`;
    return { ...finding, why };
  }

  private at(kind: FindingKind, trail?: string): LogFinding {
    const { account, region } = this.area;
    return { kind, account, region, ...(trail !== undefined && { trail }) };
  }

  private add(...findings: readonly LogFinding[]): void {
    for (const finding of findings) {
      if (finding.kind === "chain-broken") this.meanwhile.set(finding, 0);
      this.findings.add(finding);
    }
  }
}
