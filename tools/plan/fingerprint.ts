import { createHash } from "node:crypto";
import type { JsonValue, ResourceChange } from "./change";
import { canonicalText } from "./json-value";

/**
 * A fingerprint of what a plan would do: the same for the same code and the same resources in AWS. So whoever approves
 * a deployment sees whether it is what was reviewed. Sensitive and unknown values count as their placeholders.
 * @returns SHA-256 in hexadecimal
 */
export function fingerprintOf(changes: readonly ResourceChange[]): string {
  const told = changes.map(({ address, action, before = null, after = null, attributes }): JsonValue => {
    const replaces = attributes.filter((attribute) => attribute.replaces).map(({ path }) => path);
    return { address, action, before, after, replaces: replaces.sort() };
  });
  const lines = told.map(canonicalText).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}
