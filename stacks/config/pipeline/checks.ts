import {
  pipelineProblems,
  pipelineRolePolicy,
  pipelineStateProblem,
  pipelineTrust,
  POLICY_LIMITS,
  policySizeProblem,
  rolesTaken,
  type PipelinePurpose,
  type PolicyDocument,
  type PolicyLimit,
} from "../../../modules/policy";
import type { OutcomeCheck } from "../configuration";
import type { Check } from "../draft";
import type { ConfigPath, Fault } from "../fault";
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
  const prefix = pipelineStateProblem(value.terraform?.state?.keyPrefix ?? "");
  if (prefix !== undefined) faults.push(file.fault(["terraform", "state", "keyPrefix"], prefix));
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
  const rolesOfAccounts = { ...settings, partition, accounts: settings.accounts.map(({ id }) => id) };
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
      pipelineTrust(settings.pipeline, purpose, { partition, account: account.id }),
    ),
    ...faultOf(["organization", "accounts"], POLICY_LIMITS.inlineRolePolicy, (purpose) =>
      pipelineRolePolicy(partition, purpose, rolesTaken(rolesOfAccounts, purpose), state),
    ),
  ];
};

const PURPOSES = ["plan", "deploy"] as const;
