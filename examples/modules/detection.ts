import type { TerraformStack } from "cdktf";
import { catalogue } from "orgtrail/controls";
import { DetectionRules } from "orgtrail/detection";
import { AccountId, regionOf } from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const account = AccountId.of("111111111111");
  new DetectionRules(stack, "detection", {
    place: { partition: "aws", region: regionOf("aws", "us-east-1"), account, namePrefix: "acme-orgtrail-" },
    controls: catalogue({
      trails: ["acme-organization-trail"],
      buckets: ["acme-audit-logs"],
      accounts: [account],
      logGroups: ["/orgtrail/acme/organization"],
      namePrefix: "acme-orgtrail-",
    }),
    topicArns: { critical: "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical" },
  });
}
