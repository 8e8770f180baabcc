import {
  compileSelectors,
  recordsManagementEvents,
  selectorWarnings,
  type SelectorMatch,
  type TrailSelectors,
} from "../../modules/event-selectors";
import { logFolders, type TrailIdentity } from "../../modules/organization";
import { describeProblem } from "../../modules/validation";
import type { Configuration } from "../../stacks/config";
import { recipientAccountOf, type LogEvent } from "../log-files";

/** A trail of the configuration: whose events reach it, what it records of them, and where to. */
export interface ExplainedTrail {
  readonly name: string;
  /** The team whose trail it is. @default - it is the organization trail */
  readonly team?: string;
  /** The account whose events reach it. @default - those of every account of the organization */
  readonly account?: { readonly name: string; readonly id: string };
  /** The Region whose events reach it. @default - those of every Region */
  readonly region?: string;
  /** Where its log files go: `s3://bucket/prefix/`. */
  readonly destination: string;
  readonly recorded: TrailSelectors;
  /** What is legal and yet likely not meant, as sentences. */
  readonly warnings: readonly string[];
}

/** Every trail of the configuration, the organization trail first, then those of the teams by name. */
export function trailsOf(configuration: Configuration): readonly ExplainedTrail[] {
  const { trail, archive, teams } = configuration;
  return [
    {
      name: trail.identity.name,
      destination: destinationOf(archive.bucketName, logFolders(trail.identity, archive.prefix)),
      recorded: trail.recorded,
      warnings: warningsOf(trail.recorded),
    },
    ...teams.map(({ name, account, identity, allRegions, recorded, destination }) => ({
      name: identity.name,
      team: name,
      account: { name: account.name, id: account.id },
      ...(!allRegions && { region: identity.homeRegion }),
      destination: destinationOf(destination.bucketName, logFolders(identity)),
      recorded,
      warnings: [
        // What a team's trail does not see, the organization trail does.
        ...warningsOf(recorded, ({ path }) => path.length > 0),
        ...globalServiceWarnings(identity, allRegions, recorded),
      ],
    })),
  ];
}

/** The organization's own folder is the last of an organization trail's two. */
function destinationOf(bucket: string, folders: readonly string[]): string {
  return `s3://${bucket}/${folders.at(-1) ?? ""}`;
}

type Warnings = ReturnType<typeof selectorWarnings>;

function warningsOf(
  recorded: TrailSelectors,
  wanted: (warning: Warnings[number]) => boolean = () => true,
): readonly string[] {
  return selectorWarnings(recorded)
    .filter(wanted)
    .map((warning) => `${warning.property} ${describeProblem(warning)}`);
}

/** Where CloudTrail records IAM, global STS and CloudFront, in partition aws. */
const GLOBAL_SERVICES_REGION = "us-east-1";

function globalServiceWarnings(
  { partition, homeRegion }: TrailIdentity,
  allRegions: boolean,
  recorded: TrailSelectors,
): readonly string[] {
  const { read, write } = recordsManagementEvents(recorded);
  if (allRegions || !(read || write) || partition !== "aws" || homeRegion === GLOBAL_SERVICES_REGION)
    return [];
  return [
    `records ${homeRegion} alone: the events of global services, such as IAM, are in ${GLOBAL_SERVICES_REGION}`,
  ];
}

/** A trail that records an event: its place among the trails, and the selector for which it does. */
export interface TrailMatch {
  readonly trail: number;
  readonly match: SelectorMatch;
}

/** Answers which trails record an event, in the order of the trails. */
export type Router = (event: LogEvent) => readonly TrailMatch[];

/**
 * Prepares the trails for many events. An organization trail gets the events of every account, whether or not the
 * configuration names it; a team's trail those of its account, in its Region or in all. Events of global services, such as
 * IAM, say a Region too: the one in which CloudTrail records them, and a trail of another Region alone misses them.
 */
export function compileTrails(trails: readonly ExplainedTrail[]): Router {
  const compiled = trails.map(({ account, region, recorded }, trail) => ({
    trail,
    account: account?.id,
    region,
    match: compileSelectors(recorded),
  }));
  const everyAccount = compiled.filter(({ account }) => account === undefined);
  const byAccount = new Map<string, typeof compiled>();
  for (const each of compiled) {
    if (each.account === undefined) continue;
    byAccount.set(each.account, [...(byAccount.get(each.account) ?? everyAccount), each]);
  }
  return (event) => {
    const account = recipientAccountOf(event);
    const reached = (account === undefined ? undefined : byAccount.get(account)) ?? everyAccount;
    const recordings: TrailMatch[] = [];
    for (const { trail, region, match } of reached) {
      if (region !== undefined && region !== event.awsRegion) continue;
      const found = match(event);
      if (found !== undefined) recordings.push({ trail, match: found });
    }
    return recordings;
  };
}
