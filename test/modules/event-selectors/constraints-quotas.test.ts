import { advanced, basic, S3, texts } from "./constraint-calls";

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

describe("quotas, each at its edge", () => {
  const values = (count: number) => [{ ...S3, eventName: { equals: times(count - 2, (n) => `E${n}`) } }];

  it("takes 500 values, and refuses 501", () => {
    expect(advanced(values(500))).toEqual([]);
    expect(texts(advanced(values(501)))).toEqual([
      "selectors has 501 values over all conditions, eventCategory and resources.type included; allowed: at most 500 for a trail; " +
        "select by how values start (startsWith), leave out conditions or resource types, or move some to another trail",
    ]);
  });

  it("counts values over all selectors, each once", () => {
    expect(advanced([...values(250), ...values(250)])).toEqual([]);
    expect(advanced([...values(250), ...values(251)])).toHaveLength(1);
    expect(advanced([{ ...S3, eventName: { equals: times(600, () => "PutObject") } }])).toEqual([]);
  });

  it("takes 5 basic selectors, and refuses 6", () => {
    expect(basic(times(5, () => ({})))).toEqual([]);
    expect(texts(basic(times(6, () => ({}))))).toEqual([
      "selectors has 6 basic selectors; allowed: at most 5 for a trail; join selectors with the same readWriteType, or use advanced selectors",
    ]);
  });

  it("takes 250 data resources over all basic selectors, and refuses 251", () => {
    const resources = (count: number) => ({
      dataResources: [{ type: "AWS::S3::Object", values: times(count, (n) => `arn:aws:s3:::b${n}/`) }],
    });
    expect(basic([resources(125), resources(125)])).toEqual([]);
    expect(texts(basic([resources(125), resources(126)]))).toEqual([
      'selectors has 251 data resources; allowed: at most 250 for a trail; name prefixes that cover more, or all resources (such as "arn:aws:s3"), or use advanced selectors',
    ]);
  });

  it("does not count what stands for every resource of a type", () => {
    const values = [
      "arn:aws:lambda",
      ...times(250, (n) => `arn:aws:lambda:eu-west-1:111122223333:function:f${n}`),
    ];
    expect(basic([{ dataResources: [{ type: "AWS::Lambda::Function", values }] }])).toEqual([]);
  });

  it("takes names of 1 to 1,000 characters", () => {
    expect(
      advanced([
        { ...S3, name: "n".repeat(1000) },
        { ...S3, name: "n" },
      ]),
    ).toEqual([]);
    expect(advanced([{ ...S3, name: "n".repeat(1001) }])).toMatchObject([
      { property: "selectors[0].name", what: "has 1001 characters" },
    ]);
    expect(advanced([{ ...S3, name: "" }])).toMatchObject([{ remedy: "leave the name out, or give one" }]);
  });

  it("takes values of 1 to 2,048 characters", () => {
    const arn = (length: number) => [
      { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::b/".padEnd(length, "k")] } },
    ];
    expect(advanced(arn(2048))).toEqual([]);
    expect(advanced(arn(2049))).toMatchObject([
      { path: [0, "resourceArn", "startsWith", 0], what: "has 2049 characters" },
    ]);
    expect(advanced([{ ...S3, eventName: { notEquals: ["PutObject", ""] } }])).toMatchObject([
      { property: "selectors[0].eventName.notEquals[1]", what: "has 0 characters" },
    ]);
  });

  it("refuses an empty list of selectors, which would be up to CloudTrail's default", () => {
    expect(advanced([])).toMatchObject([{ property: "selectors" }]);
    expect(basic([])).toHaveLength(1);
  });
});
