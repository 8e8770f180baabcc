import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { StateLocation } from "../modules/contracts";
import { deploySessionName, MANAGED_TAG, type Region } from "../modules/organization";
import type { Account, Configuration } from "./config";

/** The oldest Terraform with the S3 backend's own lock file. OpenTofu has it under the same version. */
const TERRAFORM_VERSION = ">= 1.10.0";

/** Where the state of a stack lives. */
export function stateLocation({ terraform: { state } }: Configuration, stack: string): StateLocation {
  const { bucket, region, keyPrefix, roleArn } = state;
  return { bucket, region, key: `${keyPrefix}/${stack}.tfstate`, ...(roleArn !== undefined && { roleArn }) };
}

/** A stack in one account and Region: its state, its credentials, and the versions that may deploy it. */
export class AccountStack extends TerraformStack {
  constructor(
    scope: Construct,
    readonly stackName: string,
    readonly configuration: Configuration,
    readonly account: Account,
    readonly region: Region,
  ) {
    super(scope, stackName);
    this.addBackend();
    this.addProvider();
  }

  /** Where the stack's state lives. */
  get state(): StateLocation {
    return stateLocation(this.configuration, this.stackName);
  }

  private addBackend(): void {
    const { bucket, key, region, roleArn } = this.state;
    const { kmsKeyArn } = this.configuration.terraform.state;
    const backend = new S3Backend(this, {
      bucket,
      key,
      region,
      encrypt: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      ...(roleArn !== undefined && {
        assumeRole: { roleArn, sessionName: deploySessionName(this.stackName) },
      }),
    });
    // The S3 backend of cdktf 0.21 does not know the lock file.
    backend.addOverride("use_lockfile", true);
  }

  private addProvider(): void {
    const { account, configuration } = this;
    const { access, awsProvider } = configuration.terraform;
    const { atLeast, below } = awsProvider;
    const planRole = access === "plan" ? account.planRoleArn : undefined;
    const roleArn = planRole ?? account.deployRoleArn;
    new AwsProvider(this, "aws", {
      region: this.region,
      allowedAccountIds: [account.id],
      ...(roleArn !== undefined && {
        assumeRole: [{ roleArn, sessionName: deploySessionName(this.stackName) }],
      }),
      defaultTags: [
        { tags: { ...configuration.tags, [MANAGED_TAG.key]: MANAGED_TAG.value, Stack: this.stackName } },
      ],
    });
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    // The bindings would ask for the one version that they were made from.
    this.addOverride("terraform.required_providers.aws", {
      source: "hashicorp/aws",
      version: `>= ${atLeast}, < ${below}`,
    });
  }
}
