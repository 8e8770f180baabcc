import { createHash, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { contentHash } from "../../../../tools/logs/validation";
import { MemoryStore } from "../cloudtrail";

const FILE = { bucket: "acme-logs", key: "log.json.gz" };
const MB = 1024 * 1024;

async function hashed(bytes: Uint8Array): ReturnType<typeof contentHash> {
  const store = new MemoryStore();
  store.put(FILE, { bytes });
  return await contentHash(store, FILE);
}

const sha256 = (text: Uint8Array): string => createHash("sha256").update(text).digest("hex");

/** However large it is, and so whoever inflates it: at once, another thread, or a stream. */
describe.each([
  ["empty", Buffer.alloc(0)],
  ["small", randomBytes(1000)],
  ["as large as what is inflated at once", randomBytes(256 * 1024 - 200)],
  ["larger", randomBytes(MB)],
  ["so large that it is streamed", randomBytes(3 * MB)],
  ["small, of a long text", Buffer.alloc(20 * MB, "log ")],
  ["small, of a text too long to be held", Buffer.alloc(60 * MB, "log ")],
])("a file that is %s", (_, text) => {
  const bytes = gzipSync(text);

  it("has the hash of its text", async () => {
    expect(await hashed(bytes)).toEqual({
      ...{ kind: "content", hash: sha256(text), stored: bytes.length, length: text.length },
    });
  });

  it.each<[string, Uint8Array]>([
    ["cut off", bytes.subarray(0, -1)],
    ["cut off before what it says of its length", bytes.subarray(0, -8)],
    ["without its begin", bytes.subarray(1)],
    ["with bytes behind its end", Buffer.concat([bytes, Buffer.from("more")])],
    ["with another checksum", Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(4, 1), bytes.subarray(-4)])],
  ])("is no whole file %s", async (_what, broken) => {
    expect(await hashed(broken)).toMatchObject({ kind: "broken" });
  });

  it.each([0, 1, 0xffffffff])("whatever it says of its length: %d", async (length) => {
    const said = Buffer.from(bytes);
    said.writeUInt32LE(length, said.length - 4);
    const content = await hashed(said);
    expect(content.kind).toBe(length === text.length ? "content" : "broken");
  });
});

it("nothing at all is no whole file", async () => {
  expect(await hashed(Buffer.alloc(0))).toMatchObject({ kind: "broken" });
});
