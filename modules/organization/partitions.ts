/** The AWS partitions that orgtrail deploys to. */
export const PARTITIONS = ["aws", "aws-us-gov", "aws-cn"] as const;

/** A group of AWS Regions with accounts, ARNs and endpoints of its own. An organization lives in one. */
export type Partition = (typeof PARTITIONS)[number];
