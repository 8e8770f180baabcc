import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { roleIn, S3Reader, type AwsSettings } from "../../../tools/aws";
import { BucketFiles } from "../../../tools/logs/bucket-files";
import { StoreError, type StoredContent } from "../../../tools/logs/validation";

/** What becomes of S3's answers: a server answers in its place, whose answers are S3's. */

const TEXT = Buffer.from("log ".repeat(50_000));
const ERRORS: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  archived: [403, "InvalidObjectState", "The operation is not valid for the object's storage class"],
  denied: [403, "AccessDenied", "User: x is not authorized to perform: s3:GetObject"],
  encrypted: [403, "AccessDenied", "User: x is not authorized to perform: kms:Decrypt"],
  missing: [404, "NoSuchKey", "The specified key does not exist."],
  gone: [404, "NoSuchBucket", "The specified bucket does not exist"],
  closed: [403, "AccessDenied", "Access Denied"],
};
/** How often a file's connection still breaks in the middle. */
const breaks = new Map<string, number>();

/** Who has assumed which role, as STS was asked, and who has read what. */
const assumed: string[] = [];
const readers = new Map<string, string>();

/** STS's answer: credentials whose access key is named after the account, and that expire soon. */
function assumedRole(body: string): string {
  const role = new URLSearchParams(body).get("RoleArn") ?? "";
  assumed.push(role);
  const key = `KEYOF${role.split(":")[4] ?? ""}`;
  const soon = new Date(Date.now() + 60_000).toISOString();
  return `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${soon}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}

const server: Server = createServer((request, response) => {
  const { url = "", method, headers } = request;
  if (method === "POST") {
    void text(request).then((body) => response.end(assumedRole(body)));
    return;
  }
  readers.set(url.split("?")[0] ?? "", /Credential=([^/]+)/.exec(headers.authorization ?? "")?.[1] ?? "");
  const [, bucket = "", name = ""] = /^\/([^/?]*)\/?([^?]*)/.exec(url) ?? [];
  const error = ERRORS[name] ?? ERRORS[bucket];
  if (error !== undefined) {
    const [status, code, message] = error;
    response.writeHead(status, { "content-type": "application/xml" });
    response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
    return;
  }
  response.writeHead(200, { "content-length": TEXT.length, "x-amz-meta-signature": "00ff" });
  const left = breaks.get(name) ?? 0;
  if (left === 0) {
    response.end(TEXT);
    return;
  }
  breaks.set(name, left - 1);
  response.write(TEXT.subarray(0, TEXT.length / left), () => response.destroy());
});

const before = { ...process.env };
const state: { files?: BucketFiles } = {};
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  });
  state.files = new BucketFiles(new S3Reader({ region: "us-east-1" }));
});
afterAll(() => {
  process.env = before;
  server.closeAllConnections();
  server.close();
});

function files(): BucketFiles {
  if (state.files === undefined) throw new Error("there is no server");
  return state.files;
}
const read = (key: string): Promise<StoredContent> => files().read({ bucket: "acme-logs", key });

describe("a file", () => {
  it("is read, with the signature beside it", async () => {
    expect(await read("log")).toMatchObject({
      ...{ kind: "content", size: TEXT.length, signature: "00ff", keepsSignatures: true },
    });
  });

  it.each([
    ["missing", { kind: "missing" }],
    ["archived", { kind: "archived", why: expect.stringContaining("aws s3api restore-object") as string }],
    ["denied", { kind: "unreadable", why: expect.stringContaining("s3:GetObject") as string }],
    ["encrypted", { kind: "unreadable", why: expect.stringContaining("kms:Decrypt") as string }],
  ])("that is %s is told as that", async (key, content) => {
    expect(await read(key)).toEqual(content);
  });

  it.each(["whole", "stream"] as const)(
    "is read to its end as a %s where the connection breaks, and not for ever",
    async (way) => {
      const contentOf = async (key: string): Promise<Buffer> => {
        const content = await read(key);
        if (content.kind !== "content") throw new Error(content.kind);
        return Buffer.from(way === "whole" ? await content.whole() : await buffer(content.stream()));
      };
      breaks.set("twice", 2);
      expect((await contentOf("twice")).equals(TEXT)).toBe(true);
      breaks.set("always", 9);
      await expect(contentOf("always")).rejects.toThrow();
    },
  );
});

test("each bucket is read with the role of the account that owns it, which is assumed again before it expires", async () => {
  const inAccount = (account: string): AwsSettings => ({
    ...{ region: "us-east-1", role: roleIn(account, "arn:aws:iam::{account}:role/audit") },
  });
  const own = new Map([["payments-logs", inAccount("444444444444")]]);
  const both = new BucketFiles(new S3Reader(inAccount("222222222222"), own));
  expect(assumed).toEqual([]);
  for (const bucket of ["acme-logs", "payments-logs"])
    expect(await both.read({ bucket, key: "log" })).toMatchObject({ kind: "content" });
  expect([readers.get("/acme-logs/log"), readers.get("/payments-logs/log")]).toEqual([
    "KEYOF222222222222",
    "KEYOF444444444444",
  ]);
  const asked = assumed.length;
  await both.read({ bucket: "acme-logs", key: "log" });
  expect(assumed.slice(asked)).toContain("arn:aws:iam::222222222222:role/audit");
});

describe("a bucket that cannot be listed is told", () => {
  it.each([
    ["gone", true, "there is no such bucket"],
    ["closed", false, "AWS denies it"],
  ])("where it is %s", async (bucket, isMissing, why) => {
    const listing = async (): Promise<void> => {
      for await (const key of files().keys(bucket, "AWSLogs/", "")) throw new Error(key);
    };
    for (const asking of [
      listing(),
      files().folders(bucket, "AWSLogs/"),
      files().versions({ bucket, key: "a" }),
    ]) {
      const error: unknown = await asking.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(StoreError);
      expect((error as StoreError).message).toContain(why);
      expect((error as StoreError).bucketIsMissing).toBe(isMissing);
    }
  });
});
