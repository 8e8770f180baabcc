import type { TerraformStack } from "cdktf";
import { expandPreset } from "orgtrail/event-selectors";
import { AccountId, regionOf, TrailName } from "orgtrail/organization";
import { makeTrail } from "orgtrail/trail";

export default function example(stack: TerraformStack): void {
  makeTrail(stack, "trail", {
    identity: {
      partition: "aws",
      account: AccountId.of("444444444444"),
      homeRegion: regionOf("aws", "eu-west-1"),
      name: TrailName.of("acme-lambda"),
    },
    destination: {
      bucketName: "acme-lambda-logs",
      keyArn: "arn:aws:kms:eu-west-1:222222222222:key/11111111-2222-3333-4444-555555555555",
    },
    recorded: { kind: "advanced", selectors: expandPreset({ preset: "lambda-invocations" }, "aws") },
    allRegions: false,
    globalServiceEvents: false,
    destroyProtection: true,
  });
}
