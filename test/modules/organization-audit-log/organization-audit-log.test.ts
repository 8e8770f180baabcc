import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack, Testing } from "cdktf";
import { bestPracticeFindings } from "../../../modules/best-practices";
import {
  OrganizationAuditLog,
  type OrganizationAuditLogProps,
} from "../../../modules/organization-audit-log";
import { ValidationError } from "../../../modules/validation";
import { onlyResource, resources, type Block, type TerraformJson } from "../../support/synthesized";

const MINIMAL = {
  organization: { id: "o-a1b2c3d4e5", managementAccount: "111111111111", homeRegion: "us-east-1" },
  bucketName: "acme-audit-logs",
  administrators: ["arn:aws:iam::111111111111:role/Deploy"],
} as const satisfies OrganizationAuditLogProps;

function stackWith(props: (stack: TerraformStack) => OrganizationAuditLogProps): TerraformStack {
  const stack = new TerraformStack(new App({ stackTraces: false }), "audit-log");
  new LocalBackend(stack);
  new AwsProvider(stack, "aws", { region: "us-east-1", allowedAccountIds: ["111111111111"] });
  new OrganizationAuditLog(stack, "audit-log", props(stack));
  return stack;
}

function jsonOf(stack: TerraformStack): TerraformJson {
  return JSON.parse(Testing.synth(stack, true)) as TerraformJson;
}

/** With logs in an account of their own. */
function twoAccounts(stack: TerraformStack): OrganizationAuditLogProps {
  const provider = new AwsProvider(stack, "archive", {
    alias: "archive",
    region: "us-east-1",
    allowedAccountIds: ["222222222222"],
  });
  return { ...MINIMAL, logArchive: { account: "222222222222", provider } };
}

