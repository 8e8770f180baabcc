import fc from "fast-check";
import { gunzipSync } from "node:zlib";
import {
  PublicKeys,
  Slots,
  validateArea,
  type LogArea,
  type LogFinding,
} from "../../../../tools/logs/validation";
import { FakeCloudTrail, HOUR, type MemoryStore } from "../cloudtrail";

const AREA: LogArea = { bucket: "acme-logs", root: "AWSLogs/", account: "111111111111", region: "eu-west-1" };
const START = Date.parse("2026-03-01T21:30:00Z");
const HOURS = 5;

const cloudtrail = new FakeCloudTrail();
cloudtrail.rotate(START, START + 24 * HOUR);
cloudtrail.deliver({ area: AREA, trail: "trail", from: START, hours: HOURS });
const FILES = [...cloudtrail.store.files.keys()].sort();
const keys = new PublicKeys(cloudtrail.savedKeys(AREA.region));

async function findings(store: MemoryStore): Promise<readonly LogFinding[]> {
  // A minute after the end of an hour: where two digests are missing, the newest is older than two hours.
  const range = { from: START, to: START + HOURS * HOUR + HOUR / 60 };
  const options = { store, keys, ...range, delivers: () => true, slots: new Slots(4) };
  return (await validateArea(AREA, options)).findings;
}

/** What a file says. @returns undefined where it is no whole gzip file */
function said(bytes: Uint8Array): string | undefined {
  try {
    return gunzipSync(bytes).toString("latin1");
  } catch {
    return undefined;
  }
}

const file = fc.constantFrom(...FILES);

test("any change of a byte of any file is found, but where gzip reads nothing from it", async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.nat(), fc.integer({ min: 1, max: 255 }), async (name, place, change) => {
      const store = cloudtrail.store.copy();
      const old = store.files.get(name) ?? { bytes: Buffer.alloc(0) };
      const bytes = Buffer.from(old.bytes);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ change;
      store.files.set(name, { ...old, bytes });
      const found = await findings(store);
      // Gzip's header says nothing of the content, and the last byte before its trailer of 8 is filled up with bits.
      const says = at >= 10 && at !== bytes.length - 9;
      const same = !says && said(bytes) === said(old.bytes);
      expect([name, at, found.length > 0]).toEqual([name, at, !same]);
    }),
    { numRuns: 300 },
  );
});

test("any change of a signature is found", async () => {
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.nat(),
      fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16)),
      async (name, place, sign) => {
        const store = cloudtrail.store.copy();
        const old = store.files.get(name);
        if (old?.signature === undefined) return;
        const at = place % old.signature.length;
        if (old.signature[at] === sign) return;
        const signature = `${old.signature.slice(0, at)}${sign}${old.signature.slice(at + 1)}`;
        store.files.set(name, { ...old, signature });
        expect(await findings(store)).toMatchObject([{ kind: "signature-wrong" }]);
      },
    ),
    { numRuns: 60 },
  );
});

test("any deletion is found, of one file or of several, but for what no digest named yet", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(file, { minLength: 1 }), async (gone) => {
      const store = cloudtrail.store.copy();
      for (const name of gone) store.files.delete(name);
      const found = await findings(store);
      // An account of which nothing is left has no chain that could tell: who runs the validation knows of the account.
      const nothingLeft = ![...store.files.keys()].some((name) => name.includes("CloudTrail-Digest"));
      // The newest digest alone is missed after two hours: until then it may not have been delivered.
      const newest = FILES.filter((name) => name.includes("CloudTrail-Digest")).at(-1);
      const logsOfNewest = cloudtrail.store.files.get(newest ?? "");
      const forgiven = gone.every(
        (name) =>
          name === newest ||
          (gone.includes(newest ?? "") &&
            // It names the digest before it, too, which is missed.
            !name.includes("CloudTrail-Digest") &&
            said(logsOfNewest?.bytes ?? Buffer.alloc(0))?.includes(name.slice(AREA.bucket.length + 1)) ===
              true),
      );
      expect([gone, found.length > 0]).toEqual([
        gone,
        !nothingLeft && !(forgiven && gone.includes(newest ?? "")),
      ]);
    }),
    { numRuns: 150 },
  );
});
