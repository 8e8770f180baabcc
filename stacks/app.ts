import { App } from "cdktf";
import type { AccountStack } from "./account-stack";
import type { AccessMode, Account, Configuration, SecuritySettings } from "./config";
import { EventBusStack } from "./event-bus-stack";
import { LogArchiveStack } from "./log-archive-stack";
import { ManagementStack } from "./management-stack";
import { SecurityStack } from "./security-stack";
import {
  EVENT_BUS_STACK,
  LOG_ARCHIVE_STACK,
  MANAGEMENT_STACK,
  SECURITY_STACK,
  teamStackName,
} from "./stack-name";
import { TeamStack } from "./team-stack";

/** The names of all stacks, in the order in which they are deployed. */
export function stackNames(configuration: Configuration): readonly string[] {
  return [
    // Before the stacks that forward events to its bus.
    ...(eventBusOf(configuration) === undefined ? [] : [EVENT_BUS_STACK]),
    LOG_ARCHIVE_STACK,
    MANAGEMENT_STACK,
    // After the management stack, which delegates to the security account what this one makes.
    ...(hasSecurityStack(configuration) ? [SECURITY_STACK] : []),
    ...configuration.teams.map(({ name }) => teamStackName(name)),
  ];
}

/** The security account and its bus, where events are forwarded to it. */
function eventBusOf({ accounts, monitoring }: Configuration): EventBusPlace | undefined {
  if (accounts.security === undefined || monitoring?.security === undefined) return undefined;
  return { account: accounts.security, settings: monitoring.security };
}

interface EventBusPlace {
  readonly account: Account;
  readonly settings: SecuritySettings;
}

/** Whether there is anything for the security stack to make. */
function hasSecurityStack({ configRules, securityHub }: Configuration): boolean {
  return configRules !== undefined || securityHub !== undefined;
}

/** Which stacks to make, and where their Terraform goes. */
export interface AppOptions {
  /** The folder that synthesis writes. */
  readonly outdir: string;
  /** The stacks to make: each stands alone. @default - all */
  readonly only?: readonly string[];
  /**
   * Whether Terraform assumes the deploy role of each account, or its plan role, where there is one. All else is the same.
   * @default "deploy"
   */
  readonly access?: AccessMode;
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
export function buildApp(given: Configuration, options: AppOptions): OrgtrailApp {
  const { access = "deploy" } = options;
  const configuration: Configuration = { ...given, terraform: { ...given.terraform, access } };
  // Traces hold paths of the machine, and the same input is to give the same output anywhere.
  // Validations have run before synthesis, for all stacks: a fault in the last leaves the first unwritten.
  const app = new App({ outdir: options.outdir, stackTraces: false, skipValidation: true });
  const wanted = new Set(options.only ?? stackNames(configuration));
  const stacks: AccountStack[] = [];
  const eventBus = eventBusOf(configuration);
  if (eventBus !== undefined && wanted.has(EVENT_BUS_STACK)) {
    stacks.push(new EventBusStack(app, configuration, eventBus.account, eventBus.settings));
  }
  if (wanted.has(LOG_ARCHIVE_STACK)) stacks.push(new LogArchiveStack(app, configuration));
  if (wanted.has(MANAGEMENT_STACK)) stacks.push(new ManagementStack(app, configuration));
  if (hasSecurityStack(configuration) && wanted.has(SECURITY_STACK)) {
    stacks.push(new SecurityStack(app, configuration));
  }
  for (const team of configuration.teams) {
    if (wanted.has(teamStackName(team.name))) stacks.push(new TeamStack(app, configuration, team));
  }
  return { app, stacks };
}
