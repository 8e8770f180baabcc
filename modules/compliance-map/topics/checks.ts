import type { ComplianceTopic, MetBy } from "../topic";

/** An argument of a resource that checks. */
function ofCheck(construct: string, resource: string, argument: string, is: boolean | string): MetBy {
  return { module: "compliance", construct, resource, argument, is };
}

/** What is asked of what checks the audit log. */
export const CHECK_TOPICS: readonly ComplianceTopic[] = [
  {
    id: "config-recorder",
    title: "AWS Config records, with its service-linked role",
    securityHub: ["Config.1"],
    configRules: [],
    controls: [],
    metBy: [
      ofCheck(
        "ConfigRecorder",
        "aws_config_configuration_recorder",
        "role_arn",
        "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
      ),
      ofCheck("ConfigRecorder", "aws_config_configuration_recorder", "recording_group.all_supported", true),
      ofCheck("ConfigRecorder", "aws_config_configuration_recorder_status", "is_enabled", true),
    ],
    leftToYou:
      "Ask for recorders where accounts have none, with recordEverything: true. They stand in the home Region; CIS asks for one in each Region and account.",
  },
  {
    id: "security-hub",
    title: "Security Hub is enabled",
    cisBesides: { "v3.0": "4.16", "v5.0": "4.16" },
    securityHub: [],
    configRules: [],
    controls: [],
    metBy: [ofCheck("SecurityHub", "aws_securityhub_account", "auto_enable_controls", true)],
    leftToYou:
      "Switch securityHub on. It stands in the home Region of the management, log-archive and security account; enable it in others yourself.",
  },
];
