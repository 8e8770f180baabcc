import type { CisBenchmark } from "../../../modules/compliance-map";

/**
 * What the standards ask for near an audit log, by their own numbers. Written down from their pages and not from the
 * project's catalogues, which the map takes its numbers from: so that a number that a catalogue lacks is missed.
 *
 * CIS: the sections on S3, logging and monitoring, of https://www.cisecurity.org/benchmark/amazon_web_services and of Prowler's
 * copies of it (prowler/compliance/aws/cis_*_aws.json). Security Hub:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html, s3-controls, kms-controls,
 * cloudwatch-controls, config-controls and cis-aws-foundations-benchmark; of S3 those that are about a general purpose bucket.
 */
const from = (prefix: string, first: number, last: number): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `${prefix}${first + index}`);

export const CIS_ASKS: Readonly<Record<CisBenchmark, readonly string[]>> = {
  // 2.1: encryption at rest, HTTPS, MFA delete, Macie, public access. 3: trail, validation, public bucket, CloudWatch Logs,
  // Config, access logging, KMS, rotation, flow logs, object writes, object reads. 4: filters.
  "v1.4": [...from("2.1.", 1, 5), ...from("3.", 1, 11), ...from("4.", 1, 15)],
  // 2.1: HTTPS, MFA delete, Macie, public access. 3: trail, validation, Config, access logging, KMS, rotation, flow logs,
  // object writes, object reads. 4: filters, and Security Hub as the last.
  "v3.0": [...from("2.1.", 1, 4), ...from("3.", 1, 9), ...from("4.", 1, 16)],
  "v5.0": [...from("2.1.", 1, 4), ...from("3.", 1, 9), ...from("4.", 1, 16)],
};

export const SECURITY_HUB_ASKS: readonly string[] = [
  // There is no CloudTrail.8.
  ...from("CloudTrail.", 1, 7),
  "CloudTrail.9",
  "CloudTrail.10",
  ...from("CloudWatch.", 1, 17),
  "Config.1",
  ...from("KMS.", 1, 5),
  // The numbers between are retired or not in use, or about access points and directory buckets, as those from S3.24 on are.
  ...["S3.1", "S3.2", "S3.3", ...from("S3.", 5, 15), "S3.17", "S3.20", "S3.22", "S3.23"],
];
