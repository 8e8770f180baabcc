import fc from "fast-check";
import {
  allOf,
  anyOf,
  compileFilterPattern,
  fieldIs,
  fieldIsAbsent,
  MAX_FILTER_PATTERN_LENGTH,
  MAX_WILDCARD_SELECTORS,
  parseFilterPattern,
  renderAlternatives,
  renderFilterPattern,
  UnsupportedPatternError,
  type FilterExpression,
} from "../../../modules/event-patterns";

const EVENT = {
  eventName: "PutBucketPolicy",
  eventSource: "s3.amazonaws.com",
  errorCode: "AccessDeniedException",
  readOnly: false,
  sourceIPAddress: "203.0.113.7",
  names: ["first", "second"],
  sizes: [3, 7],
  additionalEventData: { bytes: 12, vpc: null },
  userIdentity: { type: "IAMUser", sessionContext: { attributes: {} } },
  resources: [{ ARN: "arn:aws:s3:::logs" }, { ARN: "arn:aws:s3:::other" }],
};

describe("a metric filter's pattern", () => {
  it.each<[string, boolean]>([
    ['{ $.eventName = "PutBucketPolicy" }', true],
    ["{ $.eventName = PutBucketPolicy }", true],
    ["{$.eventName=PutBucketPolicy}", true],
    ['{ $.eventName = "putbucketpolicy" }', false],
    ['{ $.eventName != "PutBucketPolicy" }', false],
    ['{ $.eventName != "DeleteBucket" }', true],
    ['{ $.errorCode = "AccessDenied*" }', true],
    ['{ $.errorCode = "*Exception" }', true],
    ['{ $.errorCode = "*Denied*" }', true],
    ['{ $.errorCode = "Access" }', false],
    ['{ $.errorCode = "*" }', true],
    ['{ $.errorMessage = "*" }', false],
    ["{ $.errorMessage NOT EXISTS }", true],
    ["{ $.errorCode NOT EXISTS }", false],
    ["{ $.userIdentity.invokedBy NOT EXISTS }", true],
    ["{ $.readOnly IS FALSE }", true],
    ["{ $.readOnly IS TRUE }", false],
    ["{ $.additionalEventData.vpc IS NULL }", true],
    ["{ $.additionalEventData.vpc NOT EXISTS }", false],
    ["{ $.additionalEventData.bytes > 11 }", true],
    ["{ $.additionalEventData.bytes >= 13 }", false],
    ["{ $.additionalEventData.bytes = 12 }", true],
    ["{ $.additionalEventData.bytes != 12 }", false],
    ["{ $.additionalEventData.bytes < 12.5 }", true],
    ['{ $.resources[0].ARN = "arn:aws:s3:::logs" }', true],
    ['{ $.resources[0].ARN = "arn:aws:s3:::other" }', false],
    ['{ $.resources[2].ARN = "*" }', false],
    // Signs and powers of ten.
    ["{ $.additionalEventData.bytes = 1.2e1 }", true],
    ["{ $.additionalEventData.bytes = 12E0 }", true],
    ["{ $.additionalEventData.bytes > 1e+1 }", true],
    ["{ $.additionalEventData.bytes > 1e+3 }", false],
    ["{ $.additionalEventData.bytes >= 1200e-2 }", true],
    ["{ $.additionalEventData.bytes = +12 }", true],
    ["{ $.additionalEventData.bytes = -12 }", false],
    // With more behind it, it is a text with a wildcard.
    ["{ $.additionalEventData.bytes = 1* }", true],
    ["{ $.sourceIPAddress = 203.0.* }", true],
    ["{ $.sourceIPAddress != 203.0.* }", false],
    // What AWS does not say: != of a field that is not there, and of null. It is the same of texts and of numbers.
    ['{ $.nowhere != "5" }', true],
    ["{ $.nowhere != 5 }", true],
    ['{ $.additionalEventData.vpc != "5" }', true],
    ["{ $.additionalEventData.vpc != 5 }", true],
    ["{ $.nowhere > 5 }", false],
    ["{ $.eventName != 5 }", false],
    // Any element of a list.
    ['{ $.names[*] = "second" }', true],
    ['{ $.names[*] = "sec*" }', true],
    ['{ $.names[*] = "third" }', false],
    ['{ $.resources[*].ARN = "arn:aws:s3:::other" }', true],
    ['{ $.resources[*].ARN = "arn:aws:s3:::another" }', false],
    ["{ $.sizes[*] > 6 }", true],
    ["{ $.sizes[*] > 7 }", false],
    // Of what is no list, there is no element.
    ['{ $.eventName[*] = "*" }', false],
    ['{ $.userIdentity[*] = "*" }', false],
    ['{ $.nowhere[*] = "*" }', false],
    ['{ ($.names[*] = "x") || ($.names[*] = "y") || ($.names[*] = "first") }', true],
    // An object or a list is no value to compare with.
    ['{ $.userIdentity = "*" }', false],
    ['{ $.userIdentity != "x" }', false],
    // && comes before ||.
    ["{ $.eventName = A && $.eventName = B || $.eventName = PutBucketPolicy }", true],
    ["{ $.eventName = A && ($.eventName = B || $.eventName = PutBucketPolicy) }", false],
  ])("%s: %s", (pattern, expected) => {
    expect(compileFilterPattern(pattern)(EVENT)).toBe(expected);
  });

  it("matches no event that is none", () => {
    for (const event of [null, undefined, "text", 1, []]) {
      expect(compileFilterPattern("{ $.eventName = * }")(event)).toBe(false);
    }
  });

  it.each<[string, RegExp]>([
    ["ERROR", /only patterns over JSON fields/],
    ["[ip, user]", /only patterns over JSON fields/],
    ["{ $.eventName = %Put.*% }", /%Put.*% } is not known/],
    ["{ $.eventName EXISTS }", /EXISTS {2}is not known/],
    ["{ $.eventName = Failed authentication }", /there is no } at character 24/],
    ["{ $.eventName = A", /there is no } at its end/],
    ["{ $.eventName = }", /no value/],
    ["{ $.eventName }", /no comparison/],
    ["{ eventName = A }", /there is no field/],
    ["{ $.eventName > A }", /compares numbers/],
    ["{ $.readOnly = true }", /IS TRUE/],
    ["{ $.* = A }", /is not known/],
    ["{ $.a > 1e3x }", /compares numbers, and 1e3x is none/],
    ["{ $.a[*].b[*] = A }", /\$\.a\[\*\]\.b\[\*\] has \[\*\] 2 times, and AWS takes it once/],
    ["{ $.a[*] = A || $.b[*] = A || $.c[*] = A || $.d[*] = A }", /has \[\*\] 4 times, and AWS takes 3/],
    ["{ $.a[*] != A }", /what it says of \$\.a\[\*\] is not known/],
    ["{ $.a[*] != 3 }", /what it says of \$\.a\[\*\] is not known/],
    ["{ $.a[*] NOT EXISTS }", /what it says of \$\.a\[\*\] is not known/],
    ["{ $.a[*] IS TRUE }", /what it says of \$\.a\[\*\] is not known/],
    ["{ $.a[**] = A }", /is not known/],
    ["{ $.a.* = A }", /is not known/],
    ["{ $.a = A } }", /goes on after its end/],
    ["{ }", /there is no field/],
  ])("%s is refused and not guessed", (pattern, message) => {
    expect(() => compileFilterPattern(pattern)).toThrow(UnsupportedPatternError);
    expect(() => compileFilterPattern(pattern)).toThrow(message);
  });
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
const term: fc.Arbitrary<FilterExpression> = fc.oneof(
  fc
    .tuple(word, fc.stringMatching(/^[A-Za-z0-9*:/ .-]{0,12}$/))
    .map(([field, value]) => fieldIs(field, value)),
  word.map(fieldIsAbsent),
  word.map((field) => fieldIs(`${field}[0].x`, "y")),
);
const expression: fc.Arbitrary<FilterExpression> = fc.letrec<{ all: FilterExpression }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 3 },
    term,
    fc.array(tie("all"), { minLength: 2, maxLength: 3 }).map((parts) => allOf(...parts)),
    fc.array(tie("all"), { minLength: 2, maxLength: 3 }).map((parts) => anyOf(...parts)),
  ),
})).all;

