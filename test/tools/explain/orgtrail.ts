import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const ROOT = join(__dirname, "..", "..", "..");

/** How a process ended, and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** How much memory it held at most. */
  readonly peakBytes: number;
}

/** Runs `orgtrail explain` as a process, with the pieces as standard input. */
export async function explainProcess(
  args: readonly string[],
  input: Iterable<string | Buffer> = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const scratch = mkdtempSync(join(tmpdir(), "orgtrail-explain-usage-"));
  const usageFile = join(scratch, "usage.json");
  const child = spawn(
    process.execPath,
    [
      "--require",
      join(ROOT, "bench/usage-hook.cjs"),
      join(ROOT, "tools/cli/orgtrail.cjs"),
      "explain",
      ...args,
    ],
    {
      cwd: ROOT,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ORGTRAIL_BENCH_USAGE: usageFile, ...environment },
    },
  );
  const texts = [child.stdout, child.stderr].map(async (stream) => {
    let text = "";
    for await (const chunk of stream as AsyncIterable<Buffer>) text += chunk.toString();
    return text;
  });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  // A command that refuses its arguments does not read, which is no failure here.
  await pipeline(Readable.from(input), child.stdin).catch(() => undefined);
  const [stdout = "", stderr = ""] = await Promise.all(texts);
  const code = await ended;
  const { peakKilobytes } = JSON.parse(readFileSync(usageFile, "utf8")) as { peakKilobytes: number };
  rmSync(scratch, { recursive: true });
  return { code, stdout, stderr, peakBytes: peakKilobytes * 1024 };
}
