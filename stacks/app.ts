import { App } from "cdktf";
import type { AccountStack } from "./account-stack";
import type { Account, Configuration, SecuritySettings } from "./config";
import { LogArchiveStack } from "./log-archive-stack";
import { ManagementStack } from "./management-stack";
import { SecurityStack } from "./security-stack";
import { LOG_ARCHIVE_STACK, MANAGEMENT_STACK, SECURITY_STACK, teamStackName } from "./stack-name";
import { TeamStack } from "./team-stack";

/** The names of all stacks, in the order in which they are deployed. */
export function stackNames(configuration: Configuration): readonly string[] {
  return [
    // Before the stacks that forward events to its bus.
    ...(securityOf(configuration) === undefined ? [] : [SECURITY_STACK]),
    LOG_ARCHIVE_STACK,
    MANAGEMENT_STACK,
    ...configuration.teams.map(({ name }) => teamStackName(name)),
  ];
}

/** The security account and what stands in it, where events are forwarded to it. */
function securityOf({ accounts, monitoring }: Configuration): SecurityPlace | undefined {
  if (accounts.security === undefined || monitoring?.security === undefined) return undefined;
  return { account: accounts.security, settings: monitoring.security };
}

interface SecurityPlace {
  readonly account: Account;
  readonly settings: SecuritySettings;
}

/** Which stacks to make, and where their Terraform goes. */
export interface AppOptions {
  /** The folder that synthesis writes. */
  readonly outdir: string;
  /** The stacks to make: each stands alone. @default - all */
  readonly only?: readonly string[];
}

/** The stacks of a configuration. */
export interface OrgtrailApp {
  readonly app: App;
  /** In the order in which they are deployed. */
  readonly stacks: readonly AccountStack[];
}

/**
 * Makes the stacks. Nothing is written but the folder itself, before `app.synth()`.
 * @throws ValidationError when a construct refuses a value
 */
export function buildApp(configuration: Configuration, options: AppOptions): OrgtrailApp {
  // Traces hold paths of the machine, and the same input is to give the same output anywhere.
  // Validations have run before synthesis, for all stacks: a fault in the last leaves the first unwritten.
  const app = new App({ outdir: options.outdir, stackTraces: false, skipValidation: true });
  const wanted = new Set(options.only ?? stackNames(configuration));
  const stacks: AccountStack[] = [];
  const security = securityOf(configuration);
  if (security !== undefined && wanted.has(SECURITY_STACK)) {
    stacks.push(new SecurityStack(app, configuration, security.account, security.settings));
  }
  if (wanted.has(LOG_ARCHIVE_STACK)) stacks.push(new LogArchiveStack(app, configuration));
  if (wanted.has(MANAGEMENT_STACK)) stacks.push(new ManagementStack(app, configuration));
  for (const team of configuration.teams) {
    if (wanted.has(teamStackName(team.name))) stacks.push(new TeamStack(app, configuration, team));
  }
  return { app, stacks };
}
