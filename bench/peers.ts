import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BenchError } from "./cold-run";

interface Manifest {
  readonly version?: string;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function manifest(...path: readonly string[]): Manifest {
  const file = join(__dirname, ...path, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : {};
}

/**
 * Installs what orgtrail is compared with, unless it is there in the version that bench/package.json names. The product
 * does not depend on it, and whoever does not measure never downloads it.
 */
export function installPeers(progress: (text: string) => void): void {
  const wanted = Object.entries(manifest().devDependencies ?? {});
  if (wanted.every(([name, version]) => manifest("node_modules", name).version === version)) return;
  progress("installing the peers: npm ci in bench");
  const { status } = spawnSync("npm", ["ci"], {
    cwd: __dirname,
    // Standard output is for the results.
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new BenchError("npm ci failed in bench");
}
