import { immutabilityProblems } from "../../../modules/immutability";
import { BucketName } from "../../../modules/organization";
import {
  accessLogBucketPolicy,
  logBucketPolicy,
  logKeyPolicy,
  ownStatementProblems,
  policyDocument,
  principalPatternProblem,
  takenSids,
  type LogBucketPolicyProps,
  type PolicyStatement,
  type StatementProblem,
} from "../../../modules/policy";
import { readDocument, UnsupportedPolicyError } from "../../../modules/policy-evaluation";
import type { Problem } from "../../../modules/validation";
import type { OutcomeCheck } from "../configuration";
import type { Check, FileDraft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import type { TeamFile } from "../team-file";
import type { YamlFile } from "../yaml-file";
import { archiveStackName, archiveStackNumbers, type AccessLogSettings, type LogStore } from "./resolve";
import { immutability as immutabilitySchema, ownStatement } from "./schema";

const KINDS = ["accessLogs", "bucket", "key"] as const;

/** The names of the buckets that statements are about. */
interface OwnBuckets {
  readonly bucket: string | undefined;
  readonly accessLogs: string | undefined;
}

/**
 * Somebody may manage each log bucket. Without it the MFA-delete policy would lock out the next deployment.
 */
export const administrators: Check = ({ organization: { file, value }, names, teams }) => {
  if (value.archive === undefined || (value.archive.administrators ?? []).length > 0) return [];
  const owners = teams.flatMap(({ value: { destination, account } }) =>
    destination === "own" ? [account] : [],
  );
  const without = [...names.accounts.values()]
    .filter(({ name, deployRole }) => deployRole === undefined && ["logArchive", ...owners].includes(name))
    .map(({ name }) => name);
  if (without.length === 0) return [];
  return [
    file.fault(["archive", "administrators"], {
      what: `is empty and there is no deploy role in ${without.join(", ")}: the MFA-delete policy would lock out the next deployment`,
      allowed: "ARNs of the roles that deploy",
      remedy: "set organization.deployRole, or list the roles that deploy in archive.administrators",
    }),
  ];
};

/** Readers and administrators are roles or users of the partition. */
export const principals: Check = ({ organization: { file, value }, teams }) => {
  const partition = value.organization?.partition ?? "aws";
  const check = (
    from: YamlFile,
    path: ConfigPath,
    arns: readonly (string | undefined)[] | undefined,
  ): readonly Fault[] =>
    (arns ?? []).flatMap((arn, index) => {
      const problem = arn === undefined ? undefined : principalPatternProblem(partition, arn);
      return problem === undefined ? [] : [from.fault([...path, index], problem)];
    });
  return [
    ...check(file, ["archive", "readers"], value.archive?.readers),
    ...check(file, ["archive", "administrators"], value.archive?.administrators),
    ...teams.flatMap((team) => check(team.file, ["readers"], team.value.readers)),
  ];
};

/** One's own statements are about their bucket or key, and allow nothing that orgtrail keeps to others. */
export const soundOwnStatements: Check = ({ organization, names, teams }) => {
  const partition = organization.value.organization?.partition ?? "aws";
  const check = (
    file: YamlFile,
    path: ConfigPath,
    statements: Partial<Record<(typeof KINDS)[number], readonly unknown[] | undefined>> | undefined,
    buckets: OwnBuckets,
  ): readonly Fault[] =>
    KINDS.flatMap((kind) =>
      (statements?.[kind] ?? []).flatMap((draft, index): readonly Fault[] => {
        // A draft that the schema refuses has its faults reported already.
        const statement: PolicyStatement | undefined = ownStatement[kind].safeParse(draft).data;
        if (statement === undefined) return [];
        const bucket = kind === "key" ? undefined : buckets[kind];
        const named = bucket !== undefined && BucketName.problem(bucket) === undefined;
        const of = { partition, ...(named && { bucketName: BucketName.of(bucket) }) };
        const problems = ownStatementProblems(kind === "key" ? kind : "bucket", statement, of);
        return (problems.length > 0 ? problems : unreadable(statement)).map(({ path: inside, ...problem }) =>
          file.fault([...path, kind, index, ...inside], problem),
        );
      }),
    );
  return [
    ...check(
      organization.file,
      ["archive", "policyStatements"],
      organization.value.archive?.policyStatements,
      // The name that stands in place of a refused one is nobody's.
      {
        bucket: organization.isRefused("archive", "bucketName") ? undefined : names.bucket?.name,
        accessLogs: organization.isRefused("archive", "accessLogs", "bucketName")
          ? undefined
          : names.accessLogBucket?.name,
      },
    ),
    ...teams.flatMap(({ file, value, isRefused, names: { bucket, accessLogBucket } }) => [
      ...check(file, ["policyStatements"], value.policyStatements, {
        bucket: isRefused("bucketName") ? undefined : bucket?.name,
        accessLogs: accessLogBucket?.name,
      }),
      ...centralAccessLogs({ file, value, isRefused }),
    ]),
  ];
};

/** The access logs of central buckets stand together, in the organization's bucket. */
function centralAccessLogs({ file, value }: FileDraft<TeamFile>): readonly Fault[] {
  if (value.destination === "own" || (value.policyStatements?.accessLogs ?? []).length === 0) return [];
  return [
    file.fault(["policyStatements", "accessLogs"], {
      what: "is about a bucket that the team does not have: the access logs of central buckets are the organization's",
      remedy: "write it in archive.policyStatements of organization.yaml, or leave it out",
    }),
  ];
}

/** What no policy can be asked with, such as an operator that IAM does not have. */
function unreadable(statement: PolicyStatement): readonly StatementProblem[] {
  try {
    readDocument(policyDocument({ Resource: "*", ...statement }), "resource policy");
    return [];
  } catch (error) {
    if (!(error instanceof UnsupportedPolicyError)) throw error;
    return error.problems.map(({ what, property, ...problem }) => ({
      ...{ path: [], what: `cannot be read: ${property} ${what}` },
      ...problem,
    }));
  }
}

/** No statement has the name of another in its policy. */
export const ownSidsAreDistinct: OutcomeCheck = (
  { partition, organization: id, accounts, archive, trail, teams },
  { organization, teams: drafts },
) => {
  const taken = (
    file: YamlFile,
    path: ConfigPath,
    { policyStatements: { bucket = [], key = [] } = {}, ...store }: LogStore,
    settings: Pick<LogBucketPolicyProps, "account" | "trails" | "memberAccess">,
    accessLogSettings: AccessLogSettings | undefined,
  ): readonly Fault[] => {
    const accessLogs = accessLogSettings?.policyStatements?.accessLogs ?? [];
    const props = { ...store, partition, ...settings, policyStatements: { bucket, key } };
    const found = {
      accessLogs:
        accessLogSettings === undefined
          ? []
          : takenSids(
              accessLogBucketPolicy({ ...props, ...accessLogSettings, policyStatements: { accessLogs } }),
              accessLogs,
            ),
      bucket: takenSids(logBucketPolicy(props), bucket),
      key: takenSids(logKeyPolicy(props), key),
    };
    const own = { accessLogs, bucket, key };
    return KINDS.flatMap((kind) =>
      found[kind].map((index) =>
        file.fault([...path, kind, index, "Sid"], {
          what: "is the name of another statement of the policy",
          received: own[kind][index]?.Sid,
          remedy: "choose another name",
        }),
      ),
    );
  };
  const { memberAccess, accessLogs: centralLogs, ...store } = archive;
  return [
    ...taken(
      organization.file,
      ["archive", "policyStatements"],
      store,
      {
        account: accounts.logArchive.id,
        trails: [trail.identity],
        ...(memberAccess && { memberAccess: { organization: id } }),
      },
      centralLogs,
    ),
    ...teams.flatMap(({ name, account, destination, identity }) => {
      const draft = drafts.find(({ value }) => value.team === name);
      if (draft === undefined) return [];
      const isOwn = destination.kind === "own";
      return taken(
        draft.file,
        ["policyStatements"],
        destination,
        { account: isOwn ? account.id : accounts.logArchive.id, trails: [identity] },
        isOwn ? destination.accessLogs : undefined,
      );
    }),
  ];
};

/** Somebody hears of what the hourly validation finds. */
export const validationIsHeard: Check = ({ organization: { file, value, isRefused } }) =>
  value.archive?.validation === undefined || value.monitoring !== undefined || isRefused("monitoring")
    ? []
    : [
        file.fault(["archive", "validation"], {
          what: "rings an alarm that nobody hears: there is no monitoring",
          remedy: "add monitoring, with those who are told in monitoring.notify, or leave it out",
        }),
      ];

/**
 * How many teams' logs one state should have. Each has nine resources or more, and Terraform asks AWS for every one at each plan:
 * docs/archive-stacks.md.
 */
export const TEAMS_IN_ONE_STATE = 300;

/** No state of the log archive grows without anybody being told. The teams that are in it stay: to move one is work. */
export const archiveStacksAreSmall: OutcomeCheck = ({ teams, archive }, { organization: { file } }) => {
  const counts = new Map(archiveStackNumbers(archive.stacks).map((number) => [number, 0]));
  for (const { destination } of teams) {
    if (destination.kind !== "central") continue;
    const { archiveStack } = destination;
    counts.set(archiveStack, (counts.get(archiveStack) ?? 0) + 1);
  }
  const full = [...counts].filter(([, count]) => count > TEAMS_IN_ONE_STATE);
  const [roomy] = [...counts].filter(([, count]) => count < TEAMS_IN_ONE_STATE);
  const next = roomy?.[0] ?? archive.stacks + 1;
  return full.map(([number, count]) =>
    file.fault(["archive", "stacks"], {
      what: `${archiveStackName(number)} has the central logs of ${count} teams in one state, and each plan of it asks AWS for every resource`,
      received: archive.stacks,
      allowed: `some ${TEAMS_IN_ONE_STATE} teams in a state`,
      remedy:
        `${roomy === undefined ? `set archive.stacks: ${next}, and ` : ""}give each new team archiveStack: ${next} in its file; ` +
        "those that are there stay where they are, or are moved as docs/archive-stacks.md says",
    }),
  );
};

/**
 * Buckets of an account. AWS raises the quota on request.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html
 */
export const MAX_BUCKETS = 10_000;

/** Why the log archive would have more buckets than an account does by default, which others use up too. */
export function bucketCountProblem(count: number): Problem | undefined {
  return count <= MAX_BUCKETS
    ? undefined
    : {
        what: `makes ${count} buckets in the log-archive account, with one for each team whose logs are central`,
        allowed: `${MAX_BUCKETS} buckets in an account, unless AWS raises its quota`,
        remedy: "ask AWS for more, or let teams keep their logs in their own accounts: destination: own",
      };
}

/** The log-archive account has room for a bucket of each central team, beside that of the organization and that of access logs. */
export const bucketsHaveRoom: OutcomeCheck = ({ teams, configRules }, { organization: { file } }) => {
  const central = teams.filter(({ destination }) => destination.kind === "central").length;
  const problem = bucketCountProblem(central + 2 + (configRules?.recorders === undefined ? 0 : 1));
  return problem === undefined ? [] : [file.fault(["archive"], problem)];
};

/** Locks and lifecycles are ones that S3 takes and that keep what they promise. */
export const soundImmutability: Check = ({ organization: { file, value }, teams }) => [
  ...immutabilityFaults(file, ["archive", "immutability"], value.archive?.immutability),
  ...teams.flatMap((team) => immutabilityFaults(team.file, ["immutability"], team.value.immutability)),
];

function immutabilityFaults(file: YamlFile, path: ConfigPath, draft: unknown): readonly Fault[] {
  // A draft that the schema refuses has its faults reported already.
  const parsed = immutabilitySchema.safeParse(draft);
  if (!parsed.success) return [];
  return immutabilityProblems(parsed.data).map(({ path: inside, ...problem }) =>
    file.fault([...path, ...inside], problem),
  );
}
