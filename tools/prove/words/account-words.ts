import {
  bucketArn,
  consumerTopicName,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  roleArn,
  type ConsumerName,
} from "../../../modules/organization";
import { permissionsBoundaryArn, throughOpenSearch, throughServerless } from "../../../modules/policy";
import { isOn, oneOf, unlike, whereOn, type Vocabulary } from "./word";

/** Words of what guardrails know by another name than those that begin as orgtrail's do, and of what Terraform makes with the roles of an account. */
export const ACCOUNT_WORDS = {
  otherTrails: (_, { guardrails, name }) =>
    unlike(guardrails?.names.trails, `${name}-organization-trail`, `${name}-team-`),
  otherBuckets: (_, { guardrails, name }) => unlike(guardrails?.names.buckets, `${name}-cloudtrail-`),
  otherLogGroups: (_, { guardrails, name }) => unlike(guardrails?.names.logGroups, `/orgtrail/${name}/`),
  planTaker: ({ terraform }, { partition }) =>
    terraform && roleArn(partition, terraform.pipelineAccount, pipelinePlanRoleName(terraform.names.name)),
  deployTaker: ({ terraform }, { partition }) =>
    terraform && roleArn(partition, terraform.pipelineAccount, pipelineDeployRoleName(terraform.names.name)),
  boundary: ({ terraform }) => terraform && permissionsBoundaryArn(terraform.names, terraform.account),
  ownTrails: ({ terraform }, { name }) => [
    `${name}-organization-trail`,
    `${name}-team-*`,
    ...unlike(terraform?.names.trails, `${name}-organization-trail`, `${name}-team-`),
  ],
  ownBuckets: ({ terraform }, { name }) => [
    `${name}-cloudtrail-*`,
    ...unlike(terraform?.names.buckets, `${name}-cloudtrail-`),
  ],
  ownLogGroups: ({ terraform }, { name }) => [
    `/orgtrail/${name}/*`,
    ...unlike(terraform?.names.logGroups, `/orgtrail/${name}/`),
  ],
  ownBus: ({ terraform }, { name }) =>
    terraform && terraform.eventBusAccount === terraform.account ? `${name}-orgtrail` : undefined,
  busHere: ({ terraform }) =>
    terraform?.eventBusAccount === terraform?.account ? terraform?.account : undefined,
  delegatingOrganization: ({ terraform }) =>
    (terraform?.organization?.delegates ?? []).length > 0 ? terraform?.organization?.id : undefined,
} as const satisfies Vocabulary;

/** Words of what is validated, checked and mended, of where log files go, and of what they are asked with. */
export const FEATURE_WORDS = {
  archivePrefix: (_, { archive }) => (archive.prefix === undefined ? "" : `${archive.prefix}/`),
  validatedKeys: (_, { partition, accounts, archive, teams }) => {
    const inArchive = `arn:${partition}:kms:${archive.region}:${accounts.logArchive.id}:key/*`;
    return [
      archive.kmsKeyArn ?? inArchive,
      ...teams.map(
        ({ destination: { kind, kmsKeyArn }, identity: { homeRegion: region, account } }) =>
          kmsKeyArn ?? (kind === "own" ? `arn:${partition}:kms:${region}:${account}:key/*` : inArchive),
      ),
    ];
  },
  validatedHere: whereOn("validation"),
  // Known by their names, or by their tag, where a role names families.
  checkedBuckets: ({ mends }, { configRules }) =>
    mends &&
    (configRules?.scope.taggedBuckets?.arns ?? [
      ...mends.checked.logBuckets,
      ...mends.checked.accessLogBuckets,
    ]),
  askedHere: whereOn("athena"),
  consumerTakers: ({ consumers: [one] = [] }, { partition }) =>
    one && (one.principal ?? `arn:${partition}:iam::${one.account}:role/*`),
  consumerOfQueue: ({ consumers, kind }) =>
    kind === "consumer queue" ? consumers?.map((each) => each.roleArn) : undefined,
  consumerTaker: ({ consumers: [one] = [] }, { partition }) =>
    one && oneOf(one.principal ?? `arn:${partition}:iam::${one.account}:role/Consumer`),
  consumerWithoutId: ({ consumers: [one] = [] }) =>
    one?.externalId === undefined ? one?.account : undefined,
  consumedKeys: (_, { accounts, archive, partition }) =>
    archive.kmsKeyArn ?? `arn:${partition}:kms:${archive.region}:${accounts.logArchive.id}:key/*`,
  consumerTopics: (_, { features, name }) =>
    features.includes("consumers") ? consumerTopicName(name, "*" as ConsumerName) : undefined,
  consumedHere: whereOn("consumers"),
  // The role that makes the second copy, where it copies to.
  copier: ({ kind, replication }) =>
    kind === "replica bucket" || kind === "replica key" ? replication?.roleArn : undefined,
  // That role, where locks are copied too.
  copiesLocks: ({ replication }) => (replication?.locked === true ? replication.roleArn : undefined),
  replicatedHere: whereOn("replica"),
  searchedHere: whereOn("search"),
  searchedWithin: (_, { analytics }) => analytics?.search?.place.subnetIds && analytics.search.place.account,
  withinHere: whereOn("searchVpc"),
  madeHere: whereOn("searchDomain"),
  domainMade: (_, { features, name }) => (features.includes("searchDomain") ? name : undefined),
  unsigned: (_, { analytics }) => (analytics?.search?.newDomain?.saml === undefined ? undefined : "true"),
  throughOpenSearch: (_, { partition }) => throughOpenSearch(partition),
  madeThrough: (subject, { partition }) => [
    ...(isOn("searchDomain", subject) ? [throughOpenSearch(partition)] : []),
    ...(isOn("searchCollection", subject) ? [throughServerless(partition)] : []),
  ],
  throughServerless: (_, { partition }) => throughServerless(partition),
  networkHere: whereOn("searchDomain", "searchCollection"),
  collectionHere: whereOn("searchCollection"),
  collectionMade: (_, { features, accounts }) =>
    features.includes("searchCollection") ? accounts.logArchive.id : undefined,
  // Of the boundary: what is a feature's has statements of its own.
  boundBuckets: ({ terraform }, { name, accounts }) => [
    `${name}-cloudtrail-*`,
    ...unlike(
      terraform?.names.buckets,
      `${name}-cloudtrail-`,
      `${name}-orgtrail-${terraform?.account ?? accounts.logArchive.id}-`,
    ),
  ],
  searched: (_, { features, name }) => (features.includes("search") ? name : undefined),
  unsearched: (_, { features, name }) => (features.includes("search") ? undefined : name),
  sendingAccount: ({ terraform }) =>
    terraform?.names.logDestination === undefined ? undefined : terraform.account,
  // The buckets of features, which guardrails know by one pattern where several have one.
  featureBuckets: (_, { accounts, analytics, name, partition }) => {
    const { athena, search } = analytics ?? {};
    if (athena && search) return `arn:${partition}:s3:::${name}-orgtrail-${accounts.logArchive.id}-*`;
    const own = athena?.resultsBucketName ?? search?.place.bucketName;
    return own && bucketArn(partition, own);
  },
} as const satisfies Vocabulary;
