import { Testing } from "cdktf";
import type { AdvancedEventSelector } from "../../../modules/event-selectors";
import {
  OrganizationTrail,
  type OrganizationTrailProps,
  type OrganizationTrailSettings,
} from "../../../modules/organization-trail";
import {
  AccountId,
  BucketName,
  LogPrefix,
  OrganizationId,
  TrailName,
  type Region,
} from "../../../modules/organization";
import { ValidationError } from "../../../modules/validation";
import { readable } from "../../support/readable";
import { onlyResource, resources, type TerraformJson } from "../../support/synthesized";

const MANAGEMENT: AdvancedEventSelector = { category: "Management" };
const S3_WRITES: AdvancedEventSelector = {
  category: "Data",
  resourceType: "AWS::S3::Object",
  readOnly: false,
};

type Props = OrganizationTrailSettings & { readonly selectors: readonly AdvancedEventSelector[] };

const MINIMAL: Props = {
  identity: {
    partition: "aws",
    homeRegion: "us-east-1" as Region,
    account: AccountId.of("111111111111"),
    name: TrailName.of("audit"),
    organization: OrganizationId.of("o-a1b2c3d4e5"),
  },
  destination: { bucketName: "logs", keyArn: "arn:aws:kms:us-east-1:222222222222:key/k" },
  selectors: [MANAGEMENT],
};

const EVERYTHING: Props = {
  ...MINIMAL,
  destination: { ...MINIMAL.destination, prefix: LogPrefix.of("org") },
  selectors: [MANAGEMENT, S3_WRITES],
  insights: ["api-error-rate", "api-call-rate"],
  deliveryNotifications: true,
  delegatedAdministrator: AccountId.of("333333333333"),
  destroyProtection: false,
};

function synthesizedText(props: OrganizationTrailProps): string {
  return Testing.synthScope((scope) => {
    new OrganizationTrail(scope, "organization", props);
  });
}

const synthesized = (props: OrganizationTrailProps): TerraformJson =>
  JSON.parse(synthesizedText(props)) as TerraformJson;

