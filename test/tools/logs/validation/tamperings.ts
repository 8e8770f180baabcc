import { gzipSync } from "node:zlib";
import type { FilePlace } from "../../../../tools/logs/validation";
import type { Delivered, MemoryStore } from "../cloudtrail";
import { AREA, digest, edit, fileOf, log, logs, nameOf, otherName, remove, WORLD } from "./world";

/** Each kind of tampering that is tried, by what happens, and what is found of it: a kind and a file, or hours. */

type Tampering = (store: MemoryStore) => void;
type Row = readonly [what: string, tampering: Tampering, found: readonly string[]];

const editing =
  (change: (text: string) => string, ...files: readonly FilePlace[]): Tampering =>
  (store) => {
    for (const file of files) edit(store, file, change);
  };
const deleting =
  (...files: readonly FilePlace[]): Tampering =>
  (store) => {
    for (const file of files) remove(store, file);
  };
const putting =
  (file: FilePlace, content: Delivered): Tampering =>
  (store) => {
    store.put(file, content);
  };
/** Changes what is stored of a file, and leaves the rest. */
const changing =
  (file: FilePlace, change: (old: Delivered) => Partial<Delivered>): Tampering =>
  (store) => {
    const old = fileOf(store, file);
    store.put(file, { ...old, ...change(old) });
  };
const moving =
  (file: FilePlace, to: FilePlace): Tampering =>
  (store) => {
    store.put(to, fileOf(store, file));
    remove(store, file);
  };
const both =
  (...all: readonly Tampering[]): Tampering =>
  (store) => {
    for (const each of all) each(store);
  };
const behind =
  (text: string | Buffer) =>
  ({ bytes }: Delivered): Partial<Delivered> => ({ bytes: Buffer.concat([bytes, Buffer.from(text)]) });
const withoutLast =
  (count: number) =>
  ({ bytes }: Delivered) => ({ bytes: bytes.slice(0, -count) });
const delivered = (file: FilePlace): Delivered => fileOf(WORLD.cloudtrail.store, file);

