/** The code of an error of AWS or of the SDK, such as `AccessDenied`. @returns undefined for any other error */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return "$metadata" in error || CLIENT_SIDE.has(error.name) || "code" in error ? error.name : undefined;
}

/** What goes wrong before AWS is asked. */
const CLIENT_SIDE = new Set(["CredentialsProviderError", "TokenProviderError", "TimeoutError"]);

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
    case "TokenProviderError":
      return `the AWS credentials have expired: sign in again`;
    case "AccessDenied":
    case "AccessDeniedException":
      return `AWS denies it: ${message === "" ? code : message}`;
    default:
      return `AWS answers ${code}: ${message}`;
  }
}
