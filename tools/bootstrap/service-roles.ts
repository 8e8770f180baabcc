import { CONFIG_SERVICE_ROLE } from "../../modules/organization";
import type { Configuration } from "../../stacks/config";
import { awsSentence, IamReader } from "../aws";
import type { Prerequisite, SettingsOf, Switches } from "./findings";

/**
 * The role of AWS Config's own in each account that gets a recorder, which records with it. It is in no state: AWS Config needs it
 * after orgtrail, too.
 */
export async function serviceRoleFindings(
  { accounts, configRules, homeRegion }: Configuration,
  settingsOf: SettingsOf,
): Promise<Switches> {
  const { management, logArchive, security } = accounts;
  const ids = configRules?.recorders?.accountIds ?? [];
  const wanted = [management, logArchive, ...(security ? [security] : [])].filter(({ id }) =>
    ids.includes(id),
  );
  const asked = await Promise.all(
    wanted.map(async ({ name, id }) => {
      const iam = new IamReader(settingsOf(id, homeRegion));
      const of = (status: Prerequisite["status"], ...details: readonly string[]): Prerequisite => ({
        account: { name, id },
        ...{ what: `role ${CONFIG_SERVICE_ROLE.name}`, status, details },
      });
      try {
        const trust = await iam.roleTrust(CONFIG_SERVICE_ROLE.name);
        return { iam, finding: of(trust === undefined ? "missing" : "exists") };
      } catch (error) {
        return { iam, finding: of("unusable", awsSentence(error)) };
      }
    }),
  );
  return {
    findings: asked.map(({ finding }) => finding),
    complete: async (progress) => {
      for (const { iam, finding } of asked) {
        if (finding.status !== "missing") continue;
        progress(`${finding.account.name}: making ${finding.what}`);
        await iam.makeServiceLinkedRole(CONFIG_SERVICE_ROLE.service);
      }
    },
  };
}
