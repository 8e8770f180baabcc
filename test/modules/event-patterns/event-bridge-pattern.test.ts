import {
  compileEventPattern,
  eventBridgeEvents,
  UnsupportedPatternError,
} from "../../../modules/event-patterns";

const EVENT = {
  source: "aws.s3",
  detail: {
    eventName: "PutBucketPolicy",
    readOnly: false,
    requestParameters: { bucketName: "acme-cloudtrail-222222222222-organization" },
    userIdentity: { type: "IAMUser" },
    names: ["one", "two"],
    resources: [
      { type: "AWS::S3::Bucket", id: "a" },
      { type: "AWS::S3::Object", id: "b" },
    ],
    count: 3,
    nothing: null,
    nobody: [],
    path: "a*bc\\d",
  },
};

describe("an EventBridge pattern", () => {
  it.each<[object, boolean]>([
    [{ source: ["aws.s3"] }, true],
    [{ source: ["aws.kms", "aws.s3"] }, true],
    [{ source: ["aws.kms"] }, false],
    [{ source: ["aws.s3"], detail: { eventName: ["PutBucketPolicy"] } }, true],
    [{ source: ["aws.s3"], detail: { eventName: ["DeleteBucket"] } }, false],
    [{ source: [{ prefix: "aws." }] }, true],
    [{ source: [{ suffix: ".s3" }] }, true],
    [{ source: [{ prefix: "s3" }] }, false],
    [{ detail: { requestParameters: { bucketName: [{ wildcard: "acme-*-organization" }] } } }, true],
    [{ detail: { requestParameters: { bucketName: [{ wildcard: "acme-*-team" }] } } }, false],
    [{ detail: { eventName: [{ "equals-ignore-case": "putbucketpolicy" }] } }, true],
    [{ detail: { eventName: [{ "anything-but": "DeleteBucket" }] } }, true],
    [{ detail: { eventName: [{ "anything-but": ["DeleteBucket", "PutBucketPolicy"] }] } }, false],
    [{ detail: { eventName: [{ "anything-but": { prefix: "Put" } }] } }, false],
    // A field that is not there is not anything but something.
    [{ detail: { errorCode: [{ "anything-but": "AccessDenied" }] } }, false],
    [{ detail: { errorCode: [{ exists: false }] } }, true],
    [{ detail: { eventName: [{ exists: false }] } }, false],
    [{ detail: { eventName: [{ exists: true }] } }, true],
    [{ detail: { responseElements: { a: [{ exists: false }] } } }, true],
    [{ detail: { userIdentity: { invokedBy: [{ exists: false }] } } }, true],
    // An object is no leaf, and a list is one by what is in it.
    [{ detail: { userIdentity: [{ exists: true }] } }, false],
    [{ detail: { userIdentity: [{ exists: false }] } }, true],
    [{ detail: { names: [{ exists: true }] } }, true],
    [{ detail: { resources: [{ exists: true }] } }, false],
    [{ detail: { nobody: [{ exists: true }] } }, false],
    [{ detail: { nothing: [{ exists: true }] } }, true],
    // In a wildcard a backslash makes an asterisk of an asterisk.
    [{ detail: { path: [{ wildcard: "a\\*b*" }] } }, true],
    [{ detail: { path: [{ wildcard: "a\\*" }] } }, false],
    [{ detail: { path: [{ wildcard: "*\\\\d" }] } }, true],
    [{ detail: { eventName: [{ wildcard: "Put\\*Policy" }] } }, false],
    [{ detail: { eventName: [{ wildcard: "Put*Policy" }] } }, true],
    [{ detail: { readOnly: [false] } }, true],
    [{ detail: { readOnly: ["false"] } }, false],
    [{ detail: { count: [3] } }, true],
    [{ detail: { nothing: [null] } }, true],
    [{ detail: { names: ["two"] } }, true],
    [{ detail: { names: ["three"] } }, false],
    // Of a list of objects, one must have it all.
    [{ detail: { resources: { type: ["AWS::S3::Bucket"], id: ["a"] } } }, true],
    [{ detail: { resources: { type: ["AWS::S3::Bucket"], id: ["b"] } } }, false],
    [{ $or: [{ source: ["aws.kms"] }, { detail: { count: [3] } }] }, true],
    [{ $or: [{ source: ["aws.kms"] }, { detail: { count: [4] } }] }, false],
    [{ detail: { eventName: ["PutBucketPolicy"], $or: [{ count: [1] }, { readOnly: [false] }] } }, true],
  ])("%j: %s", (pattern, expected) => {
    expect(compileEventPattern(pattern)(EVENT)).toBe(expected);
  });

  it.each<[object, RegExp]>([
    [{ detail: { count: [{ numeric: [">", 2] }] } }, /numeric of count is not known here/],
    [{ detail: { sourceIPAddress: [{ cidr: "10.0.0.0/8" }] } }, /cidr of sourceIPAddress/],
    [{ detail: { eventName: [{ prefix: { "equals-ignore-case": "put" } }] } }, /prefix of eventName/],
    [{ detail: { eventName: [{ "anything-but": { suffix: "x" } }] } }, /anything-but of eventName/],
    [{ detail: { eventName: [{ prefix: "a", suffix: "b" }] } }, /several comparisons/],
    [{ source: [{ wildcard: "aws.**" }] }, /the wildcard aws\.\*\* of source is refused/],
    [{ source: [{ wildcard: "aws\\.s3" }] }, /the wildcard aws\\\.s3 of source is refused/],
    [{ source: [{ wildcard: "aws\\" }] }, /the wildcard aws\\ of source is refused/],
    [{ source: "aws.s3" }, /neither a list nor a pattern/],
    [{ source: [] }, /has no values/],
    [{ source: [["aws.s3"]] }, /a list in its list/],
    [{ $or: [{ source: ["aws.s3"] }] }, /two or more/],
    [{}, /names no field/],
  ])("%j is refused and not guessed", (pattern, message) => {
    expect(() => compileEventPattern(pattern)).toThrow(UnsupportedPatternError);
    expect(() => compileEventPattern(pattern)).toThrow(message);
  });
});

