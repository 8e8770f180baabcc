/**
 * The code of an error of AWS, of the SDK or of the connection, such as `AccessDenied` or `ECONNREFUSED`.
 * @returns undefined for any other error
 */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (hasAnswer(error) || SIGNED_OUT.has(error.name) || error.name === TIMEOUT) return error.name;
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
    case "AccessDenied":
    case "AccessDeniedException":
      return `AWS denies it: ${message === "" ? code : message}`;
    default:
      return hasAnswer(error)
        ? `AWS answers ${code}: ${message}`
        : `AWS was not reached: ${message === "" ? code : message}; look at the network, or the proxy`;
  }
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
