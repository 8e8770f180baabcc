import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, S3Backend, TerraformOutput, TerraformStack } from "cdktf";
import { AccountId, BucketName, NamePrefix, OrganizationId, RoleName } from "orgtrail/organization";
import { AccountRoles, PipelineRoles } from "orgtrail/pipeline-roles";

// Deployed once, and whenever these roles change, with the credentials of an administrator of the management account:
// the pipeline itself can change neither its roles nor those of the accounts. The values are those of organization.yaml.
const partition = "aws";
const name = NamePrefix.of("acme");
const region = "us-east-1";
const state = { bucket: BucketName.of("acme-terraform-state"), keyPrefix: "orgtrail" };
const roles = { planRole: RoleName.of("OrgTrailPlan"), deployRole: RoleName.of("OrgTrailDeploy") };

/** The account that has the state bucket: there the pipeline gets its credentials. */
const pipelineAccount = AccountId.of("222222222222");
const management = AccountId.of("111111111111");
const security = AccountId.of("333333333333");
const organization = { id: OrganizationId.of("o-a1b2c3d4e5"), delegates: [security] };
/** Every account that orgtrail deploys to. */
const accounts = [management, pipelineAccount, security, AccountId.of("444444444444")];

/** The role that AWS Organizations makes in accounts that it creates. */
const ADMINISTRATOR = "OrganizationAccountAccessRole";

class Roles extends TerraformStack {
  constructor(app: App, account: AccountId) {
    super(app, `roles-${account}`);
    const backend = new S3Backend(this, {
      bucket: state.bucket,
      key: `bootstrap/${account}.tfstate`,
      region,
      encrypt: true,
      ...(pipelineAccount !== management && {
        assumeRole: { roleArn: `arn:${partition}:iam::${pipelineAccount}:role/${ADMINISTRATOR}` },
      }),
    });
    backend.addOverride("use_lockfile", true);
    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [account],
      ...(account !== management && {
        assumeRole: [{ roleArn: `arn:${partition}:iam::${account}:role/${ADMINISTRATOR}` }],
      }),
    });
    // The bindings ask for the one provider that they were made from; orgtrail's resources fit all of these.
    this.addOverride("terraform.required_providers.aws.version", ">= 5.100.0, < 7.0.0");
    if (account === pipelineAccount) {
      const pipeline = new PipelineRoles(this, "pipeline", {
        partition,
        account,
        name,
        pipeline: {
          kind: "github",
          repository: "acme/audit",
          environments: ["production"],
          branches: ["main"],
        },
        state,
        accounts,
        ...roles,
      });
      new TerraformOutput(this, "plan-role", { value: pipeline.planRoleArn });
      new TerraformOutput(this, "deploy-role", { value: pipeline.deployRoleArn });
    }
    // With them stands the boundary of all roles: organization.permissionsBoundary in organization.yaml.
    new AccountRoles(this, "account", {
      names: { partition, name },
      account,
      pipelineAccount,
      ...(account === management && { organization }),
      eventBusAccount: security,
      ...roles,
    });
  }
}

const app = new App();
for (const account of accounts) new Roles(app, account);
app.synth();
