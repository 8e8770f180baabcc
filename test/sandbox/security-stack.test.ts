import {
  DescribeHubCommand,
  DescribeOrganizationConfigurationCommand,
  GetEnabledStandardsCommand,
  GetMembersCommand,
  ListOrganizationAdminAccountsCommand,
  ListStandardsControlAssociationsCommand,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { rules, topics } from "./monitoring-facts";
import { deployedOrganization } from "./deployed-organization";
import { organizationText } from "./organization-text";
import { describeWithTerraform } from "./requirements";
import { plannedChanges } from "./terraform-runs";

jest.setTimeout(1_200_000);

const MANAGEMENT = "111111111111";
const LOG_ARCHIVE = "222222222222";
const SECURITY = "333333333333";

/** An organization with Security Hub, administered by its security account. */
const ORGANIZATION = organizationText(
  `
archive:
  immutability: { kind: mfa-delete }
securityHub:
  standards: { cis: "3.0.0" }
  notify: [security@acme.example]
`,
  { security: SECURITY },
);

const BEST_PRACTICES =
  "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0";
const CIS = "arn:aws:securityhub:us-east-1::standards/cis-aws-foundations-benchmark/v/3.0.0";

describeWithTerraform("the security stack in the sandbox", () => {
  const { sandbox, deployed, stacks } = deployedOrganization(ORGANIZATION);

  const hub = async (account: string): Promise<SecurityHubClient> =>
    new SecurityHubClient(await sandbox().clientSettings(account));

  test("it is deployed after the management stack, which delegates to it", () => {
    expect(deployed().map(({ stack }) => stack)).toEqual(["log-archive", "management", "security"]);
  });

  test("a second plan of every stack is empty", async () => {
    for (const { name: stack, folder } of stacks()) {
      expect({ stack, changes: await plannedChanges(sandbox(), folder) }).toEqual({ stack, changes: [] });
    }
  });

  test("the security account administers Security Hub, and new accounts get it", async () => {
    const { AdminAccounts } = await (
      await hub(MANAGEMENT)
    ).send(new ListOrganizationAdminAccountsCommand({}));
    expect(AdminAccounts).toEqual([{ AccountId: SECURITY, Status: "ENABLED" }]);
    const security = await hub(SECURITY);
    expect(await security.send(new DescribeOrganizationConfigurationCommand({}))).toMatchObject({
      AutoEnable: true,
      AutoEnableStandards: "NONE",
    });
    const { Members = [] } = await security.send(
      new GetMembersCommand({ AccountIds: [MANAGEMENT, LOG_ARCHIVE] }),
    );
    expect(Members.map(({ AccountId, MemberStatus }) => [AccountId, MemberStatus])).toEqual([
      [MANAGEMENT, "Enabled"],
      [LOG_ARCHIVE, "Enabled"],
    ]);
  });

  test.each([MANAGEMENT, LOG_ARCHIVE])(
    "Security Hub of account %s gives one finding a control",
    async (account) => {
      expect(await (await hub(account)).send(new DescribeHubCommand({}))).toMatchObject({
        AutoEnableControls: true,
        ControlFindingGenerator: "SECURITY_CONTROL",
      });
    },
  );

  test.each([MANAGEMENT, LOG_ARCHIVE, SECURITY])("account %s has the standards", async (account) => {
    const { StandardsSubscriptions = [] } = await (
      await hub(account)
    ).send(new GetEnabledStandardsCommand({}));
    expect(StandardsSubscriptions.map(({ StandardsArn }) => StandardsArn).sort()).toEqual([
      BEST_PRACTICES,
      CIS,
    ]);
  });

  test("the control that contradicts MFA delete is switched off where the logs are, and says why", async () => {
    const command = new ListStandardsControlAssociationsCommand({ SecurityControlId: "S3.13" });
    const { StandardsControlAssociationSummaries } = await (await hub(LOG_ARCHIVE)).send(command);
    expect(StandardsControlAssociationSummaries).toEqual([
      expect.objectContaining({
        StandardsArn: BEST_PRACTICES,
        AssociationStatus: "DISABLED",
        UpdatedReason: expect.stringContaining("MFA delete") as unknown,
      }),
    ]);
    const elsewhere = await (await hub(SECURITY)).send(command);
    expect(elsewhere.StandardsControlAssociationSummaries).toEqual([]);
  });

  test("a rule tells an encrypted topic of failed controls", async () => {
    const settings = await sandbox().clientSettings(SECURITY);
    const rule = (await rules(settings))["acme-orgtrail-findings-failed-controls"];
    expect(rule).toMatchObject({
      state: "ENABLED",
      pattern: { source: ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"] },
      targets: [
        {
          Arn: `arn:aws:sns:us-east-1:${SECURITY}:acme-orgtrail-findings-high`,
          DeadLetterConfig: { Arn: `arn:aws:sqs:us-east-1:${SECURITY}:acme-orgtrail-findings-undelivered` },
        },
      ],
    });
    expect((await topics(settings))["acme-orgtrail-findings-high"]).toMatchObject({
      subscribers: ["security@acme.example"],
      keyArn: expect.stringContaining(`arn:aws:kms:us-east-1:${SECURITY}:key/`) as unknown,
    });
  });
});
