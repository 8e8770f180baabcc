import type { TerraformStack } from "cdktf";
import { OrganizationConfigRules } from "orgtrail/compliance";
import { configRules, placeRules } from "orgtrail/config-rules";
import { AccountId, BucketName, OrganizationId, regionOf, TrailName } from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const management = AccountId.of("111111111111");
  const logArchive = AccountId.of("222222222222");
  const { rules } = configRules({
    trail: {
      partition: "aws",
      account: management,
      homeRegion: regionOf("aws", "us-east-1"),
      name: TrailName.of("acme-organization-trail"),
      organization: OrganizationId.of("o-a1b2c3d4e5"),
    },
    trailBucket: BucketName.of("acme-audit-logs"),
    selectors: { kind: "advanced", selectors: [{ category: "Management" }] },
    buckets: [],
  });
  new OrganizationConfigRules(stack, "config-rules", {
    namePrefix: "acme-",
    rules: placeRules(rules, { accounts: { management, logArchive } }).organization,
  });
}
