import { signatureFault, type Digest, type DigestRead } from "./digest";
import type { FindingKind, LogFinding } from "./findings";
import type { PublicKeys } from "./keys";
import {
  chainOf,
  digestKeyAt,
  digestTime,
  s3Address,
  type DigestName,
  type FilePlace,
  type LogArea,
} from "./names";

/** CloudTrail makes a digest each hour. */
export const HOUR_MS = 3_600_000;
/** How far the end of an hour may be from the begin of the next, where none is missing. */
const SLACK_MS = 60_000;

/** How far a chain is known: its newest digest. */
export interface ChainHead extends FilePlace {
  readonly end: number;
  /** SHA-256 of its text. @default - it was not verified */
  readonly hash?: string;
}

/** A digest, once all is known of it that the chain tells. */
export interface JudgedDigest {
  readonly read: DigestRead;
  /** What it says. @default - it proves nothing */
  readonly proven?: Digest;
  readonly findings: readonly LogFinding[];
  /** What keeps it from proving something, and is nobody's fault. */
  readonly note?: string;
}

interface ChainOptions {
  readonly area: LogArea;
  readonly keys: PublicKeys;
  /** The time that is asked for begins here: an earlier digest is not missed. */
  readonly from: number;
  /** What an earlier run has validated. @default - nothing */
  readonly head?: ChainHead;
}

/**
 * Follows one chain forwards. Each digest is proven by its own signature, and is linked to the one before by name and hash.
 * Two digests are read ahead: what the one after says of a digest tells whether its text or its signature was changed, and
 * whether it belongs to the chain at all.
 */
export async function* judgedChain(
  digests: AsyncIterable<DigestRead>,
  options: ChainOptions,
): AsyncGenerator<JudgedDigest> {
  let last = options.head;
  for await (const [read, next, afterNext] of withTwoAhead(digests)) {
    const judged = judge(read, next, afterNext, options);
    if (judged.outside) {
      yield judged;
      continue;
    }
    const { name, hash } = read;
    const links = linkFindings(last, read, judged.proven, options);
    last = {
      ...{ bucket: name.bucket, key: name.key, end: judged.proven?.end ?? name.time },
      ...(judged.proven !== undefined && { hash }),
    };
    yield { ...judged, findings: [...links, ...judged.findings] };
  }
}

/** Each with the two that come after it. */
async function* withTwoAhead<T>(values: AsyncIterable<T>): AsyncGenerator<readonly [T, T?, T?]> {
  const ahead: T[] = [];
  for await (const value of values) {
    ahead.push(value);
    if (ahead.length === 3) yield ahead.splice(0, 1).concat(ahead) as [T, T, T];
  }
  while (ahead.length > 0) yield ahead.splice(0, 1).concat(ahead) as [T, T?];
}

/** What a digest proves by itself, and by the one after it. */
function judge(
  read: DigestRead,
  next: DigestRead | undefined,
  afterNext: DigestRead | undefined,
  { area, keys }: ChainOptions,
): JudgedDigest & { readonly outside?: boolean } {
  const { name, hash } = read;
  const fault = signatureFault(read, signatureIn(read, next), keys, area.region);
  if (fault === undefined) return proven(read, []);
  const finding = (kind: FindingKind, why = fault.why): LogFinding => ({
    ...{ ...ofChain(area, name), kind, file: { bucket: name.bucket, key: name.key }, why },
    ...(kind !== "moved" && kind !== "not-named" && !name.backfill && hourOf(name.time)),
    ...(hash !== undefined && { hash }),
  });
  const { kind } = fault;
  if (kind === "must-be-restored" || kind === "unreadable" || kind === "key-unknown")
    return { read, findings: [finding(kind)] };
  // Only a digest that proves itself says something of the one before it.
  const named =
    next !== undefined && signatureFault(next, signatureIn(next, afterNext), keys, area.region) === undefined
      ? next.digest?.previous
      : undefined;
  const isNamed = named !== undefined && isSameFile(named, name);
  if (!isNamed) {
    if (kind === "moved") return { read, findings: [finding(kind)], outside: true };
    if (named !== undefined && (digestTime(named.key) ?? 0) < name.time)
      return { read, findings: [finding("not-named", "the chain goes past this digest")], outside: true };
    // Of the newest hour a copy says nothing. Late deliveries may be of any time that is proven otherwise.
    return kind === "signature-unknown" && !name.backfill
      ? { read, findings: [], note: fault.why }
      : { read, findings: [finding(kind)] };
  }
  if (named.hash === hash && read.digest !== undefined) {
    // Its text is the one that CloudTrail delivered, whatever stands beside it.
    return proven(read, [
      finding("signature-wrong", "the digest is right, the signature beside it was changed"),
    ]);
  }
  const changed = finding(
    kind === "digest-deleted" ? kind : "digest-changed",
    kind === "signature-wrong" ? "the digest after it has another hash of it" : fault.why,
  );
  return { read, findings: [{ ...changed, delivered: named.hash }] };
}

