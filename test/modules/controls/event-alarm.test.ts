import {
  compileControls,
  controlProblems,
  eventAlarmControl,
  eventAlarmProblems,
  type Control,
} from "../../../modules/controls";
import { ValidationError } from "../../../modules/validation";
import { call } from "./fixtures";

const rings = (alarm: Control, event: object): boolean => compileControls([alarm])(event).alarms.length > 0;

describe("an alarm on a function", () => {
  const alarm = eventAlarmControl("payments", { name: "x", events: ["Invoke"], function: "pay" });
  const invoked = (functionName: string): boolean => rings(alarm, call("lambda", "Invoke", { functionName }));
  const arn = "arn:aws:lambda:eu-west-1:444444444444:function:pay";

  it.each([
    "pay",
    "pay:live",
    "pay:7",
    "pay:$LATEST",
    arn,
    `${arn}:live`,
    "444444444444:function:pay",
    "444444444444:function:pay:7",
  ])("rings where its caller named it %s", (functionName) => {
    expect(invoked(functionName)).toBe(true);
  });

  it.each(["payroll", "payroll:live", "repay", "live:pay", `${arn}roll`, `${arn}roll:live`])(
    "does not ring for %s",
    (functionName) => {
      expect(invoked(functionName)).toBe(false);
    },
  );
});

describe("an alarm on many events", () => {
  const names = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `Operation${String(index).padStart(2, "0")}`);
  const happened = (events: readonly string[]): string =>
    eventAlarmControl("payments", { name: "x", events }).happened;

  it("names them all as long as they have 300 characters, and counts the others", () => {
    // 23 names of 11 characters with 22 times ", " are 297 characters.
    expect(happened(names(23))).toBe(`Somebody called ${names(23).join(", ")}.`);
    expect(happened(names(24))).toBe(`Somebody called ${names(23).join(", ")} or one of 1 other events.`);
    expect(happened(["x".repeat(301), "Invoke"])).toBe(
      `Somebody called ${"x".repeat(301)} or one of 1 other events.`,
    );
  });

  it("is one that CloudWatch takes", () => {
    const alarm = eventAlarmControl("payments", { name: "x", events: names(100) });
    expect(controlProblems("acme-orgtrail-", [alarm])).toEqual([]);
    expect(rings(alarm, call("x", "Operation99"))).toBe(true);
  });
});

describe("an alarm on a principal", () => {
  const ROLE = "arn:aws:iam::444444444444:role/";
  const alarm = (principal: string) => ({ name: "x", events: ["Invoke"], principal });
  /** The longest path and name with which the pattern has 1,024 characters. */
  const room = (): number => {
    const [pattern = ""] = eventAlarmControl("payments", alarm(ROLE)).patterns;
    return (1024 - pattern.length) / 2;
  };

  it("that is too long for a filter is told of, at its edge", () => {
    const fitting = `${ROLE}${"r".repeat(Math.floor(room()))}`;
    expect(eventAlarmProblems(alarm(fitting))).toEqual([]);
    expect(eventAlarmProblems(alarm(`${fitting}r`))).toMatchObject(
      [{ property: "principal", what: /pattern of 102[56] characters/, allowed: "at most 1024" }].map(
        (problem) => ({ ...problem, what: expect.stringMatching(problem.what) as unknown }),
      ),
    );
    expect(() => eventAlarmControl("payments", alarm(`${fitting}r`))).toThrow(ValidationError);
    expect(() => eventAlarmControl("payments", alarm(`${fitting}r`))).toThrow(
      /^alarm x of team payments: principal makes a metric filter's pattern/,
    );
  });

  it("with a ? for a character, which would match nothing, is told of", () => {
    expect(eventAlarmProblems(alarm(`${ROLE}Dev?`))).toMatchObject([
      { property: "principal", remedy: "write * for it" },
    ]);
    expect(eventAlarmProblems(alarm(`${ROLE}Dev*`))).toEqual([]);
  });
});
