/** The AWS partitions that orgtrail deploys to. */
export const PARTITIONS = ["aws", "aws-us-gov", "aws-cn", "aws-eusc"] as const;

/** A group of AWS Regions with accounts, ARNs and endpoints of its own. An organization lives in one. */
export type Partition = (typeof PARTITIONS)[number];

const DNS_SUFFIXES: Readonly<Record<Partition, string>> = {
  aws: "amazonaws.com",
  "aws-us-gov": "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-eusc": "amazonaws.eu",
};

/**
 * What ends the names of hosts, and of services that have a name in each Region, in a partition.
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
export function dnsSuffix(partition: Partition): string {
  return DNS_SUFFIXES[partition];
}
