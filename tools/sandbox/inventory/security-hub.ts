import { GetEnabledStandardsCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import type { Finder } from "./finder";

/** The standards that Security Hub checks in the Region. */
export const securityStandards: Finder = async (settings) => {
  const { StandardsSubscriptions = [] } = await new SecurityHubClient(settings).send(
    new GetEnabledStandardsCommand({}),
  );
  return StandardsSubscriptions.map(({ StandardsArn = "" }) => ({
    kind: "security standard",
    name: StandardsArn.replace(/^.*:(standards|ruleset)\//, ""),
    details: [settings.region],
  }));
};
