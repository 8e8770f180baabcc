import { clientOf, type AwsSettings } from "./clients";

/** A public key of CloudTrail in a Region. */
export interface CloudTrailKey {
  readonly fingerprint: string;
  /** DER of PKCS#1, in base64. */
  readonly value: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** The keys with which digests of a Region were signed between two times, in milliseconds since 1970. */
export async function listPublicKeys(
  settings: AwsSettings,
  from: number,
  to: number,
): Promise<readonly CloudTrailKey[]> {
  const { CloudTrailClient, paginateListPublicKeys } = await import("@aws-sdk/client-cloudtrail");
  const range = { StartTime: new Date(from), EndTime: new Date(to) };
  const client = clientOf(settings, "CloudTrail", (config) => new CloudTrailClient(config));
  const keys: CloudTrailKey[] = [];
  for await (const { PublicKeyList = [] } of paginateListPublicKeys({ client }, range)) {
    for (const { Fingerprint, Value, ValidityStartTime, ValidityEndTime } of PublicKeyList) {
      if (Fingerprint === undefined || Value === undefined) continue;
      keys.push({
        fingerprint: Fingerprint,
        value: Buffer.from(Value).toString("base64"),
        validFrom: (ValidityStartTime ?? new Date(from)).toISOString(),
        validTo: (ValidityEndTime ?? new Date(to)).toISOString(),
      });
    }
  }
  return keys;
}
