import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

const CONFIG = join(__dirname, "..", "config");

/** What the peers do not make: they are measured on trails, buckets and keys. */
const ORGANIZATION_KEYS = ["monitoring", "configRules", "securityHub", "guardrails"];
const TEAM_KEYS = ["alarms", "notify", "rules"];

/** Writes the reference organization without what watches over it and checks it, for programs that make its trails. */
export function writeReferenceTrails(folder: string): string {
  mkdirSync(join(folder, "teams"), { recursive: true });
  copyWithout("organization.yaml", folder, ORGANIZATION_KEYS);
  for (const name of readdirSync(join(CONFIG, "teams"))) copyWithout(join("teams", name), folder, TEAM_KEYS);
  return folder;
}

function copyWithout(file: string, folder: string, keys: readonly string[]): void {
  const document = parseDocument(readFileSync(join(CONFIG, file), "utf8"));
  for (const key of keys) document.delete(key);
  writeFileSync(join(folder, file), document.toString());
}
