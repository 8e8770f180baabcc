import {
  CloudTrailClient,
  DeregisterOrganizationDelegatedAdminCommand,
  RegisterOrganizationDelegatedAdminCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DeregisterDelegatedAdministratorCommand,
  ListDelegatedAdministratorsCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import {
  BatchDisableStandardsCommand,
  BatchEnableStandardsCommand,
  BatchUpdateStandardsControlAssociationsCommand,
  CreateFindingAggregatorCommand,
  CreateMembersCommand,
  DeleteFindingAggregatorCommand,
  DeleteMembersCommand,
  DescribeHubCommand,
  DescribeOrganizationConfigurationCommand,
  DisableOrganizationAdminAccountCommand,
  EnableOrganizationAdminAccountCommand,
  EnableSecurityHubCommand,
  GetEnabledStandardsCommand,
  GetFindingAggregatorCommand,
  GetMembersCommand,
  ListOrganizationAdminAccountsCommand,
  ListStandardsControlAssociationsCommand,
  SecurityHubClient,
  UpdateOrganizationConfigurationCommand,
  UpdateSecurityHubConfigurationCommand,
} from "@aws-sdk/client-securityhub";
import { findEmulator, fixes, startEmulator, startLayer, type Layer } from "../../tools/sandbox/emulator";
import { sandboxEnvironment, Processes } from "../../tools/terraform";
import { describeWithTerraform } from "./requirements";

const IDS = { organization: "o-layertest1", accounts: new Map([["audit", "333333333333"]]) };

describeWithTerraform("the layer over the emulator, for who checks the organization", () => {
  const processes = new Processes();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const begun: { layer?: Layer } = {};

  function endpoint(): string {
    if (begun.layer === undefined) throw new Error("the layer did not start");
    return begun.layer.endpoint;
  }

  const settings = () => ({ endpoint: endpoint(), region: "us-east-1", credentials });
  const organizations = (): OrganizationsClient => new OrganizationsClient(settings());
  const cloudtrail = (): CloudTrailClient => new CloudTrailClient(settings());

  beforeAll(async () => {
    const env = sandboxEnvironment(process.env, {});
    const program = await findEmulator({
      processes,
      env,
      cacheFolder: "node_modules/.cache/orgtrail",
      progress: () => undefined,
    });
    const emulator = await startEmulator(program, processes, env);
    begun.layer = await startLayer(emulator.endpoint, fixes(IDS));
    await organizations().send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
    await organizations().send(
      new CreateAccountCommand({ AccountName: "audit", Email: "audit@sandbox.example" }),
    );
  });

  afterAll(async () => {
    await begun.layer?.close();
    await processes.stopAll();
  });

  describe("Organizations", () => {
    test("knows AWS Config's delegated administrators until they are deregistered", async () => {
      const account = { AccountId: "333333333333", ServicePrincipal: "config.amazonaws.com" };
      const { ServicePrincipal } = account;
      const listed = async (by?: string) => {
        const { DelegatedAdministrators = [] } = await organizations().send(
          new ListDelegatedAdministratorsCommand({ ServicePrincipal: by }),
        );
        return DelegatedAdministrators.map(({ Id }) => Id);
      };
      const register = new RegisterDelegatedAdministratorCommand(account);
      await organizations().send(register);
      expect(await listed(ServicePrincipal)).toEqual(["333333333333"]);
      expect(await listed("config-multiaccountsetup.amazonaws.com")).toEqual([]);
      await expect(organizations().send(register)).rejects.toMatchObject({
        name: "AccountAlreadyRegisteredException",
      });
      await cloudtrail().send(
        new RegisterOrganizationDelegatedAdminCommand({ MemberAccountId: "333333333333" }),
      );
      // An account is listed once, whatever it is registered for.
      expect(await listed()).toEqual(["333333333333"]);
      await cloudtrail().send(
        new DeregisterOrganizationDelegatedAdminCommand({ DelegatedAdminAccountId: "333333333333" }),
      );
      const deregister = new DeregisterDelegatedAdministratorCommand(account);
      await organizations().send(deregister);
      expect(await listed(ServicePrincipal)).toEqual([]);
      await expect(organizations().send(deregister)).rejects.toMatchObject({
        name: "AccountNotRegisteredException",
      });
    });

    test("refuses to delegate AWS Config to an account that it does not have", async () => {
      await expect(
        organizations().send(
          new RegisterDelegatedAdministratorCommand({
            AccountId: "999999999999",
            ServicePrincipal: "config.amazonaws.com",
          }),
        ),
      ).rejects.toMatchObject({ name: "AccountNotFoundException" });
    });
  });

  describe("Security Hub", () => {
    const BEST_PRACTICES =
      "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0";
    const CIS = "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0";
    const inRegion = (region = "us-east-1"): SecurityHubClient =>
      new SecurityHubClient({ endpoint: endpoint(), region, credentials });

    test("keeps its settings in their Region", async () => {
      for (const region of ["us-east-1", "eu-west-1"]) {
        await inRegion(region).send(new EnableSecurityHubCommand({}));
      }
      await inRegion().send(
        new UpdateSecurityHubConfigurationCommand({
          AutoEnableControls: false,
          ControlFindingGenerator: "STANDARD_CONTROL",
        }),
      );
      expect(await inRegion().send(new DescribeHubCommand({}))).toMatchObject({
        AutoEnableControls: false,
        ControlFindingGenerator: "STANDARD_CONTROL",
      });
      expect(await inRegion("eu-west-1").send(new DescribeHubCommand({}))).toMatchObject({
        AutoEnableControls: true,
      });
    });

    test("keeps standards until they are disabled", async () => {
      const standards = async (StandardsSubscriptionArns?: string[]) => {
        const { StandardsSubscriptions = [] } = await inRegion().send(
          new GetEnabledStandardsCommand({ StandardsSubscriptionArns }),
        );
        return StandardsSubscriptions.map(({ StandardsArn }) => StandardsArn);
      };
      const { StandardsSubscriptions = [] } = await inRegion().send(
        new BatchEnableStandardsCommand({
          StandardsSubscriptionRequests: [{ StandardsArn: BEST_PRACTICES }, { StandardsArn: CIS }],
        }),
      );
      const arns = StandardsSubscriptions.map(({ StandardsSubscriptionArn }) =>
        String(StandardsSubscriptionArn),
      );
      expect(arns).toEqual([
        "arn:aws:securityhub:us-east-1:123456789012:subscription/aws-foundational-security-best-practices/v/1.0.0",
        "arn:aws:securityhub:us-east-1:123456789012:subscription/cis-aws-foundations-benchmark/v/1.2.0",
      ]);
      expect(await standards()).toEqual([BEST_PRACTICES, CIS]);
      expect(await standards(arns.slice(1))).toEqual([CIS]);
      await inRegion().send(
        new BatchDisableStandardsCommand({ StandardsSubscriptionArns: arns.slice(0, 1) }),
      );
      expect(await standards()).toEqual([CIS]);
    });

    test("keeps why a control is switched off", async () => {
      const update = {
        StandardsArn: CIS,
        SecurityControlId: "CloudTrail.5",
        AssociationStatus: "DISABLED",
        UpdatedReason: "tried",
      } as const;
      await inRegion().send(
        new BatchUpdateStandardsControlAssociationsCommand({ StandardsControlAssociationUpdates: [update] }),
      );
      const listed = async (SecurityControlId: string) =>
        (await inRegion().send(new ListStandardsControlAssociationsCommand({ SecurityControlId })))
          .StandardsControlAssociationSummaries;
      expect(await listed("CloudTrail.5")).toEqual([expect.objectContaining(update)]);
      expect(await listed("CloudTrail.6")).toEqual([]);
    });

    test("lets its administrator alone configure the organization and add members", async () => {
      const update = new UpdateOrganizationConfigurationCommand({ AutoEnable: true });
      await expect(inRegion().send(update)).rejects.toMatchObject({ name: "InvalidAccessException" });
      const administrators = async () =>
        (await inRegion().send(new ListOrganizationAdminAccountsCommand({}))).AdminAccounts;
      const AdminAccountId = "123456789012";
      await inRegion().send(new EnableOrganizationAdminAccountCommand({ AdminAccountId }));
      expect(await administrators()).toEqual([{ AccountId: AdminAccountId, Status: "ENABLED" }]);
      await inRegion().send(update);
      expect(await inRegion().send(new DescribeOrganizationConfigurationCommand({}))).toMatchObject({
        AutoEnable: true,
        AutoEnableStandards: "DEFAULT",
      });
      const AccountIds = ["333333333333"];
      const members = async () =>
        (await inRegion().send(new GetMembersCommand({ AccountIds }))).Members?.map(
          ({ AccountId, MemberStatus }) => [AccountId, MemberStatus],
        );
      await inRegion().send(new CreateMembersCommand({ AccountDetails: [{ AccountId: "333333333333" }] }));
      expect(await members()).toEqual([["333333333333", "Enabled"]]);
      await inRegion().send(new DeleteMembersCommand({ AccountIds }));
      expect(await members()).toEqual([]);
      await inRegion().send(new DisableOrganizationAdminAccountCommand({ AdminAccountId }));
      expect(await administrators()).toEqual([]);
    });

    test("keeps an aggregator until it is deleted", async () => {
      const { FindingAggregatorArn } = await inRegion().send(
        new CreateFindingAggregatorCommand({
          RegionLinkingMode: "SPECIFIED_REGIONS",
          Regions: ["eu-west-1"],
        }),
      );
      const get = new GetFindingAggregatorCommand({ FindingAggregatorArn });
      expect(await inRegion().send(get)).toMatchObject({
        FindingAggregationRegion: "us-east-1",
        RegionLinkingMode: "SPECIFIED_REGIONS",
        Regions: ["eu-west-1"],
      });
      await inRegion().send(new DeleteFindingAggregatorCommand({ FindingAggregatorArn }));
      await expect(inRegion().send(get)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    });
  });
});
