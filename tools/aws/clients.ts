/** How AWS is asked: every client of the SDK is made with these settings. */

// The SDK would warn of Node versions that it will leave behind: no business of who asks for logs.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

/** AWS asks those that come too often to wait; so often is asked again, with pauses that grow. */
const MAX_ATTEMPTS = 8;

export interface AwsSettings {
  readonly region: string;
  readonly maxAttempts: number;
  /** @default - those of the environment, as for the AWS CLI: variables, profiles, SSO, roles of machines */
  readonly credentials?: () => Promise<Credentials>;
}

/** The SDK asks for others shortly before they expire. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** What stands in the ARN of a role for the account that is asked. */
const ACCOUNT = "{account}";

/** The role of an account, where roles of one name stand in each: `arn:aws:iam::{account}:role/audit`. */
export function roleIn(account: string, role: string): string {
  return role.replaceAll(ACCOUNT, account);
}

/**
 * The settings for a Region.
 * @param role the ARN of a role to assume first, and again whenever its hour is over @default - the credentials of the environment
 */
export function awsSettings(region: string, role?: string): AwsSettings {
  const settings = { region, maxAttempts: MAX_ATTEMPTS };
  return role === undefined ? settings : { ...settings, credentials: () => assumed(settings, role) };
}

async function assumed(settings: AwsSettings, role: string): Promise<Credentials> {
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const request = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "orgtrail" });
  const { Credentials: given } = await new STSClient(settings).send(request);
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
    expiration: given?.Expiration ?? new Date(),
  };
}

/** The ARN of who asks. */
export async function caller(settings: AwsSettings): Promise<string> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  return (await new STSClient(settings).send(new GetCallerIdentityCommand({}))).Arn ?? "unknown";
}
