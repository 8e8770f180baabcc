import type { Construct } from "constructs";
import type { Configuration } from "./config";

/** Makes the policies that keep members from touching the audit log. */
export function addGuardrails(_scope: Construct, _configuration: Configuration): void {
  // In the making.
}
