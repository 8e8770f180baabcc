import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import type { StoredVersion, VersionedStore } from "../../../tools/logs/older-versions";
import { isProven, validationReportOf, type ValidationReport } from "../../../tools/logs/report";
import { validationLines } from "../../../tools/logs/report-text";
import { validateLogs, type LogSource } from "../../../tools/logs/validate";
import {
  StoreError,
  type FilePlace,
  type FileVersion,
  type StoredContent,
} from "../../../tools/logs/validation";
import { textOf } from "../../../tools/terminal";
import { FakeCloudTrail, HOUR, MemoryStore, sha256, type Delivered } from "./cloudtrail";

const START = Date.parse("2026-03-01T20:14:00Z");
const HOURS = 12;
const END = START + HOURS * HOUR;
/** When somebody tampers. */
const THEN = START + 7 * HOUR + 10 * 60_000;
const BUCKET = "acme-logs";
/** A prefix is a text of whoever configured it: for a shell it is one word. */
const ROOT = "it's; exit/AWSLogs/o-abcdefghij/";
const VICTIM = { bucket: BUCKET, root: ROOT, account: "111111111111", region: "eu-west-1" };
const OWNER = { account: "222222222222", region: "us-east-1" };
const SOURCE: LogSource = {
  ...{ bucket: BUCKET, root: ROOT, accounts: ["111111111111"], regions: ["eu-west-1"], owner: OWNER },
};

/** A bucket that keeps versions. */
class VersionedMemory extends MemoryStore implements VersionedStore {
  readonly kept = new Map<string, (StoredVersion & { readonly file?: Delivered })[]>();
  refuses = false;

  /** Deletes a file, or puts another in its place. */
  replace(name: string, file?: Delivered): void {
    const old = this.files.get(name);
    const before = this.kept.get(name) ?? [
      { id: "v1", since: START, isDeletion: false, ...(old !== undefined && { file: old }) },
    ];
    const id = `v${before.length + 1}`;
    const newer = { id, since: THEN, isDeletion: file === undefined, ...(file !== undefined && { file }) };
    this.kept.set(name, [newer, ...before]);
    if (file === undefined) this.files.delete(name);
    else this.files.set(name, file);
  }

  versions({ bucket, key }: FilePlace): Promise<readonly StoredVersion[]> {
    if (this.refuses) return Promise.reject(new StoreError(`${key}: versions may not be listed`));
    return Promise.resolve(this.kept.get(`${bucket}/${key}`) ?? []);
  }

  override async read({ bucket, key, version }: FileVersion): Promise<StoredContent> {
    if (version === undefined) return await super.read({ bucket, key });
    const file = this.kept.get(`${bucket}/${key}`)?.find(({ id }) => id === version)?.file;
    const one = new MemoryStore();
    if (file !== undefined) one.put({ bucket, key }, file);
    return await one.read({ bucket, key });
  }
}

/** A data event on a log file. */
function recorded(name: string, eventName: string): unknown {
  return {
    ...{ eventTime: new Date(THEN + 30_000).toISOString().replace(".000", ""), eventName },
    ...{ eventSource: "s3.amazonaws.com", readOnly: false, sourceIPAddress: "203.0.113.7" },
    userIdentity: { type: "AssumedRole", arn: "arn:aws:sts::222222222222:assumed-role/admin/mallory" },
    requestParameters: { bucketName: BUCKET, key: name.slice(BUCKET.length + 1) },
  };
}

/** @param records what the log files of the bucket's owner have, of after the time of tampering */
function world(records: readonly unknown[] = []): { store: VersionedMemory; cloudtrail: FakeCloudTrail } {
  const store = new VersionedMemory();
  const cloudtrail = new FakeCloudTrail(store, (time, eventID) => {
    const isThen = THEN <= time && time < THEN + HOUR;
    const text = JSON.stringify({ Records: [{ eventID }, ...(isThen ? records : [])] });
    return { bytes: gzipSync(text), hash: sha256(text) };
  });
  cloudtrail.rotate(START - HOUR, END + HOUR);
  for (const { account } of [VICTIM, OWNER])
    for (const { region } of [VICTIM, OWNER])
      cloudtrail.deliver({ area: { ...VICTIM, account, region }, trail: "trail", from: START, hours: HOURS });
  return { store, cloudtrail };
}

