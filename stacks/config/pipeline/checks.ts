import { oidcProviderArn, roleArn, type AccountId, type Partition } from "../../../modules/organization";
import {
  accountRoleTrust,
  pipelineIssuer,
  pipelineProblems,
  pipelineRolePolicy,
  pipelineRoleTrust,
  POLICY_LIMITS,
  policySizeProblem,
  type Pipeline,
  type PipelinePurpose,
  type PolicyDocument,
  type PolicyLimit,
} from "../../../modules/policy";
import type { OutcomeCheck } from "../configuration";
import type { Check } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import type { PipelineSettings } from "./resolve";
import { pipeline as schema } from "./schema";

/** The pipeline is somebody and not anybody, and the roles that it takes have names. */
export const soundPipeline: Check = ({ organization: { file, value, isRefused } }) => {
  const { pipeline, organization } = value;
  if (pipeline === undefined) return [];
  const missing = (["planRole", "deployRole"] as const).filter(
    (role) => organization?.[role] === undefined && !isRefused("organization", role),
  );
  const faults: Fault[] = missing.map((role) =>
    file.fault(["organization", role], {
      what: "is missing, and pipeline says who takes it",
      allowed: "the name of a role",
      remedy: `add it, such as ${role}: ${role === "planRole" ? "OrgTrailPlan" : "OrgTrailDeploy"}`,
    }),
  );
  const { data } = schema.safeParse(pipeline);
  // The schema has said what is wrong with it.
  if (data === undefined) return faults;
  const problems = pipelineProblems(data);
  return [...faults, ...problems.map(({ path, ...problem }) => file.fault(["pipeline", ...path], problem))];
};

/** IAM takes the trust of the pipeline's roles, and what lets them take those of all accounts. */
export const pipelinePolicySizes: OutcomeCheck = (configuration, { organization: { file } }) => {
  const { pipeline: settings, partition, terraform } = configuration;
  if (settings === undefined) return [];
  const { account, ...state } = terraform.state;
  const faultOf = (
    path: ConfigPath,
    limit: PolicyLimit,
    documentOf: (purpose: PipelinePurpose) => PolicyDocument,
  ): readonly Fault[] => {
    const [problem] = PURPOSES.flatMap((purpose) => policySizeProblem(documentOf(purpose), limit) ?? []);
    return problem === undefined
      ? []
      : [file.fault(path, { ...problem, what: `makes a policy that ${problem.what}` })];
  };
  return [
    ...faultOf(["pipeline"], POLICY_LIMITS.roleTrust, (purpose) =>
      trustOf(settings.pipeline, purpose, partition, account.id),
    ),
    ...faultOf(["organization", "accounts"], POLICY_LIMITS.inlineRolePolicy, (purpose) =>
      pipelineRolePolicy(partition, purpose, accountRoleArns(partition, settings, purpose), state),
    ),
  ];
};

const PURPOSES = ["plan", "deploy"] as const;

function trustOf(
  pipeline: Pipeline,
  purpose: PipelinePurpose,
  partition: Partition,
  account: AccountId,
): PolicyDocument {
  if (pipeline.kind === "principals") return accountRoleTrust(partition, pipeline[purpose]);
  return pipelineRoleTrust(pipeline, purpose, oidcProviderArn(partition, account, pipelineIssuer(pipeline)));
}

function accountRoleArns(
  partition: Partition,
  { accounts, planRole, deployRole, otherDeployRoles }: PipelineSettings,
  purpose: PipelinePurpose,
): readonly string[] {
  return accounts.map(({ id }) =>
    roleArn(partition, id, purpose === "plan" ? planRole : (otherDeployRoles[id] ?? deployRole)),
  );
}