/** Another text of a digest that is as well formed. */
const withoutLog = (text: string): string => text.replace(/"logFiles":\[\{.*?\},?/, '"logFiles":[');
const broken = (text: string): string => text.replace("logFiles", "logfiles");

const untouched: Tampering = () => undefined;
const closed: Tampering = (store) => {
  store.unlisted.add(AREA.bucket);
};

const LOG = log(4);
const DIGEST = digest(4);
const L = (hour: number, index = 0): string => nameOf(log(hour, index));
const D = (hour: number): string => nameOf(digest(hour));
const OTHER_DAY = otherName(LOG, "/2026/03/02/", "/2026/03/01/");
const OTHER_LOG = otherName(LOG, /_\d+\.json/, "_x.json");
/** Names in the folder of the day that say another time. */
const TIME = /\d{8}T\d{4}Z_\d+/;
const OF_2099 = otherName(log(0), TIME, "20990101T0000Z_x");
const OF_2020 = otherName(LOG, TIME, "20200101T0000Z_x");
const OTHER_DIGEST = otherName(DIGEST, "T011400Z", "T012900Z");
const EMPTY = { bytes: gzipSync("{}") };

export const TAMPERINGS: readonly Row[] = [
  ["nothing", untouched, []],
  [
    "a log is edited",
    editing((text) => text.replace("eventTime", "eventtime"), LOG),
    [`log-changed ${L(4)}`],
  ],
  ["a log is emptied", changing(LOG, () => ({ bytes: Buffer.alloc(0) })), [`log-changed ${L(4)}`]],
  ["a log is cut off", changing(LOG, withoutLast(9)), [`log-changed ${L(4)}`]],
  ["a log loses the checksum at its end", changing(LOG, withoutLast(8)), [`log-changed ${L(4)}`]],
  ["bytes are put behind a log", changing(LOG, behind("more")), [`log-changed ${L(4)}`]],
  ["records are put behind a log", changing(LOG, behind(gzipSync("more"))), [`log-changed ${L(4)}`]],
  ["a log has the text of another", changing(LOG, () => delivered(log(5))), [`log-changed ${L(4)}`]],
  ["a log is deleted", deleting(LOG), [`log-deleted ${L(4)}`]],
  [
    "all logs of two hours are deleted",
    deleting(...logs(3), ...logs(4)),
    [L(3), L(3, 1), L(4), L(4, 1)].map((name) => `log-deleted ${name}`),
  ],
  ["a log is moved to another day", moving(LOG, OTHER_DAY), [`moved ${L(4)}`]],
  ["a log is given another name", moving(LOG, OTHER_LOG), [`moved ${nameOf(OTHER_LOG)}`]],
  ["a log is forged", putting(OTHER_LOG, EMPTY), [`not-named ${nameOf(OTHER_LOG)}`]],
  [
    "a log is forged, and one whose name says years later stands before it",
    both(putting(OF_2099, EMPTY), putting(OTHER_LOG, EMPTY)),
    [`not-named ${nameOf(OTHER_LOG)}`, `not-named ${nameOf(OF_2099)}`],
  ],
  [
    "a log is forged, and its name says years before",
    putting(OF_2020, EMPTY),
    [`not-named ${nameOf(OF_2020)}`],
  ],
  [
    "a file of another name stands among logs",
    putting(otherName(LOG, /[^/]+$/, "notes.txt"), EMPTY),
    ["not-named notes.txt"],
  ],
  ["a digest is edited", editing(broken, DIGEST), [`digest-changed ${D(4)}`]],
  ["a log is taken out of a digest", editing(withoutLog, DIGEST), [`digest-changed ${D(4)}`]],
  ["a digest is no JSON", editing(() => "{", DIGEST), [`digest-changed ${D(4)}`]],
  ["a digest is no gzip", changing(DIGEST, () => ({ bytes: Buffer.from("{}") })), [`digest-changed ${D(4)}`]],
  [
    "a digest is that of another hour",
    changing(DIGEST, () => delivered(digest(5))),
    [`digest-changed ${D(4)}`],
  ],
  [
    "three digests in a row are edited: only the last of them has a witness",
    editing(withoutLog, digest(4), digest(5), digest(6)),
    [`digest-changed ${D(6)}`, `signature-wrong ${D(4)}`, `signature-wrong ${D(5)}`],
  ],
  ["the newest digest is edited", editing(withoutLog, digest(11)), [`signature-wrong ${D(11)}`]],
  ["a digest is deleted", deleting(DIGEST), [`digest-deleted ${D(4)}`]],
  [
    "three digests in a row are deleted",
    deleting(digest(4), digest(5), digest(6)),
    [4, 5, 6].map((hour) => `digest-deleted ${D(hour)}`),
  ],
  [
    "two digests are deleted, apart",
    deleting(digest(2), digest(6)),
    [2, 6].map((hour) => `digest-deleted ${D(hour)}`),
  ],
  ["the first digest is deleted", deleting(digest(0)), [`digest-deleted ${D(0)}`]],
  [
    "the newest four digests are deleted",
    deleting(...[8, 9, 10, 11].map(digest)),
    ["newest-missing 8 to 12"],
  ],
  ["a digest and its logs are deleted", deleting(DIGEST, ...logs(4)), [`digest-deleted ${D(4)}`]],
  [
    "a digest is deleted and the one before it edited",
    both(deleting(digest(5)), editing(broken, DIGEST)),
    [`digest-changed ${D(4)}`, `digest-deleted ${D(5)}`],
  ],
  [
    "a signature is replaced",
    changing(DIGEST, () => ({ signature: digest(5).signature })),
    [`signature-wrong ${D(4)}`],
  ],
  [
    "a signature is taken away",
    putting(DIGEST, { bytes: delivered(DIGEST).bytes }),
    [`signature-wrong ${D(4)}`],
  ],
  [
    "a signature is no hexadecimal",
    changing(DIGEST, () => ({ signature: "none" })),
    [`signature-wrong ${D(4)}`],
  ],
  [
    "something is put behind a signature",
    changing(DIGEST, ({ signature }) => ({ signature: `${String(signature)}zz` })),
    [`signature-wrong ${D(4)}`],
  ],
  ["a digest is moved to another name", moving(DIGEST, OTHER_DIGEST), [`moved ${nameOf(OTHER_DIGEST)}`]],
  [
    "a digest is copied to another name",
    putting(OTHER_DIGEST, delivered(DIGEST)),
    [`moved ${nameOf(OTHER_DIGEST)}`],
  ],
  [
    "a digest is forged",
    putting(OTHER_DIGEST, { ...EMPTY, signature: "00" }),
    [`not-named ${nameOf(OTHER_DIGEST)}`],
  ],
  [
    "a file of another name stands among digests",
    putting(otherName(DIGEST, /$/, ".bak"), EMPTY),
    [`not-named ${D(4)}.bak`],
  ],
  ["a log is in an archive class", changing(LOG, () => ({ why: "archived" })), [`must-be-restored ${L(4)}`]],
  [
    "a digest is in an archive class",
    changing(DIGEST, () => ({ why: "archived" })),
    [`must-be-restored ${D(4)}`],
  ],
  ["a log may not be read", changing(LOG, () => ({ why: "unreadable" })), [`unreadable ${L(4)}`]],
  ["a digest may not be read", changing(DIGEST, () => ({ why: "unreadable" })), [`unreadable ${D(4)}`]],
  ["the bucket may not be listed", closed, ["unreadable "]],
];
