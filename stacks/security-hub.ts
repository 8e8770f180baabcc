import type { Construct } from "constructs";
import type { Configuration } from "./config";

/** Makes Security Hub and its standards. */
export function addSecurityHub(_scope: Construct, _configuration: Configuration): void {
  // In the making.
}
