import type { TerraformStack } from "cdktf";
import { AccessLogBucket, LogArchive } from "orgtrail/log-archive";
import { AccountId, BucketName, OrganizationId, regionOf, TrailName } from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const owner = {
    partition: "aws",
    account: AccountId.of("222222222222"),
    administrators: ["arn:aws:iam::222222222222:role/Deploy"],
  } as const;
  const accessLogs = new AccessLogBucket(stack, "access-logs", {
    ...owner,
    bucketName: BucketName.of("acme-audit-access"),
    sources: ["acme-audit-logs"],
  });
  new LogArchive(stack, "logs", {
    ...owner,
    accessLogs,
    bucketName: BucketName.of("acme-audit-logs"),
    keyAlias: "alias/acme-audit-logs",
    immutability: { kind: "mfa-delete" },
    trails: [
      {
        partition: "aws",
        account: AccountId.of("111111111111"),
        homeRegion: regionOf("aws", "us-east-1"),
        name: TrailName.of("acme-organization-trail"),
        organization: OrganizationId.of("o-a1b2c3d4e5"),
      },
    ],
  });
}
