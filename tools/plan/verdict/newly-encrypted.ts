import { at, isKnown, isNothing, judgedResource, shown, type JsonObject } from "../../../modules/facts";
import { sidesOf } from "../change";
import type { Judges } from "./verdict";

/** With which key something is encrypted, by path, where orgtrail or AWS sets none. That of a bucket: with which default. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  aws_config_delivery_channel: ["s3_kms_key_arn"],
  aws_s3_bucket_server_side_encryption_configuration: [
    "rule.apply_server_side_encryption_by_default.kms_master_key_id",
    "rule.apply_server_side_encryption_by_default.sse_algorithm",
  ],
};

/**
 * What gets a key and had none. Its owner decides from then on who may read it, and who may deliver to it: S3 delivers no access
 * logs to a bucket that encrypts with a key.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export const NEWLY_ENCRYPTED: Judges = {
  "access-lost": (change) => {
    const sides = sidesOf(change);
    if (sides === undefined) return [];
    const path = keyPaths(change.type).find(
      (each) => !hasKey(sides.before, each) && hasKey(sides.after, each),
    );
    return path === undefined || keyPaths(change.type).some((each) => hasKey(sides.before, each))
      ? []
      : [
          `it is newly encrypted with ${shown(at(sides.after, ...path.split(".")))}: who delivers to it or reads it needs leave of the key`,
        ];
  },
};

function keyPaths(type: string): readonly string[] {
  const told = Object.entries(judgedResource(type)?.attributes ?? {}).flatMap(([path, attribute]) =>
    attribute.judgement === "encryption-changed" && attribute.isWeaker !== undefined ? [path] : [],
  );
  return [...told, ...(Object.hasOwn(KEYS, type) ? (KEYS[type] ?? []) : [])];
}

function hasKey(side: JsonObject, path: string): boolean {
  const value = at(side, ...path.split("."));
  return !isNothing(value) && isKnown(value) && value !== "AES256";
}