describe("a pattern that is written", () => {
  it("is read as what it was", () => {
    fc.assert(
      fc.property(expression, (tree) => {
        expect(parseFilterPattern(renderFilterPattern(tree))).toEqual(tree);
      }),
    );
  });

  it("is not one with a quote in a value, which would make another pattern", () => {
    expect(() => renderFilterPattern(fieldIs("a", 'x" || $.b = "y'))).toThrow(UnsupportedPatternError);
  });

  it("is several where one would be over 1,024 characters, and at 1,024 one", () => {
    const alternatives = (length: number): readonly FilterExpression[] => [
      fieldIs("a", "x".repeat(length)),
      fieldIs("a", "y".repeat(100)),
    ];
    const [fits = "", ...none] = renderAlternatives([], alternatives(890));
    expect(none).toEqual([]);
    const room = MAX_FILTER_PATTERN_LENGTH - fits.length;
    expect(renderAlternatives([], alternatives(890 + room))[0]).toHaveLength(MAX_FILTER_PATTERN_LENGTH);
    const several = renderAlternatives([], alternatives(890 + room + 1));
    expect(several).toHaveLength(2);
    expect(several.every((pattern) => pattern.length <= MAX_FILTER_PATTERN_LENGTH)).toBe(true);
  });

  it("matches as one what it matches as several", () => {
    const names = Array.from({ length: 60 }, (_, index) => `Operation${index}`);
    const several = renderAlternatives(
      [fieldIs("eventSource", "s3.amazonaws.com")],
      names.map((name) => fieldIs("eventName", name)),
    ).map(compileFilterPattern);
    expect(several.length).toBeGreaterThan(1);
    for (const eventName of [...names, "Operation60"]) {
      const matching = several.filter((test) => test({ eventSource: "s3.amazonaws.com", eventName })).length;
      expect({ eventName, matching }).toEqual({ eventName, matching: eventName === "Operation60" ? 0 : 1 });
    }
  });

  it("names an element of a list, or any", () => {
    expect(renderFilterPattern(fieldIs("resources[0].ARN", "x"))).toBe('{ $.resources[0].ARN = "x" }');
    expect(renderFilterPattern(fieldIs("names[*]", "x*"))).toBe('{ $.names[*] = "x*" }');
    for (const field of ["names[*]", "a[*].b", "a[1][*]"]) {
      const tree = fieldIs(field, "x");
      expect(parseFilterPattern(renderFilterPattern(tree))).toEqual(tree);
    }
  });

  it("is several where one would have more than 3 times any element", () => {
    const lists = (count: number): readonly FilterExpression[] =>
      Array.from({ length: count }, (_, index) => fieldIs(`list${index}[*]`, "x"));
    expect(renderAlternatives([], lists(MAX_WILDCARD_SELECTORS))).toHaveLength(1);
    const several = renderAlternatives([], lists(MAX_WILDCARD_SELECTORS + 1)).map(compileFilterPattern);
    expect(several).toHaveLength(2);
    for (let index = 0; index <= MAX_WILDCARD_SELECTORS; index++) {
      expect(several.filter((test) => test({ [`list${index}`]: ["w", "x"] }))).toHaveLength(1);
    }
  });

  it("is refused where one alternative alone is too long", () => {
    expect(() => renderAlternatives([], [fieldIs("a", "x".repeat(1024))])).toThrow(RangeError);
  });
});
