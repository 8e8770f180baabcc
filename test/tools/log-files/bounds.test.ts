import { Counter } from "../../../tools/explain/tally";
import { FailureLog } from "../../../tools/log-files/reading";

describe("what is kept of the input is bounded", () => {
  it("a counter counts names beyond its limit together", () => {
    const counter = new Counter(2);
    for (const name of ["b", "a", "c", "a", "d", "b", "a"]) counter.add(name);
    expect(counter.sorted()).toEqual([
      ["a", 3],
      ["b", 2],
    ]);
    expect([counter.others, counter.total]).toEqual([2, 7]);
  });

  it("broken files are named up to a limit, and counted beyond", () => {
    const failures = new FailureLog();
    for (let file = 0; file < 10_002; file++) failures.add(`${file}.json`, "is broken");
    failures.add("0.json", "is broken again");
    const all = failures.all();
    expect(all).toHaveLength(10_001);
    expect(all[0]).toEqual({ file: "0.json", count: 2, first: "is broken" });
    expect(all.at(-1)).toMatchObject({ file: "other files", count: 2 });
  });
});
