/** Prefixes of the variables that would make a child depend on the machine it runs on. */
const FOREIGN = ["AWS_", "TF_", "CDKTF_", "TERRAFORM_", "MOTO_"];

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
    // Neither Terraform nor cdktf asks the Internet for news of itself.
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    ...own,
  };
}
