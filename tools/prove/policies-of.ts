import {
  bucketArn,
  deliveryTopicName,
  topicArn,
  type AccountId,
  type LogPrefix,
  type Region,
  type TeamName,
  type TrailIdentity,
} from "../../modules/organization";
import {
  accessLogBucketPolicy,
  deliveryTopicKeyPolicy,
  deliveryTopicPolicy,
  logBucketPolicy,
  logKeyPolicy,
} from "../../modules/policy";
import type { AccessLogSettings, Configuration, LogStore, Team } from "../../stacks/config";
import { complianceSubjects } from "./compliance-policies";
import { guardrailSubjects } from "./guardrail-policies";
import { monitoringSubjects } from "./monitoring-policies";
import { keyArn, type Parts } from "./parts";
import type { Subject, SubjectScope } from "./subject";

/** A bucket and a key for logs, in an account. */
interface Place {
  readonly whose: string;
  readonly scope: SubjectScope;
  readonly team?: TeamName;
  readonly account: AccountId;
  readonly region: Region;
  readonly store: LogStore;
  readonly trail: TrailIdentity;
  readonly prefix?: LogPrefix;
  readonly memberAccess?: boolean;
}

function partsOf({ scope, team, account, region, store, trail, prefix }: Place): Parts {
  return {
    scope,
    ...(team !== undefined && { team }),
    ownerAccount: account,
    region,
    trail,
    ...(prefix !== undefined && { prefix }),
    logBuckets: [store.bucketName],
    readers: store.readers,
    administrators: store.administrators,
    menders: store.menders,
  };
}

function logSubjects(configuration: Configuration, place: Place): readonly Subject[] {
  const { partition, organization, archive, terraform } = configuration;
  const { whose, account, region, store, trail, prefix, memberAccess = false } = place;
  const key = `log key of ${whose}`;
  const settings = {
    partition,
    account,
    trails: [trail],
    readers: store.readers,
    administrators: store.administrators,
    ...(memberAccess && { memberAccess: { organization } }),
    destroyable: !terraform.destroyProtection,
  };
  return [
    {
      ...partsOf(place),
      name: `log bucket of ${whose}`,
      kind: "log bucket",
      arn: bucketArn(partition, store.bucketName),
      document: logBucketPolicy({
        ...settings,
        bucket: store.bucketName,
        menders: store.menders,
        ...(prefix !== undefined && { prefix }),
        minimumTlsVersion: archive.minimumTlsVersion,
      }),
    },
    {
      ...partsOf(place),
      name: key,
      kind: "log key",
      arn: keyArn(partition, region, account, key),
      document: logKeyPolicy(settings),
    },
  ];
}

function accessLogSubject(
  configuration: Configuration,
  place: Place,
  settings: AccessLogSettings,
  logBuckets: Subject["logBuckets"],
): Subject {
  const { partition, archive, terraform } = configuration;
  const { bucketName, sources } = settings;
  return {
    ...partsOf(place),
    name: `access-log bucket of ${place.scope === "own team" ? place.whose : "the log archive"}`,
    kind: "access-log bucket",
    arn: bucketArn(partition, bucketName),
    logBuckets,
    document: accessLogBucketPolicy({
      partition,
      account: place.account,
      bucket: bucketName,
      sources,
      readers: place.store.readers,
      administrators: place.store.administrators,
      menders: place.store.menders,
      minimumTlsVersion: archive.minimumTlsVersion,
      destroyable: !terraform.destroyProtection,
    }),
  };
}

function topicSubjects(configuration: Configuration, place: Place): readonly Subject[] {
  const { partition, trail } = configuration;
  const { identity } = trail;
  const { account, homeRegion: region } = identity;
  const arn = topicArn(partition, region, account, deliveryTopicName(identity.name));
  const key = "delivery topic key";
  const parts = {
    ...partsOf(place),
    ownerAccount: account,
    region,
    readers: [],
    administrators: [],
    menders: [],
  };
  return [
    {
      ...parts,
      name: "delivery topic",
      kind: "delivery topic",
      arn,
      document: deliveryTopicPolicy(identity, arn),
    },
    {
      ...parts,
      name: key,
      kind: "delivery topic key",
      arn: keyArn(partition, region, account, key),
      document: deliveryTopicKeyPolicy(identity),
    },
  ];
}

function organizationPlace(configuration: Configuration): Place {
  const { accounts, homeRegion, archive, trail } = configuration;
  return {
    whose: "the organization",
    scope: "organization",
    account: accounts.logArchive.id,
    region: homeRegion,
    store: archive,
    trail: trail.identity,
    ...(archive.prefix !== undefined && { prefix: archive.prefix }),
    memberAccess: archive.memberAccess,
  };
}

function teamPlace(configuration: Configuration, team: Team): Place {
  const own = team.destination.kind === "own";
  return {
    whose: `team ${team.name}`,
    scope: own ? "own team" : "central team",
    team: team.name,
    account: own ? team.account.id : configuration.accounts.logArchive.id,
    region: own ? team.identity.homeRegion : configuration.homeRegion,
    store: team.destination,
    trail: team.identity,
  };
}

/**
 * Every resource of a configuration that has a policy, with the policy that is deployed, and the organization's policies
 * over them. A test compares them with what is synthesized, so that nothing is proven of a policy that nobody deploys.
 */
export function policiesOf(configuration: Configuration): readonly Subject[] {
  const resources = [...logArchiveSubjects(configuration), ...monitoringSubjects(configuration)];
  const subjects = [...resources, ...complianceSubjects(configuration, resources)];
  return [...subjects, ...guardrailSubjects(configuration, subjects)];
}

function logArchiveSubjects(configuration: Configuration): readonly Subject[] {
  const { archive, configRules, teams, trail } = configuration;
  const organization = organizationPlace(configuration);
  const central = teams.filter(({ destination }) => destination.kind === "central");
  const { recorders } = configRules ?? {};
  // The access of every bucket of the log archive is logged, that of the one to which AWS Config delivers too.
  const logged = [
    archive,
    ...central.map(({ destination }) => destination),
    ...(recorders ? [recorders] : []),
  ];
  return [
    ...logSubjects(configuration, organization),
    accessLogSubject(
      configuration,
      organization,
      archive.accessLogs,
      logged.map(({ bucketName }) => bucketName),
    ),
    ...(trail.deliveryNotifications ? topicSubjects(configuration, organization) : []),
    ...teams.flatMap((team) => {
      const place = teamPlace(configuration, team);
      const { destination } = team;
      return [
        ...logSubjects(configuration, place),
        ...(destination.kind === "own"
          ? [accessLogSubject(configuration, place, destination.accessLogs, [destination.bucketName])]
          : []),
      ];
    }),
  ];
}
