import { SENSITIVE, UNKNOWN } from "../../../../../tools/plan/change";
import { created, destroyed, forgotten, hiding, replaced, updated } from "../plans";
import { TRAIL } from "../resources";
import type { Row } from "./row";

const trail = (changes: Parameters<typeof updated>[2]) => updated("aws_cloudtrail", TRAIL, changes);

/** What nobody sees, or nobody will see any more. */
export const UNSEEN_ROWS: readonly Row[] = [
  {
    rule: "template-not-expected",
    when: "an attribute has a template that orgtrail does not make",
    change: trail({ s3_key_prefix: "root:x:0:0" }),
    asides: [
      {
        rule: "template-not-expected",
        address: "aws_cloudtrail.it",
        what: 's3_key_prefix has the template ${file("/etc/passwd")}',
      },
    ],
    says: ['s3_key_prefix has the template ${file("/etc/passwd")}'],
  },
  {
    rule: "template-not-expected",
    when: "another resource has one",
    change: trail({ s3_key_prefix: "x" }),
    asides: [
      {
        ...{ rule: "template-not-expected", address: "aws_cloudtrail.other" },
        what: "name has the template ${terraform.workspace}",
      },
    ],
    says: [],
  },
  ...(
    [
      "command-run",
      "output-changed",
      "plan-not-known",
      "state-elsewhere",
      "state-weakened",
      "deployed-elsewhere",
      "safeguard-removed",
    ] as const
  ).flatMap((rule): readonly Row[] => {
    const aside = { rule, address: "aws_cloudtrail.it", what: "this is so" };
    const change = trail({ s3_key_prefix: "x" });
    return [
      {
        rule,
        when: "it is told of the resource that changes",
        change,
        asides: [aside],
        says: ["this is so"],
      },
      { rule, when: "it is told of another", change, asides: [{ ...aside, address: "plan" }], says: [] },
    ];
  }),
  {
    rule: "value-not-known",
    when: "the key is known only after apply",
    change: trail({ kms_key_id: UNKNOWN }),
    says: ['kms_key_id was "arn:aws:kms:us-east-1:222222222222:key/1111", and is known only after apply'],
  },
  {
    rule: "value-not-known",
    when: "the role that delivers to the log group is not known",
    change: trail({ cloud_watch_logs_role_arn: UNKNOWN }),
    says: ["cloud_watch_logs_role_arn was "],
  },
  {
    rule: "value-not-known",
    when: "a prefix is another, and hidden",
    change: hiding(trail({ s3_key_prefix: "x" }), "s3_key_prefix"),
    says: ["s3_key_prefix changes, and is marked sensitive"],
  },
  {
    rule: "value-not-known",
    when: "what decides is another and hidden, which another rule tells",
    change: hiding(trail({ enable_logging: false }), "enable_logging"),
    says: [],
  },
  {
    rule: "value-hidden",
    when: "logging is another, and hidden",
    change: hiding(trail({ enable_logging: false }), "enable_logging"),
    says: ["enable_logging changes, and is marked sensitive"],
  },
  {
    rule: "value-hidden",
    when: "all is hidden, and what decides changes",
    change: hiding(trail({ tags: {}, kms_key_id: null }), "kms_key_id", "tags"),
    says: ["kms_key_id changes"],
  },
  {
    rule: "value-hidden",
    when: "a policy is another, and hidden",
    change: hiding(updated("aws_kms_key", { policy: "{}" }, { policy: "[]" }), "policy"),
    says: ["policy changes"],
  },
  {
    rule: "value-hidden",
    when: "what is hidden stays, and something else changes",
    change: updated("aws_cloudtrail", { ...TRAIL, enable_logging: SENSITIVE }, { tags: { a: "b" } }),
    says: [],
  },
  {
    rule: "value-hidden",
    when: "what changes and is hidden decides nothing",
    change: hiding(trail({ tags: { a: "b" } }), "tags"),
    says: [],
  },
  {
    rule: "value-not-known",
    when: "a value that nobody judges is not known",
    change: trail({ arn: UNKNOWN }),
    says: [],
  },
  {
    rule: "protection-forgotten",
    when: "a trail is forgotten",
    change: forgotten("aws_cloudtrail", TRAIL),
    says: ["it leaves the state"],
  },
  {
    rule: "protection-forgotten",
    when: "a resource is forgotten that no rule looks at",
    change: forgotten("aws_cloudwatch_dashboard", { dashboard_name: "acme" }),
    says: ["it leaves the state"],
  },
  {
    rule: "protection-forgotten",
    when: "a resource is destroyed, which others judge",
    change: destroyed("aws_cloudwatch_composite_alarm", { alarm_name: "acme" }),
    says: [],
  },
  {
    rule: "weak-from-the-start",
    when: "a new trail has no validation",
    change: created("aws_cloudtrail", { ...TRAIL, enable_log_file_validation: false }),
    says: ["enable_log_file_validation is false; orgtrail sets true"],
  },
  {
    rule: "value-not-known",
    when: "whether a new trail logs is hidden",
    change: created("aws_cloudtrail", { ...TRAIL, enable_logging: SENSITIVE }),
    says: ["enable_logging is marked sensitive"],
  },
  {
    rule: "value-not-known",
    when: "what AWS gives to a new trail is not known yet",
    change: created("aws_cloudtrail", { ...TRAIL, kms_key_id: UNKNOWN }),
    says: [],
  },
  {
    rule: "type-not-judged",
    when: "a grant on a key is made",
    change: created("aws_kms_grant", { operations: ["Decrypt"] }),
    says: ["no rule knows what aws_kms_grant does"],
  },
  {
    rule: "type-not-judged",
    when: "a command of Terraform's is run again",
    change: replaced("terraform_data", { input: 1 }, { input: 2 }),
    says: ["no rule knows what terraform_data does"],
  },
  {
    rule: "type-not-judged",
    when: "an inventory is taken away",
    change: destroyed("aws_s3_bucket_inventory", { bucket: "a" }),
    says: ["no rule knows what aws_s3_bucket_inventory does"],
  },
  {
    rule: "type-not-judged",
    when: "a type is forgotten, which another rule tells",
    change: forgotten("aws_kms_grant", { operations: ["Decrypt"] }),
    says: [],
  },
  {
    rule: "type-not-judged",
    when: "a dashboard shows something else",
    change: updated("aws_cloudwatch_dashboard", { dashboard_body: "{}" }, { dashboard_body: "" }),
    says: [],
  },
  {
    rule: "attribute-not-judged",
    when: "the key of an archive comes out of a store of its own",
    change: updated("aws_kms_key", { custom_key_store_id: null }, { custom_key_store_id: "cks-1" }),
    says: ["no rule knows what custom_key_store_id does"],
  },
  {
    rule: "attribute-not-judged",
    when: "a later version of the provider knows more of a topic",
    change: updated("aws_sns_topic", { name: "a" }, { data_protection_policy: "{}" }),
    says: ["no rule knows what data_protection_policy does"],
  },
  {
    rule: "attribute-not-judged",
    when: "a key is made anew for something else",
    change: replaced("aws_kms_key", { key_usage: "ENCRYPT_DECRYPT" }, { key_usage: "SIGN_VERIFY" }),
    says: ["no rule knows what key_usage does"],
  },
  {
    rule: "attribute-not-judged",
    when: "what changes says nothing",
    change: updated(
      "aws_cloudwatch_log_group",
      { skip_destroy: false, tags: {}, tags_all: {} },
      { skip_destroy: true, tags: { a: "b" }, tags_all: { a: "b" } },
    ),
    says: [],
  },
  {
    rule: "attribute-not-judged",
    when: "what changes is judged by another rule",
    change: updated("aws_kms_key", { enable_key_rotation: true }, { enable_key_rotation: false }),
    says: [],
  },
  {
    rule: "attribute-not-judged",
    when: "the type is judged by nobody, which another rule tells",
    change: updated("aws_kms_grant", { operations: [] }, { operations: ["Decrypt"] }),
    says: [],
  },
  {
    rule: "weak-from-the-start",
    when: "a new recorder leaves out types that rules look at",
    change: created("aws_config_configuration_recorder", {
      name: "default",
      recording_group: [{ all_supported: false, resource_types: ["AWS::S3::Bucket", "AWS::KMS::Key"] }],
    }),
    says: ["it leaves out types that rules look at; orgtrail records AWS::CloudTrail::Trail, "],
  },
  {
    rule: "weak-from-the-start",
    when: "a new recorder leaves out one type of all",
    change: created("aws_config_configuration_recorder", {
      name: "default",
      recording_group: [
        {
          all_supported: false,
          exclusion_by_resource_types: [{ resource_types: ["AWS::CloudTrail::Trail"] }],
          recording_strategy: [{ use_only: "EXCLUSION_BY_RESOURCE_TYPES" }],
        },
      ],
    }),
    says: ["it leaves out types that rules look at"],
  },
  {
    rule: "weak-from-the-start",
    when: "a new recorder records all",
    change: created("aws_config_configuration_recorder", {
      name: "default",
      recording_group: [{ all_supported: true }],
    }),
    says: [],
  },
  {
    rule: "weak-from-the-start",
    when: "AWS Config gets a channel where the configuration has none",
    change: created("aws_config_delivery_channel", { name: "default", s3_bucket_name: "elsewhere" }),
    says: ['it delivers to "elsewhere"; orgtrail makes no channel'],
  },
  {
    rule: "weak-from-the-start",
    when: "a new channel delivers to a bucket that is made with it",
    change: created("aws_config_delivery_channel", { name: "default", s3_bucket_name: UNKNOWN }),
    says: [],
  },
  {
    rule: "weak-from-the-start",
    when: "a new trail has all",
    change: created("aws_cloudtrail", TRAIL),
    says: [],
  },
];
