import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecorderStatusCommand,
} from "@aws-sdk/client-config-service";
import type { Finder } from "./finder";

/** The AWS Config rules of the Region, in one line, and its recorder: at most the 25 rules of a page are counted. */
export const configRulesFound: Finder = async (settings) => {
  const client = new ConfigServiceClient(settings);
  const { ConfigRules = [] } = await client.send(new DescribeConfigRulesCommand({}));
  const { ConfigurationRecordersStatus = [] } = await client.send(
    new DescribeConfigurationRecorderStatusCommand({}),
  );
  return [
    ...ConfigurationRecordersStatus.map(({ name = "", recording }) => ({
      kind: "config recorder",
      name,
      details: [recording === true ? "recording" : "stopped", settings.region],
    })),
    ...(ConfigRules.length === 0
      ? []
      : [{ kind: "config rules", name: String(ConfigRules.length), details: [settings.region] }]),
  ];
};
