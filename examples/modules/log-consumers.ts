import type { TerraformStack } from "cdktf";
import { LogConsumers } from "orgtrail/log-consumers";
import {
  AccountId,
  BucketName,
  consumerKeyAlias,
  ConsumerName,
  consumerRoleName,
  consumerTopicName,
  monitoringNamePrefix,
  NamePrefix,
  regionOf,
} from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const prefix = NamePrefix.of("acme");
  const name = ConsumerName.of("panther");
  new LogConsumers(stack, "consumers", {
    place: {
      partition: "aws",
      region: regionOf("aws", "us-east-1"),
      account: AccountId.of("222222222222"),
      namePrefix: monitoringNamePrefix(prefix),
    },
    bucketName: BucketName.of("acme-cloudtrail-222222222222-organization"),
    keyAlias: consumerKeyAlias(prefix),
    consumers: [
      {
        name,
        account: AccountId.of("777777777777"),
        externalId: "4f1c0a52-7d3b-4a91-9a7e-b0c5d2e8f613",
        roleName: consumerRoleName(prefix, name), // one of the consumers of the LogArchive, with the same folders
        folders: ["AWSLogs/o-a1b2c3d4e5/"],
        notify: { kind: "sns", topicName: consumerTopicName(prefix, name) },
      },
    ],
  });
}
