import fc from "fast-check";
import { AccountId, BucketName, OrganizationId, TrailName, type Region } from "../../../modules/organization";
import {
  accessLogBucketPolicy,
  logBucketPolicy,
  logKeyPolicy,
  renderPolicy,
  type LogBucketPolicyProps,
} from "../../../modules/policy";

const owner = AccountId.of("222222222222");
const trail = (account: string, name: string) => ({
  partition: "aws" as const,
  homeRegion: "us-east-1" as Region,
  account: AccountId.of(account),
  name: TrailName.of(name),
});

const PROPS: Omit<LogBucketPolicyProps, "policyStatements"> = {
  partition: "aws",
  account: owner,
  bucketName: BucketName.of("logs"),
  trails: [
    { ...trail("111111111111", "organization"), organization: OrganizationId.of("o-a1b2c3d4e5") },
    trail("111111111111", "second"),
    trail("333333333333", "third"),
  ],
  readers: [
    "arn:aws:iam::444444444444:role/A",
    "arn:aws:iam::333333333333:role/B",
    "arn:aws:iam::444444444444:role/C",
  ],
  administrators: ["arn:aws:iam::222222222222:role/Deploy", "arn:aws:iam::222222222222:role/Admin"],
  minimumTlsVersion: "1.2",
};

const turned = (props: LogBucketPolicyProps) =>
  fc.record({
    trails: order(props.trails),
    readers: order(props.readers ?? []),
    administrators: order(props.administrators),
  });

const order = <T>(values: readonly T[]) => fc.shuffledSubarray([...values], { minLength: values.length });

describe("the order in which people and trails are listed", () => {
  it("changes no policy, so that Terraform sees no difference", () => {
    fc.assert(
      fc.property(turned(PROPS), (lists) => {
        const props = { ...PROPS, ...lists };
        const sources = [...lists.trails].map(({ name }) => name);
        expect(renderPolicy(logBucketPolicy(props))).toBe(renderPolicy(logBucketPolicy(PROPS)));
        expect(renderPolicy(logKeyPolicy(props))).toBe(renderPolicy(logKeyPolicy(PROPS)));
        expect(renderPolicy(accessLogBucketPolicy({ ...props, sources }))).toBe(
          renderPolicy(accessLogBucketPolicy({ ...PROPS, sources: ["organization", "second", "third"] })),
        );
      }),
    );
  });

  it("nor does naming somebody twice", () => {
    const twice = { ...PROPS, readers: [...(PROPS.readers ?? []), ...(PROPS.readers ?? [])] };
    expect(renderPolicy(logBucketPolicy(twice))).toBe(renderPolicy(logBucketPolicy(PROPS)));
  });

  it("and a bucket of several trails has a statement for each folder, with the trails that write there", () => {
    const writes = logBucketPolicy(PROPS).Statement.filter(({ Action }) => Action === "s3:PutObject");
    const arn = (account: string, name: string): string =>
      `arn:aws:cloudtrail:us-east-1:${account}:trail/${name}`;
    const organization = arn("111111111111", "organization");
    expect(
      writes.map(({ Sid, Resource, Condition }) => [
        Sid,
        Resource,
        Condition?.["StringEquals"]?.["aws:SourceArn"],
      ]),
    ).toEqual([
      [
        "AWSCloudTrailWrite111111111111",
        "arn:aws:s3:::logs/AWSLogs/111111111111/*",
        [organization, arn("111111111111", "second")],
      ],
      [
        "AWSCloudTrailOrganizationWrite111111111111",
        "arn:aws:s3:::logs/AWSLogs/o-a1b2c3d4e5/*",
        [organization],
      ],
      [
        "AWSCloudTrailWrite333333333333",
        "arn:aws:s3:::logs/AWSLogs/333333333333/*",
        [arn("333333333333", "third")],
      ],
    ]);
  });
});
