import * as z from "zod";
import { BucketName, TeamName, TrailName } from "../../modules/organization";
import {
  existingBucket,
  existingKey,
  immutability,
  MAX_ARCHIVE_STACKS,
  policyStatements,
} from "./archive/schema";
import { teamMonitoring } from "./monitoring/schema";
import { basicSelectors, record } from "./trail/record";
import { organizationalUnitPath } from "./organization/schema";
import { kindOf, text } from "./scalars";

/** teams/<team>.yaml */
export const teamFile = z
  .strictObject({
    team: kindOf(TeamName, "The team's name. Its stack is team-<name>.", "payments"),
    account: text(
      "The name of the team's account in organization.accounts. This, accounts or organizationalUnit must be given.",
      "payments-production",
    ).exactOptional(),
    accounts: z
      .array(text("The name of an account in organization.accounts."))
      .min(1)
      .readonly()
      .exactOptional()
      .meta({
        description:
          "In place of account: the trail, with all that is in this file, in each of these accounts. Each has a stack of its own, team-<name>-<account id>.",
      }),
    organizationalUnit: organizationalUnitPath(
      "In place of account: the same in each account whose organizationalUnit in organization.yaml is this unit, or one below it.",
    ).exactOptional(),
    region: text("The Region in which the trail is made, and that it records.", "eu-west-1"),
    allRegions: z
      .boolean()
      .default(false)
      .meta({ description: "Whether the trail records every Region. Default: false, its own Region only." }),
    destination: z.enum(["central", "own"]).default("central").meta({
      description:
        "central: a bucket and key of the team in the log-archive account. own: in the team's account. Default: central.",
    }),
    archiveStack: z.int().min(1).max(MAX_ARCHIVE_STACKS).exactOptional().meta({
      description:
        "Which of the archive.stacks has the team's central bucket and key: 2 is log-archive-2. Another number moves them to another state, and they must be moved there first. Default: 1, the stack log-archive.",
    }),
    trailName: kindOf(
      TrailName,
      "The trail's name. Default: derived from organization and team.",
    ).exactOptional(),
    bucketName: kindOf(
      BucketName,
      "The log bucket's name. Default: derived from account and team.",
    ).exactOptional(),
    existingBucket,
    kmsKeyArn: existingKey.exactOptional(),
    immutability: immutability.exactOptional().meta({ description: "Default: as in organization.yaml." }),
    readers: z
      .array(text("The ARN of a role or user; its name may hold * and ?."))
      .readonly()
      .default([])
      .meta({
        description: "Who may read and decrypt the team's logs, besides archive.readers. Default: nobody.",
      }),
    policyStatements: policyStatements.exactOptional(),
    record: record.exactOptional().meta({
      description:
        "What the trail records; this or basicSelectors must be given. A team trail records no management events unless asked.",
    }),
    basicSelectors: basicSelectors.exactOptional(),
    excludeLogBuckets: z.boolean().default(true).meta({
      description:
        "Whether log buckets are left out of what is recorded. Recording them writes logs about writing logs, each billed. Default: true.",
    }),
    ...teamMonitoring,
  })
  .readonly()
  .meta({ title: "orgtrail: teams/<team>.yaml", description: "One team's trail." });

/** A parsed team file. */
export type WrittenTeamFile = z.output<typeof teamFile>;

/** What a team file says of one of its accounts: the team's name is that of the stack, and no other team's. */
export type TeamFile = Omit<WrittenTeamFile, "account" | "accounts" | "organizationalUnit"> & {
  readonly account: string;
};
