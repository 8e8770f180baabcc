import type { Partition, Region } from "../organization";

/** What ends the names of services that have one a Region. @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
const SUFFIXES: Readonly<Record<Partition, string>> = {
  aws: "amazonaws.com",
  "aws-us-gov": "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
};

/** CloudWatch Logs as the principal of a key policy, which is one a Region. */
export function logsPrincipal(partition: Partition, region: Region): string {
  return `logs.${region}.${SUFFIXES[partition]}`;
}
