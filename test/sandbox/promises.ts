import { surveyAccounts } from "../../tools/sandbox/summary";
import type { Sandbox } from "../../tools/sandbox/sandbox";
import { bucketFacts, keyFacts, topicPolicy } from "./archive-facts";
import { trailFacts } from "./trail-facts";

const MANAGEMENT = "111111111111";
const LOG_ARCHIVE = "222222222222";
const PAYMENTS = "444444444444";
const DATA = "555555555555";
const PLATFORM = "666666666666";
const ORGANIZATION_LOGS = "acme-cloudtrail-222222222222-organization";

const MANAGEMENT_EVENTS = { eventCategory: { Equals: ["Management"] } };
const S3_DATA = { eventCategory: { Equals: ["Data"] }, "resources.type": { Equals: ["AWS::S3::Object"] } };
const LAMBDA_DATA = {
  eventCategory: { Equals: ["Data"] },
  "resources.type": { Equals: ["AWS::Lambda::Function"] },
};

/** How the ARNs of log files start, in all log buckets. */
const LOG_FILES = [
  "arn:aws:s3:::acme-cloudtrail-222222222222-access/",
  "arn:aws:s3:::acme-cloudtrail-222222222222-organization/",
  "arn:aws:s3:::acme-cloudtrail-222222222222-team-payments/",
  "arn:aws:s3:::acme-cloudtrail-222222222222-team-platform/",
  "arn:aws:s3:::acme-cloudtrail-555555555555-access-data/",
  "arn:aws:s3:::acme-cloudtrail-555555555555-team-data/",
];

