import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, S3Backend, TerraformStack } from "cdktf";
import { logArchiveContract, teamContract } from "orgtrail/contracts";
import { expandPreset } from "orgtrail/event-selectors";
import { AccountId, regionOf, TrailName } from "orgtrail/organization";
import { TeamTrail } from "orgtrail/team-trail";

const state = { bucket: "acme-terraform-state", region: "us-east-1" };
const app = new App();
const stack = new TerraformStack(app, "team-payments");
new AwsProvider(stack, "aws", { region: "eu-west-1", allowedAccountIds: ["444444444444"] });
new S3Backend(stack, { ...state, key: "orgtrail/team-payments.tfstate", encrypt: true });
// The bindings ask for the one provider that they were made from; orgtrail's resources fit all of these.
stack.addOverride("terraform.required_providers.aws.version", ">= 5.100.0, < 7.0.0");

// The security team's stack says where payments' logs go. Its policies know this trail by account, Region and name.
const archive = logArchiveContract.read(stack, "log-archive", {
  ...state,
  key: "orgtrail/log-archive.tfstate",
});
const logs = archive.teamLogs("payments");
const trail = new TeamTrail(stack, "team", {
  identity: {
    partition: "aws",
    account: AccountId.of("444444444444"),
    homeRegion: regionOf("aws", "eu-west-1"),
    name: TrailName.of("acme-team-payments"),
  },
  destination: logs,
  selectors: expandPreset({ preset: "s3-destructive", buckets: ["acme-payments-ledger"] }, "aws"),
});
teamContract.publish(stack, { trailArn: trail.trailArn, logs });
app.synth();
