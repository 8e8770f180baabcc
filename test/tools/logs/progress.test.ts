import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunProgress } from "../../../tools/logs/progress";
import { ROOT } from "../../support/run";

const areas = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ bucket: "acme-logs", root: "AWSLogs/", account: "111111111111", region: `eu-west-${index}` },
  }));
const seconds = (text: string): number | undefined => {
  const [, hours, minutes, rest] = /about (?:(\d+) h )?(?:(\d+) min)?(?:(\d+) s)? left/.exec(text) ?? [];
  return text.includes("left")
    ? 3600 * Number(hours ?? 0) + 60 * Number(minutes ?? 0) + Number(rest ?? 0)
    : undefined;
};

/** A run of 40 accounts and Regions, some at a time, each digest with two log files of 500 kB, as a clock goes on. */
function texts(
  digestsOf: (index: number) => number,
  atOnce = 8,
): { text: string; at: number; all: number }[] {
  const clock = { now: 5000 };
  const progress = new RunProgress(() => clock.now);
  const told: { text: string; at: number }[] = [];
  const all = areas(40);
  for (let first = 0; first < all.length; first += atOnce) {
    const some = all
      .slice(first, first + atOnce)
      .map((area, index) => ({ area, of: digestsOf(first + index) }));
    for (const { area, of } of some) progress.digestsOf(area, 0, of, all.length);
    for (let done = 1; done <= Math.max(...some.map(({ of }) => of)); done++)
      for (const { area, of } of some.filter((each) => done <= each.of)) {
        clock.now += 100;
        for (let file = 0; file < 2; file++) progress.fileRead({ stored: 500_000 });
        progress.digestsOf(area, done, of, all.length);
        if (done === of) progress.areaDone();
        told.push({ text: progress.text(), at: clock.now - 5000 });
      }
  }
  const end = told.at(-1)?.at ?? 0;
  return told.map((each) => ({ ...each, all: end }));
}

describe("how far a run is", () => {
  it("is told in files, bytes, rate, accounts and Regions, and time left", () => {
    const told = texts(() => 100);
    expect(told[999]?.text).toBe(
      "2,000 files, 1,000 MB, 10.0 MB/s, 8 of 40 accounts and Regions, about 5 min left",
    );
    expect(told.at(-1)?.text).toContain("40 of 40 accounts and Regions, about 0 s left");
  });

  it.each<[string, (index: number) => number, number]>([
    ["alike", () => 100, 0.02],
    ["of many sizes", (index) => 40 + ((index * 37) % 120), 0.35],
  ])("is told from the third second on, where accounts are %s, and comes true", (_, digestsOf, most) => {
    for (const { text, at, all } of texts(digestsOf)) {
      const left = seconds(text);
      if (at < 2000) expect(left).toBeUndefined();
      else
        expect([at, Math.abs(((left ?? NaN) * 1000 - (all - at)) / all) < most + 30_000 / all]).toEqual([
          at,
          true,
        ]);
    }
  });

  it("is told in hours where it takes hours", () => {
    const clock = { now: 0 };
    const progress = new RunProgress(() => clock.now);
    const [area] = areas(1);
    if (area !== undefined) progress.digestsOf(area, 1, 121, 1);
    clock.now = 100_000;
    expect(progress.text()).toBe(
      "0 files, 0 MB, 0.0 MB/s, 0 of 1 accounts and Regions, about 3 h 20 min left",
    );
  });
});

describe("where it is told", () => {
  const scratch = mkdtempSync(join(tmpdir(), "orgtrail-progress-"));
  afterAll(() => {
    rmSync(scratch, { recursive: true });
  });
  /** Shows how far something is, over and over for a second. */
  const program = `const { showStatus, print } = require("./tools/terminal"); const end = Date.now() + 1200; while (Date.now() < end) showStatus(() => "12 files"); print(["done"]);`;
  const command = ["--import", "tsx", "--input-type=commonjs", "-e", program];

  it("is a terminal, in one line that goes when something is printed", () => {
    const words = ["node", ...command].map((word) => `'${word}'`).join(" ");
    const { stdout } = spawnSync("script", ["-qec", words, join(scratch, "typescript")], {
      ...{ cwd: ROOT, encoding: "utf8", input: "" },
    });
    const wipe = "\r\u001b[K";
    const shown = stdout.split("\n")[0]?.split(wipe) ?? [];
    expect(shown.slice(0, 3)).toEqual(["", "12 files", "12 files"]);
    expect(stdout.trim().endsWith(`${wipe}done`)).toBe(true);
  });

  it("is nothing else", () => {
    const { stdout, stderr } = spawnSync("node", command, { cwd: ROOT, encoding: "utf8" });
    expect([stdout, stderr]).toEqual(["done\n", ""]);
  });
});
