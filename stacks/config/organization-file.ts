import * as z from "zod";
import { acceptedChanges } from "./accepted-changes/schema";
import { analytics } from "./analytics/schema";
import { archive } from "./archive/schema";
import { configRulesSchema } from "./config-rules/schema";
import { guardrails } from "./guardrails/schema";
import { monitoring } from "./monitoring/schema";
import { organization } from "./organization/schema";
import { pipeline } from "./pipeline/schema";
import { securityHub } from "./security-hub/schema";
import { tags } from "./tags/schema";
import { terraform } from "./terraform/schema";
import { trail } from "./trail/schema";

/** organization.yaml */
export const organizationFile = z
  .strictObject({
    organization,
    terraform,
    pipeline: pipeline.exactOptional(),
    archive,
    trail,
    monitoring: monitoring.exactOptional(),
    configRules: configRulesSchema.exactOptional(),
    securityHub: securityHub.exactOptional(),
    analytics: analytics.exactOptional(),
    guardrails: guardrails.exactOptional(),
    acceptedChanges,
    tags,
  })
  .readonly()
  .meta({ title: "orgtrail: organization.yaml", description: "One AWS Organization and its audit log." });

/** The parsed organization.yaml. */
export type OrganizationFile = z.output<typeof organizationFile>;
