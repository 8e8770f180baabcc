import type { TerraformStack } from "cdktf";
import { AthenaQueries } from "orgtrail/athena";
import {
  AccountId,
  athenaDatabaseName,
  athenaKeyAlias,
  athenaReaderRoleName,
  athenaResultsBucketName,
  athenaWorkgroupName,
  NamePrefix,
  regionOf,
  regionsOf,
} from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const prefix = NamePrefix.of("acme");
  const account = AccountId.of("222222222222");
  const bucket = "acme-cloudtrail-222222222222-organization";
  new AthenaQueries(stack, "athena", {
    partition: "aws",
    region: regionOf("aws", "us-east-1"),
    account,
    workgroupName: athenaWorkgroupName(prefix),
    databaseName: athenaDatabaseName(prefix),
    resultsBucketName: athenaResultsBucketName(prefix, account),
    keyAlias: athenaKeyAlias(prefix),
    roleName: athenaReaderRoleName(prefix), // one of the readers of each LogArchive
    logBuckets: [bucket],
    folders: [
      {
        name: "organization",
        bucket,
        root: "AWSLogs/o-a1b2c3d4e5/",
        accounts: ["111111111111", "222222222222"],
        regions: regionsOf("aws"),
        since: "2026-01-01",
      },
    ],
    readers: ["arn:aws:iam::333333333333:role/SecurityAudit"],
    administrators: ["arn:aws:iam::222222222222:role/OrgTrailDeploy"],
    accessLogs: { bucketName: "acme-cloudtrail-222222222222-access" },
  });
}
