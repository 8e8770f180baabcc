import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WATCHED, writeConfiguration } from "../../bench/configuration";
import { generatedOrganization } from "../../bench/organization";
import { loadConfiguration } from "../../stacks/config";

jest.setTimeout(300_000);

/** Processor time of reading and checking an organization with everything that watches over it: the least of some runs. */
function secondsFor(teams: number, runs: number): number {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-growth-"));
  try {
    writeConfiguration(folder, generatedOrganization(teams), WATCHED);
    const times = Array.from({ length: runs }, () => {
      const before = process.cpuUsage();
      expect(loadConfiguration(folder).teams).toHaveLength(teams);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    });
    return Math.min(...times);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("what a configuration takes grows with teams, and not with their square", () => {
  const few = secondsFor(60, 4);
  const many = secondsFor(600, 2);
  // Ten times as many: a square would be a hundred times.
  expect(many / few).toBeLessThan(20);
});
