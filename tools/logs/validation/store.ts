import type { FilePlace, FileVersion } from "./names";

/** Where files are read from: S3, or a copy in a folder. */
export interface FileStore {
  /** The names of the folders directly below, without slashes, sorted. */
  readonly folders: (bucket: string, prefix: string) => Promise<readonly string[]>;
  /** The keys that start with the prefix and come after another, in the order of their bytes. @throws StoreError */
  readonly keys: (bucket: string, prefix: string, after: string) => AsyncIterable<string>;
  readonly read: (file: FileVersion) => Promise<StoredContent>;
}

/** What a store has of a file. */
export type StoredContent =
  | StoredFile
  | { readonly kind: "missing" }
  /** In a storage class from which it must be restored first. */
  | { readonly kind: "archived"; readonly why: string }
  | { readonly kind: "unreadable"; readonly why: string };

/** A file that can be read, once. */
export interface StoredFile {
  readonly kind: "content";
  /** How many bytes it has, compressed. */
  readonly size: number;
  readonly whole: () => Promise<Uint8Array>;
  readonly stream: () => AsyncIterable<Uint8Array>;
  /** The signature of a digest, in hexadecimal. It stands beside the file, not in it. */
  readonly signature?: string;
  /** Whether the store keeps what stands beside files: a copy made by `aws s3 sync` does not. */
  readonly keepsSignatures: boolean;
  /** Of a digest of late deliveries: when it was made, in milliseconds since 1970. */
  readonly generated?: number;
}

/** Why a store does not list, as a sentence. */
export class StoreError extends Error {
  /** @param bucketIsMissing whether there is no bucket at all @default false */
  constructor(
    message: string,
    readonly bucketIsMissing = false,
  ) {
    super(message);
  }
}

/** A folder that may not be listed. */
export interface UnlistedFolder {
  readonly folder: FilePlace;
  readonly why: string;
}
