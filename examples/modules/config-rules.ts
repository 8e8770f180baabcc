import { configRules } from "orgtrail/config-rules";
import { AccountId, BucketName, OrganizationId, regionOf, TrailName } from "orgtrail/organization";

export default function example(): readonly string[] {
  const { rules } = configRules({
    trail: {
      partition: "aws",
      account: AccountId.of("111111111111"),
      homeRegion: regionOf("aws", "us-east-1"),
      name: TrailName.of("acme-organization-trail"),
      organization: OrganizationId.of("o-a1b2c3d4e5"),
    },
    trailBucket: BucketName.of("acme-audit-logs"),
    selectors: { kind: "advanced", selectors: [{ category: "Management" }] },
    buckets: [],
  });
  return rules.map(({ name, identifier }) => `${name}: ${identifier}`);
}
