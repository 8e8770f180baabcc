import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { connect as connectHttp2, constants, type IncomingHttpHeaders } from "node:http2";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";

const { onlyTypes, typesIn } = jest.requireActual<{
  onlyTypes: (answer: Buffer, types: ReadonlySet<string>) => Buffer;
  typesIn: (root: string) => string[];
}>("./schemas-in-use.cjs");

/** A field of protobuf: its number, and its value with its length before. */
function field(number: number, value: Buffer | string): Buffer {
  const content = Buffer.from(value);
  const length = [];
  for (let rest = content.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), content]);
}

const RESOURCE = 2;
const schema = (number: number, type: string, content: string): Buffer =>
  field(number, Buffer.concat([field(1, type), field(2, content)]));

const BUCKET = schema(RESOURCE, "aws_s3_bucket", "the bucket's schema");
const ANSWER = Buffer.concat([field(1, "the provider's schema"), BUCKET, schema(RESOURCE, "aws_vpc", "no")]);
const KEPT = Buffer.concat([field(1, "the provider's schema"), BUCKET]);

describe("the schemas in use", () => {
  it("are those of the types that the code of the project names", () => {
    const types = typesIn(join(__dirname, "..", ".."));
    // By an import of a resource, by an import of a data source, and by its name in a text.
    expect(types).toEqual(expect.arrayContaining(["aws_cloudtrail", "aws_caller_identity", "aws_s3_bucket"]));
    expect(types).not.toContain(["aws", "vpn", "gateway"].join("_"));
  });

  it("are kept as they are with all else that a provider says, in its order", () => {
    const types = fc.constantFrom("aws_a", "aws_b", "aws_ä", "");
    const content = fc.string({ maxLength: 300 });
    const fields = fc.array(fc.tuple(fc.integer({ min: 1, max: 15 }), types, content));
    fc.assert(
      fc.property(fields, fc.uniqueArray(types), (all, kept) => {
        const written = (of: typeof all): Buffer => Buffer.concat(of.map((each) => schema(...each)));
        const inUse = all.filter(([number, type]) => ![2, 3, 8].includes(number) || kept.includes(type));
        expect(onlyTypes(written(all), new Set(kept))).toEqual(written(inUse));
      }),
    );
  });

  it.each([
    ["ends before its time", ANSWER.subarray(0, -1)],
    ["a field of wire type 5", Buffer.from([13, 0, 0, 0, 0])],
  ])("are taken from no answer that is not understood: %s", (reason, answer) => {
    expect(() => onlyTypes(answer, new Set())).toThrow(reason);
  });
});

/** A provider as gRPC sees it: it has schemas, says what it heard, refuses, and never answers. */
const PROVIDER = `#!${process.execPath}
const { createServer } = require("node:http2");
const { appendFileSync } = require("node:fs");
const socket = process.argv[1] + "." + process.pid;
const framed = (message) => Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
createServer().on("stream", (stream, headers) => {
  const call = headers[":path"];
  appendFileSync(process.argv[1] + ".asked", call + "\\n");
  stream.on("error", () => {}).on("close", () => appendFileSync(process.argv[1] + ".asked", "closed " + stream.rstCode + "\\n"));
  if (call === "/refuse") return stream.respond({ ":status": 200, "grpc-status": "12" }, { endStream: true });
  if (call === "/wait") return undefined;
  const chunks = [];
  stream.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0", "grpc-message": "ended" }));
    stream.end(call.endsWith("GetSchema") ? framed(Buffer.from("${ANSWER.toString("hex")}", "hex")) : Buffer.concat(chunks));
  });
}).listen(socket, () => console.log("TF_REATTACH_PROVIDERS='" + JSON.stringify({ aws: { Pid: process.pid, Addr: { Network: "unix", String: socket } } }) + "'"));
`;

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly trailers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const linux = process.platform === "linux" ? describe : describe.skip;

