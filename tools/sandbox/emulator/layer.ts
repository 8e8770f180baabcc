import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { operationOf, type AwsRequest, type AwsResponse, type Fix, type Handler } from "./exchange";

/** A server that stands before the emulator. */
export interface Layer {
  /** The endpoint for all services: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/** These belong to one connection, and Node sets them itself. */
const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "expect"];

function endToEnd(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes requests on to the emulator as they are; the Host header too, from which it tells buckets. */
function forwardTo(emulator: string): Handler {
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        `${emulator}${path}`,
        { method, headers: { ...endToEnd(headers), "content-length": body.length }, agent: false },
        (answer) => {
          bodyOf(answer).then((content) => {
            const { statusCode: status = 502 } = answer;
            resolve({ status, headers: endToEnd(answer.headers), body: content });
          }, reject);
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
}

function applying(fix: Fix, next: Handler): Handler {
  return (request) => {
    const operation = operationOf(request);
    return operation !== undefined && fix.concerns(operation)
      ? fix.answer(request, operation, next)
      : next(request);
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Starts a server that answers as the emulator does, but for the fixes. The first fix sees a request first. */
export async function startLayer(emulator: string, fixes: readonly Fix[]): Promise<Layer> {
  const handle = fixes.reduceRight<Handler>((next, fix) => applying(fix, next), forwardTo(emulator));
  const server = createServer((incoming, outgoing) => {
    const { method = "GET", url: path = "/", headers } = incoming;
    bodyOf(incoming)
      .then((body): Promise<AwsResponse> => handle({ method, path, headers, body } satisfies AwsRequest))
      .then(
        (answer) => {
          // An answer to HEAD has the length of what GET would have sent, and no body.
          const length = method === "HEAD" ? {} : { "content-length": answer.body.length };
          outgoing.writeHead(answer.status, { ...answer.headers, ...length });
          outgoing.end(answer.body);
        },
        (error: unknown) => {
          outgoing.writeHead(502, { "content-type": "text/plain" });
          outgoing.end(`orgtrail sandbox: the emulator did not answer: ${String(error)}`);
        },
      );
  });
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