/** Asks AWS, through its SDK and not through Terraform, for what config/ promises. */
export function describePromises(sandbox: () => Sandbox): void {
  describe("3: AWS reports what the configuration promised", () => {
    test("the organization trail", async () => {
      const facts = await trailFacts(await sandbox().clientSettings(MANAGEMENT), "acme-organization-trail");
      const { keyArn } = await bucketFacts(await sandbox().clientSettings(LOG_ARCHIVE), ORGANIZATION_LOGS);
      expect(facts).toEqual({
        arn: `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/acme-organization-trail`,
        logging: true,
        allAccounts: true,
        allRegions: true,
        globalServices: true,
        validated: true,
        bucket: ORGANIZATION_LOGS,
        keyArn,
        topicArn: `arn:aws:sns:us-east-1:${MANAGEMENT}:acme-organization-trail-delivery`,
        insights: ["ApiCallRateInsight", "ApiErrorRateInsight"],
        selectors: {
          "Management events selector": MANAGEMENT_EVENTS,
          "s3-write": {
            ...S3_DATA,
            readOnly: { Equals: ["false"] },
            "resources.ARN": {
              NotStartsWith: LOG_FILES,
            },
          },
          "lambda-invocations": LAMBDA_DATA,
          "log-files: deleted, overwritten, re-encrypted, locked or opened": {
            ...S3_DATA,
            eventName: {
              Equals: [
                "CopyObject",
                "DeleteObject",
                "DeleteObjects",
                "PutObjectAcl",
                "PutObjectLegalHold",
                "PutObjectRetention",
                "UpdateObjectEncryption",
              ],
            },
            "resources.ARN": { StartsWith: LOG_FILES },
          },
        },
      });
      expect(await topicPolicy(await sandbox().clientSettings(MANAGEMENT), facts.topicArn)).toContainEqual(
        expect.objectContaining({
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceArn": facts.arn } },
        }),
      );
    });

    test("the delegated administrator", async () => {
      const survey = await surveyAccounts(sandbox());
      const management = survey.find(({ account }) => account.id === MANAGEMENT);
      expect(management?.found).toContainEqual({
        kind: "delegated administrator",
        name: "security",
        details: ["333333333333"],
      });
    });

    test("the bucket of the organization's logs, which every account and Region delivers to", async () => {
      const facts = await bucketFacts(await sandbox().clientSettings(LOG_ARCHIVE), ORGANIZATION_LOGS);
      expect(facts).toMatchObject({
        versioning: "Enabled",
        encryption: "aws:kms",
        bucketKey: true,
        publicAccessBlocked: [true, true, true, true],
        ownership: "BucketOwnerEnforced",
        accessLogs: "acme-cloudtrail-222222222222-access",
        // MFA delete and a lifecycle exclude each other, and the configuration asks for the first.
        lock: undefined,
        lifecycle: [],
      });
      const trailArn = `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/acme-organization-trail`;
      const delivery = facts.policy.filter(({ Principal }) =>
        JSON.stringify(Principal).includes("cloudtrail"),
      );
      expect(delivery.map(({ Action, Resource }) => [Action, Resource])).toEqual([
        ["s3:GetBucketAcl", `arn:aws:s3:::${ORGANIZATION_LOGS}`],
        ["s3:PutObject", `arn:aws:s3:::${ORGANIZATION_LOGS}/AWSLogs/${MANAGEMENT}/*`],
        ["s3:PutObject", `arn:aws:s3:::${ORGANIZATION_LOGS}/AWSLogs/o-a1b2c3d4e5/*`],
      ]);
      for (const { Condition } of delivery) {
        expect(Condition).toMatchObject({ StringEquals: { "aws:SourceArn": trailArn } });
      }
      expect(facts.policy).toContainEqual(
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      );
      const key = await keyFacts(await sandbox().clientSettings(LOG_ARCHIVE), facts.keyArn);
      expect(key).toMatchObject({ state: "Enabled", rotation: true });
      expect(key.aliases).toEqual(["alias/acme-cloudtrail-organization"]);
      expect(key.policy).toContainEqual(
        expect.objectContaining({
          Action: "kms:GenerateDataKey*",
          Principal: { Service: "cloudtrail.amazonaws.com" },
        }),
      );
    });

    test("a team's own bucket, locked for a year and with a lifecycle", async () => {
      const settings = await sandbox().clientSettings(DATA, "eu-west-1");
      const facts = await bucketFacts(settings, "acme-cloudtrail-555555555555-team-data");
      expect(facts).toMatchObject({
        region: "eu-west-1",
        versioning: "Enabled",
        encryption: "aws:kms",
        publicAccessBlocked: [true, true, true, true],
        lock: { Mode: "GOVERNANCE", Days: 365 },
        lifecycle: [{ expireAfterDays: 730, transitions: [[90, "GLACIER_IR"]] }],
      });
    });

    test.each([
      [
        "team-payments",
        PAYMENTS,
        "eu-west-1",
        {
          allRegions: false,
          bucket: "acme-cloudtrail-222222222222-team-payments",
          bucketAccount: LOG_ARCHIVE,
          selectors: {
            "s3-destructive: acme-payments-ledger, acme-payments-statements": {
              ...S3_DATA,
              readOnly: { Equals: ["false"] },
              eventName: { Equals: expect.arrayContaining(["DeleteObject", "PutObjectAcl"]) as unknown },
              "resources.ARN": {
                StartsWith: ["arn:aws:s3:::acme-payments-ledger/", "arn:aws:s3:::acme-payments-statements/"],
              },
            },
          },
        },
      ],
      [
        "team-data",
        DATA,
        "eu-west-1",
        {
          allRegions: false,
          bucket: "acme-cloudtrail-555555555555-team-data",
          bucketAccount: DATA,
          selectors: {
            "s3-read: acme-lake-…": {
              ...S3_DATA,
              readOnly: { Equals: ["true"] },
              "resources.ARN": { StartsWith: ["arn:aws:s3:::acme-lake-"] },
            },
          },
        },
      ],
      [
        "team-platform",
        PLATFORM,
        "us-east-1",
        {
          allRegions: true,
          bucket: "acme-cloudtrail-222222222222-team-platform",
          bucketAccount: LOG_ARCHIVE,
          selectors: {
            "lambda-invocations": LAMBDA_DATA,
            "s3-destructive: acme-platform-…": expect.objectContaining(S3_DATA) as unknown,
          },
        },
      ],
    ])("the trail of %s, in account %s and Region %s", async (stack, account, region, promised) => {
      const { bucketAccount, ...trail } = promised;
      const settings = await sandbox().clientSettings(account, region);
      const facts = await trailFacts(settings, `acme-${stack}`);
      const home = bucketAccount === DATA ? region : "us-east-1";
      const bucket = await bucketFacts(await sandbox().clientSettings(bucketAccount, home), promised.bucket);
      expect(facts).toEqual({
        ...trail,
        arn: `arn:aws:cloudtrail:${region}:${account}:trail/acme-${stack}`,
        logging: true,
        allAccounts: false,
        globalServices: trail.allRegions,
        validated: true,
        keyArn: bucket.keyArn,
        topicArn: undefined,
        insights: [],
      });
      expect(bucket.keyArn).toContain(`:${bucketAccount}:key/`);
      expect(bucket.policy).toContainEqual(
        expect.objectContaining({
          Resource: `arn:aws:s3:::${promised.bucket}/AWSLogs/${account}/*`,
          Condition: expect.objectContaining({
            StringEquals: expect.objectContaining({ "aws:SourceArn": facts.arn }) as unknown,
          }) as unknown,
        }),
      );
    });
  });
}
