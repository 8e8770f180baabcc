import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { deploySessionName, MANAGED_TAG, STACK_TAG_KEY } from "../modules/organization";
import { PermissionsBoundary } from "../modules/pipeline-roles";
import type { LeftOut, StackBlueprint } from "./blueprint";

/** The oldest Terraform with the S3 backend's own lock file. OpenTofu has it under the same version. */
const TERRAFORM_VERSION = ">= 1.10.0";

/** What a stack leaves out by choice, of one of its constructs. */
export interface ConstructLeftOut {
  readonly construct: IConstruct;
  readonly leftOut: readonly LeftOut[];
}

/** A stack in one account and Region: its state, its credentials, and the versions that may deploy it. */
export class AccountStack extends TerraformStack {
  /** What its constructs leave out by choice. @default - nothing */
  readonly leftOut: readonly ConstructLeftOut[] = [];

  readonly stackName: string;

  constructor(
    scope: Construct,
    readonly blueprint: StackBlueprint,
  ) {
    super(scope, blueprint.name);
    this.stackName = blueprint.name;
    this.addBackend();
    this.addProvider();
    const { permissionsBoundaryArn } = blueprint.account;
    if (permissionsBoundaryArn !== undefined) PermissionsBoundary.of(this).apply(permissionsBoundaryArn);
  }

  private addBackend(): void {
    const { name, state, terraform } = this.blueprint;
    const { bucket, key, region, roleArn } = state;
    const { kmsKeyArn } = terraform.state;
    const backend = new S3Backend(this, {
      bucket,
      key,
      region,
      encrypt: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      ...(roleArn !== undefined && { assumeRole: { roleArn, sessionName: deploySessionName(name) } }),
    });
    // The S3 backend of cdktf 0.21 does not know the lock file.
    backend.addOverride("use_lockfile", true);
  }

  private addProvider(): void {
    const { name, account, region, terraform, tags } = this.blueprint;
    const { access, awsProvider } = terraform;
    const { atLeast, below } = awsProvider;
    const planRole = access === "plan" ? account.planRoleArn : undefined;
    const roleArn = planRole ?? account.deployRoleArn;
    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [account.id],
      ...(roleArn !== undefined && { assumeRole: [{ roleArn, sessionName: deploySessionName(name) }] }),
      defaultTags: [{ tags: { ...tags, [MANAGED_TAG.key]: MANAGED_TAG.value, [STACK_TAG_KEY]: name } }],
    });
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    // The bindings would ask for the one version that they were made from.
    this.addOverride("terraform.required_providers.aws", {
      source: "hashicorp/aws",
      version: `>= ${atLeast}, < ${below}`,
    });
  }
}
