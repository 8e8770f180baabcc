import { queueArn, roleArn } from "../../../modules/organization";
import {
  accessLogBucketPolicy,
  configBucketPolicy,
  consumerRolePolicy,
  logBucketPolicy,
  logKeyPolicy,
  logValidationRolePolicy,
  POLICY_LIMITS,
  replicaBucketPolicy,
  policySizeProblem,
  type PolicyDocument,
  type PolicyLimit,
  type PolicyStatement,
} from "../../../modules/policy";
import type { Configuration, OutcomeCheck } from "../configuration";
import type { ConfigPath, Fault } from "../fault";
import type { YamlFile } from "../yaml-file";
import { replicaPolicyOf } from "../replica/policy";
import { logSourcesOf } from "./log-sources";
import { readingRolesOf } from "./reading-roles";
import type { AccessLogSettings, LogStore } from "./resolve";

const { bucketPolicy, keyPolicy, inlineRolePolicy } = POLICY_LIMITS;

/** A policy, and the lists that it grows with. */
interface Sized {
  readonly whose: string;
  readonly document: PolicyDocument;
  readonly limit: PolicyLimit;
  readonly lists: readonly List[];
}

/** A list in a policy, and the key that gives it. */
interface List {
  readonly path: ConfigPath;
  readonly title: string;
  readonly values: readonly string[];
  readonly remedy: string;
}

/**
 * AWS takes the policies of each log store: they name readers, administrators, and buckets whose names do not begin as orgtrail's.
 * A team's stores have the readers of the organization too, so that a fault of these stands once, with the organization's.
 */
export const logPolicySizes: OutcomeCheck = (configuration, draft) => {
  const { archive, teams, trail, accounts, organization } = configuration;
  const { memberAccess, ...store } = archive;
  const inOrganization = draft.organization.file;
  const own = storePolicies(
    configuration,
    {
      ...store,
      trails: [trail.identity],
      account: accounts.logArchive.id,
      ...(memberAccess && { memberAccess: { organization } }),
      ...readingRolesOf(configuration),
    },
    { accessLogs: archive.accessLogs, at: ["archive"] },
  );
  const faults = [...own, ...archivePolicies(configuration)].flatMap((sized) =>
    faultOf(inOrganization, sized),
  );
  if (faults.length > 0) return faults;
  return teams.flatMap((team): readonly Fault[] => {
    const { name, account, identity, destination } = team;
    const file = draft.teams.find(({ value }) => value.team === name)?.file;
    if (file === undefined) return [];
    const isOwn = destination.kind === "own";
    return storePolicies(
      configuration,
      { ...destination, trails: [identity], account: isOwn ? account.id : accounts.logArchive.id },
      { at: [], ...(isOwn && { accessLogs: destination.accessLogs }) },
    ).flatMap((sized) => faultOf(file, sized));
  });
};

type Store = LogStore &
  Pick<Parameters<typeof logBucketPolicy>[0], "account" | "trails" | "memberAccess" | "consumers"> &
  Pick<Parameters<typeof logKeyPolicy>[0], "replicationRole">;

function storePolicies(
  { partition, archive: { minimumTlsVersion } }: Configuration,
  store: Store,
  { accessLogs, at }: { readonly accessLogs?: AccessLogSettings; readonly at: ConfigPath },
): readonly Sized[] {
  const props = { ...store, partition, minimumTlsVersion };
  const lists = [listOfReaders(at, store), listOfAdministrators(store), listOfConsumers(store)];
  const withOwn = (kind: "bucket" | "key"): readonly List[] => [
    ...lists,
    listOfStatements(at, kind, store.policyStatements?.[kind]),
  ];
  return [
    {
      whose: "the log bucket",
      document: logBucketPolicy(props),
      limit: bucketPolicy,
      lists: withOwn("bucket"),
    },
    { whose: "its key", document: logKeyPolicy(props), limit: keyPolicy, lists: withOwn("key") },
    ...(accessLogs === undefined
      ? []
      : [
          {
            whose: "the access-log bucket",
            document: accessLogBucketPolicy({ ...props, policyStatements: {}, ...accessLogs }),
            limit: bucketPolicy,
            lists: [
              ...lists,
              listOfSources(accessLogs),
              listOfStatements(at, "accessLogs", accessLogs.policyStatements?.accessLogs),
            ],
          },
        ]),
  ];
}

