import { setImmediate } from "node:timers/promises";
import { inOrder } from "../../../tools/sandbox/stack-graph";

const ARCHIVE = { name: "log-archive", needs: [] };
const MANAGEMENT = { name: "management", needs: ["log-archive"] };
const DATA = { name: "team-data", needs: [] };
const PAYMENTS = { name: "team-payments", needs: ["log-archive"] };

/** Works on the items, and notes when each begins and ends. */
async function journalOf(
  items: readonly { readonly name: string; readonly needs: readonly string[] }[],
  slots: number,
  failing: readonly string[] = [],
): Promise<readonly string[]> {
  const journal: string[] = [];
  const work = async ({ name }: { readonly name: string }): Promise<void> => {
    journal.push(`+${name}`);
    await setImmediate();
    if (failing.includes(name)) throw new Error(`${name} failed`);
    journal.push(`-${name}`);
  };
  await inOrder(items, slots, work).catch((error: unknown) => journal.push(String(error)));
  return journal;
}

describe("working in order", () => {
  test("begins an item once all that it needs has ended, and what needs nothing at once", async () => {
    const journal = await journalOf([ARCHIVE, MANAGEMENT, DATA, PAYMENTS], 9);
    expect(journal.slice(0, 3)).toEqual(["+log-archive", "+team-data", "-log-archive"]);
    expect([...journal.slice(3)].sort()).toEqual(
      ["+management", "+team-payments", "-team-data", "-management", "-team-payments"].sort(),
    );
  });

  test("fills no more than its slots, the first first", async () => {
    expect(await journalOf([ARCHIVE, MANAGEMENT, DATA], 1)).toEqual([
      "+log-archive",
      "-log-archive",
      "+management",
      "-management",
      "+team-data",
      "-team-data",
    ]);
  });

  test("waits, after a failure, for what has begun, and begins nothing more", async () => {
    expect(await journalOf([ARCHIVE, DATA, MANAGEMENT, PAYMENTS], 2, ["log-archive"])).toEqual([
      "+log-archive",
      "+team-data",
      "-team-data",
      "Error: log-archive failed",
    ]);
  });

  test("tells of items that need each other", async () => {
    const [left, right] = [
      { name: "left", needs: ["right"] },
      { name: "right", needs: ["left"] },
    ];
    expect(await journalOf([left, right], 2)).toEqual(["Error: these need each other: left, right"]);
  });
});
