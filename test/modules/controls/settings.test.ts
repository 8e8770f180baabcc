import {
  alarmDescription,
  alarmName,
  compileControls,
  controlProblems,
  eventAlarmControl,
  logGroupNameProblem,
  MAX_DESCRIPTION_LENGTH,
  MAX_FILTERS,
  MAX_ALARM_NAME_LENGTH,
  MAX_PERIOD_MINUTES,
  retentionProblem,
  thresholdProblems,
  withSettings,
  type Control,
} from "../../../modules/controls";
import { call, CONTROLS } from "./fixtures";

const [FIRST] = CONTROLS as readonly [Control];
const PREFIX = "acme-orgtrail-";

describe("settings of controls", () => {
  it("switch off, and change threshold, period and severity of the one they name", () => {
    const changed = withSettings(CONTROLS, {
      "vpc-changes": { enabled: false },
      "root-use": { severity: "high", threshold: 2, periodMinutes: 60 },
    });
    expect(changed).toHaveLength(CONTROLS.length - 1);
    expect(changed.find(({ id }) => id === "root-use")).toMatchObject({
      severity: "high",
      threshold: 2,
      periodMinutes: 60,
    });
    expect(withSettings(CONTROLS, {})).toEqual(CONTROLS);
  });

  it.each([
    [{ threshold: 1, periodMinutes: 1 }, 0],
    [{ threshold: 1, periodMinutes: MAX_PERIOD_MINUTES }, 0],
    [{ threshold: 0 }, 1],
    [{ threshold: 1.5 }, 1],
    [{ periodMinutes: 0 }, 1],
    [{ periodMinutes: MAX_PERIOD_MINUTES + 1 }, 1],
    [{ threshold: 0, periodMinutes: 0 }, 2],
  ])("%j have %i problems", (settings, count) => {
    expect(thresholdProblems("controls.x", settings)).toHaveLength(count);
  });
});

describe("an alarm of a team's own", () => {
  const control = eventAlarmControl("payments", {
    name: "ledger-policy-changed",
    events: ["PutBucketPolicy", "DeleteBucket*"],
    bucket: "acme-ledger",
  });
  const rings = (alarm: Control, event: object): boolean => compileControls([alarm])(event).alarms.length > 0;

  it("rings for its events on its bucket, and for no others", () => {
    expect(rings(control, call("s3", "PutBucketPolicy", { bucketName: "acme-ledger" }))).toBe(true);
    expect(rings(control, call("s3", "DeleteBucketPolicy", { bucketName: "acme-ledger" }))).toBe(true);
    expect(rings(control, call("s3", "PutBucketPolicy", { bucketName: "acme-ledger-2" }))).toBe(false);
    expect(rings(control, call("s3", "PutBucketAcl", { bucketName: "acme-ledger" }))).toBe(false);
  });

  it("rings for its function by name, ARN and version", () => {
    const invoked = eventAlarmControl("payments", { name: "x", events: ["Invoke"], function: "pay" });
    const arn = "arn:aws:lambda:eu-west-1:444444444444:function:pay";
    for (const functionName of ["pay", arn, `${arn}:live`]) {
      expect(rings(invoked, call("lambda", "Invoke", { functionName }))).toBe(true);
    }
    for (const functionName of ["payroll", `${arn}roll`]) {
      expect(rings(invoked, call("lambda", "Invoke", { functionName }))).toBe(false);
    }
  });

  it("rings for its principal, and for the sessions of a role", () => {
    const alarm = (principal: string): Control =>
      eventAlarmControl("payments", { name: "x", events: ["PutItem"], principal });
    const event = call("dynamodb", "PutItem");
    expect(rings(alarm("arn:aws:iam::444444444444:role/Developer"), event)).toBe(true);
    expect(rings(alarm("arn:aws:sts::444444444444:assumed-role/Developer/alice"), event)).toBe(true);
    expect(rings(alarm("arn:aws:iam::444444444444:role/Other"), event)).toBe(false);
  });

  it("is several filters where its events make too long a pattern", () => {
    const many = eventAlarmControl("payments", {
      name: "x",
      events: Array.from({ length: 60 }, (_, index) => `Operation${index}`),
    });
    expect(many.patterns.length).toBeGreaterThan(1);
    expect(rings(many, call("x", "Operation59"))).toBe(true);
  });

  it("says what happened, and has defaults", () => {
    expect(control).toMatchObject({
      id: "team-payments-ledger-policy-changed",
      happened: "Somebody called PutBucketPolicy, DeleteBucket* on bucket acme-ledger.",
      severity: "medium",
      threshold: 1,
      periodMinutes: 5,
    });
  });
});

describe("limits", () => {
  it("of metric filters: the 100th passes, the 101st fails", () => {
    const controls = (count: number): readonly Control[] =>
      Array.from({ length: count }, (_, index) => ({ ...FIRST, id: `control-${index}` }));
    expect(controlProblems(PREFIX, controls(MAX_FILTERS))).toEqual([]);
    expect(controlProblems(PREFIX, controls(MAX_FILTERS + 1))).toMatchObject([
      { what: "make 101 metric filters, 1 over what one log group takes" },
    ]);
  });

  it("of the whole catalogue are kept", () => {
    expect(controlProblems(PREFIX, CONTROLS)).toEqual([]);
    for (const control of CONTROLS) {
      expect(alarmDescription(PREFIX, control).length).toBeLessThanOrEqual(MAX_DESCRIPTION_LENGTH);
    }
  });

  it("of names, descriptions, patterns and ids are met at their edges", () => {
    const id = "x".repeat(MAX_ALARM_NAME_LENGTH - PREFIX.length);
    expect(alarmName(PREFIX, { id })).toHaveLength(MAX_ALARM_NAME_LENGTH);
    const short = { ...FIRST, firstStep: "y" };
    expect(controlProblems(PREFIX, [{ ...short, id }])).toEqual([]);
    expect(controlProblems(PREFIX, [{ ...short, id: `${id}x` }]).map(({ what }) => what)).toEqual([
      "makes an alarm's name of 256 characters",
      "makes a query's name of 256 characters",
    ]);
    const room = MAX_DESCRIPTION_LENGTH - alarmDescription(PREFIX, { ...FIRST, firstStep: "" }).length;
    expect(controlProblems(PREFIX, [{ ...FIRST, firstStep: "z".repeat(room) }])).toEqual([]);
    expect(controlProblems(PREFIX, [{ ...FIRST, firstStep: "z".repeat(room + 1) }])).toHaveLength(1);
    expect(controlProblems(PREFIX, [{ ...FIRST, patterns: [`{ $.a = "${"a".repeat(1012)}" }`] }])).toEqual(
      [],
    );
    expect(
      controlProblems(PREFIX, [{ ...FIRST, patterns: [`{ $.a = "${"a".repeat(1013)}" }`] }]),
    ).toHaveLength(1);
    expect(controlProblems(PREFIX, [FIRST, FIRST])).toMatchObject([{ what: "has the id of another" }]);
  });

  it("of log groups", () => {
    expect(logGroupNameProblem("a".repeat(512))).toBeUndefined();
    expect(logGroupNameProblem("a".repeat(513))).toBeDefined();
    expect(logGroupNameProblem("aws/cloudtrail")).toBeDefined();
    expect(logGroupNameProblem("/aws/cloudtrail")).toBeUndefined();
    expect(logGroupNameProblem("a b")).toBeDefined();
    expect(retentionProblem(365)).toBeUndefined();
    expect(retentionProblem(366)).toMatchObject({ remedy: "take 400" });
    expect(retentionProblem(9999)).toMatchObject({ remedy: "choose one of them" });
  });
});
