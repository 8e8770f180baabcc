import { RecordedChanges, type WhoseLogs } from "./recorded-changes";
import { copyCommand, readCommand, undeleteCommand } from "./told-commands";
import {
  contentHash,
  digestNameAnywhere,
  readDigest,
  signatureFault,
  StoreError,
  type AreaResult,
  type FileHistory,
  type FilePlace,
  type FileStore,
  type LogFinding,
  type PublicKeys,
  type Slots,
} from "./validation";

/** A version that a bucket has of a file. */
export interface StoredVersion {
  readonly id: string;
  /** When it came, in milliseconds since 1970. */
  readonly since: number;
  /** Whether it is a delete marker: the file is deleted as long as it is the newest. */
  readonly isDeletion: boolean;
}

/** A store that keeps older versions of files, and reads them. */
export interface VersionedStore extends FileStore {
  /** The versions of a file, the newest first. @throws StoreError */
  readonly versions: (file: FilePlace) => Promise<readonly StoredVersion[]>;
}

interface Looking {
  readonly store: VersionedStore;
  readonly slots: Slots;
  readonly keysFor: (region: string) => Promise<PublicKeys>;
  /** Where what is done to the files of a bucket is recorded. */
  readonly logsOf: (bucket: string) => readonly WhoseLogs[];
}

/** What an older version can be right of. */
const CHANGED = new Set<LogFinding["kind"]>([
  "log-changed",
  "log-deleted",
  "digest-changed",
  "digest-deleted",
  "signature-wrong",
]);

/**
 * Says of each file that was changed or deleted which older version is the one that CloudTrail delivered, when another took its place and
 * by whom, and how it is restored. Who did it is read in the log files themselves.
 */
export async function withHistories(
  areas: readonly AreaResult[],
  looking: Looking,
): Promise<readonly AreaResult[]> {
  const changes = new RecordedChanges(
    looking.store,
    looking.slots,
    areas.flatMap(({ findings }) => findings.flatMap(({ file }) => file ?? [])),
  );
  const found = await Promise.all(areas.map((area) => withOlder(area, looking)));
  for (const { findings } of found)
    for (const { file, history } of findings)
      if (file !== undefined && history?.replaced !== undefined)
        changes.want(file, history.replaced.at, looking.logsOf(file.bucket));
  await changes.look();
  return found.map((area) => ({
    ...area,
    findings: area.findings.map((finding) => {
      const { file, history } = finding;
      const by = file && history?.replaced && changes.of(file, history.replaced.at);
      return by === undefined ? finding : { ...finding, history: { ...history, by } };
    }),
  }));
}

async function withOlder(area: AreaResult, looking: Looking): Promise<AreaResult> {
  const refusals = new Set<string>();
  const findings = await Promise.all(
    area.findings.map(async (finding) => {
      if (!CHANGED.has(finding.kind) || finding.file === undefined) return finding;
      try {
        const history = await historyOf(area, finding, finding.file, looking);
        return history === undefined ? finding : { ...finding, history };
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        refusals.add(error.message.replaceAll(finding.file.key, "…"));
        return finding;
      }
    }),
  );
  return { ...area, findings, notes: [...area.notes, ...refusals] };
}

async function historyOf(
  area: AreaResult,
  finding: LogFinding,
  file: FilePlace,
  looking: Looking,
): Promise<FileHistory | undefined> {
  const versions = await looking.slots.run(() => looking.store.versions(file));
  // The newest that is right: what was restored before, and changed again, was right until then.
  for (const [index, version] of versions.entries()) {
    const newer = versions[index - 1];
    if (newer === undefined || version.isDeletion) continue;
    if (!(await isDelivered(area, finding, { ...file, version: version.id }, looking))) continue;
    return {
      delivered: { version: version.id, since: version.since },
      replaced: { at: newer.since, isDeletion: newer.isDeletion },
      read: readCommand(file, version.id),
      // A delete marker that nothing came after is all that hides it.
      restore:
        newer.isDeletion && index === 1 ? undeleteCommand(file, newer.id) : copyCommand(file, version.id),
    };
  }
  const [newest] = versions;
  return newest && { replaced: { at: newest.since, isDeletion: newest.isDeletion } };
}

async function isDelivered(
  { area }: AreaResult,
  { delivered }: LogFinding,
  file: FilePlace & { readonly version: string },
  { store, slots, keysFor }: Looking,
): Promise<boolean> {
  const name = digestNameAnywhere(area, file);
  if (name === undefined) {
    const content = await slots.run(() => contentHash(store, file));
    return content.kind === "content" && content.hash === delivered;
  }
  const keys = await keysFor(area.region);
  const read = await slots.run(() => readDigest(store, { ...name, version: file.version }));
  if (delivered !== undefined && read.hash !== delivered) return false;
  return signatureFault(read, undefined, keys, area.region) === undefined;
}
