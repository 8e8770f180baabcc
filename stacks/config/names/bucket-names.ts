import { BucketName } from "../../../modules/organization";
import type { ConfigPath, Fault } from "../fault";
import {
  accessLogBucket,
  organizationBucket,
  teamAccessLogBucket,
  teamBucket,
  type NamedBucket,
} from "./names";
import type { YamlFile } from "../yaml-file";
import type { Check } from "../check";

/** A derived bucket name is one that S3 takes. The schema checks those that the file gives. */
export const derivedBucketNames: Check = ({ organization: { file, value }, teams }) => {
  const name: ConfigPath = ["organization", "name"];
  return [
    ...derivedFaults(organizationBucket(value), file, name, "shorten it, or set archive.bucketName"),
    ...derivedFaults(accessLogBucket(value), file, name, "shorten it, or set archive.accessLogs.bucketName"),
    ...teams.flatMap((team) => [
      ...derivedFaults(teamBucket(value, team.value), team.file, ["team"], "shorten it, or set bucketName"),
      ...derivedFaults(teamAccessLogBucket(value, team.value), team.file, ["team"], "shorten it"),
    ]),
  ];
};

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