/** Names by their kind, of the account that is tampered with. */
function names(kind: "CloudTrail" | "CloudTrail-Digest"): readonly string[] {
  return [...world().store.files.keys()]
    .filter((name) => name.includes(`${VICTIM.account}/${kind}/${VICTIM.region}/`))
    .sort();
}

const LOGS = names("CloudTrail");
const DIGESTS = names("CloudTrail-Digest");
const at = (list: readonly string[], index: number): string => {
  const name = list[index];
  if (name === undefined) throw new Error(`there is no ${index}`);
  return name;
};
const LOG = at(LOGS, 8);
const OTHER = { bytes: gzipSync("{}") };

async function reported(
  tamper: (store: VersionedMemory) => void,
  records: readonly unknown[] = [],
): Promise<ValidationReport> {
  const { store, cloudtrail } = world(records);
  tamper(store);
  const results = await validateLogs({
    ...{ store, versions: store, sources: [SOURCE], from: START, to: END, files: 8 },
    ...{ shard: { index: 0, of: 1 }, stateOf: () => undefined, onArea: () => undefined },
    onFile: () => undefined,
    keysOf: (region) => Promise.resolve(cloudtrail.savedKeys(region)[region] ?? []),
  });
  return validationReportOf(results, START, END);
}

type Finding = ValidationReport["findings"][number];
const findingsOf = ({ areas }: ValidationReport): readonly Finding[] =>
  areas.flatMap(({ findings }) => findings);
/** The words that a shell makes of a command. */
function words(command = "", program = "aws"): readonly string[] {
  const text = execFileSync("sh", ["-c", `${program}() { printf '%s\\n' "$@"; }\n${command}`], {
    encoding: "utf8",
  });
  return text.trimEnd().split("\n");
}

