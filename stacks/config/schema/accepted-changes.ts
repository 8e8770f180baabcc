import { z } from "zod";

/** `acceptedChanges` in organization.yaml. */
export const acceptedChanges = z
  .array(z.strictObject({}).readonly())
  .readonly()
  .default([])
  .meta({ description: "Changes that `orgtrail plan` would block, made on purpose. Default: none." });
