import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import {
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  roleArn,
  StateKeyPrefix,
  type AccountId,
  type NamePrefix,
  type RoleName,
} from "../organization";
import {
  pipelineAudience,
  pipelineIssuer,
  pipelineProblems,
  pipelineRolePolicy,
  pipelineStateProblem,
  pipelineTrust,
  POLICY_LIMITS,
  policySizeProblem,
  rolesTaken,
  type Pipeline,
  type PipelinePurpose,
  type PipelineState,
  type PolicyDocument,
  type RolesOfAccounts,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty, type Problem } from "../validation";
import { makeRole } from "../keys-and-roles";

/** Which pipeline, and what it may reach. */
export interface PipelineRolesProps extends RolesOfAccounts {
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
    assertProps(this, props, "PipelineRoles");
    const { partition, account, name, pipeline } = props;
    assertNoProblems(this, [
      ...pipelineProblems(pipeline).map(({ path, ...problem }) => ({
        ...problem,
        property: propertyOf(path),
      })),
      ...ofProperty("accounts", props.accounts.length === 0 ? NO_ACCOUNTS : undefined),
      ...ofProperty(
        "state.keyPrefix",
        StateKeyPrefix.problem(props.state.keyPrefix) ?? pipelineStateProblem(props.state.keyPrefix),
      ),
    ]);
    const provider = this.providerArn(props);
    const permissions = (purpose: PipelinePurpose): PolicyDocument => {
      const document = pipelineRolePolicy(partition, purpose, rolesTaken(props, purpose), props.state);
      assertNoProblems(
        this,
        ofProperty("accounts", policySizeProblem(document, POLICY_LIMITS.inlineRolePolicy)),
      );
      return document;
    };
    const make = (purpose: PipelinePurpose, role: RoleName): string => {
      makeRole(this, {
        id: `${purpose}-role`,
        policyId: `${purpose}-policy`,
        name: role,
        description: `Lets the pipeline ${purpose} the audit log of the organization`,
        trust: pipelineTrust(pipeline, purpose, { partition, account }, provider),
        policyName: purpose,
        permissions: permissions(purpose),
      });
      return roleArn(partition, account, role);
    };
    this.planRoleArn = make("plan", pipelinePlanRoleName(name));
    this.deployRoleArn = make("deploy", pipelineDeployRoleName(name));
  }

  /** The provider's ARN, known once it stands. IAM knows issuers by the certificates of their hosts and asks for no thumbprint. */
  private providerArn({ pipeline, provider = "create" }: PipelineRolesProps): string | undefined {
    if (pipeline.kind === "principals" || provider === "existing") return undefined;
    return new IamOpenidConnectProvider(this, "provider", {
      url: `https://${pipelineIssuer(pipeline)}`,
      clientIdList: [pipelineAudience(pipeline)],
    }).arn;
  }
}
