import type { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import type { AwsSettings } from "./clients";

/** An object as it is read. */
export interface S3Object {
  readonly size: number;
  /** What its owner has put beside it, by names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** Reads the buckets of whatever Region. */
export class S3Reader {
  private client: Promise<S3Client> | undefined;

  constructor(private readonly settings: AwsSettings) {}

  /** The names of the folders directly below a prefix. */
  async folders(Bucket: string, Prefix: string): Promise<readonly string[]> {
    const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
    const names: string[] = [];
    const pages = paginateListObjectsV2({ client: await this.s3() }, { Bucket, Prefix, Delimiter: "/" });
    for await (const { CommonPrefixes = [] } of pages)
      names.push(...CommonPrefixes.map((each) => (each.Prefix ?? "").slice(Prefix.length, -1)));
    return names;
  }

  /** The keys with a prefix that come after another. */
  async *keys(Bucket: string, Prefix: string, StartAfter: string): AsyncGenerator<string> {
    const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
    const pages = paginateListObjectsV2({ client: await this.s3() }, { Bucket, Prefix, StartAfter });
    for await (const { Contents = [] } of pages)
      for (const { Key } of Contents) if (Key !== undefined) yield Key;
  }

  async read(Bucket: string, Key: string): Promise<S3Object> {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const object = await (await this.s3()).send(new GetObjectCommand({ Bucket, Key }));
    // In Node the SDK gives a stream of Node's.
    const body = object.Body as unknown as Readable;
    return { size: object.ContentLength ?? 0, metadata: object.Metadata ?? {}, body };
  }

  private s3(): Promise<S3Client> {
    this.client ??= import("@aws-sdk/client-s3").then(
      ({ S3Client: Client }) =>
        new Client({
          ...this.settings,
          followRegionRedirects: true,
          // What stands in for AWS has no names of buckets before its own.
          forcePathStyle:
            (process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"] ?? "") !== "",
        }),
    );
    return this.client;
  }
}
