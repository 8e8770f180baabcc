import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { ROOT, type Run } from "../../support/run";
import type { Delivered, FakeCloudTrail } from "./cloudtrail";

/** What stands in for AWS: S3 with what CloudTrail delivered, CloudTrail's public keys, and who asks. */

/** Fewer than a chain has digests: lists have several pages. */
const PAGE = 5;

export const CALLER = "arn:aws:sts::333333333333:assumed-role/SecurityAudit/ann";

/** A call, as AWS would look for whether it is allowed. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  /** Of a list. */
  readonly prefix?: string;
}

/** @returns the status and the code of an error. @default - it is answered */
export type Refusing = (call: Call) => Refusal | undefined | Promise<Refusal | undefined>;
type Refusal = readonly [status: number, code: string];

export class AwsServer {
  readonly calls: Call[] = [];
  refusing: Refusing = () => undefined;
  /** What was deleted, by its name, and is kept as an older version. */
  readonly older = new Map<string, Delivered>();
  private requests = 0;
  private readonly server = createServer((request, response) => {
    void this.answer(request, response);
  });

  constructor(private readonly cloudtrail: FakeCloudTrail) {}

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** What a program needs to ask this in AWS's place. */
  private environment(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return {
      ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_EC2_METADATA_DISABLED: "true" },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "us-east-1" },
    };
  }

  /** Runs `orgtrail` as a person does, with this in AWS's place. */
  orgtrail(...args: readonly string[]): Promise<Run> {
    return this.run(["node", "tools/cli/orgtrail.cjs", ...args]);
  }

  /** Runs a program, with this in AWS's place. */
  async run([program = "", ...args]: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<Run> {
    const env = { ...process.env, ...this.environment(), ...variables };
    const child = spawn(program, args, { cwd: ROOT, env });
    const texts = [child.stdout, child.stderr].map((stream) => text(stream));
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    const [stdout = "", stderr = ""] = await Promise.all(texts);
    return { code, stdout, stderr };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("x-amzn-requestid", `request-${++this.requests}`);
    response.setHeader("x-amz-request-id", `request-${this.requests}`);
    const url = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "POST") {
      await this.answerService(request, response);
      return;
    }
    const [, bucket = "", name = ""] = /^\/([^/]*)\/?(.*)$/.exec(url.pathname) ?? [];
    const key = decodeURIComponent(name);
    const isList = key === "";
    const call: Call = isList
      ? {
          action: url.searchParams.has("versions") ? "s3:ListBucketVersions" : "s3:ListBucket",
          resource: bucket,
          prefix: url.searchParams.get("prefix") ?? "",
        }
      : {
          action: url.searchParams.has("versionId") ? "s3:GetObjectVersion" : "s3:GetObject",
          resource: `${bucket}/${key}`,
        };
    if (await this.isRefused(call, response)) return;
    const { searchParams } = url;
    if (isList)
      response.end(
        searchParams.has("versions") ? this.versions(bucket, searchParams) : this.list(bucket, searchParams),
      );
    else this.sendObject(`${bucket}/${key}`, searchParams.has("versionId"), response);
  }

  private async answerService(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await text(request);
    const target = request.headers["x-amz-target"];
    const isCloudTrail = typeof target === "string" && target.endsWith("ListPublicKeys");
    if (
      await this.isRefused(
        { action: isCloudTrail ? "cloudtrail:ListPublicKeys" : "sts:GetCallerIdentity", resource: "*" },
        response,
      )
    )
      return;
    if (!isCloudTrail) {
      response.setHeader("content-type", "text/xml");
      response.end(
        `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${CALLER}</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>sts</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
      );
      return;
    }
    const region = /Credential=[^/]+\/\d+\/([^/]+)/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const keys = this.cloudtrail.savedKeys(region)[region] ?? [];
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(
      JSON.stringify({
        PublicKeyList: keys.map(({ fingerprint, value, validFrom, validTo }) => ({
          ...{ Fingerprint: fingerprint, Value: value },
          ...{ ValidityStartTime: Date.parse(validFrom) / 1000, ValidityEndTime: Date.parse(validTo) / 1000 },
        })),
      }),
    );
  }

  private async isRefused(call: Call, response: ServerResponse): Promise<boolean> {
    this.calls.push(call);
    const refusal = await this.refusing(call);
    if (refusal === undefined) return false;
    const [status, code] = refusal;
    const isJson = call.action.startsWith("cloudtrail:");
    response.writeHead(status, { "content-type": isJson ? "application/x-amz-json-1.1" : "application/xml" });
    response.end(
      isJson
        ? JSON.stringify({ __type: code, message: `${code} of the test` })
        : `<Error><Code>${code}</Code><Message>${code} of the test</Message></Error>`,
    );
    return true;
  }

  private sendObject(name: string, isOlder: boolean, response: ServerResponse): void {
    const file = (isOlder ? this.older : this.cloudtrail.store.files).get(name);
    if (file === undefined) {
      response.writeHead(404, { "content-type": "application/xml" });
      response.end(
        "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
      );
      return;
    }
    if (file.signature !== undefined) response.setHeader("x-amz-meta-signature", file.signature);
    response.writeHead(200, { "content-length": file.bytes.length, "x-amz-version-id": "v1" });
    response.end(file.bytes);
  }

  private versions(bucket: string, query: URLSearchParams): string {
    const key = query.get("prefix") ?? "";
    const time = "<LastModified>2026-03-02T00:00:00.000Z</LastModified>";
    const gone = `<DeleteMarker><Key>${key}</Key><VersionId>v2</VersionId><IsLatest>true</IsLatest>${time}</DeleteMarker>`;
    const kept = `<Version><Key>${key}</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest>${time}</Version>`;
    return `<ListVersionsResult><IsTruncated>false</IsTruncated>${this.older.has(`${bucket}/${key}`) ? gone + kept : ""}</ListVersionsResult>`;
  }

  private list(bucket: string, query: URLSearchParams): string {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    const keys = [...this.cloudtrail.store.files.keys()]
      .filter((name) => name.startsWith(`${bucket}/${prefix}`))
      .map((name) => name.slice(bucket.length + 1))
      .sort();
    const folder = (key: string): string => {
      const end = key.indexOf("/", prefix.length);
      return end < 0 ? key : key.slice(0, end + 1);
    };
    const isDelimited = query.get("delimiter") === "/";
    const entries = [...new Set(isDelimited ? keys.map(folder) : keys)].filter((entry) => entry > after);
    const page = entries.slice(0, PAGE);
    const more = entries.length > PAGE;
    const items = page.map((entry) =>
      entry.endsWith("/")
        ? `<CommonPrefixes><Prefix>${entry}</Prefix></CommonPrefixes>`
        : `<Contents><Key>${entry}</Key><Size>${this.cloudtrail.store.files.get(`${bucket}/${entry}`)?.bytes.length ?? 0}</Size></Contents>`,
    );
    const next = more ? `<NextContinuationToken>${page.at(-1) ?? ""}</NextContinuationToken>` : "";
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${items.join("")}</ListBucketResult>`;
  }
}
