import {
  CreatePolicyVersionCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketVersioningCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Prerequisite } from "../../tools/bootstrap/findings";
import { EIGHT_ACCOUNTS, startEmptyOrganization, type EmptyOrganization } from "./empty-organization";
import { describeWithTerraform } from "./requirements";

jest.setTimeout(1_200_000);

interface Said {
  readonly code: number | undefined;
  readonly done: boolean;
  readonly findings: readonly Prerequisite[];
  readonly output: string;
}

async function asked(organization: EmptyOrganization, ...args: readonly string[]): Promise<Said> {
  const { code, stdout, output } = await organization.start([...args, "--json"]).finished;
  const { done, findings } = JSON.parse(stdout) as Pick<Said, "done" | "findings">;
  return { code, done, findings, output };
}

/** What is not as it should be, in words. */
function left({ findings }: Said): readonly string[] {
  return findings
    .filter(({ status }) => status !== "exists")
    .map(({ account, what, status, details }) => [account.name, what, status, ...details].join(": "));
}

const counts = ({ findings }: Said): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set(findings.map(({ status }) => status))].map((status) => [
      status,
      findings.filter((finding) => finding.status === status).length,
    ]),
  );

const ACCOUNTS = { logArchive: "222222222222", security: "333333333333", data: "555555555555" } as const;

