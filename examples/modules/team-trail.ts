import type { TerraformStack } from "cdktf";
import { expandPreset } from "orgtrail/event-selectors";
import { AccountId, regionOf, TrailName } from "orgtrail/organization";
import { TeamTrail } from "orgtrail/team-trail";

export default function example(stack: TerraformStack): void {
  new TeamTrail(stack, "team", {
    identity: {
      partition: "aws",
      account: AccountId.of("444444444444"),
      homeRegion: regionOf("aws", "eu-west-1"),
      name: TrailName.of("acme-team-payments"),
    },
    // From a LogArchive, or from the contract of the stack that has one.
    destination: {
      bucketName: "acme-payments-logs",
      keyArn: "arn:aws:kms:eu-west-1:222222222222:key/11111111-2222-3333-4444-555555555555",
    },
    selectors: expandPreset({ preset: "s3-destructive", buckets: ["acme-payments-ledger"] }, "aws"),
  });
}
