import { killedApply, type KilledApply } from "./killed-apply";
import { describeWithTerraform } from "./requirements";

jest.setTimeout(1_200_000);

describeWithTerraform("an apply that is killed midway", () => {
  let killed: KilledApply | undefined;

  beforeAll(async () => {
    killed = await killedApply();
  });

  function outcome(): KilledApply {
    if (killed === undefined) throw new Error("no apply was killed");
    return killed;
  }

  test("leaves a part of the resources in the state, and the lock", () => {
    const { left, completed, lockedAfterwards } = outcome();
    expect(left.resources.length).toBeGreaterThan(0);
    expect(left.resources.length).toBeLessThan(completed.resources.length);
    expect(lockedAfterwards).toBe(true);
  });

  test("is not followed by another before the lock is released by hand", () => {
    const { refused, lockedAfterRelease } = outcome();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("Error acquiring the state lock");
    expect(lockedAfterRelease).toBe(false);
  });

  test("is completed by the next", () => {
    const { left, completed, changesAfterwards } = outcome();
    expect(completed.lineage).toBe(left.lineage);
    expect(changesAfterwards).toEqual([]);
  });
});
