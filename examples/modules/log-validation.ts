import type { TerraformStack } from "cdktf";
import { LogValidation } from "orgtrail/log-validation";
import { AccountId, regionOf, RoleName } from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const account = AccountId.of("222222222222");
  new LogValidation(stack, "log-validation", {
    place: { partition: "aws", region: regionOf("aws", "us-east-1"), account, namePrefix: "acme-orgtrail-" },
    sources: [
      {
        bucket: "acme-cloudtrail-222222222222-organization",
        root: "AWSLogs/o-a1b2c3d4e5/",
        accounts: ["111111111111", "222222222222"],
        regions: ["us-east-1"],
        trails: ["acme-organization-trail"],
        owner: { account: "222222222222", region: "us-east-1" },
      },
    ],
    // One of the readers of the LogArchive.
    roleName: RoleName.of("acme-orgtrail-log-validation"),
    logGroupName: "/orgtrail/acme/log-validation",
    keyArn: "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    topicArns: { critical: "arn:aws:sns:us-east-1:222222222222:acme-orgtrail-critical" },
  });
}
