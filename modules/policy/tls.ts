import type { PolicyStatement } from "./document";

/** The TLS versions that a policy may ask for. */
export const TLS_VERSIONS = ["1.2", "1.3"] as const;

/** The oldest TLS version with which a bucket may be used. */
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/**
 * Refuses plain HTTP, and TLS below the given version, to everyone.
 * A request that AWS makes inside its own network carries no `s3:TlsVersion` and passes.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function requireTls(
  resources: readonly string[],
  minimum: TlsVersion = "1.2",
): readonly PolicyStatement[] {
  const everything = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: resources } as const;
  return [
    { Sid: "DenyPlainHttp", ...everything, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "DenyOldTls", ...everything, Condition: { NumericLessThan: { "s3:TlsVersion": minimum } } },
  ];
}
