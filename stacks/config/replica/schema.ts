import * as z from "zod";
import { RoleName } from "../../../modules/organization";
import { kindOf, text } from "../scalars";

/** `archive.replica` in organization.yaml. */
export const replica = z
  .strictObject({
    account: text(
      "The account that keeps the copy: a name in organization.accounts, and best one of its own. Default: logArchive.",
      "log-replica",
    ).exactOptional(),
    region: text("The Region of the copy. Default: that of the log bucket.", "eu-west-1").exactOptional(),
    deployRole: kindOf(
      RoleName,
      "The role that Terraform assumes to deploy the copy, other than that of the log archive. Default: the account's.",
    ).exactOptional(),
    administrators: z
      .array(text("The ARN of a role or user; its name may hold * and ?."))
      .readonly()
      .default([])
      .meta({
        description: "Who manages the copy, besides its deploy role; nobody of archive.administrators.",
      }),
    readers: z
      .array(text("The ARN of a role or user; its name may hold * and ?."))
      .readonly()
      .default([])
      .meta({ description: "Who may read the copy. Default: nobody, until somebody is named." }),
  })
  .readonly()
  .exactOptional()
  .meta({
    description:
      "A second copy of the organization's log files, in another account or Region, with a key of its own, by S3 replication. Default: none.",
  });
