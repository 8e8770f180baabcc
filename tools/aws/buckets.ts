import type { Readable } from "node:stream";
import type { ListObjectVersionsCommandOutput, S3Client } from "@aws-sdk/client-s3";
import { clientOf, type AwsSettings } from "./clients";
import { foundOr } from "./errors";

/** An object as it is read. */
export interface S3Object {
  readonly size: number;
  /** What its owner has put beside it, by names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** A version of an object. */
export interface S3Version {
  readonly id: string;
  /** When it came, in milliseconds since 1970. */
  readonly since: number;
  /** Whether it is a delete marker. */
  readonly isDeletion: boolean;
  readonly isLatest: boolean;
}

/** Reads the buckets of whatever Region. */
export class S3Reader {
  private readonly clients = new Map<AwsSettings, Promise<S3Client>>();

  /** @param settingsOf those with which some buckets are read @default - all are read with the same */
  constructor(
    private readonly settings: AwsSettings,
    private readonly settingsOf: ReadonlyMap<string, AwsSettings> = new Map(),
  ) {}

  /** The names of the folders directly below a prefix. */
  async folders(Bucket: string, Prefix: string): Promise<readonly string[]> {
    const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
    const names: string[] = [];
    const pages = paginateListObjectsV2(
      { client: await this.s3(Bucket) },
      { Bucket, Prefix, Delimiter: "/" },
    );
    for await (const { CommonPrefixes = [] } of pages)
      names.push(...CommonPrefixes.map((each) => (each.Prefix ?? "").slice(Prefix.length, -1)));
    return names;
  }

  /** The keys with a prefix that come after another. */
  async *keys(bucket: string, prefix: string, after: string): AsyncGenerator<string> {
    for await (const { key } of this.listed(bucket, prefix, after)) yield key;
  }

  /** The same, with the size of each object in bytes. */
  async *listed(
    Bucket: string,
    Prefix: string,
    StartAfter: string,
  ): AsyncGenerator<{ readonly key: string; readonly size: number }> {
    const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
    const pages = paginateListObjectsV2({ client: await this.s3(Bucket) }, { Bucket, Prefix, StartAfter });
    for await (const { Contents = [] } of pages)
      for (const { Key, Size = 0 } of Contents) if (Key !== undefined) yield { key: Key, size: Size };
  }

  /** The versions of an object, the newest first. */
  async versions(Bucket: string, Key: string): Promise<readonly S3Version[]> {
    const { ListObjectVersionsCommand } = await import("@aws-sdk/client-s3");
    const found: S3Version[] = [];
    let at: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {};
    while (at !== undefined) {
      const page: ListObjectVersionsCommandOutput = await (
        await this.s3(Bucket)
      ).send(new ListObjectVersionsCommand({ Bucket, Prefix: Key, ...at }));
      const { Versions = [], DeleteMarkers = [], NextKeyMarker, NextVersionIdMarker } = page;
      const own = [
        ...Versions.map((each) => ({ ...each, isDeletion: false })),
        ...DeleteMarkers.map((each) => ({ ...each, isDeletion: true })),
      ].filter((each) => each.Key === Key);
      for (const { VersionId = "null", LastModified, IsLatest, isDeletion } of own)
        found.push({
          ...{ id: VersionId, since: LastModified?.getTime() ?? 0, isDeletion, isLatest: IsLatest === true },
        });
      // Those of other keys with the prefix come after all of its own.
      at =
        page.IsTruncated === true && NextKeyMarker === Key
          ? {
              KeyMarker: Key,
              ...(NextVersionIdMarker !== undefined && { VersionIdMarker: NextVersionIdMarker }),
            }
          : undefined;
    }
    const order = (each: S3Version): number => (each.isLatest ? Infinity : each.since);
    // Versions and delete markers are two lists, each by time; of the same second, that of S3 stays.
    return found.sort((one, other) => (order(one) === order(other) ? 0 : order(other) - order(one)));
  }

  /** @param VersionId @default - the newest */
  async read(Bucket: string, Key: string, VersionId?: string): Promise<S3Object> {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const object = await (await this.s3(Bucket)).send(new GetObjectCommand({ Bucket, Key, VersionId }));
    // In Node the SDK gives a stream of Node's.
    const body = object.Body as unknown as Readable;
    return { size: object.ContentLength ?? 0, metadata: object.Metadata ?? {}, body };
  }

  /** A small object as text. @returns undefined where it is not there */
  async text(bucket: string, key: string): Promise<string | undefined> {
    const object = await foundOr(undefined, ["NoSuchKey", "NotFound"], () => this.read(bucket, key));
    if (object === undefined) return undefined;
    const pieces: Buffer[] = [];
    for await (const piece of object.body) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString("utf8");
  }

  private s3(bucket: string): Promise<S3Client> {
    const settings = this.settingsOf.get(bucket) ?? this.settings;
    const client = this.clients.get(settings) ?? s3Client(settings);
    this.clients.set(settings, client);
    return client;
  }
}

/** A client for buckets of whatever Region. */
export async function s3Client(settings: AwsSettings): Promise<S3Client> {
  const { S3Client: Client } = await import("@aws-sdk/client-s3");
  return clientOf(
    settings,
    "S3",
    (config) =>
      new Client({
        ...config,
        followRegionRedirects: true,
        // What stands in for AWS has no names of buckets before its own.
        forcePathStyle: (process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"] ?? "") !== "",
      }),
  );
}
