import fc from "fast-check";
import { sameTerraform } from "../../../tools/affected/difference";

const same = (one: unknown, other: unknown): boolean =>
  sameTerraform(Buffer.from(JSON.stringify(one)), Buffer.from(JSON.stringify(other, null, 2)));

const bucket = (block: unknown): unknown => ({ resource: { aws_s3_bucket: { logs: block } } });

describe("two texts of Terraform JSON are the same", () => {
  it.each([
    ["whatever the order of keys", { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ["whatever cdktf notes of the stack", { "//": { version: "0.21.0" }, a: {} }, { a: {} }],
    [
      "whatever cdktf notes of a resource",
      bucket({ "//": { path: "one" }, bucket: "b" }),
      bucket({ bucket: "b" }),
    ],
    [
      "whatever cdktf notes of a data source",
      { data: { aws_caller_identity: { me: { "//": { path: "one" } } } } },
      { data: { aws_caller_identity: { me: {} } } },
    ],
  ])("%s", (_name, one, other) => {
    expect(same(one, other)).toBe(true);
  });

  it.each([
    ["a value", bucket({ bucket: "a" }), bucket({ bucket: "b" })],
    ["the kind of a value", bucket({ size: 1 }), bucket({ size: "1" })],
    ["an attribute more", bucket({ bucket: "a" }), bucket({ bucket: "a", tags: null })],
    ["the order of a list", bucket({ names: ["a", "b"] }), bucket({ names: ["b", "a"] })],
    ["a resource's name, and so its address", bucket({}), { resource: { aws_s3_bucket: { other: {} } } }],
    ["an output", { output: { name: { value: 1 } } }, { output: {} }],
    // In a map of values, Terraform takes it as any key.
    ["a tag of the name //", bucket({ tags: { "//": "a" } }), bucket({ tags: { "//": "b" } })],
    ["a resource of the type //", { resource: { "//": { a: {} } } }, { resource: {} }],
  ])("but not with another: %s", (_name, one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it("for every value, with keys in any order", () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).reverse();
      return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(same(bucket({ value }), reversed(bucket({ value })))).toBe(true);
      }),
    );
  });

  it("for no value that JSON writes in another way", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        // Written with sorted keys, two values are equal exactly when their texts are.
        const sorted = (value: unknown): string =>
          JSON.stringify(value, (_key, inner: unknown) =>
            typeof inner === "object" && inner !== null && !Array.isArray(inner)
              ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
              : inner,
          );
        expect(same(bucket({ value: one }), bucket({ value: other }))).toBe(sorted(one) === sorted(other));
      }),
    );
  });
});
