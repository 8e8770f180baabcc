import fc from "fast-check";
import { compileControls, eventAlarmControl, type Control, type SetOff } from "../../../modules/controls";
import {
  compileEventPattern,
  compileFilterPattern,
  eventBridgeEvents,
} from "../../../modules/event-patterns";
import { CONTROLS } from "./fixtures";

/** Controls that ask for the call by name, by a part of it, not at all, and by what it is not. */
const OTHERS: readonly Control[] = [
  eventAlarmControl("a", { name: "part", events: ["*Trail", "Put*Policy"], principal: "*a*a*b" }),
  eventAlarmControl("a", { name: "all", events: ["*"], bucket: "acme-x" }),
  {
    ...eventAlarmControl("a", { name: "not", events: ["X"] }),
    patterns: [`{ ($.eventName != "Delete*") && ($.errorCode NOT EXISTS) }`, `{ $.eventSource NOT EXISTS }`],
    rule: {
      $or: [
        { detail: { eventName: [{ "anything-but": { prefix: "Delete" } }] } },
        {
          source: ["aws.iam"],
          detail: { $or: [{ eventSource: [{ exists: false }] }, { errorCode: ["x"] }] },
        },
        { detail: { userIdentity: { eventName: ["DeleteTrail"] } } },
      ],
    },
  },
];
const ALL = [...CONTROLS, ...OTHERS];

/** Every pattern is asked, whatever the call is. */
const EVERY = ALL.map(({ id, patterns, rule, ruleHearsReads = false }) => ({
  id,
  reads: ruleHearsReads,
  patterns: patterns.map(compileFilterPattern),
  rule: rule === undefined ? () => false : compileEventPattern(rule),
}));

function setOffBy(event: unknown): SetOff {
  return {
    alarms: EVERY.filter(({ patterns }) => patterns.some((test) => test(event))).map(({ id }) => id),
    rules: EVERY.filter(({ rule, reads }) => eventBridgeEvents(event, { reads }).some(rule)).map(
      ({ id }) => id,
    ),
  };
}

/** What the patterns of a control ask for, so that events are often those that somebody waits for. */
const wordsOf = ({ patterns, rule }: Control): readonly string[] => [
  ...patterns.flatMap((pattern) => pattern.match(/(?<==\s*"?)[^\s="()}]+/g) ?? []),
  ...(JSON.stringify(rule ?? {}).match(/(?<=")[^"]+(?=")/g) ?? []),
];

const eventFor = (control: Control): fc.Arbitrary<object> => {
  const words = wordsOf(control).map((text) => text.replaceAll("*", "a"));
  const sources = words.filter((text) => text.endsWith(".amazonaws.com"));
  const word = fc.constantFrom(...words);
  const field = (...values: readonly string[]): fc.Arbitrary<unknown> =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...(values.length > 0 ? values : words)) },
      fc.constantFrom<unknown>(null, 7, ["DeleteTrail", "iam.amazonaws.com"], {}, undefined, ""),
    );
  return fc.record(
    {
      eventSource: field(...sources),
      eventName: field(...words.filter((text) => /^[A-Z]\w+$/.test(text))),
      eventType: fc.constantFrom<unknown>(
        "AwsApiCall",
        "AwsConsoleSignIn",
        "AwsServiceEvent",
        "AwsCloudTrailInsight",
        7,
      ),
      eventCategory: fc.constantFrom("Management", "Data", "Insight"),
      readOnly: fc.constantFrom<unknown>(true, false, "true"),
      errorCode: fc.constantFrom("AccessDenied", "UnauthorizedOperation", "x"),
      recipientAccountId: fc.constantFrom("222222222222", "444444444444"),
      userIdentity: fc.record({ type: fc.constantFrom("Root", "IAMUser"), arn: word }, { requiredKeys: [] }),
      additionalEventData: fc.record({ MFAUsed: fc.constantFrom("Yes", "No") }),
      requestParameters: fc.dictionary(word, fc.oneof(word, fc.array(word, { maxLength: 2 })), {
        maxKeys: 3,
      }),
    },
    { requiredKeys: ["eventType"] },
  );
};
const event = fc.constantFrom(...ALL).chain(eventFor);

test("an event sets off what it does when every pattern is put to it", () => {
  const evaluate = compileControls(ALL);
  const seen = new Set<string>();
  fc.assert(
    fc.property(event, (record) => {
      const expected = setOffBy(record);
      expect(evaluate(record)).toEqual(expected);
      // And again, now that the call is known.
      expect(evaluate(record)).toEqual(expected);
      for (const id of [...expected.alarms, ...expected.rules]) seen.add(id);
    }),
    { numRuns: 3_000, seed: 1 },
  );
  // The events are no strangers to the patterns.
  expect(seen.size).toBeGreaterThan(ALL.length / 3);
});

test.each([undefined, null, 7, "text", [], {}, { eventName: "DeleteTrail" }])(
  "%j is put to every pattern",
  (record) => {
    expect(compileControls(ALL)(record)).toEqual(setOffBy(record));
  },
);

test("calls that no pattern asks for are put to none that asks for a call", () => {
  const patterns = [`{ ($.eventName = "DeleteTrail") && ($.userIdentity.type = "Root") }`];
  const [control] = OTHERS;
  if (control === undefined) throw new Error("there is none");
  const evaluate = compileControls([{ ...control, patterns }]);
  const record = {
    eventSource: "s3.amazonaws.com",
    eventName: "GetObject",
    eventType: "AwsApiCall",
    get userIdentity(): unknown {
      throw new Error("looked at");
    },
  };
  expect(evaluate(record)).toEqual({ alarms: [], rules: [] });
});