function proven(read: DigestRead, findings: readonly LogFinding[]): JudgedDigest {
  return { read, findings, ...(read.digest !== undefined && { proven: read.digest }) };
}

/** The signature of a digest in the one after it. */
function signatureIn({ name }: DigestRead, next: DigestRead | undefined): string | undefined {
  const previous = next?.digest?.previous;
  return previous !== undefined && isSameFile(previous, name) ? previous.signature : undefined;
}

/** What lies between a digest and the one before it. */
function linkFindings(
  last: ChainHead | undefined,
  read: DigestRead,
  digest: Digest | undefined,
  { area, from }: ChainOptions,
): readonly LogFinding[] {
  const { name } = read;
  const at = ofChain(area, name);
  // Late deliveries have digests when they come, and no hours that could be missing.
  const time = (kind: LogFinding["kind"], start: number, end: number, why: string): readonly LogFinding[] =>
    name.backfill || end - start <= SLACK_MS ? [] : [{ ...at, kind, from: start, to: end, why }];
  if (digest === undefined) {
    const why = "the digest after it proves nothing, so that what it named is not known";
    return last === undefined ? [] : time("hour-without-digest", last.end, name.time - HOUR_MS, why);
  }
  const { previous, start } = digest;
  if (previous === undefined) {
    if (last === undefined || name.backfill) return [];
    const why = "validation or logging was off, or the trail was made anew";
    return [{ ...at, kind: "chain-broken", from: last.end, to: start, why }];
  }
  if (last !== undefined && isSameFile(last, previous)) {
    if (last.hash !== undefined && last.hash !== previous.hash)
      return [{ ...at, kind: "digest-changed", file: last, ...hourOf(last.end) }];
    if (last.hash === undefined) return [];
    return time("hour-without-digest", last.end, start, "the chain goes on over it");
  }
  // The first digest that is asked for may follow one of before.
  const reached = last?.end ?? from;
  if (start <= reached) return [];
  return [
    ...hoursBefore(area, read, reached, start - HOUR_MS, last !== undefined),
    {
      ...at,
      ...{ kind: "digest-deleted", file: previous, from: Math.max(reached, start - HOUR_MS), to: start },
      ...{ delivered: previous.hash, why: `${s3Address(name)} names it` },
    },
  ];
}

/** The hours before a digest that is missing: of several in a row, nothing names the others any more. */
function hoursBefore(
  area: LogArea,
  read: DigestRead,
  from: number,
  to: number,
  known: boolean,
): readonly LogFinding[] {
  if (read.name.backfill || !Number.isFinite(from) || to - from <= SLACK_MS) return [];
  const at = ofChain(area, read.name);
  if (!known)
    return [
      {
        ...at,

        kind: "hour-without-digest",
        from,
        to,
        why: "what could name one is missing",
      },
    ];
  const count = Math.round((to - from) / HOUR_MS);
  return Array.from({ length: Math.max(1, count) }, (_, index): LogFinding => {
    const end = to - (Math.max(1, count) - 1 - index) * HOUR_MS;
    const { bucket } = read.name;
    const file = { bucket, key: digestKeyAt(area, read.name, end) };
    const why = "the digest that named it is missing too: its name follows from the hour";
    return { ...at, kind: "digest-deleted", file, from: Math.max(from, end - HOUR_MS), to: end, why };
  });
}

function ofChain(
  { account, region }: LogArea,
  name: DigestName,
): Pick<LogFinding, "account" | "region" | "trail"> {
  return { account, region, trail: chainOf(name) };
}

/** The hour of the digest that ends it. */
function hourOf(end: number): Pick<LogFinding, "from" | "to"> {
  return { from: end - HOUR_MS, to: end };
}

function isSameFile(one: FilePlace, other: FilePlace): boolean {
  return one.bucket === other.bucket && one.key === other.key;
}
