import type { Construct } from "constructs";
import type { Configuration } from "./config";

/** Makes the AWS Config rules of the organization. */
export function addConfigRules(_scope: Construct, _configuration: Configuration): void {
  // In the making.
}
