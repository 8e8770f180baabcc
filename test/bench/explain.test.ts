import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { writeLogs } from "../../bench/explain/logs";
import { explain } from "../../tools/explain/explain";
import { referenceConfiguration } from "../support/configurations";

const folder = mkdtempSync(join(tmpdir(), "orgtrail-bench-explain-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each([true, false])(
  "the benchmark of explain and its floor read the same events (compressed: %s)",
  async (compressed) => {
    const logs = writeLogs(join(folder, String(compressed)), 4500, compressed);
    const floor = execFileSync(process.execPath, [
      join(__dirname, "../../bench/explain/floor.cjs"),
      logs.folder,
    ]);
    const explanation = await explain(referenceConfiguration(), {
      inputs: [logs.folder],
      standardInput: Readable.from([]),
      top: 1,
    });
    expect(floor.toString()).toBe("4500\n");
    expect(explanation).toMatchObject({ events: 4500, failures: [], files: { read: 3, bytes: logs.bytes } });
    // Every trail has work to do.
    expect(explanation.trails.every(({ events }) => events > 0)).toBe(true);
    expect(explanation.unrecorded.events).toBeGreaterThan(0);
  },
);
