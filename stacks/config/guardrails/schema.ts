import * as z from "zod";
import { GUARDRAIL_TARGET, guardrailTargetProblem } from "../../../modules/policy";
import { checked, text } from "../scalars";

const target = checked(guardrailTargetProblem, {
  pattern: GUARDRAIL_TARGET.source,
  description: "The id of an organizational unit, or of the root.",
  examples: ["ou-ab12-34cd56ef", "r-ab12"],
});

/** `guardrails` in organization.yaml. */
export const guardrails = z
  .strictObject({
    targets: z
      .array(target)
      .min(1)
      .readonly()
      .meta({ description: "The organizational units, or the root, to which the policies are attached." }),
    breakGlass: z
      .array(
        text(
          "The ARN of a role; * may stand for the account, * and ? in the name.",
          "arn:aws:iam::*:role/BreakGlass",
        ),
      )
      .readonly()
      .default([])
      .meta({
        description:
          "Roles that the service control policies let through besides the deploy roles. Default: none.",
      }),
    serviceControl: z.boolean().default(true).meta({
      description:
        "Whether members are kept from stopping, deleting and changing the audit log. Default: true.",
    }),
    resourceControl: z.boolean().default(true).meta({
      description:
        "Whether log buckets and keys are kept inside the organization and TLS-only. Default: true.",
    }),
  })
  .readonly()
  .meta({ description: "Policies of the organization that protect the audit log. Default: none." });
