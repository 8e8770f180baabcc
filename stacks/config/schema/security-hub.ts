import { z } from "zod";

/** `securityHub` in organization.yaml. */
export const securityHub = z.strictObject({}).readonly().meta({ description: "Security Hub and its standards. Default: none." });
