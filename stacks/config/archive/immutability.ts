import { z } from "zod";
import { LONGEST_LOCK_DAYS, STORAGE_CLASSES } from "../../../modules/immutability";
import { days } from "../scalars";

const transition = z.strictObject({
  afterDays: days("Days after delivery. STANDARD_IA and ONEZONE_IA take 30 or more.", 0),
  storageClass: z.enum(STORAGE_CLASSES).meta({ description: "The S3 storage class that log files move to." }),
});

const lifecycle = z
  .strictObject({
    transitions: z.array(transition).readonly().exactOptional().meta({
      description: "Moves to cheaper storage, from the earliest. Default: log files stay in S3 Standard.",
    }),
    expireAfterDays: days(
      "Days after which log files are deleted, not before their lock ends. Default: log files are kept.",
      1,
    ).exactOptional(),
  })
  .readonly();

/** What keeps log files from being deleted. */
export const immutability = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("mfa-delete").meta({
          description:
            "S3 MFA delete: root enables it once by hand, and only root deletes afterwards. No lifecycle.",
        }),
      })
      .readonly(),
    z
      .strictObject({
        kind: z
          .literal("object-lock")
          .meta({ description: "S3 Object Lock: nothing is deleted before its days end." }),
        mode: z.enum(["governance", "compliance"]).meta({
          description: "governance: s3:BypassGovernanceRetention may lift the lock. compliance: nobody may.",
        }),
        days: days("Days for which each log file is locked, from its delivery.", 1, LONGEST_LOCK_DAYS),
        lifecycle: lifecycle.exactOptional().meta({ description: "What happens to log files as they age." }),
      })
      .readonly(),
  ])
  .meta({
    description:
      "What keeps log files from being deleted. S3 refuses MFA delete together with a lifecycle, so it is one or the other.",
  });
