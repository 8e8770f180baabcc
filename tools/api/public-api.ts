import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pinnedAddresses } from "./addresses";
import { changesBetween, type PublicApi } from "./changes";
import { publicDeclarations } from "./declarations";
import { releaseProblems } from "./release-rule";

/** What was released last: its version, and what its users rely on. */
export interface ReleasedApi extends PublicApi {
  readonly version: string;
}

export const RELEASED = "api/released.json";

/** The public API, as the sources have it. */
export function currentApi(root: string): PublicApi {
  return { modules: publicDeclarations(root), addresses: pinnedAddresses(root) };
}

export function readReleased(root: string): ReleasedApi {
  return JSON.parse(readFileSync(join(root, RELEASED), "utf8")) as ReleasedApi;
}

export function versionOf(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return version;
}

/** Why the sources may not be released as the version that package.json names. */
export function problemsOf(root: string, api: PublicApi): readonly string[] {
  const released = readReleased(root);
  return releaseProblems({
    released: released.version,
    version: versionOf(root),
    changes: changesBetween(released, api),
    upgradeNotes: readFileSync(join(root, "docs", "upgrade.md"), "utf8"),
  });
}
