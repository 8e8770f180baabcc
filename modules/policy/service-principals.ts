import { dnsSuffix, type Partition, type Region } from "../organization";

/** CloudWatch Logs as the principal of a key policy, which is one a Region. */
export function logsPrincipal(partition: Partition, region: Region): string {
  return `logs.${region}.${dnsSuffix(partition)}`;
}