describe("OrganizationTrail", () => {
  it("records all management events and what is done to log files where nothing is said", () => {
    const { identity, destination } = MINIMAL;
    const management = {
      name: "Management events selector",
      field_selector: [{ field: "eventCategory", equals: ["Management"] }],
    };
    expect(onlyResource(synthesized({ identity, destination }), "aws_cloudtrail")).toMatchObject({
      advanced_event_selector: [
        management,
        {
          name: "log-files: deleted, overwritten, re-encrypted, locked or opened",
          field_selector: [{}, {}, {}, { field: "resources.ARN", starts_with: ["arn:aws:s3:::logs/"] }],
        },
      ],
    });
    const without = { identity, destination, logFileChanges: "not-recorded" } as const;
    expect(onlyResource(synthesized(without), "aws_cloudtrail")).toMatchObject({
      advanced_event_selector: [management],
    });
  });

  it("tells a topic that is there already of delivered log files, and makes none", () => {
    const deliveryTopicArn = "arn:aws:sns:us-east-1:111111111111:log-files";
    const made = synthesized({ ...MINIMAL, deliveryTopicArn });
    expect(onlyResource(made, "aws_cloudtrail")).toMatchObject({ sns_topic_name: "log-files" });
    expect(made.resource).not.toHaveProperty("aws_sns_topic");
    const elsewhere = deliveryTopicArn.replace("111111111111", "222222222222");
    expect(() => synthesized({ ...MINIMAL, deliveryTopicArn: elsewhere })).toThrow(
      /deliveryTopicArn is no topic of the trail's account and Region/,
    );
  });

  it("is as it was, at its least", () => {
    expect(readable(synthesizedText(MINIMAL))).toMatchSnapshot();
  });

  it("is as it was, with everything on", () => {
    expect(readable(synthesizedText(EVERYTHING))).toMatchSnapshot();
  });

  it("records all accounts and Regions and global services, validates, encrypts and logs", () => {
    expect(onlyResource(synthesized(MINIMAL), "aws_cloudtrail")).toMatchObject({
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
      kms_key_id: "arn:aws:kms:us-east-1:222222222222:key/k",
      lifecycle: { prevent_destroy: true },
    });
  });

  it("stops before AWS does, with the command to run, where CloudTrail has no trusted access", () => {
    const { lifecycle } = onlyResource(synthesized(MINIMAL), "aws_cloudtrail") as {
      lifecycle: { precondition: { condition: string; error_message: string }[] };
    };
    expect(lifecycle.precondition).toHaveLength(3);
    expect(lifecycle.precondition[0]?.condition).toMatch(
      /^\$\{contains\(tolist\(data\.aws_organizations_organization\.\w+\.aws_service_access_principals\), "cloudtrail\.amazonaws\.com"\)\}$/,
    );
    expect(lifecycle.precondition[0]?.error_message).toContain(
      "aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
    );
  });

  it("asks for both kinds of Insights, in one order", () => {
    expect(onlyResource(synthesized(EVERYTHING), "aws_cloudtrail")["insight_selector"]).toEqual([
      { insight_type: "ApiCallRateInsight" },
      { insight_type: "ApiErrorRateInsight" },
    ]);
  });

  it("comes after the policy of its topic, by reference", () => {
    expect(onlyResource(synthesized(EVERYTHING), "aws_cloudtrail")["sns_topic_name"]).toMatch(
      /^\$\{element\(split\(":", aws_sns_topic_policy\..*\.arn\), 5\)\}$/,
    );
    expect(resources(synthesized(MINIMAL), "aws_sns_topic")).toEqual([]);
  });

  it("registers the delegated administrator with CloudTrail, which makes the service-linked roles", () => {
    const type = "aws_cloudtrail_organization_delegated_admin_account";
    expect(onlyResource(synthesized(EVERYTHING), type)["account_id"]).toBe("333333333333");
    expect(resources(synthesized(MINIMAL), type)).toEqual([]);
  });

  it("leaves out the bucket that it delivers to, or those that it is told, or none on purpose", () => {
    const excluded = (props: Partial<Props> & Pick<OrganizationTrailProps, "logBuckets">): unknown =>
      /"not_starts_with":\[(.*?)\]/.exec(
        JSON.stringify(
          onlyResource(
            synthesized({ ...MINIMAL, selectors: [MANAGEMENT, S3_WRITES], ...props }),
            "aws_cloudtrail",
          ),
        ),
      )?.[1];
    const buckets = [BucketName.of("one"), BucketName.of("two")];
    expect(excluded({})).toBe('"arn:aws:s3:::logs/"');
    expect(excluded({ destination: { ...MINIMAL.destination, bucketName: "${data.x.y}" } })).toBe(
      '"arn:aws:s3:::${data.x.y}/"',
    );
    expect(excluded({ logBuckets: { partition: "aws", buckets } })).toBe(
      '"arn:aws:s3:::one/","arn:aws:s3:::two/"',
    );
    expect(excluded({ logBuckets: "recorded" })).toBeUndefined();
  });

  it("takes basic selectors in place of advanced ones", () => {
    const { identity, destination } = MINIMAL;
    const settings = { identity, destination };
    const basicSelectors = [
      {
        dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::ledger/", "arn:aws:s3:::logs/"] }],
      },
    ] as const;
    const trail = onlyResource(synthesized({ ...settings, basicSelectors }), "aws_cloudtrail");
    expect(trail).not.toHaveProperty("advanced_event_selector");
    expect(trail["event_selector"]).toEqual([
      {
        include_management_events: true,
        read_write_type: "All",
        data_resource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::ledger/"] }],
      },
    ]);
    const everything = [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }] as const;
    expect(() => synthesized({ ...settings, basicSelectors: everything })).toThrow(
      /^stack\/organization: basicSelectors\[0\]\.dataResources\[0\]\.values\[0\] .*log bucket/,
    );
    // @ts-expect-error: one trail has one kind of selectors
    const both: OrganizationTrailProps = { ...MINIMAL, basicSelectors };
    expect(both).toBeDefined();
  });

  it.each<[string, Partial<Props>, RegExp]>([
    [
      "no selector of management events",
      { selectors: [S3_WRITES] },
      /^stack\/organization: selectors selects no management events/,
    ],
    [
      "an opt-in home Region",
      { identity: { ...MINIMAL.identity, homeRegion: "af-south-1" as Region } },
      /identity\.homeRegion is an opt-in Region/,
    ],
    [
      "Insights into calls without write events",
      { selectors: [{ category: "Management", readOnly: true }], insights: ["api-call-rate"] },
      /write/,
    ],
    [
      "a field that the oldest provider does not know",
      {
        selectors: [
          MANAGEMENT,
          { category: "NetworkActivity", eventSource: "s3.amazonaws.com", errorCode: "VpceAccessDenied" },
        ],
      },
      /6\.2\.0/,
    ],
  ])("refuses %s", (_name, props, message) => {
    const fail = (): unknown => synthesizedText({ ...MINIMAL, ...props });
    expect(fail).toThrow(ValidationError);
    expect(fail).toThrow(message);
  });
});
