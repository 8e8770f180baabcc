import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import {
  oidcProviderArn,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  roleArn,
  StateKeyPrefix,
  type AccountId,
  type NamePrefix,
  type Partition,
  type RoleName,
} from "../organization";
import {
  accountRoleTrust,
  pipelineAudience,
  pipelineIssuer,
  pipelineProblems,
  pipelineRolePolicy,
  pipelineRoleTrust,
  policyArgument,
  POLICY_LIMITS,
  policySizeProblem,
  type Pipeline,
  type PipelinePurpose,
  type PipelineState,
  type PolicyDocument,
  type TokenPipeline,
} from "../policy";
import { assertNoProblems, ofProperty, type Problem } from "../validation";
import { makeRole } from "./role";

/** Which pipeline, and what it may reach. */
export interface PipelineRolesProps {
  readonly partition: Partition;
  /** The account in which these roles stand. */
  readonly account: AccountId;
  /** Starts the names of the roles: `<name>-pipeline-plan`, `<name>-pipeline-deploy`. */
  readonly name: NamePrefix;
  readonly pipeline: Pipeline;
  /**
   * The OpenID Connect provider of the account: AWS takes one for each issuer. Principals need none.
   * @default "create"
   */
  readonly provider?: "create" | "existing";
  readonly state: PipelineState;
  /** The accounts whose roles the pipeline takes: all that are deployed to, at least one. */
  readonly accounts: readonly AccountId[];
  /** The role of each account with which Terraform plans: `organization.planRole`. */
  readonly planRole: RoleName;
  /** The role of each account with which Terraform deploys: `organization.deployRole`. */
  readonly deployRole: RoleName;
  /** The deploy roles of accounts in which it has another name, by the account's id. @default - it has one name everywhere */
  readonly otherDeployRoles?: Readonly<Record<string, RoleName>>;
}

/** `pipeline.environments[0]` */
const propertyOf = (path: readonly (string | number)[]): string =>
  path.reduce<string>(
    (name, step) => (typeof step === "number" ? `${name}[${step}]` : `${name}.${step}`),
    "pipeline",
  );

const NO_ACCOUNTS: Problem = {
  what: "is empty, so that the pipeline could deploy nothing",
  allowed: "ids of accounts",
  remedy: "name the accounts that are deployed to",
};

/**
 * The two roles that a pipeline takes, by OpenID Connect or as a principal of AWS, in one account for all: one to plan, for pull requests, and one to
 * deploy, for environments. From there Terraform takes the roles of the other accounts: `AccountRoles`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class PipelineRoles extends Construct {
  readonly planRoleArn: string;
  readonly deployRoleArn: string;

  /** @throws ValidationError when nobody, or anybody, could take the roles */
  constructor(scope: Construct, id: string, props: PipelineRolesProps) {
    super(scope, id);
    const { partition, account, name, pipeline } = props;
    assertNoProblems(this, [
      ...pipelineProblems(pipeline).map(({ path, ...problem }) => ({
        ...problem,
        property: propertyOf(path),
      })),
      ...ofProperty("accounts", props.accounts.length === 0 ? NO_ACCOUNTS : undefined),
      ...ofProperty("state.keyPrefix", StateKeyPrefix.problem(props.state.keyPrefix)),
    ]);
    const trustFor = this.trusts(props);
    const { planRole, deployRole, otherDeployRoles = {}, accounts, state } = props;
    const permissions = (purpose: PipelinePurpose): PolicyDocument => {
      const roles = accounts.map((id) =>
        roleArn(partition, id, purpose === "plan" ? planRole : (otherDeployRoles[id] ?? deployRole)),
      );
      const document = pipelineRolePolicy(partition, purpose, roles, state);
      assertNoProblems(
        this,
        ofProperty("accounts", policySizeProblem(document, POLICY_LIMITS.inlineRolePolicy)),
      );
      return document;
    };
    const make = (purpose: PipelinePurpose, role: RoleName): string => {
      const made = makeRole(
        this,
        `${purpose}-role`,
        role,
        `Lets the pipeline ${purpose} the audit log of the organization`,
        trustFor(purpose),
      );
      new IamRolePolicy(this, `${purpose}-policy`, {
        name: purpose,
        role: made.name,
        policy: policyArgument(permissions(purpose)),
      });
      return roleArn(partition, account, role);
    };
    this.planRoleArn = make("plan", pipelinePlanRoleName(name));
    this.deployRoleArn = make("deploy", pipelineDeployRoleName(name));
  }

  private trusts(props: PipelineRolesProps): (purpose: PipelinePurpose) => PolicyDocument {
    const { partition, pipeline } = props;
    if (pipeline.kind === "principals") return (purpose) => accountRoleTrust(partition, pipeline[purpose]);
    const provider = this.providerArn(props, pipeline);
    return (purpose) => pipelineRoleTrust(pipeline, purpose, provider);
  }

  /** The provider's ARN, known once it stands. IAM knows issuers by the certificates of their hosts and asks for no thumbprint. */
  private providerArn(
    { partition, account, provider = "create" }: PipelineRolesProps,
    pipeline: TokenPipeline,
  ): string {
    const issuer = pipelineIssuer(pipeline);
    if (provider === "existing") return oidcProviderArn(partition, account, issuer);
    return new IamOpenidConnectProvider(this, "provider", {
      url: `https://${issuer}`,
      clientIdList: [pipelineAudience(pipeline)],
    }).arn;
  }
}
