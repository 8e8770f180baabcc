import type { AccessLogBucketProps } from "../../modules/log-archive";
import { bucketArn, roleArn, type Region } from "../../modules/organization";
import {
  accessLogBucketPolicy,
  athenaKeyPolicy,
  athenaReaderRolePolicy,
  athenaReaderRoleTrust,
  athenaResultsBucketPolicy,
  deliveryTopicKeyPolicy,
  deliveryTopicPolicy,
  keyOwner,
  logBucketPolicy,
  logKeyPolicy,
  logValidationRolePolicy,
  logValidationRoleTrust,
  type PolicyStatement,
} from "../../modules/policy";
import type { Configuration, DeliveryTopic } from "../config";
import { blueprintOf, type Blueprint } from "./blueprint";
import type { ArchiveBlueprint } from "./log-archive";
import { complianceSubjects } from "./compliance-policies";
import { consumersOf, consumerSubjects } from "./consumer-policies";
import { guardrailSubjects } from "./guardrail-policies";
import { monitoringSubjects } from "./monitoring-policies";
import { replicaSubjects, replicatedBy } from "./replica-policies";
import { searchSubjects } from "./search-policies";
import { exampleKeyArn, partsOf, roleSubjects, teamOwner, type Owner } from "./parts";
import { accountRoleSubjects } from "./account-roles";
import { bootstrapSubjects } from "./bootstrap";
import type { Subject } from "./subject";

/**
 * Every resource of a configuration that has a policy, with the policy that is deployed, and the organization's policies
 * over them. Each policy is what the construct's own function makes of the construct's own props: there is no other.
 */
export function policiesOf(configuration: Configuration): readonly Subject[] {
  const blueprint = blueprintOf(configuration);
  const organization: Owner = {
    whose: "the organization",
    scope: "organization",
    trail: configuration.trail.identity,
    ...(configuration.archive.prefix !== undefined && { prefix: configuration.archive.prefix }),
  };
  const resources = [
    ...logArchiveSubjects(configuration, blueprint, organization),
    ...validationSubjects(blueprint, organization),
    ...athenaSubjects(blueprint, organization),
    ...consumerSubjects(blueprint, organization),
    ...replicaSubjects(blueprint, organization),
    ...searchSubjects(blueprint, organization),
    ...monitoringSubjects(configuration, blueprint, organization),
  ];
  const subjects = [
    ...resources,
    ...complianceSubjects(configuration, blueprint, organization, resources),
    ...bootstrapSubjects(configuration, organization),
    ...accountRoleSubjects(configuration, organization),
  ];
  return [...subjects, ...guardrailSubjects(configuration, subjects)];
}

/** Those of whom a bucket and a key of logs are. */
function logSubjects(owner: Owner, region: Region, { props }: ArchiveBlueprint): readonly Subject[] {
  const { partition, account, bucketName, keyAlias: alias } = props;
  const {
    readers = [],
    administrators,
    menders = [],
    policyStatements: { bucket = [], key: ofKey = [] } = {},
  } = props;
  const place = { account, region };
  const parts = {
    ...partsOf(owner, place),
    logBuckets: [bucketName],
    readers,
    administrators,
    menders,
  };
  const key = `log key of ${owner.whose}`;
  return [
    {
      ...parts,
      name: `log bucket of ${owner.whose}`,
      kind: "log bucket",
      arn: bucketArn(partition, bucketName),
      mfaDelete: props.immutability.kind === "mfa-delete",
      ...allowedBy(bucket),
      document: logBucketPolicy(props),
    },
    props.kmsKeyArn === undefined
      ? {
          ...parts,
          name: key,
          kind: "log key",
          arn: exampleKeyArn(partition, place, key),
          alias,
          ...allowedBy(ofKey),
          document: logKeyPolicy(props),
        }
      : {
          ...parts,
          ...askedOfOwner(props, props.kmsKeyArn),
          name: `${key}, as its owner is asked for it`,
          kind: "log key",
        },
  ];
}

/** The policy that a key should have which is there already: its owner sets it. */
function askedOfOwner(
  props: ArchiveBlueprint["props"],
  arn: string,
): Pick<Subject, "arn" | "ownerAccount" | "bucketAccount" | "administrators" | "document" | "askedOfOwner"> {
  const account = keyOwner(arn);
  const administrators = props.administrators.filter((role) => role.split(":")[4] === account);
  return {
    arn,
    ownerAccount: account,
    administrators,
    bucketAccount: props.account,
    document: logKeyPolicy({ ...props, account, bucketAccount: props.account, administrators }),
    askedOfOwner: true,
  };
}

/** What somebody's own statements allow. */
function allowedBy(statements: readonly PolicyStatement[]): Pick<Subject, "ownAllowed"> {
  const ownAllowed = statements.filter(({ Effect }) => Effect === "Allow");
  return ownAllowed.length === 0 ? {} : { ownAllowed };
}

function accessLogSubject(
  owner: Owner,
  whose: string,
  region: Region,
  props: AccessLogBucketProps,
  logBuckets: Subject["logBuckets"],
): Subject {
  const { partition, account, bucketName, readers = [], administrators, menders = [] } = props;
  return {
    ...partsOf(owner, { account, region }),
    name: `access-log bucket of ${whose}`,
    kind: "access-log bucket",
    arn: bucketArn(partition, bucketName),
    logBuckets,
    readers,
    administrators,
    menders,
    ...allowedBy(props.policyStatements?.accessLogs ?? []),
    document: accessLogBucketPolicy(props),
  };
}

