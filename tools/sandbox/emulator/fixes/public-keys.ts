import { jsonAnswer, membersOf, type Fix } from "../exchange";

/** A key with which digests are signed. */
export interface CloudTrailPublicKey {
  readonly fingerprint: string;
  /** DER of PKCS#1, in base64. */
  readonly value: string;
  /** When it signs, in ISO 8601. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** A time in a request, in seconds since 1970. */
function timeMember(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value * 1000 : otherwise;
}

/**
 * AWS: CloudTrail lists the public keys whose validity has a part in the time that is asked for.
 *
 * Moto 5.2.1 has no such operation, and delivers nothing that could be signed. So the keys are those of whoever delivers in its
 * place, the same in every Region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
 */
export function publicKeys(keys: readonly CloudTrailPublicKey[]): Fix {
  return {
    concerns: ({ service, name }) => service.startsWith("CloudTrail") && name === "ListPublicKeys",
    answer: (request) => {
      const { StartTime, EndTime } = membersOf(request);
      const from = timeMember(StartTime, -Infinity);
      const to = timeMember(EndTime, Infinity);
      const found = keys.filter(
        ({ validFrom, validTo }) => Date.parse(validFrom) <= to && Date.parse(validTo) >= from,
      );
      const PublicKeyList = found.map(({ fingerprint, value, validFrom, validTo }) => ({
        ...{ Fingerprint: fingerprint, Value: value },
        ...{ ValidityStartTime: Date.parse(validFrom) / 1000, ValidityEndTime: Date.parse(validTo) / 1000 },
      }));
      return Promise.resolve(jsonAnswer({ PublicKeyList }));
    },
  };
}
