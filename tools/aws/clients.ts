import { listenTo, type AnswerListener } from "./answers";

/** How AWS is asked: every client of the SDK is made with these settings. */

// The SDK would warn of Node versions that it will leave behind: no business of who asks for logs.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

/** AWS asks those that come too often to wait; so often is asked again, with pauses that grow. */
const MAX_ATTEMPTS = 8;

export interface AwsSettings {
  readonly region: string;
  /** The ARN of a role to assume first, and again whenever its hour is over. @default - the credentials of the environment */
  readonly role?: string;
  /** Hears of each answer of AWS. @default - nobody does */
  readonly onAnswer?: AnswerListener;
}

/** What a client of the SDK is made with. */
interface ClientConfig {
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

/** Makes a client of the SDK. @param service as people call it */
export function clientOf<C extends Parameters<typeof listenTo>[0]>(
  settings: AwsSettings,
  service: string,
  make: (config: ClientConfig) => C,
): C {
  const { role, ...own } = settings;
  const { region, onAnswer } = own;
  const client = make({
    ...{ region, maxAttempts: MAX_ATTEMPTS },
    ...(role !== undefined && { credentials: () => assumed(own, role) }),
  });
  const about = { service, region, ...(role !== undefined && { role }) };
  return listenTo(client, about, onAnswer);
}

async function assumed(own: AwsSettings, role: string): Promise<Credentials> {
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const request = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "orgtrail" });
  const sts = clientOf(own, "STS", (config) => new STSClient(config));
  const { Credentials: given } = await sts.send(request);
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
    expiration: given?.Expiration ?? new Date(),
  };
}

/** The Region that the environment or the profile of who asks names, as for the AWS CLI. */
export async function configuredRegion(): Promise<string | undefined> {
  const { STSClient } = await import("@aws-sdk/client-sts");
  // The SDK says in an error that there is none.
  return new STSClient({}).config.region().catch(() => undefined);
}

/** The ARN of who asks. */
export async function caller(settings: AwsSettings): Promise<string> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const sts = clientOf(settings, "STS", (config) => new STSClient(config));
  return (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? "unknown";
}
