import { BucketName, configBucketName } from "../../../modules/organization";
import type { Check, TeamDraft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import type { YamlFile } from "../yaml-file";
import type { NamedBucket } from "./names";

/** A name that must be taken once, and where it comes from. */
interface Taken {
  readonly key: string;
  readonly name: string;
  readonly owner: string;
  readonly file: YamlFile;
  readonly path: ConfigPath;
}

function repeated(names: readonly Taken[], what: (first: Taken) => string, remedy: string): readonly Fault[] {
  const first = new Map<string, Taken>();
  return names.flatMap((taken) => {
    const other = first.get(taken.key);
    if (other === undefined) {
      first.set(taken.key, taken);
      return [];
    }
    return [taken.file.fault(taken.path, { what: what(other), received: taken.name, remedy })];
  });
}

/** The teams without those of a name that another has: their trails and buckets would be reported too. */
export function ofFirstName(teams: readonly TeamDraft[]): readonly TeamDraft[] {
  return teams.filter(
    ({ value }, index) => teams.findIndex((other) => other.value.team === value.team) === index,
  );
}

/** Each team has a name of its own: it is the name of its stack. */
export const teamsAreDistinct: Check = ({ teams }) =>
  repeated(
    teams.flatMap(({ file, value }) => {
      const name = value.team;
      return name === undefined ? [] : [{ key: name, name, owner: file.file, file, path: ["team"] }];
    }),
    (other) => `is the name of the team in ${other.owner} too`,
    "rename one of the teams",
  );

/** Each trail has a name of its own in its account. */
export const trailsAreDistinct: Check = ({ organization: { file }, names: { accounts, trail }, teams }) => {
  const names: Taken[] = [];
  const management = accounts.get("management")?.id;
  if (management !== undefined && trail !== undefined) {
    names.push({
      key: `${management}/${trail}`,
      name: trail,
      owner: "the organization trail",
      file,
      path: ["trail", "name"],
    });
  }
  for (const team of ofFirstName(teams)) {
    const { account, trail: name } = team.names;
    if (account === undefined || name === undefined) continue;
    const path = [team.value.trailName === undefined ? "team" : "trailName"];
    names.push({
      key: `${account}/${name}`,
      name,
      owner: `team ${team.value.team ?? "?"}`,
      file: team.file,
      path,
    });
  }
  return repeated(
    names,
    (other) => `gives the trail the name of the trail of ${other.owner}`,
    "set another trailName",
  );
};

/** Each bucket has a name of its own in the world. */
export const bucketsAreDistinct: Check = ({ organization: { file, value }, names: own, teams }) => {
  const names: Taken[] = [];
  const take = (name: string | undefined, owner: string, from: YamlFile, path: ConfigPath): void => {
    if (name !== undefined) names.push({ key: name, name, owner, file: from, path });
  };
  const { name } = value.organization ?? {};
  const logArchive = own.accounts.get("logArchive")?.id;
  take(value.terraform?.state?.bucket, "Terraform's states", file, ["terraform", "state", "bucket"]);
  if (value.configRules?.recorders !== undefined && name !== undefined && logArchive !== undefined) {
    take(configBucketName(name, logArchive), "AWS Config", file, ["configRules", "recorders"]);
  }
  take(own.bucket?.name, "the organization's logs", file, ["archive", "bucketName"]);
  take(own.accessLogBucket?.name, "the access logs", file, ["archive", "accessLogs", "bucketName"]);
  own.replica.forEach((bucket, index) => {
    take(bucket, index === 0 ? "the second copy" : "its access logs", file, ["archive", "replica"]);
  });
  take(own.athenaResults, "Athena's answers", file, ["analytics", "athena"]);
  take(own.searchFailed, "events that did not reach OpenSearch", file, ["analytics", "openSearch"]);
  for (const team of ofFirstName(teams)) {
    const owner = `team ${team.value.team ?? "?"}`;
    const { bucket, accessLogBucket } = team.names;
    take(bucket?.name, owner, team.file, [bucket?.derived === false ? "bucketName" : "team"]);
    take(accessLogBucket?.name, `${owner}'s access logs`, team.file, ["team"]);
  }
  return repeated(
    names,
    (other) => `gives the bucket the name of the bucket of ${other.owner}`,
    "set another bucketName",
  );
};

/** A derived bucket name is one that S3 takes. The schema checks those that the file gives. */
export const derivedBucketNames: Check = ({ organization: { file }, names, teams }) => {
  const name: ConfigPath = ["organization", "name"];
  return [
    ...derivedFaults(names.bucket, file, name, "shorten it, or set archive.bucketName"),
    ...derivedFaults(names.accessLogBucket, file, name, "shorten it, or set archive.accessLogs.bucketName"),
    ...teams.flatMap((team) => [
      ...derivedFaults(
        team.names.bucket,
        team.file,
        ["team"],
        isOfOne(team) ? "shorten it, or set bucketName" : "shorten it",
      ),
      ...derivedFaults(team.names.accessLogBucket, team.file, ["team"], "shorten it"),
    ]),
  ];
};

/** Whether the file is for one account: the bucket's name may be given there. */
function isOfOne({ accountPath }: TeamDraft): boolean {
  return accountPath[0] === "account";
}

function derivedFaults(
  bucket: NamedBucket | undefined,
  file: YamlFile,
  path: ConfigPath,
  remedy: string,
): readonly Fault[] {
  const problem = bucket?.derived === true ? BucketName.problem(bucket.name) : undefined;
  if (problem === undefined || bucket === undefined) return [];
  const what = `makes a bucket name that ${problem.what}: ${bucket.name} (${bucket.name.length} characters)`;
  return [file.fault(path, { ...problem, what, received: bucket.name, remedy })];
}