describeWithTerraform("an organization of eight accounts in which nothing is", () => {
  let organization: EmptyOrganization;
  const said: Record<string, Said> = {};

  beforeAll(async () => {
    organization = await startEmptyOrganization();
    said["before"] = await asked(organization, "doctor");
    const kill = { now: (): void => undefined };
    const killed = organization.start(["bootstrap", "--yes"], (line) => {
      // The bucket stands with its state, one of the next two accounts is done, the other is being made.
      if (line.endsWith("payments: making what is missing")) kill.now();
    });
    kill.now = () => {
      killed.signal("SIGKILL");
    };
    await killed.finished;
    said["killed"] = await asked(organization, "doctor");
    said["first"] = await asked(organization, "bootstrap", "--yes");
    said["second"] = await asked(organization, "bootstrap");
  });

  afterAll(async () => {
    await organization.stop();
  });

  async function iam(account: keyof typeof ACCOUNTS): Promise<IAMClient> {
    return new IAMClient(await organization.sandbox.clientSettings(ACCOUNTS[account]));
  }

  async function s3(account: keyof typeof ACCOUNTS): Promise<S3Client> {
    const settings = await organization.sandbox.clientSettings(ACCOUNTS[account], "eu-central-1");
    return new S3Client({ ...settings, forcePathStyle: true });
  }

  const of = (name: string): Said => {
    const found = said[name];
    if (found === undefined) throw new Error(`there is no answer ${name}`);
    return found;
  };

  test("has all of it missing, which doctor says and changes nothing of", () => {
    expect(of("before")).toMatchObject({ code: 1, done: false });
    expect(counts(of("before"))).toEqual({ exists: 1, missing: 48 });
  });

  test("has some of it after a run that was killed, and nothing differs", () => {
    const { exists = 0, missing = 0, ...others } = counts(of("killed"));
    expect(exists).toBeGreaterThan(13);
    expect(missing).toBeGreaterThan(15);
    expect(Object.keys(others).filter((status) => status !== "not in state")).toEqual([]);
  });

  test("has all of it after the next run, and the one after that does nothing, and asks nobody", () => {
    expect(left(of("first"))).toEqual([]);
    expect(of("first")).toMatchObject({ code: 0, done: true });
    expect(of("second")).toMatchObject({ code: 0, done: true });
    expect(of("second").output).not.toContain("making");
  });

  test("is told what differs, and keeps it", async () => {
    const client = await iam("data");
    await client.send(new DeleteRolePolicyCommand({ RoleName: "OrgTrailPlan", PolicyName: "plan" }));
    const Statement = [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::555555555555:root" }, Action: "sts:AssumeRole" },
    ];
    const other = { Version: "2012-10-17", Statement };
    const trust = { RoleName: "OrgTrailDeploy", PolicyDocument: JSON.stringify(other) };
    await client.send(new UpdateAssumeRolePolicyCommand(trust));
    const told = [
      "data: role OrgTrailDeploy: differs: trust differs",
      "data: role OrgTrailPlan: missing: policy plan is missing",
    ];
    const kept = await asked(organization, "bootstrap", "--yes");
    expect(left(kept)).toEqual(told);
    expect(kept).toMatchObject({ code: 1, done: false });
    const updated = await asked(organization, "bootstrap", "--yes", "--update");
    expect(left(updated)).toEqual([]);
    expect(updated.code).toBe(0);
  });

  test("whose roles have the form of an older version gets today's in place, and then nothing is left to do", async () => {
    const client = await iam("logArchive");
    const names = ["acme-pipeline-plan", "acme-pipeline-deploy", "OrgTrailPlan", "OrgTrailDeploy"];
    const ids = (): Promise<readonly (string | undefined)[]> =>
      Promise.all(
        names.map(async (RoleName) => (await client.send(new GetRoleCommand({ RoleName }))).Role?.RoleId),
      );
    const trusts = (): Promise<readonly (string | undefined)[]> =>
      Promise.all(
        names.map(
          async (RoleName) =>
            (await client.send(new GetRoleCommand({ RoleName }))).Role?.AssumeRolePolicyDocument,
        ),
      );
    const [made, today] = [await ids(), await trusts()];
    const version = (...Statement: readonly object[]): string =>
      JSON.stringify({ Version: "2012-10-17", Statement });
    const provider = "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com";
    const anyRepository = version({
      Effect: "Allow",
      Principal: { Federated: provider },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/*" } },
    });
    const anything = version({ Effect: "Allow", Action: "*", Resource: "*" });
    for (const RoleName of ["acme-pipeline-plan", "acme-pipeline-deploy"]) {
      await client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: anyRepository }));
    }
    for (const [RoleName, PolicyName] of [
      ["acme-pipeline-plan", "plan"],
      ["OrgTrailPlan", "plan"],
      ["OrgTrailDeploy", "limits"],
    ] as const) {
      await client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: anything }));
    }
    const PolicyArn = "arn:aws:iam::222222222222:policy/acme-pipeline-deploy-boundary";
    await client.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: anything, SetAsDefault: true }),
    );

    const found = await asked(organization, "doctor");
    expect(left(found)).toEqual([
      "logArchive: policy acme-pipeline-deploy-boundary: differs: document differs",
      "logArchive: role acme-pipeline-deploy: differs: trust differs",
      "logArchive: role acme-pipeline-plan: differs: trust differs: policy plan differs",
      "logArchive: role OrgTrailDeploy: differs: policy limits differs",
      "logArchive: role OrgTrailPlan: differs: policy plan differs",
    ]);
    const updated = await asked(organization, "bootstrap", "--yes", "--update");
    expect(left(updated)).toEqual([]);
    expect([await ids(), await trusts()]).toEqual([made, today]);
    const again = await asked(organization, "bootstrap", "--yes", "--update");
    expect(again).toMatchObject({ code: 0, done: true });
    expect(again.output).not.toContain("making");
  });

  test("has a state bucket that lost its versioning, which is told and not set", async () => {
    const client = await s3("logArchive");
    const suspended = {
      Bucket: "acme-terraform-state",
      VersioningConfiguration: { Status: "Suspended" },
    } as const;
    await client.send(new PutBucketVersioningCommand(suspended));
    const kept = await asked(organization, "bootstrap", "--yes");
    expect(left(kept)).toEqual([
      "logArchive: state bucket acme-terraform-state: differs: versioning differs",
    ]);
    const versioning = await client.send(new GetBucketVersioningCommand({ Bucket: "acme-terraform-state" }));
    expect(versioning.Status).toBe("Suspended");
  });
});

describeWithTerraform("a state bucket that was there before", () => {
  let organization: EmptyOrganization;

  beforeAll(async () => {
    const recorders = "configRules: { recorders: { accounts: [security] } }";
    organization = await startEmptyOrganization(EIGHT_ACCOUNTS.replace(/^pipeline.*$/m, recorders));
  });

  afterAll(async () => {
    await organization.stop();
  });

  async function make(account: string): Promise<S3Client> {
    const settings = await organization.sandbox.clientSettings(account, "eu-central-1");
    const client = new S3Client({ ...settings, forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
    await client.send(new CreateBucketCommand({ Bucket: "acme-terraform-state", CreateBucketConfiguration }));
    return client;
  }

  test("is left alone where another account has it, and where it is set up otherwise; --update takes it over", async () => {
    const Bucket = "acme-terraform-state";
    const other = await make("333333333333");
    const foreign = await asked(organization, "bootstrap", "--yes", "--update");
    expect(foreign.code).toBe(1);
    expect(left(foreign)).toContainEqual(
      expect.stringMatching(/^logArchive: state bucket acme-terraform-state: unusable: another account has/),
    );
    expect(foreign.findings.filter(({ status }) => status === "missing")).not.toEqual([]);
    await other.send(new DeleteBucketCommand({ Bucket }));

    const own = await make("222222222222");
    const kept = await asked(organization, "bootstrap", "--yes");
    expect(left(kept)).toContainEqual(
      expect.stringMatching(/state bucket acme-terraform-state: differs: .*versioning is missing/),
    );
    expect((await own.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();

    expect(left(foreign)).toContainEqual("security: role AWSServiceRoleForConfig: missing");

    const updated = await asked(organization, "bootstrap", "--yes", "--update");
    expect(left(updated)).toEqual([]);
    expect(updated.findings).toContainEqual(
      expect.objectContaining({ what: "role AWSServiceRoleForConfig", status: "exists" }),
    );
    expect((await own.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
  });
});
