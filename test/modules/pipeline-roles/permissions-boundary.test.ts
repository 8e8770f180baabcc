import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PermissionsBoundary } from "../../../modules/pipeline-roles";
import { buildApp } from "../../../stacks/app";
import { inTemporaryFolder, resources, type TerraformJson } from "../../support/synthesized";
import { variant } from "../../tools/prove/configurations";

const ARN = "arn:aws:iam::222222222222:policy/acme-pipeline-deploy-boundary";

/** The boundary of each role, by the role's address. */
function boundaries(json: TerraformJson): readonly unknown[] {
  return resources(json, "aws_iam_role").map(({ permissions_boundary }) => permissions_boundary);
}

describe("a boundary on a part of the tree", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  PermissionsBoundary.of(stack).apply(ARN);
  const trust = { assumeRolePolicy: "{}" };
  const inner = new Construct(new Construct(stack, "outer"), "inner");
  new IamRole(inner, "later-and-deeper", trust);
  new IamRole(stack, "with-another", {
    ...trust,
    permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  new TerraformResource(stack, "of-other-bindings", {
    terraformResourceType: "aws_iam_role",
    terraformGeneratorMetadata: { providerName: "aws" },
  });
  new IamPolicy(stack, "policy", { policy: "{}" });
  const json = JSON.parse(Testing.synth(stack, false)) as TerraformJson;

  it("is on every role, later ones, deeper ones and those of other bindings too, whatever they asked for", () => {
    expect(boundaries(json)).toEqual([ARN, ARN, ARN]);
  });

  it("is on nothing else", () => {
    expect(resources(json, "aws_iam_policy")).toEqual([{ policy: "{}" }]);
  });
});

describe.each([
  variant({ mended: true, guarded: true, validated: true, handedOn: true, copied: "account" }),
  variant({ watchedEverywhere: true, mended: true }),
])("the stacks of a configuration with a boundary", (configuration) => {
  const { stacks } = inTemporaryFolder((outdir) => buildApp(configuration, { outdir }));

  it.each(stacks.map((stack) => [stack.stackName, stack] as const))(
    "give it to every role of %s",
    (_, stack) => {
      const json = JSON.parse(Testing.synth(stack)) as TerraformJson;
      const own = ARN.replace("222222222222", stack.blueprint.account.id);
      expect(boundaries(json).filter((arn) => arn !== own)).toEqual([]);
    },
  );

  it("make roles at all, in most accounts", () => {
    const roles = stacks.flatMap((stack) => boundaries(JSON.parse(Testing.synth(stack)) as TerraformJson));
    expect(roles.length).toBeGreaterThan(6);
  });
});
