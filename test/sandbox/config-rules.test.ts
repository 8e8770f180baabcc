import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
  type ConfigRule,
} from "@aws-sdk/client-config-service";
import { GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { RECORDED_RESOURCE_TYPES } from "../../modules/config-rules";
import { surveyAccounts } from "../../tools/sandbox/summary";
import { deployedOrganization } from "./deployed-organization";
import { organizationText } from "./organization-text";
import { describeWithTerraform } from "./requirements";
import { plannedChanges, stackNamed, synthesizeApart, terraformOk } from "./terraform-runs";

jest.setTimeout(1_200_000);

const MANAGEMENT = "111111111111";
const LOG_ARCHIVE = "222222222222";
const SECURITY = "333333333333";
const CONFIG_BUCKET = "acme-cloudtrail-222222222222-config";
const STACKS = ["log-archive", "management", "security"];

const ORGANIZATION = organizationText(
  `
archive:
  immutability: { kind: mfa-delete }
configRules:
  recorders: { accounts: [management, logArchive, security] }
  remediation:
    manual: [trail-validated]
    automatic: [bucket-public-access, key-not-deleted]
`,
  { security: SECURITY },
);

describeWithTerraform("AWS Config rules in the sandbox", () => {
  const { sandbox, deployed, folderOf } = deployedOrganization(ORGANIZATION);

  async function client(account: string): Promise<ConfigServiceClient> {
    return new ConfigServiceClient(await sandbox().clientSettings(account));
  }

  async function rulesOf(account: string): Promise<Readonly<Record<string, ConfigRule>>> {
    const { ConfigRules = [] } = await (await client(account)).send(new DescribeConfigRulesCommand({}));
    return Object.fromEntries(ConfigRules.map((rule) => [rule.ConfigRuleName ?? "", rule]));
  }

  function plannedTypes(stack: string): readonly string[] {
    const { plannedOnly = [] } = deployed().find((each) => each.stack === stack) ?? {};
    return plannedOnly.map(({ address }) => address.slice(0, address.indexOf(".")));
  }

  test("a second plan has nothing but what the emulator cannot make", async () => {
    for (const stack of STACKS) {
      const changes = await plannedChanges(sandbox(), folderOf(stack));
      const planned = plannedTypes(stack).map((type) => `create ${type}`);
      expect({ stack, changes: [...changes].sort() }).toEqual({ stack, changes: [...planned].sort() });
    }
  });

  test("the real provider plans the rules of the organization, and the remediations", () => {
    expect(new Set(plannedTypes("security"))).toEqual(new Set(["aws_config_organization_managed_rule"]));
    expect(plannedTypes("security")).toHaveLength(19);
    // Of two buckets, and of the keys; and of the trail.
    expect(plannedTypes("log-archive")).toEqual(Array(3).fill("aws_config_remediation_configuration"));
    expect(plannedTypes("management")).toEqual(["aws_config_remediation_configuration"]);
  });

  test("the real provider plans the conformance pack in their place", async () => {
    const text = ORGANIZATION.replace("configRules:", "configRules:\n  deployAs: conformance-pack");
    const config = mkdtempSync(join(sandbox().folder, "config-"));
    writeFileSync(join(config, "organization.yaml"), text);
    const { folder } = stackNamed(await synthesizeApart(sandbox(), config), "security");
    await terraformOk(sandbox(), folder, "init", "-input=false", "-no-color");
    expect(await plannedChanges(sandbox(), folder)).toEqual([
      "create aws_config_organization_conformance_pack",
    ]);
  });

  test.each([MANAGEMENT, LOG_ARCHIVE, SECURITY])(
    "account %s records, and delivers to the log archive",
    async (account) => {
      const there = await client(account);
      const { ConfigurationRecorders } = await there.send(new DescribeConfigurationRecordersCommand({}));
      expect(ConfigurationRecorders).toEqual([
        expect.objectContaining({
          name: "acme-orgtrail",
          roleARN: `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
          recordingGroup: expect.objectContaining({
            allSupported: false,
            resourceTypes: expect.arrayContaining([...RECORDED_RESOURCE_TYPES]) as unknown,
          }) as unknown,
        }),
      ]);
      const { ConfigurationRecordersStatus } = await there.send(
        new DescribeConfigurationRecorderStatusCommand({}),
      );
      expect(ConfigurationRecordersStatus).toEqual([expect.objectContaining({ recording: true })]);
      const { DeliveryChannels } = await there.send(new DescribeDeliveryChannelsCommand({}));
      expect(DeliveryChannels).toEqual([expect.objectContaining({ s3BucketName: CONFIG_BUCKET })]);
    },
  );

  test("the bucket of AWS Config takes the three accounts", async () => {
    const settings = await sandbox().clientSettings(LOG_ARCHIVE);
    const { Policy = "" } = await new S3Client({ ...settings, forcePathStyle: true }).send(
      new GetBucketPolicyCommand({ Bucket: CONFIG_BUCKET }),
    );
    const { Statement } = JSON.parse(Policy) as { readonly Statement: readonly object[] };
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Sid: "AWSConfigBucketDelivery",
        Principal: { Service: "config.amazonaws.com" },
        Resource: [MANAGEMENT, LOG_ARCHIVE, SECURITY].map(
          (account) => `arn:aws:s3:::${CONFIG_BUCKET}/AWSLogs/${account}/Config/*`,
        ),
      }),
    );
  });

  test("the log-archive account has the rules of its keys and those that are mended", async () => {
    const rules = await rulesOf(LOG_ARCHIVE);
    expect(Object.keys(rules).sort()).toEqual([
      "acme-orgtrail-bucket-public-access-access",
      "acme-orgtrail-bucket-public-access-organization",
      "acme-orgtrail-key-not-deleted",
      "acme-orgtrail-key-rotation",
    ]);
    expect(rules["acme-orgtrail-bucket-public-access-organization"]).toMatchObject({
      Source: { Owner: "AWS", SourceIdentifier: "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED" },
      Scope: {
        ComplianceResourceTypes: ["AWS::S3::Bucket"],
        ComplianceResourceId: "acme-cloudtrail-222222222222-organization",
      },
    });
    const { kmsKeyIds } = JSON.parse(rules["acme-orgtrail-key-not-deleted"]?.InputParameters ?? "{}") as {
      readonly kmsKeyIds?: string;
    };
    expect(kmsKeyIds).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("the management account has the rule of the trail that is mended", async () => {
    expect(Object.keys(await rulesOf(MANAGEMENT))).toEqual(["acme-orgtrail-trail-validated"]);
    expect(await rulesOf(SECURITY)).toEqual({});
  });

  test.each([
    [LOG_ARCHIVE, "bucket-public-access", "s3:PutBucketPublicAccessBlock"],
    [LOG_ARCHIVE, "key-not-deleted", "kms:CancelKeyDeletion"],
    [MANAGEMENT, "trail-validated", "cloudtrail:UpdateTrail"],
  ])("account %s has a role that mends %s", async (account, rule, action) => {
    const { PolicyDocument = "" } = await new IAMClient(await sandbox().clientSettings(account)).send(
      new GetRolePolicyCommand({ RoleName: `acme-orgtrail-mend-${rule}`, PolicyName: "mend" }),
    );
    expect(decodeURIComponent(PolicyDocument)).toContain(action);
  });

  test("the inventory shows recorders and rules", async () => {
    const found = await surveyAccounts(sandbox());
    const archive = found.find(({ account }) => account.id === LOG_ARCHIVE)?.found ?? [];
    expect(archive).toEqual(
      expect.arrayContaining([
        { kind: "config recorder", name: "acme-orgtrail", details: ["recording", "us-east-1"] },
        { kind: "config rules", name: "4", details: ["us-east-1"] },
      ]),
    );
  });
});
