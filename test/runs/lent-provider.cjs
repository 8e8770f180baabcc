/**
 * A provider that is lent to one Terraform after another, started as debuggers start it. Between the two it passes on what they say,
 * with one exception: asked for its schemas, the provider makes, and Terraform reads, those of 1,500 resources, for 2.5 seconds
 * of a core together, whatever the command. It is asked once in a run, and each Terraform hears of what the project's code names.
 *
 * Ends with its provider and with Jest, and when nobody has asked for a minute. Whoever finds NAME.out finds it alive: the
 * process that it names is this one, and it goes before this does.
 *
 *     node lent-provider.cjs PROVIDER NAME JEST FOLDER
 *
 * NAME.out then says how to reach it, and NAME.lock is what a Terraform that has it keeps locked; JEST is a process; FOLDER
 * is what all lent providers of a run share: `types.json`, and `schemas` when it is known.
 */
const { Buffer } = require("node:buffer");
const { spawn, spawnSync } = require("node:child_process");
const {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require("node:fs");
const http2 = require("node:http2");
const net = require("node:net");
const { join } = require("node:path");
const { setInterval } = require("node:timers");
const { onlyTypes } = require("./schemas-in-use.cjs");

const SECOND = 1000;
const IDLE = 60 * SECOND;
const GET_SCHEMAS = "/tfplugin5.Provider/GetSchema";
/** What precedes a message of gRPC: whether it is compressed, a byte, and its length, four. */
const HEAD = 5;

const [program, name, jest, folder] = process.argv.slice(2);
const provider = spawn(program, ["-debug"], { stdio: ["ignore", "pipe", "ignore"] });
provider.once("error", () => process.exit(1));
provider.once("exit", () => process.exit());
process.once("SIGTERM", () => process.exit());
process.once("exit", () => {
  rmSync(`${name}.out`, { force: true });
  provider.kill();
});

let said = "";
provider.stdout.setEncoding("utf8").on("data", (text) => {
  said += text;
  const [line, reattach] = /TF_REATTACH_PROVIDERS='(.*)'\n/.exec(said) ?? [];
  if (line === undefined) return;
  said = "";
  const [[source, provided]] = Object.entries(JSON.parse(reattach));
  const socket = `${name}.${provider.pid}.sock`;
  serverTo(provided.Addr.String).listen(socket, () => {
    const lent = { ...provided, Pid: process.pid, Addr: { Network: "unix", String: socket } };
    writeWhole(`${name}.out`, `TF_REATTACH_PROVIDERS='${JSON.stringify({ [source]: lent })}'\n`);
  });
});

setInterval(() => {
  if (!isAlive(Number(jest))) process.exit();
  const lock = `${name}.lock`;
  if (Date.now() - statSync(lock).mtimeMs < IDLE) return;
  if (spawnSync("flock", ["-n", lock, "rm", `${name}.out`]).status === 0) process.exit();
  utimesSync(lock, new Date(), new Date());
}, SECOND);

/** An error of one side closes the other, and Terraform says what it missed. */
const ignored = () => undefined;

/** What stands between a Terraform and a provider that listens on a socket. */
function serverTo(socket) {
  const server = http2.createServer();
  server.on("session", (terraform) => {
    const upstream = http2.connect("http://provider", { createConnection: () => net.connect(socket) });
    for (const [one, other] of [
      [terraform, upstream],
      [upstream, terraform],
    ]) {
      one.on("error", ignored);
      one.once("close", () => other.destroy());
    }
    terraform.on("stream", (stream, headers) => {
      stream.on("error", ignored);
      if (upstream.closed || upstream.destroyed) return stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
      const ask = () => {
        const asked = upstream.request(headers);
        asked.on("error", ignored);
        asked.once("close", () => asked.rstCode === 0 || stream.close(asked.rstCode));
        stream.once("close", () => asked.close());
        return asked;
      };
      if (headers[":path"] !== GET_SCHEMAS) return passOn(stream, ask());
      return answerSchemas(stream, ask).catch(() => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR));
    });
  });
  return server;
}

/** One call of gRPC: a request and its answer are streams, and the answer ends with trailers. */
function passOn(stream, asked) {
  let trailers = {};
  asked.on("trailers", (headers) => (trailers = headers));
  asked.on("response", (headers, flags) => {
    if (stream.closed || stream.destroyed) return asked.close();
    // An answer that is nothing but its status has no trailers.
    if (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) return stream.respond(headers, { endStream: true });
    stream.respond(headers, { waitForTrailers: true });
    stream.once("wantTrailers", () => stream.sendTrailers(trailers));
    return asked.pipe(stream);
  });
  stream.pipe(asked);
}

/** Answers what schemas there are, from what was kept, or else as the provider does. */
async function answerSchemas(stream, ask) {
  const file = join(folder, "schemas");
  if (!existsSync(file)) {
    const types = new Set(JSON.parse(readFileSync(join(folder, "types.json"), "utf8")));
    writeWhole(file, onlyTypes(await answerOf(ask()), types));
  }
  const message = readFileSync(file);
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(message.length, 1);
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(Buffer.concat([head, message]));
}

/** The one message of an answer that is not compressed, to a request that is empty. */
async function answerOf(asked) {
  asked.end(Buffer.alloc(HEAD));
  const chunks = [];
  for await (const chunk of asked) chunks.push(chunk);
  return Buffer.concat(chunks).subarray(HEAD);
}

/** Whoever reads a file finds all of it, or none. */
function writeWhole(file, content) {
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