/** The role of the function that validates log files each hour. */
function validationSubjects({ logArchive }: Blueprint, owner: Owner): readonly Subject[] {
  const { validation, organizationLogs } = logArchive;
  if (validation === undefined) return [];
  const { place, roleName, logGroupName, sources } = validation;
  const parts = { ...partsOf(owner, place), logBuckets: [organizationLogs.props.bucketName] };
  return roleSubjects(parts, place, "role of the hourly validation", "validation role", {
    roleName,
    trust: logValidationRoleTrust(place),
    permissions: logValidationRolePolicy({ ...place, logGroupName, logs: sources }),
  });
}

/** Who asks Athena, and where the answers are. */
function athenaSubjects({ analytics, logArchive }: Blueprint, owner: Owner): readonly Subject[] {
  if (analytics === undefined) return [];
  const { athena } = analytics;
  const { partition, region, account, roleName, keyAlias: alias, administrators } = athena;
  const place = { account, region };
  const role = roleArn(partition, account, roleName);
  const of = { ...athena, bucketName: athena.resultsBucketName, readers: [role] };
  const logBuckets = [logArchive.organizationLogs.props.bucketName];
  const parts = { ...partsOf(owner, place), logBuckets, readers: [role], administrators };
  const key = "key of Athena's answers";
  return [
    {
      ...parts,
      name: "bucket of Athena's answers",
      kind: "results bucket",
      arn: bucketArn(partition, of.bucketName),
      document: athenaResultsBucketPolicy(of),
    },
    {
      ...parts,
      name: key,
      kind: "results key",
      arn: exampleKeyArn(partition, place, key),
      alias,
      document: athenaKeyPolicy(of),
    },
    ...roleSubjects(
      { ...parts, readers: athena.readers, administrators: [] },
      { partition, account },
      "role that asks Athena",
      "asking role",
      {
        roleName,
        trust: athenaReaderRoleTrust(partition, athena.readers),
        permissions: athenaReaderRolePolicy(athena),
      },
    ),
  ];
}

function deliveryTopicSubjects(
  owner: Owner,
  { arn, isMade }: DeliveryTopic,
  logBuckets: Subject["logBuckets"],
): readonly Subject[] {
  const { trail } = owner;
  const place = { account: trail.account, region: trail.homeRegion };
  const parts = { ...partsOf(owner, place), logBuckets };
  const topic = { ...parts, kind: "delivery topic", arn, document: deliveryTopicPolicy(trail, arn) } as const;
  if (!isMade)
    return [{ ...topic, name: "delivery topic, as its owner is asked for it", askedOfOwner: true }];
  const key = "delivery topic key";
  return [
    { ...topic, name: "delivery topic" },
    {
      ...parts,
      name: key,
      kind: "delivery topic key",
      arn: exampleKeyArn(trail.partition, place, key),
      document: deliveryTopicKeyPolicy(trail),
    },
  ];
}

function logArchiveSubjects(
  { teams, trail }: Configuration,
  blueprint: Blueprint,
  organization: Owner,
): readonly Subject[] {
  const { analytics, logArchive, search, teamArchives, teams: teamStacks } = blueprint;
  const replication = replicatedBy(blueprint);
  const { accessLogs, organizationLogs, configBucket, region } = logArchive;
  const teamLogs = [logArchive, ...teamArchives].flatMap((stack) => stack.teamLogs);
  const own = organizationLogs.props.bucketName;
  const central = new Map(teamLogs.map((archive) => [archive.team, archive]));
  // The access of every bucket of the log archive is logged: to that of AWS Config, and of Athena's answers, too.
  const logged = [
    own,
    ...teams.flatMap(({ name }) => central.get(name)?.props.bucketName ?? []),
    ...(configBucket ? [configBucket.bucketName] : []),
    ...(analytics ? [analytics.athena.resultsBucketName] : []),
    ...(search?.logArchive ? [search.search.place.bucketName] : []),
  ];
  const stacks = new Map(teamStacks.map((stack) => [stack.team, stack]));
  return [
    ...logSubjects(organization, region, organizationLogs).map((subject) => ({
      ...subject,
      ...(replication && { replication }),
      ...(logArchive.handOn && { consumers: consumersOf(logArchive.handOn) }),
    })),
    accessLogSubject(organization, "the log archive", region, accessLogs, logged),
    ...(trail.deliveryTopic ? deliveryTopicSubjects(organization, trail.deliveryTopic, [own]) : []),
    ...teams.flatMap((team): readonly Subject[] => {
      const owner = teamOwner(team);
      const archive = central.get(team.name);
      if (archive !== undefined) return logSubjects(owner, region, archive);
      const stack = stacks.get(team.name);
      if (stack?.ownLogs === undefined) return [];
      const { ownLogs } = stack;
      return [
        ...logSubjects(owner, stack.region, ownLogs),
        accessLogSubject(owner, owner.whose, stack.region, ownLogs.accessLogs, [ownLogs.props.bucketName]),
      ];
    }),
  ];
}
