import { createPublicKey, type KeyObject } from "node:crypto";
import * as z from "zod";

/** A public key with which CloudTrail's digests of a Region are verified, as `ListPublicKeys` answers. */
const publicKey = z.object({
  fingerprint: z.string(),
  /** DER of PKCS#1, in base64. */
  value: z.string(),
  validFrom: z.iso.datetime({ offset: true }),
  validTo: z.iso.datetime({ offset: true }),
});

/** The file that `orgtrail logs keys` writes: what CloudTrail answered, when, and to whom. */
export const savedKeys = z.object({
  about: z.string().optional(),
  asked: z.iso.datetime(),
  /** The ARN of who asked. */
  caller: z.string(),
  regions: z.record(z.string(), z.array(publicKey)),
});

export type SavedKeys = z.infer<typeof savedKeys>;
export type SavedKey = z.infer<typeof publicKey>;

/** At a rotation, digests are still signed with the old key a while, and already with the new one. */
const ROTATION_MS = 2 * 3_600_000;

/** The public keys of Regions, by fingerprint. */
export class PublicKeys {
  private readonly made = new Map<string, KeyObject | undefined>();

  /** @param unknown why keys are not known @default - nobody has asked for others */
  constructor(
    private readonly regions: SavedKeys["regions"],
    private readonly unknown?: string,
  ) {}

  /** The key with the fingerprint, or why there is none. @param time when it was used @default - its validity is not looked at */
  find(region: string, fingerprint: string, time: number | undefined): KeyObject | string {
    const keys = this.regions[region];
    if (keys === undefined) return this.unknown ?? `no keys of ${region} are known`;
    const key = keys.find((each) => each.fingerprint === fingerprint);
    if (key === undefined)
      return `none of the ${keys.length} keys of ${region} has the fingerprint ${fingerprint}`;
    const { validFrom, validTo } = key;
    if (
      time !== undefined &&
      (time < Date.parse(validFrom) - ROTATION_MS || time > Date.parse(validTo) + ROTATION_MS)
    )
      return `the key ${fingerprint} was valid from ${validFrom} to ${validTo} only`;
    return this.keyObject(key) ?? `the key ${fingerprint} is no RSA key in DER`;
  }

  private keyObject({ value }: SavedKey): KeyObject | undefined {
    if (!this.made.has(value)) this.made.set(value, keyOf(value));
    return this.made.get(value);
  }
}

function keyOf(value: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(value, "base64"), format: "der", type: "pkcs1" });
  } catch {
    return undefined;
  }
}
