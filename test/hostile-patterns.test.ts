import { compileAlarms, eventAlarmControl } from "../modules/controls";
import {
  compileEventPattern,
  compileFilterPattern,
  parseFilterPattern,
  UnsupportedPatternError,
} from "../modules/event-patterns";
import { compileReach, compileSelectors, selectorWarnings } from "../modules/event-selectors";
import { editDistance, matchesPattern, matchesWildcards, patternOf, suggestion } from "../modules/kernel";
import { anonymous, evaluateDocument } from "../modules/policy-evaluation";
import { isAbout } from "../tools/plan/verdict/acceptance";

/** Each of them takes minutes or for ever where a matcher tries every way to divide the text. */
const STARS = `${"*a".repeat(60)}*b`;
const MARKS = `${"*?".repeat(200)}b`;
const LONG = "a".repeat(50_000);

/** Far more than any needs, and far less than one way too many takes. */
const MOST_MS = 2_000;

const allow = (Resource: string, value: string) =>
  ({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "A",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:*e*e*e*e*e*e*e*e*t",
        Resource,
        Condition: { StringLike: { "aws:UserAgent": value } },
      },
    ],
  }) as const;
const asked = {
  principal: anonymous(),
  action: `s3:Get${"e".repeat(2_000)}`,
  resource: `arn:aws:s3:::${LONG}`,
  resourceAccount: "111111111111",
  context: { "aws:UserAgent": LONG },
};
const arnOf = (text: string): string => `arn:aws:s3:::${text}`;

/** Every matcher that sees text of users: of a configuration, a plan, a policy or a log. */
test.each<[string, () => unknown]>([
  ["a pattern of IAM", () => [STARS, MARKS].some((pattern) => matchesWildcards(pattern, LONG))],
  ["one told where colons match", () => matchesPattern(patternOf(STARS), LONG.slice(0, 5_000), () => true)],
  [
    "the principal of a team's alarm",
    () =>
      compileAlarms([eventAlarmControl("t", { name: "x", events: ["*"], principal: STARS })])({
        eventName: "GetObject",
        userIdentity: { arn: LONG },
      }).length > 0,
  ],
  ["a metric filter", () => compileFilterPattern(`{ $.a = "${STARS}" }`)({ a: LONG })],
  ["a wildcard of EventBridge", () => compileEventPattern({ a: [{ wildcard: STARS }] })({ a: LONG })],
  ["a suffix of EventBridge", () => compileEventPattern({ a: [{ suffix: `b${LONG}` }] })({ a: LONG })],
  [
    "what EventBridge is to leave out",
    () => compileEventPattern({ a: [{ "anything-but": { prefix: "a" } }] })({ a: LONG }),
  ],
  [
    "a selector",
    () =>
      compileSelectors({
        kind: "advanced",
        selectors: [
          {
            category: "Data",
            resourceType: "AWS::S3::Object",
            resourceArn: {
              startsWith: Array.from({ length: 400 }, (_, index) => arnOf("a".repeat(index) + "b")),
            },
          },
        ],
      })({ eventCategory: "Data", resources: [{ type: "AWS::S3::Object", ARN: arnOf(LONG) }] }) !== undefined,
  ],
  [
    "what a trail can reach",
    () =>
      compileReach(
        { kind: "advanced", selectors: [{ category: "Management" }] },
        "aws",
      )({ eventName: STARS }) && false,
  ],
  [
    "the resource of an accepted change",
    () =>
      isAbout(
        { rule: "trail-removed", stack: "s", resource: STARS, reason: "", until: "" } as never,
        { rule: "trail-removed", stack: "s", address: LONG } as never,
      ),
  ],
  ["a policy's resource", () => evaluateDocument(allow(arnOf(STARS), "x"), asked).effect === "Allow"],
  ["a policy's condition", () => evaluateDocument(allow("*", STARS), asked).effect === "Allow"],
  ["a word that is not known", () => suggestion(LONG, ["organization", "teams"]) !== undefined],
  ["a word near a long one", () => editDistance(LONG.slice(0, 2_000), `b${LONG.slice(0, 1_900)}`, 3) < 3],
  [
    "a resource type that is not known",
    () =>
      selectorWarnings({ kind: "advanced", selectors: [{ category: "Data", resourceType: LONG }] }).some(
        ({ what }) => what.includes("close to"),
      ),
  ],
])("%s says no in time", (_name, matches) => {
  const before = performance.now();
  expect(matches()).toBe(false);
  expect(performance.now() - before).toBeLessThan(MOST_MS);
});

test.each(["(".repeat(100_000), "($.a = 1) || ".repeat(20_000), "$.a".repeat(50_000), "&&".repeat(50_000)])(
  "a filter pattern of 100,000 characters is refused in time",
  (inner) => {
    const before = performance.now();
    expect(() => parseFilterPattern(`{ ${inner} }`)).toThrow(UnsupportedPatternError);
    expect(performance.now() - before).toBeLessThan(MOST_MS);
  },
);
