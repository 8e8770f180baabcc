/** Prefixes of the variables that would make a child depend on the machine it runs on. */
const FOREIGN = ["AWS_", "TF_", "CDKTF_", "TERRAFORM_", "MOTO_"];

/** Neither Terraform nor cdktf asks the Internet for news of itself, nor a person for values. */
const QUIET = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };

/**
 * An environment for Terraform and what it starts: this process's own, without what would direct it elsewhere.
 * An AWS profile, a session token or a CA bundle of the shell would win over the values given here.
 * @param own what is set instead
 */
export function childEnvironment(
  inherited: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(
    ([name]) => !FOREIGN.some((prefix) => name.startsWith(prefix)),
  );
  return {
    ...Object.fromEntries(kept),
    ...QUIET,
    ...own,
  };
}

/** What decides whether OpenTofu can read a state at all. */
const OF_STATES = /^TF_ENCRYPTION$/;

/** What decides where providers come from, and with what token: a mirror of the company's, say. */
const OF_DOWNLOADS = /^TF_(CLI_CONFIG_FILE$|TOKEN_)/;

/**
 * An environment for Terraform that works for the person who asks: with their AWS credentials, and without their TF_
 * variables. A TF_CLI_ARGS_plan with `-target`, or a TF_WORKSPACE, would have it plan something else than is asked for.
 * @param own what is set instead
 */
export function userEnvironment(
  inherited: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  return { ...withTerraformVariables(inherited, OF_STATES), ...QUIET, ...own };
}

/**
 * The same for Terraform that downloads a provider: it hears where from. A TF_DATA_DIR would have it put the provider
 * where nobody looks for it.
 */
export function downloadEnvironment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...withTerraformVariables(inherited, OF_DOWNLOADS), ...QUIET };
}

/** @param kept the TF_ variables that are heard */
function withTerraformVariables(inherited: NodeJS.ProcessEnv, kept: RegExp): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(inherited).filter(([name]) => !name.startsWith("TF_") || kept.test(name)),
  );
}
