import { join } from "node:path";
import { writeWhole } from "../files";
import { shellWord } from "../terminal";
import { accountsOf, PIPELINE_CREDENTIALS, sandboxRoleArn } from "./accounts";
import type { Sandbox } from "./sandbox";

/** A profile of the AWS CLI for each account, by the account's name, each assuming a role in it. */
function awsProfiles({ configuration, endpoint }: Sandbox): string {
  const common = [`region = ${configuration.homeRegion}`, `endpoint_url = ${endpoint}`];
  const { accessKeyId, secretAccessKey } = PIPELINE_CREDENTIALS;
  const pipeline = [
    "[profile pipeline]",
    ...common,
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
  ];
  const accounts = accountsOf(configuration).map(({ name, id }) => [
    `[profile ${name}]`,
    ...common,
    `role_arn = ${sandboxRoleArn(configuration, id)}`,
    "source_profile = pipeline",
  ]);
  return [pipeline, ...accounts].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/** What would win over the sandbox's own settings in a shell. */
const CLEARED = [
  "AWS_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_CA_BUNDLE",
  "TF_DATA_DIR",
  "TF_WORKSPACE",
  "TF_CLI_ARGS",
];

const SET = /^(AWS|TF|CDKTF|TERRAFORM|CHECKPOINT|ORGTRAIL)_/;

/**
 * Writes what a shell sources to speak to the sandbox: with the AWS CLI, Terraform and cdktf.
 * @returns the path of the script
 */
export function writeShellEnvironment(sandbox: Sandbox): string {
  const profiles = join(sandbox.folder, "aws-profiles");
  writeWhole(profiles, awsProfiles(sandbox));
  const script = join(sandbox.folder, "shell.sh");
  // What is synthesized there is of the organization that the sandbox has.
  const variables = { ...sandbox.env, AWS_CONFIG_FILE: profiles, ORGTRAIL_CONFIG: sandbox.config };
  const exports = Object.entries(variables).flatMap(([name, value = ""]) =>
    SET.test(name) ? [`export ${name}=${shellWord(value)}`] : [],
  );
  writeWhole(script, `unset ${CLEARED.join(" ")}\n${exports.join("\n")}\n`);
  return script;
}
