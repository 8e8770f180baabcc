/** How AWS is asked: every client of the SDK is made with these settings. */

// The SDK would warn of Node versions that it will leave behind: no business of who asks for logs.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

/** AWS asks those that come too often to wait; so often is asked again, with pauses that grow. */
const MAX_ATTEMPTS = 8;

export interface AwsSettings {
  readonly region: string;
  readonly maxAttempts: number;
  /** @default - those of the environment, as for the AWS CLI: variables, profiles, SSO, roles of machines */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

/** The settings for a Region. @param role the ARN of a role to assume first @default - the credentials of the environment */
export async function awsSettings(region: string, role?: string): Promise<AwsSettings> {
  const settings = { region, maxAttempts: MAX_ATTEMPTS };
  if (role === undefined) return settings;
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const { Credentials } = await new STSClient(settings).send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "orgtrail" }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { ...settings, credentials };
}

/** The ARN of who asks. */
export async function caller(settings: AwsSettings): Promise<string> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  return (await new STSClient(settings).send(new GetCallerIdentityCommand({}))).Arn ?? "unknown";
}
