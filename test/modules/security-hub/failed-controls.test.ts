import fc from "fast-check";
import { compileEventPattern, renderEventPattern } from "../../../modules/event-patterns";
import { failedControlsPattern, failedControlsProblems } from "../../../modules/security-hub";

const LOG_BUCKET = "arn:aws:s3:::acme-cloudtrail-222222222222-organization";
const BUCKETS = ["acme-cloudtrail-*-organization", "acme-cloudtrail-*-team-*", "acme-payments-audit"];

/** A finding of a control, as Security Hub sends it: one an event. */
interface Finding {
  readonly control?: string;
  readonly status?: string;
  readonly workflow?: string;
  readonly record?: string;
  readonly resource?: string;
}

function event({
  control = "CloudTrail.4",
  status = "FAILED",
  workflow = "NEW",
  record = "ACTIVE",
  resource = "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail",
}: Finding): object {
  return {
    version: "0",
    "detail-type": "Security Hub Findings - Imported",
    source: "aws.securityhub",
    account: "333333333333",
    region: "us-east-1",
    resources: [
      "arn:aws:securityhub:us-east-1::product/aws/securityhub/arn:aws:securityhub:us-east-1:1:finding/f",
    ],
    detail: {
      findings: [
        {
          SchemaVersion: "2018-10-08",
          AwsAccountId: "111111111111",
          Compliance: { Status: status, SecurityControlId: control },
          Workflow: { Status: workflow },
          WorkflowState: "NEW",
          RecordState: record,
          Resources: [{ Id: resource, Type: "AwsCloudTrailTrail", Partition: "aws", Region: "us-east-1" }],
          Severity: { Label: "LOW", Normalized: 1 },
        },
      ],
    },
  };
}

const matches = compileEventPattern(failedControlsPattern("aws", BUCKETS));

describe("the rule on failed controls", () => {
  it.each<[string, Finding]>([
    ["a trail without validation", {}],
    ["a trail by another control", { control: "CloudTrail.1", resource: "AWS::::Account:111111111111" }],
    ["a key", { control: "KMS.4", resource: "arn:aws:kms:us-east-1:222222222222:key/k" }],
    ["the log bucket", { control: "S3.5", resource: LOG_BUCKET }],
    ["a team's log bucket", { control: "S3.8", resource: "arn:aws:s3:::acme-cloudtrail-5-team-data" }],
    [
      "a log bucket with a name of its own",
      { control: "S3.8", resource: "arn:aws:s3:::acme-payments-audit" },
    ],
  ])("tells of %s", (_, finding) => {
    expect(matches(event(finding))).toBe(true);
  });

  it.each<[string, Finding]>([
    ["a control that passed", { status: "PASSED" }],
    ["a control that could not be checked", { status: "NOT_AVAILABLE" }],
    ["a finding that somebody suppressed", { workflow: "SUPPRESSED" }],
    ["a finding that was told already", { workflow: "NOTIFIED" }],
    ["a finding that is archived", { record: "ARCHIVED" }],
    ["another service", { control: "EC2.7" }],
    ["another service with a name that begins so", { control: "CloudTrailLake.1" }],
    ["another bucket", { control: "S3.5", resource: "arn:aws:s3:::acme-data" }],
    [
      "the bucket of access logs",
      { control: "S3.9", resource: "arn:aws:s3:::acme-cloudtrail-222222222222-access" },
    ],
    [
      "a bucket whose name only begins so",
      { control: "S3.5", resource: "arn:aws:s3:::acme-payments-audit-2" },
    ],
    ["the log bucket by a control of another service", { control: "Macie.1", resource: LOG_BUCKET }],
  ])("says nothing of %s", (_, finding) => {
    expect(matches(event(finding))).toBe(false);
  });

  it("says nothing of what is no finding of Security Hub", () => {
    expect(matches({ ...event({}), source: "aws.guardduty" })).toBe(false);
    expect(matches({ ...event({}), "detail-type": "Security Hub Findings - Custom Action" })).toBe(false);
  });

  it("tells of trails and keys where no buckets are named", () => {
    const without = compileEventPattern(failedControlsPattern("aws", []));
    expect(without(event({}))).toBe(true);
    expect(without(event({ control: "S3.5", resource: LOG_BUCKET }))).toBe(false);
  });

  it("names buckets in their partition", () => {
    expect(renderEventPattern(failedControlsPattern("aws-cn", BUCKETS))).toContain(
      "arn:aws-cn:s3:::acme-payments-audit",
    );
  });

  it("fits as long as EventBridge takes it, and no character longer", () => {
    const named = (length: number): readonly string[] => ["x".repeat(length)];
    const base = renderEventPattern(failedControlsPattern("aws", [""])).length;
    expect(failedControlsProblems(failedControlsPattern("aws", named(2048 - base)))).toEqual([]);
    expect(failedControlsProblems(failedControlsPattern("aws", named(2049 - base)))).toMatchObject([
      { property: "buckets", what: "make an event pattern of 2049 characters" },
    ]);
  });

  it("matches a bucket exactly where one of the names does", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{2,20}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), name, (names, bucket) => {
        const test = compileEventPattern(failedControlsPattern("aws", names));
        expect(test(event({ control: "S3.5", resource: `arn:aws:s3:::${bucket}` }))).toBe(
          names.includes(bucket),
        );
      }),
    );
  });
});
