import { App } from "cdktf";
import type { AccountStack } from "./account-stack";
import { blueprintOf, stacksOf, type BootstrapBlueprint } from "./blueprint";
import { BootstrapStack } from "./bootstrap";
import type { AccessMode, Configuration } from "./config";
import { addMoves, keepFormerKeys, MOVES, type Relocation } from "./moved";
import { AnalyticsStack } from "./analytics";
import { ReplicaStack } from "./replica";
import { SearchStack } from "./search";
import {
  EventBusStack,
  LogArchiveStack,
  ManagementStack,
  SecurityStack,
  TeamArchivesStack,
  TeamStack,
} from "./stacks";

/** The names of all stacks, in the order in which they are deployed. */
export function stackNames(configuration: Configuration): readonly string[] {
  return stacksOf(blueprintOf(configuration)).map(({ name }) => name);
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
  /** What stood elsewhere in the releases before. @default - what has moved since the first release of orgtrail */
  readonly moves?: readonly Relocation[];
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
  const { access = "deploy", moves = MOVES } = options;
  const blueprint = blueprintOf({ ...given, terraform: { ...given.terraform, access } });
  // Traces hold paths of the machine, and the same input is to give the same output anywhere.
  // Validations have run before synthesis, for all stacks: a fault in the last leaves the first unwritten.
  const app = new App({ outdir: options.outdir, stackTraces: false, skipValidation: true });
  const { eventBus, replica, logArchive, teamArchives, management, security, teams, analytics, search } =
    blueprint;
  const wanted = new Set(options.only ?? stacksOf(blueprint).map(({ name }) => name));
  const stacks: AccountStack[] = [];
  if (eventBus && wanted.has(eventBus.name)) stacks.push(new EventBusStack(app, eventBus));
  if (replica && wanted.has(replica.name)) stacks.push(new ReplicaStack(app, replica));
  if (wanted.has(logArchive.name)) stacks.push(new LogArchiveStack(app, logArchive));
  for (const archive of teamArchives)
    if (wanted.has(archive.name)) stacks.push(new TeamArchivesStack(app, archive));
  if (search && wanted.has(search.name)) stacks.push(new SearchStack(app, search));
  if (wanted.has(management.name)) stacks.push(new ManagementStack(app, management));
  if (security && wanted.has(security.name)) stacks.push(new SecurityStack(app, security));
  for (const team of teams) if (wanted.has(team.name)) stacks.push(new TeamStack(app, team));
  if (analytics && wanted.has(analytics.name)) stacks.push(new AnalyticsStack(app, analytics));
  for (const stack of stacks) {
    addMoves(stack, moves);
    keepFormerKeys(stack);
  }
  return { app, stacks };
}

/**
 * The stacks of these accounts, apart from those of the app: an administrator deploys them, and no pipeline can.
 * @throws ValidationError when a construct refuses a value
 */
export function buildBootstrap(blueprints: readonly BootstrapBlueprint[], outdir: string): App {
  const app = new App({ outdir, stackTraces: false });
  for (const blueprint of blueprints) new BootstrapStack(app, blueprint);
  return app;
}