describe("of a file that was changed or deleted in a bucket with versions", () => {
  it("the version that CloudTrail delivered is found, and what has taken its place, when, by whom", async () => {
    const report = await reported(
      (store) => {
        store.replace(LOG, OTHER);
      },
      [recorded(LOG, "PutObject")],
    );
    const [finding] = findingsOf(report);
    expect(finding).toMatchObject({
      kind: "log-changed",
      deliveredVersion: { version: "v1", since: "2026-03-01T20:14:00Z" },
      replaced: {
        ...{ at: "2026-03-02T03:24:00Z", isDeletion: false },
        by: {
          ...{ who: "arn:aws:sts::222222222222:assumed-role/admin/mallory", action: "PutObject" },
          ...{ at: "2026-03-02T03:24:30Z", from: "203.0.113.7" },
          recordedIn: expect.stringMatching(/222222222222_CloudTrail_us-east-1_/) as string,
        },
      },
    });
    const key = LOG.slice(BUCKET.length + 1);
    expect(words(finding?.deliveredVersion?.restore)).toEqual([
      ...["s3api", "copy-object", "--bucket", BUCKET, "--key", key],
      ...["--copy-source", `${BUCKET}/${encodeURI(key).replace(";", "%3B")}?versionId=v1`],
    ]);
    expect(words(finding?.deliveredVersion?.read)).toEqual([
      ...["s3api", "get-object", "--bucket", BUCKET, "--key", key, "--version-id", "v1"],
      `./${key.slice(key.lastIndexOf("/") + 1)}`,
    ]);
    const text = textOf(validationLines(report));
    expect(text).toContain(
      "replaced 2026-03-02 03:24, by arn:aws:sts::222222222222:assumed-role/admin/mallory with PutObject from 203.0.113.7, in s3://",
    );
    expect(text).toContain("read what CloudTrail delivered 2026-03-01 20:14: aws s3api get-object");
    expect(text).toContain("restore it in the bucket: aws s3api copy-object");
  });

  it("the delete marker alone is taken away where nothing else came", async () => {
    const report = await reported(
      (store) => {
        store.replace(LOG);
      },
      [recorded(LOG, "DeleteObject")],
    );
    const [finding] = findingsOf(report);
    expect(finding).toMatchObject({
      kind: "log-deleted",
      replaced: { isDeletion: true, by: { action: "DeleteObject" } },
    });
    expect(words(finding?.deliveredVersion?.restore)).toEqual([
      ...["s3api", "delete-object", "--bucket", BUCKET, "--key", LOG.slice(BUCKET.length + 1)],
      ...["--version-id", "v2"],
    ]);
    const restored = await reported((store) => {
      const right = store.files.get(LOG);
      store.replace(LOG, OTHER);
      store.replace(LOG, right);
      store.replace(LOG);
    });
    expect(findingsOf(restored)).toMatchObject([{ deliveredVersion: { version: "v3" } }]);
    const twice = await reported((store) => {
      store.replace(LOG, OTHER);
      store.replace(LOG);
    });
    expect(words(findingsOf(twice)[0]?.deliveredVersion?.restore)).toContain("copy-object");
  });

  it.each<[string, (store: VersionedMemory) => void, readonly string[]]>([
    [
      "three digests in a row, of which the digest after names the last one alone",
      (store) => {
        for (const index of [4, 5, 6]) store.replace(at(DIGESTS, index));
      },
      ["digest-deleted", "digest-deleted", "digest-deleted"],
    ],
    [
      "the newest digest, of which nothing has a hash",
      (store) => {
        store.replace(at(DIGESTS, 11), OTHER);
      },
      ["digest-changed"],
    ],
    [
      "a digest whose signature was replaced",
      (store) => {
        store.replace(at(DIGESTS, 4), { ...(store.files.get(at(DIGESTS, 4)) ?? OTHER), signature: "00" });
      },
      ["signature-wrong"],
    ],
  ])("%s", async (_, tamper, kinds) => {
    const findings = findingsOf(await reported(tamper));
    expect(findings.map(({ kind }) => kind)).toEqual(kinds);
    for (const { deliveredVersion } of findings) expect(deliveredVersion?.version).toBe("v1");
  });

  it("no version is called right that is not, and no event is relied on that is of another file, time or success", async () => {
    const timeless = { ...(recorded(LOG, "PutObject") as object), eventTime: undefined };
    const report = await reported(
      (store) => {
        store.replace(LOG, OTHER);
        store.kept.set(
          LOG,
          (store.kept.get(LOG) ?? []).map((each) => ({ ...each, file: OTHER })),
        );
      },
      [
        recorded(at(LOGS, 9), "PutObject"),
        recorded(LOG, "GetObject"),
        recorded(LOG, "PutObjectTagging"),
        { ...(recorded(LOG, "PutObject") as object), errorCode: "AccessDenied" },
        { ...(recorded(LOG, "PutObject") as object), eventTime: "2026-03-02T01:00:00Z" },
        { ...(recorded(LOG, "PutObject") as object), eventSource: "sts.amazonaws.com" },
        timeless,
        "no record",
      ],
    );
    expect(findingsOf(report)).toMatchObject([{ replaced: { at: "2026-03-02T03:24:00Z" } }]);
    expect(findingsOf(report)[0]?.deliveredVersion).toBeUndefined();
    expect(findingsOf(report)[0]?.replaced?.by).toBeUndefined();
    const text = textOf(validationLines(report));
    expect(text).toContain("by whom no log file says");
    expect(text).toContain("no older version is as CloudTrail delivered it");
  });

  it("a log file of which something was found is no witness", async () => {
    const report = await reported((store) => {
      store.replace(LOG);
      const forged = gzipSync(JSON.stringify({ Records: [recorded(LOG, "DeleteObject")] }));
      for (const name of [...store.files.keys()].filter((each) => each.includes("222222222222/CloudTrail/")))
        store.replace(name, { bytes: forged });
    });
    expect(findingsOf(report).length).toBeGreaterThan(20);
    for (const { replaced } of findingsOf(report)) expect(replaced?.by).toBeUndefined();
  });

  it("where versions may not be listed, that is said once, and the findings stand", async () => {
    const report = await reported((store) => {
      store.refuses = true;
      for (const name of [LOG, at(LOGS, 9)]) store.replace(name);
    });
    expect(findingsOf(report).map(({ kind, replaced }) => [kind, replaced])).toEqual([
      ["log-deleted", undefined],
      ["log-deleted", undefined],
    ]);
    expect(report.areas.flatMap(({ notes }) => notes)).toEqual(["…: versions may not be listed"]);
  });

  it("nothing is looked for where nothing was found", async () => {
    const report = await reported((store) => {
      store.refuses = true;
    });
    expect([isProven(report), report.areas.flatMap(({ notes }) => notes)]).toEqual([true, []]);
  });
});
