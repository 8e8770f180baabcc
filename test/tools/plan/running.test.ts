import { setTimeout as sleep } from "node:timers/promises";
import { arePrevented, errorsIn, failureText } from "../../../tools/plan/running/diagnostics";
import { inParallel } from "../../../tools/terraform";

const line = (severity: string, summary: string, detail?: string): string =>
  JSON.stringify({ "@level": severity, type: "diagnostic", diagnostic: { severity, summary, detail } });
const PREVENTED = line("error", "Instance cannot be destroyed", "aws_kms_key.key has prevent_destroy set");

describe("what Terraform complains of", () => {
  it("is found among all that it prints", () => {
    const output = [
      '{"type":"version"}',
      line("warning", "old"),
      "panic: no JSON",
      line("error", "no state", "see S3"),
      line("error", "bad"),
    ].join("\n");
    expect(errorsIn(output)).toEqual([
      { summary: "no state", detail: "see S3" },
      { summary: "bad", detail: "" },
    ]);
    expect(failureText(errorsIn(output), output)).toBe("no state\nsee S3\n\nbad");
  });

  it("is the end of what it printed, where that is no JSON", () => {
    const output = Array.from({ length: 100 }, (_, index) => `line ${index}`).join("\n");
    expect(failureText([], output).split("\n")).toHaveLength(60);
    expect(failureText([], output)).toMatch(/line 99$/);
    expect(failureText([], "x".repeat(7_000))).toHaveLength(6_002);
    expect(failureText([], "x".repeat(6_000))).toHaveLength(6_000);
  });

  it("is prevent_destroy only when nothing else is wrong", () => {
    expect(arePrevented(errorsIn(PREVENTED))).toBe(true);
    expect(arePrevented(errorsIn(`${PREVENTED}\n${PREVENTED}`))).toBe(true);
    expect(arePrevented(errorsIn(`${PREVENTED}\n${line("error", "no state")}`))).toBe(false);
    expect(arePrevented([])).toBe(false);
  });
});

describe("working in parallel", () => {
  it("keeps the order, and to the number of slots", async () => {
    let [running, most] = [0, 0];
    const results = await inParallel([30, 10, 20, 0, 5], 2, async (milliseconds) => {
      most = Math.max(most, ++running);
      await sleep(milliseconds);
      running -= 1;
      return milliseconds;
    });
    expect(results).toEqual([30, 10, 20, 0, 5]);
    expect(most).toBe(2);
  });

  it("begins nothing after a failure, and waits for what was begun", async () => {
    const [begun, ended]: [string[], string[]] = [[], []];
    const work = async (item: string): Promise<void> => {
      begun.push(item);
      await sleep(item === "slow" ? 30 : 5);
      if (item === "bad") throw new Error("bad");
      ended.push(item);
    };
    await expect(inParallel(["slow", "bad", "never"], 2, work)).rejects.toThrow("bad");
    expect([begun, ended]).toEqual([["slow", "bad"], ["slow"]]);
  });

  it("does nothing for nothing", async () => {
    expect(await inParallel([], 4, () => Promise.reject(new Error("called")))).toEqual([]);
  });
});
