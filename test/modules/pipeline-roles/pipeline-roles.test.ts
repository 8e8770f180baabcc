import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing, TerraformStack } from "cdktf";
import { AccountId, BucketName, NamePrefix, OrganizationId, RoleName } from "../../../modules/organization";
import {
  AccountRoles,
  PipelineRoles,
  type AccountRolesProps,
  type PipelineRolesProps,
} from "../../../modules/pipeline-roles";
import {
  accountRoleTrust,
  deployRolePolicies,
  permissionsBoundaryPolicy,
  pipelineRoleTrust,
  planRoleStatements,
  policyArgument,
  policyDocument,
  type TokenPipeline,
} from "../../../modules/policy";
import { resources, type TerraformJson } from "../../support/synthesized";

const ACCOUNT = AccountId.of("222222222222");
const NAME = NamePrefix.of("acme");
const ROLES = { planRole: RoleName.of("OrgTrailPlan"), deployRole: RoleName.of("ops/OrgTrailDeploy") };
const GITHUB = {
  kind: "github",
  repository: "acme/audit",
  environments: ["production"],
} as const satisfies TokenPipeline;
const PIPELINE: PipelineRolesProps = {
  partition: "aws",
  account: ACCOUNT,
  name: NAME,
  pipeline: GITHUB,
  state: { bucket: BucketName.of("acme-state"), keyPrefix: "orgtrail" },
  accounts: [ACCOUNT, AccountId.of("444444444444")],
  ...ROLES,
};
const MEMBER: AccountRolesProps = {
  names: { partition: "aws", name: NAME },
  account: AccountId.of("444444444444"),
  pipelineAccount: ACCOUNT,
  ...ROLES,
};

function stackOf(make: (stack: TerraformStack) => void): TerraformJson {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  make(stack);
  return JSON.parse(Testing.synth(stack, true)) as TerraformJson;
}

const pipeline = (props: Partial<PipelineRolesProps> = {}): TerraformJson =>
  stackOf((stack) => new PipelineRoles(stack, "pipeline", { ...PIPELINE, ...props }));
const member = (props: Partial<AccountRolesProps> = {}): TerraformJson =>
  stackOf((stack) => new AccountRoles(stack, "roles", { ...MEMBER, ...props }));

/** An attribute of each resource of a type, by the resource's name. */
function byName(json: TerraformJson, type: string, attribute: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(resources(json, type).map((block) => [String(block["name"]), block[attribute]]));
}

describe("the pipeline's roles", () => {
  it("are two, taken by tokens of the provider that is made with them", () => {
    const json = pipeline();
    const [provider] = Object.keys(json.resource?.["aws_iam_openid_connect_provider"] ?? {});
    expect(resources(json, "aws_iam_openid_connect_provider")).toEqual([
      expect.objectContaining({
        url: "https://token.actions.githubusercontent.com",
        client_id_list: ["sts.amazonaws.com"],
      }),
    ]);
    const arn = `\${aws_iam_openid_connect_provider.${provider}.arn}`;
    const trusts = byName(json, "aws_iam_role", "assume_role_policy");
    expect(trusts).toEqual({
      "acme-pipeline-plan": policyArgument(pipelineRoleTrust(GITHUB, "plan", arn)),
      "acme-pipeline-deploy": policyArgument(pipelineRoleTrust(GITHUB, "deploy", arn)),
    });
  });

  it("use the account's provider where there is one", () => {
    const json = pipeline({ provider: "existing" });
    expect(resources(json, "aws_iam_openid_connect_provider")).toEqual([]);
    for (const { assume_role_policy } of resources(json, "aws_iam_role")) {
      expect(assume_role_policy).toContain(
        "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com",
      );
    }
  });

  it("know GitLab by the address of its server", () => {
    const json = pipeline({
      pipeline: {
        kind: "gitlab",
        project: "acme/audit",
        branches: ["main"],
        issuer: "git.acme.example",
        audience: "vault",
      },
    });
    expect(resources(json, "aws_iam_openid_connect_provider")).toEqual([
      expect.objectContaining({
        url: "https://git.acme.example",
        client_id_list: ["vault"],
      }),
    ]);
  });

  it("are taken by principals that AWS knows, without a provider", () => {
    const plan = ["arn:aws:iam::222222222222:role/Jenkins"];
    const deploy = ["arn:aws:iam::222222222222:role/atlantis/Deployer"];
    const json = pipeline({ pipeline: { kind: "principals", plan, deploy } });
    expect(resources(json, "aws_iam_openid_connect_provider")).toEqual([]);
    expect(byName(json, "aws_iam_role", "assume_role_policy")).toEqual({
      "acme-pipeline-plan": policyArgument(accountRoleTrust("aws", plan)),
      "acme-pipeline-deploy": policyArgument(accountRoleTrust("aws", deploy)),
    });
  });

  it("take the deploy role of an account by the name that it has there", () => {
    const json = pipeline({ otherDeployRoles: { "444444444444": RoleName.of("Deployer") } });
    const { deploy } = byName(json, "aws_iam_role_policy", "policy");
    expect(deploy).toContain('"arn:aws:iam::222222222222:role/ops/OrgTrailDeploy"');
    expect(deploy).toContain('"arn:aws:iam::444444444444:role/Deployer"');
    expect(deploy).not.toContain("444444444444:role/ops/OrgTrailDeploy");
  });

  it("refuse a pipeline that could be anybody's", () => {
    expect(() =>
      pipeline({ pipeline: { kind: "github", repository: "acme/*", environments: ["production"] } }),
    ).toThrow("stack/pipeline: pipeline.repository names no repository");
  });
});

