import { z } from "zod";

/** `guardrails` in organization.yaml. */
export const guardrails = z.strictObject({}).readonly().meta({ description: "Policies of the organization that protect the audit log. Default: none." });
