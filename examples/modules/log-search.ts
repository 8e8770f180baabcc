import type { TerraformStack } from "cdktf";
import { LogSearch, LogSubscription } from "orgtrail/log-search";
import {
  AccountId,
  NamePrefix,
  regionOf,
  searchBucketName,
  searchIndexName,
  searchKeyAlias,
  searchLogGroupName,
  searchName,
  searchRoleName,
} from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const prefix = NamePrefix.of("acme");
  const account = AccountId.of("222222222222");
  const { destinationArn } = new LogSearch(stack, "search", {
    place: {
      partition: "aws",
      region: regionOf("aws", "us-east-1"),
      account,
      logAccount: account, // where the log group is
      name: searchName(prefix),
      roles: {
        destination: searchRoleName(prefix, "destination"),
        function: searchRoleName(prefix, "function"),
        stream: searchRoleName(prefix, "stream"), // map it to a role of OpenSearch that writes
      },
      target: { kind: "domain", domainArn: "arn:aws:es:us-east-1:222222222222:domain/audit" },
      indexName: searchIndexName(prefix),
      bucketName: searchBucketName(prefix, account),
      keyAlias: searchKeyAlias(prefix),
      logGroupName: searchLogGroupName(prefix),
    },
    readers: ["arn:aws:iam::222222222222:role/SecurityAudit"],
    administrators: ["arn:aws:iam::222222222222:role/OrgTrailDeploy"],
  });
  // Where the log group is; of another account, once this stands.
  new LogSubscription(stack, "subscription", {
    logGroupName: "/orgtrail/acme/organization",
    destinationArn,
    alarms: { namePrefix: searchName(prefix) }, // with a topicArn, somebody hears
  });
}
