import type { TerraformStack } from "cdktf";
import { expandPreset } from "orgtrail/event-selectors";
import { AccountId, OrganizationId, regionOf, TrailName } from "orgtrail/organization";
import { OrganizationTrail } from "orgtrail/organization-trail";

export default function example(stack: TerraformStack): void {
  new OrganizationTrail(stack, "trail", {
    identity: {
      partition: "aws",
      account: AccountId.of("111111111111"),
      homeRegion: regionOf("aws", "us-east-1"),
      name: TrailName.of("acme-organization-trail"),
      organization: OrganizationId.of("o-a1b2c3d4e5"),
    },
    // From a LogArchive, or from the contract of the stack that has one.
    destination: {
      bucketName: "acme-audit-logs",
      keyArn: "arn:aws:kms:us-east-1:222222222222:key/11111111-2222-3333-4444-555555555555",
    },
    selectors: expandPreset({ preset: "management-all" }, "aws"),
  });
}