describe("OrganizationAuditLog", () => {
  it("needs three props to be whole: a trail of all accounts and Regions, with its logs locked and encrypted", () => {
    const json = jsonOf(stackWith(() => MINIMAL));
    expect(onlyResource(json, "aws_cloudtrail")).toMatchObject({
      name: "organization-audit-log",
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      advanced_event_selector: [
        {
          name: "Management events selector",
          field_selector: [{ field: "eventCategory", equals: ["Management"] }],
        },
        { name: "log-files: deleted, overwritten, re-encrypted, locked or opened" },
      ],
      lifecycle: { prevent_destroy: true },
    });
    expect(onlyResource(json, "aws_kms_alias")).toMatchObject({ name: "alias/acme-audit-logs" });
    expect(onlyResource(json, "aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { mode: "GOVERNANCE", days: 400 } },
    });
    expect(
      resources(json, "aws_s3_bucket")
        .map(({ bucket }) => bucket)
        .sort(),
    ).toEqual(["acme-audit-logs", "acme-audit-logs-access"]);
  });

  it("keeps the logs in another Region, in a bucket and with a key that are there already", () => {
    const kmsKeyArn = "arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const json = jsonOf(
      stackWith((stack) => {
        const provider = new AwsProvider(stack, "archive", {
          ...{ alias: "archive", region: "eu-central-1", allowedAccountIds: ["222222222222"] },
        });
        return {
          ...MINIMAL,
          logArchive: { account: "222222222222", provider },
          existingBucket: true,
          kmsKeyArn,
        };
      }),
    );
    expect(resources(json, "aws_kms_key")).toEqual([]);
    expect(onlyResource(json, "aws_cloudtrail")).toMatchObject({ kms_key_id: kmsKeyArn });
    expect(onlyResource(json, "aws_cloudtrail")).not.toHaveProperty("provider");
    for (const bucket of resources(json, "aws_s3_bucket"))
      expect(bucket).toMatchObject({ provider: "aws.archive" });
    expect(JSON.stringify((json as unknown as { import: unknown }).import)).toContain('"acme-audit-logs"');
  });

  it.each([
    ["in one account", (): OrganizationAuditLogProps => MINIMAL],
    ["with logs in an account of their own", twoAccounts],
  ])("passes all best practices %s, but for what it says it leaves out", (_name, props) => {
    const stack = stackWith(props);
    stack.prepareStack();
    const failed = bestPracticeFindings(stack).filter(({ verdict }) => verdict === "not compliant");
    expect(failed.filter(({ suppressed }) => suppressed === undefined)).toEqual([]);
    expect([...new Set(failed.map(({ rule }) => rule))].sort()).toEqual(
      [
        ...(props === twoAccounts ? [] : ["log-archive-account"]),
        ...["cloudwatch-logs", "config-remediation", "config-rules", "data-events"],
        ...["insights", "security-hub"],
      ].sort(),
    );
  });

  it("suppresses nothing that is asked for", () => {
    const stack = stackWith((scope) => ({
      ...twoAccounts(scope),
      insights: ["api-call-rate", "api-error-rate"],
      logGroup: {
        logGroupArn: "arn:aws:logs:us-east-1:111111111111:log-group:audit:*",
        roleArn: "arn:aws:iam::111111111111:role/audit",
      },
    }));
    stack.prepareStack();
    const suppressed = bestPracticeFindings(stack).flatMap((finding) =>
      finding.suppressed === undefined ? [] : [finding.rule],
    );
    expect(suppressed).not.toContain("insights");
    expect(suppressed).not.toContain("cloudwatch-logs");
    expect(suppressed).not.toContain("metric-alarms");
  });

  it("makes all of the archive, and nothing else, with the provider of the account that keeps the logs", () => {
    const json = jsonOf(stackWith(twoAccounts));
    const providers = Object.entries({ ...json.resource, ...json.data }).flatMap(([type, blocks]) =>
      Object.values(blocks).map(
        (block: Block) => `${(block["provider"] as string | undefined) ?? "aws"} ${type}`,
      ),
    );
    const own = providers.filter((each) => each.startsWith("aws "));
    expect(own.sort()).toEqual(["aws aws_cloudtrail", "aws aws_organizations_organization"]);
    expect(providers.filter((each) => /aws_(s3|kms)/.test(each) && !each.startsWith("aws.archive "))).toEqual(
      [],
    );
    expect(providers.length).toBeGreaterThan(own.length + 10);
  });

  it("lets the bucket's and the key's policies name the trail before it is made, and the account that keeps them", () => {
    const json = jsonOf(stackWith(twoAccounts));
    const text = JSON.stringify(json);
    expect(text).toContain("arn:aws:cloudtrail:us-east-1:111111111111:trail/organization-audit-log");
    expect(JSON.stringify(onlyResource(json, "aws_kms_key"))).toContain("arn:aws:iam::222222222222:root");
  });

  it("takes what its parts take", () => {
    const json = jsonOf(
      stackWith(() => ({
        ...MINIMAL,
        trailName: "all",
        memberAccess: true,
        destroyProtection: false,
        selectors: [{ category: "Management", readOnly: false }],
        immutability: { kind: "mfa-delete" },
      })),
    );
    expect(onlyResource(json, "aws_cloudtrail")).toMatchObject({
      name: "all",
      lifecycle: { prevent_destroy: false },
    });
    expect(json.resource?.["aws_s3_bucket_object_lock_configuration"]).toBeUndefined();
    expect(JSON.stringify(json)).toContain("aws:PrincipalOrgID");
  });

  it("refuses what AWS would, all faults at once", () => {
    const props: OrganizationAuditLogProps = {
      organization: { id: "acme", managementAccount: "1", homeRegion: "eu-south-1" },
      bucketName: "A",
      administrators: [],
      trailName: "-",
      logArchive: { account: "1", provider: {} as never },
    };
    const refused = (): unknown => stackWith(() => props);
    expect(refused).toThrow(ValidationError);
    for (const property of [
      "organization.id",
      "organization.managementAccount",
      "organization.homeRegion",
      "bucketName",
      "trailName",
      "logArchive.account does not have 12 digits",
      "logArchive.account is the management account",
    ]) {
      expect(refused).toThrow(`audit-log/audit-log: ${property}`);
    }
  });

  it("takes a bucket name of 56 characters, and no longer one", () => {
    const named = (length: number) => (): unknown =>
      stackWith(() => ({ ...MINIMAL, bucketName: "a".repeat(length) }));
    expect(named(56)).not.toThrow();
    expect(named(57)).toThrow("bucketName makes an access-log bucket whose name");
  });
});
