import type { ComplianceTopic, MetBy } from "../topic";

/** The constructs that make keys, and their modules. */
const KEYS = {
  LogArchive: "log-archive",
  MonitoringKey: "monitoring",
  OrganizationTrail: "organization-trail",
} as const;

/** An argument of the keys of logs, or of those that another construct makes. */
function ofKey(argument: string, is?: MetBy["is"], construct: keyof typeof KEYS = "LogArchive"): MetBy {
  return {
    module: KEYS[construct],
    construct,
    resource: "aws_kms_key",
    argument,
    ...(is !== undefined && { is }),
  };
}

/** What is asked of the keys of logs. */
export const KEY_TOPICS: readonly ComplianceTopic[] = [
  {
    id: "key-rotation",
    title: "The keys of logs, log groups and topics are rotated",
    securityHub: ["KMS.4"],
    configRules: ["key-rotation"],
    controls: [],
    metBy: [
      ofKey("enable_key_rotation", true),
      ofKey("enable_key_rotation", true, "MonitoringKey"),
      ofKey("enable_key_rotation", true, "OrganizationTrail"),
    ],
  },
  {
    id: "key-not-deleted",
    title: "No key of the logs is about to be deleted",
    securityHub: ["KMS.3"],
    configRules: ["key-not-deleted"],
    controls: ["log-key-changed"],
    metBy: [ofKey("lifecycle.prevent_destroy", true), ofKey("deletion_window_in_days")],
  },
  {
    id: "key-not-public",
    title: "The keys of the logs are not public",
    securityHub: ["KMS.5"],
    configRules: [],
    controls: [],
    metBy: [ofKey("policy", "aws:SourceArn")],
  },
  {
    id: "key-decryption",
    title: "No IAM policy lets somebody decrypt with all keys",
    securityHub: ["KMS.1", "KMS.2"],
    configRules: [],
    controls: [],
    metBy: [],
    leftToYou:
      "Look through the policies of your own users and roles. orgtrail makes none that decrypts with all keys.",
  },
];
