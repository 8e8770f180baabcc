import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  DeregisterOrganizationDelegatedAdminCommand,
  DescribeTrailsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  RegisterOrganizationDelegatedAdminCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  type InsightType,
} from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchLogsClient,
  DeleteQueryDefinitionCommand,
  DescribeQueryDefinitionsCommand,
  PutQueryDefinitionCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListDelegatedAdministratorsCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { sandboxEnvironment, Processes } from "../../tools/terraform";
import { CreateServiceLinkedRoleCommand, GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { findEmulator, fixes, startEmulator, startLayer, type Layer } from "../../tools/sandbox/emulator";
import { describeWithTerraform } from "./requirements";

const IDS = { organization: "o-layertest1", accounts: new Map([["audit", "333333333333"]]) };

describeWithTerraform("the layer over the emulator", () => {
  const processes = new Processes();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const state: {
    layer?: Layer;
    cloudtrail?: CloudTrailClient;
    organizations?: OrganizationsClient;
    s3?: S3Client;
  } = {};

  /** What `beforeAll` made. */
  function made<K extends keyof typeof state>(name: K): NonNullable<(typeof state)[K]> {
    const value = state[name];
    if (value === undefined) throw new Error(`${name} was not made`);
    return value;
  }

  beforeAll(async () => {
    const env = sandboxEnvironment(process.env, {});
    const progress = (): void => undefined;
    const program = await findEmulator({
      processes,
      env,
      cacheFolder: "node_modules/.cache/orgtrail",
      progress,
    });
    const emulator = await startEmulator(program, processes, env);
    const layer = await startLayer(emulator.endpoint, fixes(IDS));
    const settings = { endpoint: layer.endpoint, region: "us-east-1", credentials };
    Object.assign(state, {
      layer,
      cloudtrail: new CloudTrailClient(settings),
      organizations: new OrganizationsClient(settings),
      s3: new S3Client({ ...settings, forcePathStyle: true }),
    });
    await made("s3").send(new CreateBucketCommand({ Bucket: "layer-test-logs" }));
  });

  afterAll(async () => {
    await state.layer?.close();
    await processes.stopAll();
  });

  /** Makes a trail. @returns its ARN */
  async function trail(name: string): Promise<string> {
    const { TrailARN } = await made("cloudtrail").send(
      new CreateTrailCommand({ Name: name, S3BucketName: "layer-test-logs" }),
    );
    return String(TrailARN);
  }

  async function isLogging(Name: string): Promise<boolean | undefined> {
    return (await made("cloudtrail").send(new GetTrailStatusCommand({ Name }))).IsLogging;
  }

  describe("trails by ARN", () => {
    test.each(["arn", "name"] as const)("starts and stops logging, and deletes, by %s", async (by) => {
      const arn = await trail(`by-${by}`);
      const Name = by === "arn" ? arn : `by-${by}`;
      await made("cloudtrail").send(new StartLoggingCommand({ Name }));
      expect(await isLogging(arn)).toBe(true);
      await made("cloudtrail").send(new StopLoggingCommand({ Name }));
      expect(await isLogging(arn)).toBe(false);
      await made("cloudtrail").send(new DeleteTrailCommand({ Name }));
      await expect(isLogging(arn)).rejects.toMatchObject({ name: "TrailNotFoundException" });
    });

    test.each([
      ["StartLogging", new StartLoggingCommand({ Name: "nowhere" })],
      ["StopLogging", new StopLoggingCommand({ Name: "nowhere" })],
      ["DeleteTrail", new DeleteTrailCommand({ Name: "nowhere" })],
    ] as const)("%s refuses a trail that does not exist", async (_name, command) => {
      await expect(made("cloudtrail").send(command)).rejects.toMatchObject({
        name: "TrailNotFoundException",
      });
    });
  });

  describe("Insight selectors", () => {
    async function put(TrailName: string, ...types: readonly InsightType[]): Promise<void> {
      const InsightSelectors = types.map((InsightType) => ({ InsightType }));
      await made("cloudtrail").send(new PutInsightSelectorsCommand({ TrailName, InsightSelectors }));
    }

    async function types(TrailName: string): Promise<readonly unknown[]> {
      const { InsightSelectors = [] } = await made("cloudtrail").send(
        new GetInsightSelectorsCommand({ TrailName }),
      );
      return InsightSelectors.map(({ InsightType }) => InsightType);
    }

    test("AWS Config's own role has AWS's name, and roles of other services that of the emulator", async () => {
      const iam = new IAMClient({ endpoint: made("layer").endpoint, region: "us-east-1", credentials });
      const nameOf = async (AWSServiceName: string): Promise<string | undefined> =>
        (await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName }))).Role?.RoleName;
      expect(await nameOf("config.amazonaws.com")).toBe("AWSServiceRoleForConfig");
      expect(await nameOf("autoscaling.amazonaws.com")).toBe("AWSServiceRoleForAutoScaling");
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: "AWSServiceRoleForConfig" }));
      expect(Role?.Path).toBe("/aws-service-role/config.amazonaws.com/");
    });

    test("are replaced by what is put, whether the trail is named or given by ARN", async () => {
      const arn = await trail("insights");
      await put(arn, "ApiCallRateInsight", "ApiErrorRateInsight");
      expect(await types(arn)).toEqual(["ApiCallRateInsight", "ApiErrorRateInsight"]);
      await put("insights", "ApiErrorRateInsight");
      expect(await types(arn)).toEqual(["ApiErrorRateInsight"]);
    });

    test("are switched off by an empty list, and off on a new trail", async () => {
      const arn = await trail("no-insights");
      await expect(types(arn)).rejects.toMatchObject({ name: "InsightNotEnabledException" });
      await put(arn, "ApiCallRateInsight");
      await put(arn);
      await expect(types(arn)).rejects.toMatchObject({ name: "InsightNotEnabledException" });
    });

    test("do not outlive their trail", async () => {
      const arn = await trail("gone");
      await put(arn, "ApiCallRateInsight");
      await made("cloudtrail").send(new DeleteTrailCommand({ Name: arn }));
      await trail("gone");
      await expect(types(arn)).rejects.toMatchObject({ name: "InsightNotEnabledException" });
    });

    test("are refused for a trail that does not exist", async () => {
      await expect(put("nowhere", "ApiCallRateInsight")).rejects.toMatchObject({
        name: "TrailNotFoundException",
      });
    });
  });

  describe("described trails", () => {
    test("are those that are asked for, by name or ARN, and else all", async () => {
      const arn = await trail("one-of-two");
      await trail("two-of-two");
      const describedAs = async (...trailNameList: readonly string[]) => {
        const { trailList = [] } = await made("cloudtrail").send(
          new DescribeTrailsCommand({ trailNameList: [...trailNameList] }),
        );
        return trailList.map(({ Name }) => Name);
      };
      expect(await describedAs(arn)).toEqual(["one-of-two"]);
      expect(await describedAs("two-of-two")).toEqual(["two-of-two"]);
      expect(await describedAs("nowhere")).toEqual([]);
      expect(await describedAs()).toEqual(expect.arrayContaining(["one-of-two", "two-of-two"]));
    });

    test("tell whether they have selectors and Insights", async () => {
      const TrailName = await trail("selective");
      const told = async () => {
        const { Trail } = await made("cloudtrail").send(new GetTrailCommand({ Name: TrailName }));
        const { trailList = [] } = await made("cloudtrail").send(
          new DescribeTrailsCommand({ trailNameList: [TrailName] }),
        );
        expect(trailList[0]?.HasCustomEventSelectors).toBe(Trail?.HasCustomEventSelectors);
        return [Trail?.HasCustomEventSelectors, Trail?.HasInsightSelectors];
      };
      expect(await told()).toEqual([false, false]);
      const FieldSelectors = [{ Field: "eventCategory", Equals: ["Management"] }];
      await made("cloudtrail").send(
        new PutEventSelectorsCommand({ TrailName, AdvancedEventSelectors: [{ FieldSelectors }] }),
      );
      expect(await told()).toEqual([true, false]);
      await made("cloudtrail").send(
        new PutInsightSelectorsCommand({
          TrailName,
          InsightSelectors: [{ InsightType: "ApiCallRateInsight" }],
        }),
      );
      expect(await told()).toEqual([true, true]);
    });
  });

  describe("the organization", () => {
    beforeAll(async () => {
      await made("organizations").send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
      const { CreateAccountStatus } = await made("organizations").send(
        new CreateAccountCommand({ AccountName: "audit", Email: "audit@sandbox.example" }),
      );
      expect(CreateAccountStatus?.AccountId).toBe("333333333333");
    });

    test("and its accounts have the ids that the configuration names", async () => {
      const { Organization } = await made("organizations").send(new DescribeOrganizationCommand({}));
      expect(Organization?.Id).toBe("o-layertest1");
      expect(Organization?.Arn).toContain("organization/o-layertest1");
      const { Accounts = [] } = await made("organizations").send(new ListAccountsCommand({}));
      expect(Accounts.map(({ Id, Name }) => [Id, Name])).toContainEqual(["333333333333", "audit"]);
      const { Account } = await made("organizations").send(
        new DescribeAccountCommand({ AccountId: "333333333333" }),
      );
      expect(Account?.Arn).toMatch(/account\/o-layertest1\/333333333333$/);
    });

    test("refuses an account that it does not have, in its own words", async () => {
      await expect(
        made("organizations").send(new DescribeAccountCommand({ AccountId: "999999999999" })),
      ).rejects.toMatchObject({ name: "AccountNotFoundException" });
    });

    test("knows CloudTrail's delegated administrators until they are deregistered", async () => {
      const listed = async (ServicePrincipal?: string) => {
        const { DelegatedAdministrators = [] } = await made("organizations").send(
          new ListDelegatedAdministratorsCommand({ ServicePrincipal }),
        );
        return DelegatedAdministrators.map(({ Id, Name }) => `${String(Id)} ${String(Name)}`);
      };
      const audit = "333333333333 audit";
      expect(await listed("cloudtrail.amazonaws.com")).toEqual([]);
      await made("cloudtrail").send(
        new RegisterOrganizationDelegatedAdminCommand({ MemberAccountId: "333333333333" }),
      );
      expect(await listed("cloudtrail.amazonaws.com")).toEqual([audit]);
      expect(await listed()).toEqual([audit]);
      expect(await listed("ssm.amazonaws.com")).toEqual([]);

      const deregister = new DeregisterOrganizationDelegatedAdminCommand({
        DelegatedAdminAccountId: "333333333333",
      });
      await made("cloudtrail").send(deregister);
      expect(await listed("cloudtrail.amazonaws.com")).toEqual([]);
      await expect(made("cloudtrail").send(deregister)).rejects.toMatchObject({
        name: "AccountNotRegisteredException",
      });
    });

    test("refuses to delegate to an account that it does not have", async () => {
      await expect(
        made("cloudtrail").send(
          new RegisterOrganizationDelegatedAdminCommand({ MemberAccountId: "999999999999" }),
        ),
      ).rejects.toMatchObject({ name: "AccountNotFoundException" });
    });

    test("leaves the delegated administrators of other services to the emulator", async () => {
      const ServicePrincipal = "ssm.amazonaws.com";
      await made("organizations").send(
        new RegisterDelegatedAdministratorCommand({ AccountId: "333333333333", ServicePrincipal }),
      );
      const { DelegatedAdministrators } = await made("organizations").send(
        new ListDelegatedAdministratorsCommand({ ServicePrincipal }),
      );
      expect(DelegatedAdministrators?.map(({ Id }) => Id)).toEqual(["333333333333"]);
    });
  });

  describe("saved queries", () => {
    const inRegion = (region: string): CloudWatchLogsClient =>
      new CloudWatchLogsClient({ endpoint: made("layer").endpoint, region, credentials });
    const names = async (client: CloudWatchLogsClient, queryDefinitionNamePrefix?: string) => {
      const { queryDefinitions = [] } = await client.send(
        new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix }),
      );
      return queryDefinitions.map(({ name, queryString }) => `${String(name)}: ${String(queryString)}`);
    };

    test("are kept by id, replaced, listed by prefix in their Region alone, and deleted", async () => {
      const logs = inRegion("us-east-1");
      const put = { name: "acme/root", queryString: "fields one" };
      const { queryDefinitionId } = await logs.send(new PutQueryDefinitionCommand(put));
      await logs.send(new PutQueryDefinitionCommand({ ...put, name: "other" }));
      expect(await names(logs, "acme/")).toEqual(["acme/root: fields one"]);
      expect(await names(logs)).toEqual(["acme/root: fields one", "other: fields one"]);
      expect(await names(inRegion("eu-west-1"))).toEqual([]);
      await logs.send(
        new PutQueryDefinitionCommand({ ...put, queryDefinitionId, queryString: "fields two" }),
      );
      expect(await names(logs, "acme/")).toEqual(["acme/root: fields two"]);
      await logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }));
      expect(await names(logs)).toEqual(["other: fields one"]);
      await expect(logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }))).rejects.toMatchObject({
        name: "ResourceNotFoundException",
      });
    });
  });

  describe("all else", () => {
    test("passes unchanged: bodies of any bytes, and the length that HEAD tells", async () => {
      const Body = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256));
      const object = { Bucket: "layer-test-logs", Key: "a folder/bytes+ü" };
      await made("s3").send(new PutObjectCommand({ ...object, Body }));
      const head = await made("s3").send(new HeadObjectCommand(object));
      expect(head.ContentLength).toBe(Body.length);
      const got = await made("s3").send(new GetObjectCommand(object));
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    });
  });
});
