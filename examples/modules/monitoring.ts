import type { TerraformStack } from "cdktf";
import { CIS_CONTROLS } from "orgtrail/controls";
import { AlarmTopics, Monitoring } from "orgtrail/monitoring";
import { AccountId, regionOf } from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  const place = {
    partition: "aws",
    region: regionOf("aws", "us-east-1"),
    account: AccountId.of("111111111111"),
    namePrefix: "acme-orgtrail-",
  } as const;
  const topics = new AlarmTopics(stack, "topics", {
    place,
    keyArn: "arn:aws:kms:us-east-1:111111111111:key/11111111-2222-3333-4444-555555555555", // of a MonitoringKey
    severities: ["critical", "high"],
    subscribers: [{ protocol: "email", endpoint: "security@acme.example" }],
  });
  new Monitoring(stack, "monitoring", {
    place,
    topics,
    logGroupName: "/orgtrail/acme/organization", // of an EventLog, to which the trail delivers
    controls: CIS_CONTROLS,
  });
}
