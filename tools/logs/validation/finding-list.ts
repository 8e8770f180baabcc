import type { FindingKind, LogFinding } from "./findings";
import { s3Address, type FilePlace } from "./names";

/** More findings of one account and Region are counted. */
const MAX_FINDINGS = 10_000;
/** What each run tells anew: digests may have come since. */
const PASSING = new Set<FindingKind>(["newest-missing", "no-digests"]);
/** What keeps many files from being judged for one reason: an archive class, a policy, a key. One finding tells how many they are. */
const OF_MANY = new Set<FindingKind>(["must-be-restored", "unreadable", "key-unknown"]);

/** What was found of an account and Region, each once: now, or by an earlier run. */
export class FindingList {
  private readonly findings: LogFinding[] = [];
  /** What an earlier run has found: it is not found once more. */
  private readonly known = new Set<string>();
  /** Where findings of many files stand. */
  private readonly joined = new Map<string, number>();
  /** Log files of which a later digest is found to name them. */
  private readonly withdrawn = new Set<string>();
  /** Findings beyond those that are listed. */
  more = 0;

  /** @param earlier what an earlier run has found */
  constructor(earlier: readonly LogFinding[] = []) {
    for (const finding of earlier) {
      if (PASSING.has(finding.kind)) continue;
      this.add(finding);
      this.known.add(idOf(finding));
    }
  }

  add(finding: LogFinding): void {
    if (this.known.has(idOf(finding)) || this.joinsAnother(finding)) return;
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding);
    else this.more++;
  }

  /** Takes back that no digest names a file. */
  withdraw(file: FilePlace): void {
    this.withdrawn.add(s3Address(file));
  }

  /** @param completed a finding with what is known of it in the end */
  all(completed: (finding: LogFinding) => LogFinding): readonly LogFinding[] {
    const isLeft = ({ kind, file }: LogFinding): boolean =>
      kind !== "not-named" || file === undefined || !this.withdrawn.has(s3Address(file));
    return withMoved(this.findings.filter(isLeft).map(completed));
  }

  /** Whether what keeps a file from being read is told already, of another one. */
  private joinsAnother(finding: LogFinding): boolean {
    const { file, from, to } = finding;
    const id = reasonOf(finding);
    if (file === undefined || id === undefined) return false;
    const place = this.joined.get(id);
    const first = place === undefined ? undefined : this.findings[place];
    if (place === undefined || first === undefined) {
      this.joined.set(id, this.findings.length);
      return false;
    }
    this.findings[place] = {
      ...first,
      files: (first.files ?? 1) + 1,
      ...(from !== undefined && { from: Math.min(from, first.from ?? from) }),
      ...(to !== undefined && { to: Math.max(to, first.to ?? to) }),
    };
    return true;
  }
}

/** The same of a finding in every run. */
function idOf({ kind, trail, file, from }: LogFinding): string {
  const address = file && s3Address(file);
  // What stands in a wrong place is one thing, whether it is known where it came from or not.
  return kind === "moved" || kind === "not-named"
    ? `not-named ${String(address)}`
    : [kind, trail, address, from].join("\n");
}

/** What findings of many files have in common. @returns undefined where each file is told */
function reasonOf({ kind, trail, file, why }: LogFinding): string | undefined {
  if (file === undefined || !OF_MANY.has(kind)) return undefined;
  // What AWS answers may name the file.
  return [kind, trail, why?.replaceAll(file.key, "")].join("\n");
}

/** Where a deleted file and one that no digest names have the same text, the file was moved. */
function withMoved(findings: readonly LogFinding[]): readonly LogFinding[] {
  const gone = findings.filter(({ kind }) => kind === "log-deleted" || kind === "digest-deleted");
  const moved = new Map<LogFinding, LogFinding>();
  for (const stray of findings) {
    if (stray.kind !== "not-named" && stray.kind !== "moved") continue;
    const from = gone.find(
      (each) => each.delivered !== undefined && each.delivered === stray.hash && !moved.has(each),
    );
    if (from?.file === undefined || stray.file === undefined) continue;
    moved.set(from, {
      ...from,
      kind: "moved",
      file: stray.file,
      why: `CloudTrail put it to ${s3Address(from.file)}`,
    });
    moved.set(stray, from);
  }
  return findings.flatMap((finding) => {
    const becomes = moved.get(finding);
    if (becomes === undefined) return [finding];
    return becomes.kind === "moved" ? [becomes] : [];
  });
}
