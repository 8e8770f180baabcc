import { text, type Edge } from "./edge";
import { edited, faults } from "./faults-of";

/** The limits of keys that are there already. */
export const ARCHIVE_EDGES = {
  "existing-key": text(
    (region) =>
      faults(edited("archive:\n", `archive:\n  kmsKeyArn: arn:aws:kms:${region}:333333333333:key/a\n`)),
    "us-east-1",
    "us-east-2",
    /is a key in another Region than the bucket/,
  ),
} as const satisfies Readonly<Record<string, Edge>>;
