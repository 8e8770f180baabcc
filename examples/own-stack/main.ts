import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { expandPreset } from "orgtrail/event-selectors";
import { AccessLogBucket, LogArchive } from "orgtrail/log-archive";
import { AccountId, BucketName, OrganizationId, regionOf, TrailName } from "orgtrail/organization";
import { OrganizationTrail } from "orgtrail/organization-trail";

// One account holds the trail and its logs: the smallest setup. Logs in an account of their own are safer, with a
// second provider for LogArchive and AccessLogBucket, or with two stacks and a contract.
const account = AccountId.of("111111111111");
const identity = {
  partition: "aws",
  account,
  homeRegion: regionOf("aws", "us-east-1"),
  name: TrailName.of("acme-organization-trail"),
  organization: OrganizationId.of("o-a1b2c3d4e5"),
} as const;
const administrators = [`arn:aws:iam::${account}:role/Deploy`];

class AuditLog extends TerraformStack {
  constructor(app: App) {
    super(app, "audit-log");
    new LocalBackend(this);
    new AwsProvider(this, "aws", { region: identity.homeRegion, allowedAccountIds: [account] });
    // The bindings ask for the one provider that they were made from; orgtrail's resources fit all of these.
    this.addOverride("terraform.required_providers.aws.version", ">= 5.100.0, < 7.0.0");
    const accessLogs = new AccessLogBucket(this, "access-logs", {
      partition: identity.partition,
      account,
      administrators,
      bucketName: BucketName.of("acme-audit-access"),
      sources: ["acme-audit-logs"],
    });
    const logs = new LogArchive(this, "logs", {
      partition: identity.partition,
      account,
      administrators,
      accessLogs,
      bucketName: BucketName.of("acme-audit-logs"),
      keyAlias: "alias/acme-audit-logs",
      trails: [identity],
      immutability: { kind: "object-lock", mode: "governance", days: 400 },
    });
    new OrganizationTrail(this, "trail", {
      identity,
      destination: logs,
      selectors: expandPreset({ preset: "management-all" }, identity.partition),
      insights: ["api-call-rate"],
    });
  }
}

const app = new App();
new AuditLog(app);
app.synth();
