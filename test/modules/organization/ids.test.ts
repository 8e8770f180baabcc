import fc from "fast-check";
import {
  AccountId,
  BucketName,
  LogPrefix,
  NamePrefix,
  OrganizationId,
  RoleName,
  TeamName,
  TrailName,
  type Kind,
} from "../../../modules/organization";

const KINDS: readonly Kind<string>[] = [
  AccountId,
  OrganizationId,
  NamePrefix,
  TeamName,
  TrailName,
  BucketName,
  LogPrefix,
  RoleName,
];

/** Each limit is tested at its edge: the last value allowed, and the first refused. */
const CASES: readonly [Kind<string>, readonly string[], readonly string[]][] = [
  [AccountId, ["111122223333", "000000000001"], ["11112222333", "1111222233334", "1111-2222-3333", "", "x"]],
  [
    OrganizationId,
    ["o-a1b2c3d4e5", `o-${"a".repeat(32)}`],
    ["o-a1b2c3d4e", `o-${"a".repeat(33)}`, "o-A1B2C3D4E5", "a1b2c3d4e5"],
  ],
  [
    NamePrefix,
    ["ac", "a".repeat(20), "acme-2"],
    ["a", "a".repeat(21), "Acme", "2acme", "acme-", "ac--me", "acme_x", "xn-acme", "sthree-a", "amzn-a"],
  ],
  [
    TeamName,
    ["ab", "a".repeat(30), "team-1"],
    ["a", "a".repeat(31), "Team", "1team", "team-", "te--am", "te.am"],
  ],
  [
    TrailName,
    ["abc", "a".repeat(128), "A.b_c-1", "1.2.3.4x", "a.1.2.3.4"],
    ["ab", "a".repeat(129), "-abc", "abc-", "a..b", "a._b", "a b", "1.2.3.4", "a\nb"],
  ],
  [
    BucketName,
    ["abc", "a".repeat(63), "a.b-c", "1ab", "a-.b"],
    [
      "ab",
      "a".repeat(64),
      "Abc",
      "a_b",
      "a..b",
      "-ab",
      "ab-",
      "1.2.3.4",
      "xn--ab",
      "sthree-a",
      "amzn-s3-demo-a",
    ],
  ],
  [BucketName, ["x-s3alias-y"], ["a-s3alias", "a--ol-s3", "a.mrap", "a--x-s3", "a--table-s3"]],
  [
    LogPrefix,
    ["a", "a".repeat(200), "org/trail", "AWSLog"],
    ["", "a".repeat(201), "/a", "a/", "a//b", "AWSLogs", "a/AWSLogs/b", "a b", "a#b", "a*"],
  ],
  [
    RoleName,
    ["Deploy", "a".repeat(64), "ops/Deploy", "a/b/Deploy+=,.@_-"],
    [
      "",
      "a".repeat(65),
      "/Deploy",
      "ops/",
      "role/Deploy",
      "arn:aws:iam::111122223333:role/Deploy",
      "De ploy",
    ],
  ],
];

describe.each(CASES)("%#: %o", (kind, allowed, refused) => {
  it.each(allowed)("takes %j", (value) => {
    expect(kind.problem(value)).toBeUndefined();
    expect(kind.of(value)).toBe(value);
  });

  it.each(refused)("refuses %j", (value) => {
    expect(kind.problem(value)).toMatchObject({ received: value, allowed: kind.allowed });
    expect(() => kind.of(value)).toThrow(kind.title);
  });
});

describe.each(KINDS.map((kind) => [kind.title, kind] as const))("the pattern of a %s", (_title, kind) => {
  const pattern = new RegExp(kind.pattern);
  const samples = CASES.flatMap(([of, allowed, refused]) => (of === kind ? [...allowed, ...refused] : []));

  it("agrees with its rules on every sample, and on what is near one", () => {
    const near = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.constantFrom("", "a", "A", "1", "-", ".", "_", "/", "--", "..", " "),
      )
      .map(([sample, at, text]) => {
        const index = at % (sample.length + 1);
        return sample.slice(0, index) + text + sample.slice(index + 1);
      });
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...samples), near, fc.string()), (value) => {
        expect(pattern.test(value)).toBe(kind.problem(value) === undefined);
      }),
      { numRuns: 2000 },
    );
  });
});
