import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { ROOT, type Run } from "../../support/run";

/** What stands in for AWS: Athena with one answer, the files of a log bucket by name and size, and who asks. */
export class AthenaServer {
  caller = "arn:aws:sts::333333333333:assumed-role/SecurityAudit/ann";
  /** Sizes of files, by bucket and key. */
  readonly files = new Map<string, number>();
  /** What Athena says of the query, each time that it is asked; the last for ever. */
  progress: readonly object[] = [
    { Status: { State: "SUCCEEDED" }, Statistics: { DataScannedInBytes: 2_000_000_000 } },
  ];
  /** The first page has the names of the columns. */
  pages: readonly (readonly (readonly (string | undefined)[])[])[] = [
    [
      ["who", "events"],
      ["ann", "3"],
    ],
    [["\u001b[31mbob", undefined]],
  ];
  /** At this action the command is ended, by this signal. */
  interruptedAt = "";
  signal: NodeJS.Signals = "SIGINT";
  private child: ChildProcess | undefined;
  /** What was asked: actions, with what matters of each. */
  readonly calls: (readonly [action: string, input?: unknown])[] = [];
  private readonly server = createServer((request, response) => {
    void this.answer(request, response);
  });

  private port = 0;

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Runs `orgtrail query` as a person does, with this in AWS's place. */
  async query(...args: readonly string[]): Promise<Run> {
    const env = {
      ...{ ...process.env, COLUMNS: "200" },
      ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${this.port}`, AWS_EC2_METADATA_DISABLED: "true" },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "us-east-1" },
    };
    const child = spawn("node", ["tools/cli/orgtrail.cjs", "query", ...args], { cwd: ROOT, env });
    this.child = child;
    const texts = [child.stdout, child.stderr].map((stream) => text(stream));
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    const [stdout = "", stderr = ""] = await Promise.all(texts);
    return { code, stdout, stderr };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const target = request.headers["x-amz-target"];
    if (typeof target === "string") {
      const action = target.split(".").at(-1) ?? "";
      const input = JSON.parse(body) as Readonly<Record<string, unknown>>;
      this.calls.push([action, input]);
      if (action === this.interruptedAt) this.child?.kill(this.signal);
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify(this.athena(action, input)));
    } else if (request.method === "POST") {
      const form = new URLSearchParams(body);
      this.calls.push([form.get("Action") ?? "", form.get("RoleArn") ?? undefined]);
      response.setHeader("content-type", "text/xml");
      response.end(this.sts(form.get("Action") ?? ""));
    } else {
      const url = new URL(request.url ?? "/", "http://localhost");
      response.setHeader("content-type", "application/xml");
      response.end(this.list(url.pathname.slice(1).replace(/\/$/, ""), url.searchParams));
    }
  }

  private athena(action: string, { NextToken: token }: Readonly<Record<string, unknown>>): object {
    if (action === "StartQueryExecution") return { QueryExecutionId: "query-1" };
    if (action === "GetQueryExecution") {
      const [now = {}, ...later] = this.progress;
      if (later.length > 0) this.progress = later;
      return { QueryExecution: now };
    }
    if (action !== "GetQueryResults") return {};
    const page = Number(token ?? 0);
    const names = this.pages[0]?.[0] ?? [];
    return {
      ResultSet: {
        Rows: (this.pages[page] ?? []).map((row) => ({
          Data: row.map((VarCharValue) => ({ VarCharValue })),
        })),
        ResultSetMetadata: { ColumnInfo: names.map((Name) => ({ Name, Type: "varchar" })) },
      },
      ...(page + 1 < this.pages.length && { NextToken: String(page + 1) }),
    };
  }

  private sts(action: string): string {
    const credentials =
      "<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration></Credentials>";
    const result = action === "AssumeRole" ? credentials : `<Arn>${this.caller}</Arn>`;
    return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
  }

  private list(bucket: string, query: URLSearchParams): string {
    const start = `${bucket}/${query.get("prefix") ?? ""}`;
    this.calls.push(["ListObjectsV2", start]);
    const items = [...this.files].flatMap(([name, size]) => {
      const key = name.slice(bucket.length + 1);
      const isThere = name.startsWith(start) && key > (query.get("start-after") ?? "");
      return isThere ? [`<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`] : [];
    });
    return `<ListBucketResult><IsTruncated>false</IsTruncated>${items.join("")}</ListBucketResult>`;
  }
}