describe("an account's roles", () => {
  it("have their names, and paths where they have some", () => {
    expect(resources(member(), "aws_iam_role").map(({ name, path }) => [name, path])).toEqual(
      expect.arrayContaining([
        ["OrgTrailPlan", undefined],
        ["OrgTrailDeploy", "/ops/"],
      ]),
    );
  });

  it("are each taken by the pipeline's role for the same", () => {
    for (const { name, assume_role_policy } of resources(member(), "aws_iam_role")) {
      const purpose = name === "OrgTrailPlan" ? "plan" : "deploy";
      expect(assume_role_policy).toContain(`"arn:aws:iam::222222222222:role/acme-pipeline-${purpose}"`);
    }
  });

  it("have the documents of modules/policy, within IAM's sizes", () => {
    const json = member();
    const { inline, managed } = deployRolePolicies({
      names: MEMBER.names,
      account: MEMBER.account,
      pipelineRoles: [
        "arn:aws:iam::444444444444:role/OrgTrailPlan",
        "arn:aws:iam::444444444444:role/ops/OrgTrailDeploy",
      ],
    });
    const inlines = byName(json, "aws_iam_role_policy", "policy");
    expect(inlines).toEqual({
      plan: policyArgument(policyDocument(...planRoleStatements(MEMBER.names, MEMBER.account))),
      limits: policyArgument(inline),
    });
    // All inline policies of a role together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    for (const policy of Object.values(inlines)) expect(String(policy).length).toBeLessThanOrEqual(10_240);
    const boundary = permissionsBoundaryPolicy({ names: MEMBER.names, account: MEMBER.account });
    const policies = {
      "acme-pipeline-deploy-1": managed[0],
      "acme-pipeline-deploy-2": managed[1],
      "acme-pipeline-deploy-boundary": boundary,
    };
    expect(byName(json, "aws_iam_policy", "policy")).toEqual(
      Object.fromEntries(
        Object.entries(policies).map(([name, document]) => [name, document && policyArgument(document)]),
      ),
    );
    expect(resources(json, "aws_iam_role_policy_attachment")).toHaveLength(2);
  });

  it("are refused where functions or names take more policies, or larger ones, than IAM does", () => {
    const functions = (count: number): TerraformJson =>
      member({
        functions: Array.from(
          { length: count },
          (_, index) => `arn:aws:lambda:us-east-1:444444444444:function:responder-${1000 + index}`,
        ),
      });
    const attached = (count: number): number =>
      resources(functions(count), "aws_iam_role_policy_attachment").length;
    let [fits, many] = [1, 2000];
    while (many - fits > 1) {
      const middle = Math.floor((fits + many) / 2);
      try {
        attached(middle);
        fits = middle;
      } catch {
        many = middle;
      }
    }
    expect(attached(fits)).toBe(10);
    expect(() => functions(many)).toThrow(
      /functions take 11 policies of the deploy role, 1 over what IAM attaches to a role/,
    );
    const buckets = Array.from({ length: 200 }, (_, index) => `globex-audit-logs-of-everything-${index}`);
    expect(() => member({ names: { ...MEMBER.names, buckets } })).toThrow(
      /names has \d+ characters, \d+ over what AWS takes for a managed policy/,
    );
  });

  it("manage the organization in the management account alone", () => {
    const text = (json: TerraformJson): string => JSON.stringify(resources(json, "aws_iam_policy"));
    expect(text(member())).not.toContain("organizations:AttachPolicy");
    expect(text(member({ organization: { id: OrganizationId.of("o-a1b2c3d4e5") } }))).toContain(
      "organizations:AttachPolicy",
    );
  });
});