describe("a record of CloudTrail's on the event bus", () => {
  const types = (record: object): readonly unknown[] =>
    eventBridgeEvents(record).map((event) => (event as Record<string, unknown>)["detail-type"]);

  it("is a call with the service as its source", () => {
    expect(
      eventBridgeEvents({
        eventType: "AwsApiCall",
        eventSource: "s3.amazonaws.com",
        readOnly: false,
        recipientAccountId: "111111111111",
        awsRegion: "eu-west-1",
      }),
    ).toMatchObject([
      {
        "detail-type": "AWS API Call via CloudTrail",
        source: "aws.s3",
        account: "111111111111",
        region: "eu-west-1",
        detail: { eventType: "AwsApiCall" },
      },
    ]);
  });

  it("is a sign-in in both spellings", () => {
    expect(types({ eventType: "AwsConsoleSignIn", eventSource: "signin.amazonaws.com" })).toEqual([
      "AWS Console Sign In via CloudTrail",
      "AWS Console Signin via CloudTrail",
    ]);
  });

  it("is an Insights event of CloudTrail's, which names the service only inside", () => {
    expect(eventBridgeEvents({ eventType: "AwsCloudTrailInsight", insightDetails: {} })).toMatchObject([
      { source: "aws.cloudtrail", "detail-type": "AWS Insight via CloudTrail" },
    ]);
  });

  it.each<[string, object, boolean]>([
    ["management event that only reads", { eventCategory: "Management", readOnly: true }, false],
    ["management event that says so as text", { eventCategory: "Management", readOnly: "true" }, false],
    ["management event that writes", { eventCategory: "Management", readOnly: false }, true],
    ["data event that only reads", { eventCategory: "Data", readOnly: true }, true],
    ["old data event that only reads", { managementEvent: false, readOnly: true }, true],
    ["old management event that only reads", { managementEvent: true, readOnly: true }, false],
    [
      "network activity event that only reads",
      { eventType: "AwsVpceEvent", eventCategory: "NetworkActivity", readOnly: true },
      true,
    ],
  ])("of a %s is heard by every rule: %s", (_, record, heard) => {
    const event = { eventType: "AwsApiCall", eventSource: "s3.amazonaws.com", ...record };
    expect(eventBridgeEvents(event)).toHaveLength(heard ? 1 : 0);
    // A rule of that state hears them all.
    expect(eventBridgeEvents(event, { reads: true })).toHaveLength(1);
  });

  it("is none when it only reads, or is nothing that EventBridge gets", () => {
    expect(types({ eventType: "AwsApiCall", eventSource: "s3.amazonaws.com", readOnly: true })).toEqual([]);
    expect(types({ eventType: "Other", eventSource: "s3.amazonaws.com" })).toEqual([]);
    expect(types({ eventType: "AwsApiCall" })).toEqual([]);
    expect(eventBridgeEvents("text")).toEqual([]);
  });
});
