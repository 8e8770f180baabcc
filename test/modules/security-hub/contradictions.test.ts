import type { DataSelector, TrailSelectors } from "../../../modules/event-selectors";
import {
  dataEventContradictions,
  immutabilityContradictions,
  securityControl,
} from "../../../modules/security-hub";

describe("what contradicts how log buckets are protected", () => {
  it.each([
    [["mfa-delete"], ["S3.10", "S3.13"]],
    [["object-lock"], ["S3.20"]],
    [
      ["object-lock", "mfa-delete", "object-lock"],
      ["S3.10", "S3.13", "S3.20"],
    ],
    [[], []],
  ] as const)("%j: %j", (kinds, ids) => {
    expect(immutabilityContradictions(kinds).map(({ id }) => id)).toEqual(ids);
  });

  it("is known, and has a reason that names the protection", () => {
    for (const [kind, words] of [
      ["mfa-delete", "MFA delete"],
      ["object-lock", "Object Lock"],
    ] as const) {
      for (const { id, reason } of immutabilityContradictions([kind])) {
        expect(securityControl(id)?.checks).toBe("bucket");
        expect(reason).toContain(words);
      }
    }
  });
});

describe("what contradicts leaving log buckets out", () => {
  const objects = (rest: Partial<DataSelector> = {}): DataSelector => ({
    category: "Data",
    resourceType: "AWS::S3::Object",
    ...rest,
  });
  const ids = (trail: TrailSelectors): readonly string[] =>
    dataEventContradictions(trail).map(({ id }) => id);

  it.each<[string, readonly DataSelector[], readonly string[]]>([
    ["all objects", [objects()], ["S3.22", "S3.23"]],
    ["all objects, by a name", [objects({ name: "s3" })], ["S3.22", "S3.23"]],
    ["all writes", [objects({ readOnly: false })], ["S3.22"]],
    ["all reads", [objects({ readOnly: true })], ["S3.23"]],
    [
      "all, in two selectors",
      [objects({ readOnly: true }), objects({ readOnly: false })],
      ["S3.22", "S3.23"],
    ],
    ["one bucket", [objects({ resourceArn: { startsWith: ["arn:aws:s3:::acme/"] } })], []],
    ["one call", [objects({ eventName: { equals: ["PutObject"] } })], []],
    ["no console sessions", [objects({ sessionCredentialFromConsole: false })], []],
    ["all functions", [{ category: "Data", resourceType: "AWS::Lambda::Function" }], []],
    ["nothing", [], []],
  ])("a trail that records %s", (_, selectors, expected) => {
    expect(ids({ kind: "advanced", selectors })).toEqual(expected);
  });

  it("of basic selectors is nothing: they cannot leave log buckets out", () => {
    expect(ids({ kind: "basic", selectors: [] })).toEqual([]);
  });
});