linux("a lent provider", () => {
  let folder: string;
  let lender: ChildProcess;
  const lent: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "orgtrail-lent-"));
    lender = spawn("sleep", ["60"]);
    writeFileSync(join(folder, "provider"), PROVIDER, { mode: 0o755 });
    writeFileSync(join(folder, "types.json"), JSON.stringify(["aws_s3_bucket"]));
  });

  afterEach(() => {
    lender.kill();
    for (const each of lent.splice(0)) each.kill();
    rmSync(folder, { recursive: true });
  });

  /** Starts one, and says where it listens. */
  async function start(name: string): Promise<{ socket: string; pid: number; program: ChildProcess }> {
    const file = join(folder, name);
    writeFileSync(`${file}.lock`, "");
    const parts = [
      join(__dirname, "lent-provider.cjs"),
      join(folder, "provider"),
      file,
      String(lender.pid),
      folder,
    ];
    const program = spawn(process.execPath, parts);
    lent.push(program);
    await until(() => existsSync(`${file}.out`));
    const { aws } = JSON.parse(/'(.*)'/.exec(readFileSync(`${file}.out`, "utf8"))?.[1] ?? "") as {
      aws: { Pid: number; Addr: { String: string } };
    };
    return { socket: aws.Addr.String, pid: aws.Pid, program };
  }

  async function ask(socket: string, path: string, body: Buffer | string = ""): Promise<Answer> {
    const session = connectHttp2("http://lent", { createConnection: () => connect(socket) });
    const stream = session.request({ ":method": "POST", ":path": path, te: "trailers" });
    let trailers: IncomingHttpHeaders = {};
    stream.on("trailers", (said: IncomingHttpHeaders) => (trailers = said));
    stream.end(body);
    const [headers] = (await once(stream, "response")) as [IncomingHttpHeaders];
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    session.close();
    return { headers, trailers, body: Buffer.concat(chunks) };
  }

  const asked = (): string[] => readFileSync(join(folder, "provider.asked"), "utf8").split("\n");

  test("has the schemas in use alone, and only the first of a run is asked", async () => {
    for (const name of ["one", "other"]) {
      const { socket } = await start(name);
      const { trailers, body } = await ask(socket, "/tfplugin5.Provider/GetSchema", Buffer.alloc(5));
      expect(body).toEqual(Buffer.concat([Buffer.from([0, 0, 0, 0, KEPT.length]), KEPT]));
      expect(trailers).toMatchObject({ "grpc-status": "0" });
    }
    expect(asked().filter((call) => call.startsWith("/"))).toEqual(["/tfplugin5.Provider/GetSchema"]);
  });

  test("hears and says all else as it is, however much it is", async () => {
    const { socket } = await start("one");
    const much = Buffer.alloc(3_000_000, "é");
    const { headers, trailers, body } = await ask(socket, "/tfplugin5.Provider/PlanResourceChange", much);
    expect(headers).toMatchObject({ ":status": 200, "content-type": "application/grpc" });
    expect(body.equals(much)).toBe(true);
    expect(trailers).toMatchObject({ "grpc-status": "0", "grpc-message": "ended" });
    expect((await ask(socket, "/refuse")).headers).toMatchObject({ "grpc-status": "12" });
  });

  test("hears when a Terraform no longer waits", async () => {
    const { socket } = await start("one");
    const session = connectHttp2("http://lent", { createConnection: () => connect(socket) });
    session.on("error", () => undefined).request({ ":method": "POST", ":path": "/wait" });
    await until(() => existsSync(join(folder, "provider.asked")));
    session.destroy();
    await until(() => asked().some((call) => call.startsWith("closed")));
    expect((await ask(socket, "/next", "x")).body.toString()).toBe("x");
  });

  test("hears a Terraform that ends in the middle of many calls, again and again, and has the next", async () => {
    const { socket } = await start("one");
    for (let times = 0; times < 20; times += 1) {
      const session = connectHttp2("http://lent", { createConnection: () => connect(socket) });
      session.on("error", () => undefined);
      for (const path of ["/wait", "/refuse", "/echo", "/tfplugin5.Provider/GetSchema"]) {
        session
          .request({ ":method": "POST", ":path": path })
          .on("error", () => undefined)
          .end("x");
      }
      const cancelled = session.request({ ":method": "POST", ":path": "/wait" }).on("error", () => undefined);
      if (times % 2 === 0) cancelled.close(constants.NGHTTP2_INTERNAL_ERROR);
      await new Promise((resolve) => setTimeout(resolve, times));
      session.destroy();
    }
    expect((await ask(socket, "/next", "x")).body.toString()).toBe("x");
  });

  test("ends when its provider does, and nobody finds it then", async () => {
    const { pid, program } = await start("one");
    expect(pid).toBe(program.pid);
    const ended = once(program, "exit");
    process.kill(providerOf(pid));
    await ended;
    expect(existsSync(join(folder, "one.out"))).toBe(false);
  });

  test("ends its provider when it is ended, and nobody finds it then", async () => {
    const { pid, program } = await start("one");
    const provider = providerOf(pid);
    const ended = once(program, "exit");
    program.kill();
    await ended;
    expect(existsSync(join(folder, "one.out"))).toBe(false);
    await until(() => !isAlive(provider));
  });

  test("ends with its provider when nobody has it for a minute, and not while somebody has", async () => {
    const { pid, program } = await start("one");
    const provider = providerOf(pid);
    const lock = join(folder, "one.lock");
    const holder = spawn("sh", ["-c", 'exec 9>>"$1"; flock 9; exec sleep 60', "sh", lock]);
    await until(() => spawnSync("flock", ["-n", lock, "true"]).status === 1);
    const longAgo = new Date(Date.now() - 5 * 60_000);
    utimesSync(lock, longAgo, longAgo);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(program.exitCode).toBeNull();
    const ended = once(program, "exit");
    holder.kill();
    utimesSync(lock, longAgo, longAgo);
    await ended;
    expect(existsSync(join(folder, "one.out"))).toBe(false);
    await until(() => !isAlive(provider));
  });
});

/** The one process that another has started. */
function providerOf(pid: number): number {
  return Number(readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, "utf8"));
}

/** Whether a process has not ended: one that has is there until somebody asks for its result. */
function isAlive(pid: number): boolean {
  const file = `/proc/${String(pid)}/stat`;
  return existsSync(file) && !readFileSync(file, "utf8").includes(") Z ");
}

/** Waits until something is so, at most ten seconds. */
async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < 100 && !isSo(); waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(isSo()).toBe(true);
}
