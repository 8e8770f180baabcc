import { immutabilityProblems } from "../../../modules/immutability";
import { immutability as schema } from "./immutability";
import type { ConfigPath, Fault } from "../fault";
import type { YamlFile } from "../yaml-file";
import type { Check } from "../check";

/** Locks and lifecycles are ones that S3 takes and that keep what they promise. */
export const immutability: Check = ({ organization: { file, value }, teams }) => [
  ...check(file, ["archive", "immutability"], value.archive?.immutability),
  ...teams.flatMap((team) => check(team.file, ["immutability"], team.value.immutability)),
];

function check(file: YamlFile, path: ConfigPath, draft: unknown): readonly Fault[] {
  // A draft that the schema refuses has its faults reported already.
  const parsed = schema.safeParse(draft);
  if (!parsed.success) return [];
  return immutabilityProblems(parsed.data).map(({ path: inside, ...problem }) =>
    file.fault([...path, ...inside], problem),
  );
}
