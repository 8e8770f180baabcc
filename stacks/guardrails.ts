import type { Construct } from "constructs";
import { Guardrails } from "../modules/guardrails";
import type { Configuration } from "./config";

/** Makes the policies that keep members from touching the audit log. */
export function addGuardrails(scope: Construct, { guardrails }: Configuration): void {
  if (guardrails !== undefined) new Guardrails(scope, "guardrails", guardrails);
}
