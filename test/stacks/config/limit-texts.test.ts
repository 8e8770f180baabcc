import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { edited, faults } from "./faults-of";

const added = (yaml: string): readonly string[] => faults(`${MINIMAL_ORGANIZATION}${yaml}\n`);
const archive = (yaml: string): readonly string[] => faults(edited("archive:\n", `archive:\n  ${yaml}\n`));
const state = (yaml: string): readonly string[] =>
  faults(edited("region: us-east-1 }", `region: us-east-1, ${yaml} }`));
const tags = (entries: readonly (readonly [string, string])[]): readonly string[] =>
  added(`tags: ${JSON.stringify(Object.fromEntries(entries))}`);

describe("tags", () => {
  it.each<[string, string, string, RegExp]>([
    ["an ampersand", "Owner", "R&D", /tags\.Owner: has a character that AWS refuses in tags, &/],
    ["parentheses", "Owner", "Team (EU), #4", /tags\.Owner: has a character that AWS refuses in tags, \(/],
    ["a replacement character", "Owner", "M�ller", /tags\.Owner: has a character that AWS refuses/],
    ["nothing", "Owner", "", /tags\.Owner: is empty/],
    [
      "a wrong character in the key",
      "Own#er",
      "x",
      /tags\.Own#er: has a character that AWS refuses in tags, #/,
    ],
    ["what AWS keeps", "aws:owner", "x", /tags\.aws:owner: begins with aws:/],
    ["what AWS keeps, in another case", "AWS:owner", "x", /tags\.AWS:owner: begins with aws:/],
    ["orgtrail's own tag", "ManagedBy", "me", /tags\.ManagedBy: is a tag that orgtrail itself sets/],
    ["orgtrail's own tag in another case", "stack", "x", /tags\.stack: is a tag that orgtrail itself sets/],
  ])("refuses %s", (_, key, value, fault) => {
    expect(tags([[key, value]])).toEqual([expect.stringMatching(fault)]);
  });

  it("takes letters of any script, spaces and the signs that AWS takes", () => {
    expect(tags([["Kosten Stelle", "Müller 東京_.:/=+-@"]])).toEqual([]);
  });

  it("names the place of the key, or of the value", () => {
    expect(added('tags: { "aws:x": y }')).toEqual([expect.stringMatching(/^organization\.yaml:14:9 /)]);
    expect(added('tags: { x: "&" }')).toEqual([expect.stringMatching(/^organization\.yaml:14:12 /)]);
  });
});

describe("the prefix of states", () => {
  it.each(["/orgtrail", "orgtrail/", "a//b", "../a", "a/./b", "a/*", ""])("is not %j", (prefix) => {
    expect(state(`keyPrefix: "${prefix}"`)).toEqual([expect.stringMatching(/terraform\.state\.keyPrefix: /)]);
  });

  it.each(["orgtrail", "a/b/c", "Übersicht", "a.b"])("may be %j", (prefix) => {
    expect(state(`keyPrefix: "${prefix}"`)).toEqual([]);
  });
});

describe("an ARN of basic selectors", () => {
  const of = (type: string, value: string): readonly string[] =>
    added(
      `trail: { basicSelectors: [{ dataResources: [{ type: "${type}", values: ["${value}"] }] }], excludeLogBuckets: false }`,
    );

  it.each([
    ["AWS::S3::Object", "arn:aws:s3:us-east-1:111111111111:accesspoint/x"],
    ["AWS::Lambda::Function", "arn:aws:lambda:us-east-1:111111111111:x"],
    ["AWS::Lambda::Function", "arn:aws:lambda:us-east-1:111111111111:function:"],
    ["AWS::DynamoDB::Table", "arn:aws:dynamodb:us-east-1:111111111111:x"],
  ])("of %s is not %s", (type, value) => {
    expect(of(type, value)).toHaveLength(1);
  });

  it.each([
    ["AWS::S3::Object", "arn:aws:s3"],
    ["AWS::S3::Object", "arn:aws:s3:::"],
    ["AWS::S3::Object", "arn:aws:s3:::acme/2026/"],
    // Made when S3 still took such names.
    ["AWS::S3::Object", "arn:aws:s3:::Old_Bucket/"],
    ["AWS::Lambda::Function", "arn:aws:lambda"],
    ["AWS::Lambda::Function", "arn:aws:lambda:us-east-1:111111111111:function:pay"],
    ["AWS::DynamoDB::Table", "arn:aws:dynamodb:us-east-1:111111111111:table/x"],
  ])("of %s may be %s", (type, value) => {
    expect(of(type, value)).toEqual([]);
  });
});

it("takes the state bucket, and AWS Config's, for no log bucket", () => {
  expect(archive("bucketName: acme-terraform-state")).toEqual([
    expect.stringMatching(
      /archive\.bucketName: gives the bucket the name of the bucket of Terraform's states/,
    ),
  ]);
  const own = "archive:\n  bucketName: acme-cloudtrail-222222222222-config\n";
  const recorders = "configRules: { recorders: { accounts: [management] } }\n";
  expect(faults(`${edited("archive:\n", own)}${recorders}`)).toEqual([
    expect.stringMatching(/archive\.bucketName: gives the bucket the name of the bucket of AWS Config/),
  ]);
});
