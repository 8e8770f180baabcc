import { fileError } from "../files";

/**
 * The code of an error of AWS, of the SDK or of the connection, such as `AccessDenied` or `ECONNREFUSED`.
 * @returns undefined for any other error
 */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (hasAnswer(error) || SIGNED_OUT.has(error.name) || error.name === TIMEOUT) return error.name;
  // A disk that is full has a code, too. What names an address is a connection.
  if (fileError(error) !== undefined && !("address" in error)) return undefined;
  return "code" in error ? String(error.code) : undefined;
}

const TIMEOUT = "TimeoutError";
/** Who asks is nobody any more, or never was: whatever else is asked is answered in the same way. */
const SIGNED_OUT = new Set([
  ...["CredentialsProviderError", "TokenProviderError"],
  ...["ExpiredToken", "ExpiredTokenException", "RequestExpired"],
  // CloudTrail has other words for whom it does not know, and says them of a Region that is not enabled, too.
  ...["InvalidAccessKeyId", "SignatureDoesNotMatch"],
]);

/** Whether whatever else is asked would fail for the same reason, which is none of what is asked for. */
export function isSignedOut(error: unknown): boolean {
  return SIGNED_OUT.has(errorCode(error) ?? "");
}

/** Whether AWS answered. The SDK adds `$metadata` to errors of connections too, without what AWS says of the request. */
function hasAnswer(error: Error): boolean {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode !== undefined;
}

/** What AWS said, and what to do about it. @throws what is no error of AWS */
export function awsSentence(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined || !(error instanceof Error)) throw error;
  const { message } = error;
  switch (code) {
    case "CredentialsProviderError":
      return `there are no AWS credentials: ${message}. Set AWS_PROFILE, or sign in as for the AWS CLI`;
    case "ExpiredToken":
    case "ExpiredTokenException":
    case "RequestExpired":
    case "TokenProviderError":
      return "the AWS credentials have expired: sign in again";
    case "InvalidAccessKeyId":
    case "SignatureDoesNotMatch":
      return `AWS does not know these credentials: ${message}; sign in again`;
    case "InvalidClientTokenId":
    case "UnrecognizedClientException":
      return `AWS does not know these credentials, or not in this Region: ${message}; sign in again, or name a Region of their partition`;
    case "AccessDenied":
    case "AccessDeniedException":
      return `AWS denies it: ${denial(error, message === "" ? code : message)}`;
    default:
      return hasAnswer(error)
        ? `AWS answers ${code}: ${message}`
        : `AWS was not reached: ${message === "" ? code : message}; look at the network, or the proxy`;
  }
}

/** Who asked for what, of an error that AWS answered. */
export interface AskedOfAws {
  /** Such as `S3`, and `GetBucketPolicy`. */
  readonly service: string;
  readonly operation: string;
  /** The ARN of the role that asked. @default - whoever runs this */
  readonly role?: string;
}

const ASKED = new WeakMap<Error, AskedOfAws>();

/** Keeps what was asked for beside the error that came of it. Who asked for a role first knows better than who needs it. */
export function rememberAsked(error: Error, asked: AskedOfAws): void {
  if (!ASKED.has(error)) ASKED.set(error, asked);
}

/**
 * Actions of IAM that are called otherwise than the operation which they allow.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const ACTIONS: Readonly<Record<string, string>> = {
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:ListObjectVersions": "s3:ListBucketVersions",
  "s3:ListObjectsV2": "s3:ListBucket",
};

/** The action that AWS names in what it denies. */
const NAMED_ACTION = /not authorized to perform:? ([\w-]+:\w+)/;

/** Which action is denied to whom, in AWS's words where it has some, and who can allow it. */
function denial(error: Error, message: string): string {
  const asked = ASKED.get(error);
  if (asked === undefined) return message;
  const operation = `${asked.service.toLowerCase()}:${asked.operation}`;
  // AWS may deny another one than was called: who reads an object must decrypt it, too.
  const action = NAMED_ACTION.exec(message)?.[1] ?? ACTIONS[operation] ?? operation;
  const who = asked.role ?? /arn:[\w-]+:(?:sts|iam)::\d{12}:[\w+=,.@/-]+/.exec(message)?.[0];
  const subject = who ?? "whoever is signed in";
  const said = message.includes(action) ? message : `${action} by ${subject}: ${message}`;
  return `${said.replace(/\.$/, "")}. ${whoAllows(action, subject, message)}`;
}

/** What AWS denied by what another program printed, and who can allow it. */
export function denialsIn(output: string): readonly string[] {
  // Terraform breaks lines, and draws a bar before each.
  const text = output.replaceAll(/\s+(?:[│|]\s+)?/g, " ");
  const sentences = text
    .split("User: ")
    .slice(1)
    .flatMap((rest) => {
      const [message = ""] = rest.split(/\. |Error: /);
      const [, who, action] = /^(arn:\S+) is not authorized to perform: ([\w:*]+)/.exec(message) ?? [];
      return who === undefined || action === undefined
        ? []
        : [`${action}: ${whoAllows(action, who, message)}`];
    });
  return [...new Set(sentences)];
}

/** Policies that only the management account changes, by the words in which AWS says which of them denied. */
const OF_THE_ORGANIZATION = /service control policy|resource control policy/;

function whoAllows(action: string, subject: string, message: string): string {
  const [, account] = /::(\d{12}):/.exec(subject) ?? [];
  const administrator =
    account === undefined ? "an administrator of the account" : `an administrator of ${account}`;
  const [policy] = OF_THE_ORGANIZATION.exec(message) ?? [];
  if (policy !== undefined)
    return `Who manages the organization's policies has to except ${subject} from that ${policy}; orgtrail's guardrails do so by breakGlass`;
  if (message.includes("permissions boundary"))
    return `Let ${administrator} allow ${action} in the permissions boundary of ${subject}`;
  if (action === "sts:AssumeRole") {
    const [, owner = "its account"] = /resource: arn:[\w-]+:iam::(\d{12}):/.exec(message) ?? [];
    return `Let an administrator of ${owner} see to it that the role is there and trusts ${subject}, and ${administrator} allow ${subject} ${action}; or name another role with --role`;
  }
  return `Let ${administrator} allow ${subject} ${action}`;
}

/** What AWS answers, or something else where it says that there is nothing, by one of these codes. */
export async function foundOr<T, U>(
  nothing: U,
  codes: readonly string[],
  ask: () => Promise<T>,
): Promise<T | U> {
  try {
    return await ask();
  } catch (error) {
    if (codes.includes(errorCode(error) ?? "")) return nothing;
    throw error;
  }
}