/** What stands once, in the log archive: the bucket to which AWS Config delivers, and the role that reads the log files of all. */
function archivePolicies(configuration: Configuration): readonly Sized[] {
  const { archive, configRules, partition, accounts } = configuration;
  const { administrators, handOn, minimumTlsVersion, region, validation, bucketName } = archive;
  const { recorders } = configRules ?? {};
  const copy = replicaPolicyOf(configuration);
  const place = { partition, region, account: accounts.logArchive.id };
  return [
    ...(recorders === undefined
      ? []
      : [
          {
            whose: "the bucket to which AWS Config delivers",
            document: configBucketPolicy({
              ...{ ...place, administrators, minimumTlsVersion },
              ...{ bucketName: recorders.bucketName, recorders: recorders.accountIds },
            }),
            limit: bucketPolicy,
            lists: [listOfAdministrators(archive)],
          },
        ]),
    ...(handOn?.consumers ?? []).map(({ name, roleName, folders }, index) => ({
      whose: `the role of ${name}`,
      document: consumerRolePolicy(
        { ...place, bucketName },
        { roleArn: roleArn(partition, place.account, roleName), folders },
        queueArn(partition, region, place.account, roleName),
      ),
      limit: inlineRolePolicy,
      lists: [
        {
          ...{ path: ["archive", "consumers", index], title: "folders", values: folders },
          remedy: "name fewer accounts, or none: a consumer without accounts is handed the files of all",
        },
      ],
    })),
    ...(copy === undefined
      ? []
      : [
          {
            whose: "the second copy",
            document: replicaBucketPolicy(copy),
            limit: bucketPolicy,
            lists: (["administrators", "readers"] as const).map((title) => ({
              ...{ path: ["archive", "replica", title], title, values: copy[title] ?? [] },
              remedy: PATTERN,
            })),
          },
        ]),
    ...(validation === undefined
      ? []
      : [
          {
            whose: "the role of the hourly validation",
            document: logValidationRolePolicy({ ...place, ...validation, logs: logSourcesOf(configuration) }),
            limit: inlineRolePolicy,
            lists: [listOfLogs(configuration)],
          },
        ]),
  ];
}

const PATTERN = "name fewer of them: one pattern, such as arn:aws:iam::*:role/Audit*, can name several roles";

/** @param at where the store's keys stand */
function listOfReaders(at: ConfigPath, { readers }: LogStore): List {
  return { path: [...at, "readers"], title: "readers", values: readers, remedy: PATTERN };
}

function listOfStatements(
  at: ConfigPath,
  kind: "accessLogs" | "bucket" | "key",
  statements: readonly PolicyStatement[] = [],
): List {
  return {
    path: [...at, "policyStatements", kind],
    title: "statements of your own",
    values: statements.map((statement) => JSON.stringify(statement)),
    remedy: "write fewer of them: one statement takes several actions, principals and resources",
  };
}

function listOfAdministrators({ administrators }: Pick<LogStore, "administrators">): List {
  const path = ["archive", "administrators"];
  return { path, title: "administrators", values: administrators, remedy: PATTERN };
}

function listOfConsumers({ consumers = [] }: Store): List {
  return {
    path: ["archive", "consumers"],
    title: "consumers",
    values: consumers.flatMap(({ roleArn, folders }) => [roleArn, ...folders]),
    remedy: "name fewer accounts: a consumer without accounts is handed the files of all, in two statements",
  };
}

function listOfSources({ sources }: AccessLogSettings): List {
  const remedy =
    "leave out bucketName in the files of teams: buckets named as orgtrail names them are one pattern";
  return { path: ["archive"], title: "names of log buckets", values: sources, remedy };
}

function listOfLogs(configuration: Configuration): List {
  const values = logSourcesOf(configuration).map(({ bucket }) => bucket);
  return {
    path: ["archive", "validation"],
    title: "log buckets",
    values,
    remedy: "leave it out, and let a schedule of your own run orgtrail logs validate",
  };
}

/** The fault stands where the longest list does. */
function faultOf(file: YamlFile, { whose, document, limit, lists }: Sized): readonly Fault[] {
  const problem = policySizeProblem(document, limit);
  if (problem === undefined) return [];
  const length = ({ values }: List): number => values.join().length;
  const [longest] = [...lists].sort((one, other) => length(other) - length(one));
  if (longest === undefined) return [];
  const { path, title, values, remedy } = longest;
  return [
    file.fault(path, {
      ...problem,
      what: `makes the policy of ${whose} too long, of ${values.length} ${title}: it ${problem.what}`,
      remedy,
    }),
  ];
}
