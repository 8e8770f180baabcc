import type { TerraformStack } from "cdktf";
import { LogValidation } from "orgtrail/log-validation";
import {
  AccountId,
  logValidationLogGroupName,
  logValidationRoleName,
  NamePrefix,
  regionOf,
} from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const prefix = NamePrefix.of("acme");
  const owner = { account: "222222222222", region: "us-east-1" };
  new LogValidation(stack, "log-validation", {
    place: {
      partition: "aws",
      region: regionOf("aws", "us-east-1"),
      account: AccountId.of("222222222222"),
      namePrefix: "acme-orgtrail-",
    },
    sources: [
      {
        bucket: "acme-cloudtrail-222222222222-organization",
        root: "AWSLogs/o-a1b2c3d4e5/",
        accounts: ["111111111111", "222222222222"],
        regions: ["us-east-1"],
        owner,
      },
    ],
    roleName: logValidationRoleName(prefix), // one of the readers of each LogArchive
    logGroupName: logValidationLogGroupName(prefix),
    keyArn: "arn:aws:kms:us-east-1:222222222222:key/11111111-2222-3333-4444-555555555555", // of a MonitoringKey
    topicArns: { critical: "arn:aws:sns:us-east-1:222222222222:acme-orgtrail-critical" },
  });
}
