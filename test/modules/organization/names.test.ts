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
  accessLogBucketName,
  bucketArn,
  deliveryTopicName,
  deploySessionName,
  logFolders,
  objectArn,
  organizationBucketName,
  organizationTrailName,
  roleArn,
  rootArn,
  teamAccessLogBucketName,
  teamBucketName,
  teamTrailName,
  topicArn,
  trailArn,
  type Region,
  type TrailIdentity,
} from "../../../modules/organization";

const names = fc.stringMatching(/^[a-z](-?[a-z0-9]){1,9}$/).map((name) => NamePrefix.of(name));
const teams = fc.stringMatching(/^[a-z](-?[a-z0-9]){1,14}$/).map((name) => TeamName.of(name));
const accounts = fc.stringMatching(/^\d{12}$/).map((id) => AccountId.of(id));

describe("names", () => {
  it("are names that AWS takes, for any name and team of 31 characters together", () => {
    fc.assert(
      fc.property(names, teams, accounts, (name, team, account) => {
        fc.pre(name.length + team.length <= 31);
        // What S3 reserves is a fault of the configuration: test/stacks/config.
        fc.pre(name !== "sthree" && !/(^|-)(an|s3alias)$/.test(team));
        for (const bucket of [
          organizationBucketName(name, account),
          accessLogBucketName(name, account),
          teamBucketName(name, account, team),
          teamAccessLogBucketName(name, account, team),
        ]) {
          expect(BucketName.problem(bucket)).toBeUndefined();
        }
        expect(TrailName.problem(organizationTrailName(name))).toBeUndefined();
        expect(TrailName.problem(teamTrailName(name, team))).toBeUndefined();
      }),
    );
  });

  it("differ for different teams, whatever their names", () => {
    fc.assert(
      fc.property(
        names,
        accounts,
        fc.uniqueArray(teams, { minLength: 2, maxLength: 5 }),
        (name, account, some) => {
          const buckets = [
            organizationBucketName(name, account),
            accessLogBucketName(name, account),
            ...some.flatMap((team) => [
              teamBucketName(name, account, team),
              teamAccessLogBucketName(name, account, team),
            ]),
          ];
          expect(new Set(buckets).size).toBe(buckets.length);
        },
      ),
    );
  });

  it("of a topic has no period, which SNS refuses", () => {
    expect(deliveryTopicName(TrailName.of("acme.audit"))).toBe("acme-audit-delivery");
  });

  it("of a session has at most the 64 characters that STS takes", () => {
    expect(deploySessionName("team-x")).toBe("orgtrail-team-x");
    expect(deploySessionName("x".repeat(100))).toHaveLength(64);
  });
});

const account = AccountId.of("111111111111");
const trail: TrailIdentity = {
  partition: "aws-us-gov",
  homeRegion: "us-gov-west-1" as Region,
  account,
  name: TrailName.of("audit"),
  organization: OrganizationId.of("o-a1b2c3d4e5"),
};

describe("ARNs", () => {
  it("are of the partition", () => {
    const bucket = BucketName.of("logs");
    expect(bucketArn("aws-cn", bucket)).toBe("arn:aws-cn:s3:::logs");
    expect(objectArn("aws-cn", bucket, "a/*")).toBe("arn:aws-cn:s3:::logs/a/*");
    expect(trailArn(trail)).toBe("arn:aws-us-gov:cloudtrail:us-gov-west-1:111111111111:trail/audit");
    expect(roleArn("aws", account, RoleName.of("ops/Deploy"))).toBe(
      "arn:aws:iam::111111111111:role/ops/Deploy",
    );
    expect(rootArn("aws", account)).toBe("arn:aws:iam::111111111111:root");
    expect(topicArn("aws", "eu-west-1" as Region, account, "t")).toBe("arn:aws:sns:eu-west-1:111111111111:t");
  });
});

describe("log folders", () => {
  it("of an organization trail are its owner's and the organization's", () => {
    expect(logFolders(trail)).toEqual(["AWSLogs/111111111111/", "AWSLogs/o-a1b2c3d4e5/"]);
  });

  it("come after the prefix", () => {
    expect(logFolders(trail, LogPrefix.of("a/b"))).toEqual([
      "a/b/AWSLogs/111111111111/",
      "a/b/AWSLogs/o-a1b2c3d4e5/",
    ]);
  });

  it("of a trail of one account are its own", () => {
    const { partition, homeRegion, name } = trail;
    const single: TrailIdentity = { partition, homeRegion, account, name };
    expect(logFolders(single)).toEqual(["AWSLogs/111111111111/"]);
  });
});
