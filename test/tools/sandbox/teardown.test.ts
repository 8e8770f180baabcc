import { Teardown } from "../../../tools/sandbox/sandbox";

describe("undoing", () => {
  test("goes backwards, each step after the end of the one before it", async () => {
    const teardown = new Teardown();
    const undone: string[] = [];
    await teardown.add(() => void undone.push("first"));
    await teardown.add(async () => {
      await Promise.resolve();
      undone.push("second");
    });
    await teardown.run();
    expect(undone).toEqual(["second", "first"]);
  });

  test("happens once, however often it is asked for", async () => {
    const teardown = new Teardown();
    let times = 0;
    await teardown.add(() => void (times += 1));
    await Promise.all([teardown.run(), teardown.run()]);
    expect(times).toBe(1);
  });

  test("undoes at once what is done afterwards", async () => {
    const teardown = new Teardown();
    await teardown.run();
    let undone = false;
    await teardown.add(() => void (undone = true));
    expect(undone).toBe(true);
  });
});
