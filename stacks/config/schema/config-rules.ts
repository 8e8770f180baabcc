import { z } from "zod";

/** `configRules` in organization.yaml. */
export const configRules = z.strictObject({}).readonly().meta({ description: "AWS Config rules that check the trail and the log buckets. Default: none." });
