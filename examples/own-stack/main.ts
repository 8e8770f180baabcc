import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { OrganizationAuditLog } from "orgtrail/organization-audit-log";

// The management account owns the trail; an account in which nothing else runs keeps the logs.
const management = "111111111111";
const logArchive = "222222222222";
const region = "us-east-1";

class AuditLog extends TerraformStack {
  constructor(app: App) {
    super(app, "audit-log");
    new LocalBackend(this);
    new AwsProvider(this, "aws", { region, allowedAccountIds: [management] });
    const provider = new AwsProvider(this, "log-archive", {
      alias: "log-archive",
      region,
      allowedAccountIds: [logArchive],
      assumeRole: [{ roleArn: `arn:aws:iam::${logArchive}:role/Deploy` }],
    });
    // The bindings ask for the one provider that they were made from; orgtrail's resources fit all of these.
    this.addOverride("terraform.required_providers.aws.version", ">= 5.100.0, < 7.0.0");
    new OrganizationAuditLog(this, "audit-log", {
      organization: { id: "o-a1b2c3d4e5", managementAccount: management, homeRegion: region },
      bucketName: "acme-audit-logs",
      administrators: [`arn:aws:iam::${logArchive}:role/Deploy`],
      // Without it, the management account keeps the logs: enough for a first try.
      logArchive: { account: logArchive, provider },
    });
  }
}

const app = new App();
new AuditLog(app);
app.synth();
