import type { Region } from "../../modules/organization";
import { archiveSettings } from "./archive/resolve";
import { configRuleSettings } from "./config-rules/resolve";
import type { Configuration } from "./configuration";
import type { SoundFiles } from "./draft";
import { guardrailSettings } from "./guardrails/resolve";
import { monitoringSettings } from "./monitoring/resolve";
import { accountNamed } from "./organization/resolve";
import { securityHubSettings } from "./security-hub/resolve";
import { resolveTeam } from "./teams/resolve";
import { terraformSettings } from "./terraform/resolve";
import { organizationTrailSettings } from "./trail/resolve";

/** The configuration from files that the schemas and checks have found sound. */
export function resolve(files: SoundFiles): Configuration {
  const { organization: file, teams } = files;
  const { name, id, partition, homeRegion, accounts } = file.organization;
  const trail = organizationTrailSettings(files);
  const monitoring = monitoringSettings(files);
  const configRules = configRuleSettings(files, trail, monitoring);
  const securityHub = securityHubSettings(files, trail);
  const guardrails = guardrailSettings(files);
  const menders = configRules?.bucketMenders ?? [];
  return {
    name,
    organization: id,
    partition,
    homeRegion: homeRegion as Region,
    accounts: {
      management: accountNamed(files, "management"),
      logArchive: accountNamed(files, "logArchive"),
      ...(accounts.security !== undefined && { security: accountNamed(files, "security") }),
    },
    terraform: terraformSettings(file),
    archive: archiveSettings(files, menders),
    trail,
    ...(monitoring !== undefined && { monitoring }),
    ...(configRules !== undefined && { configRules }),
    ...(securityHub !== undefined && { securityHub }),
    ...(guardrails !== undefined && { guardrails }),
    acceptedChanges: file.acceptedChanges,
    teams: teams.map((team) => resolveTeam(files, team, menders)),
    tags: file.tags,
  };
}
