/**
 * Compares two versions number by number: 5.100.0 is newer than 5.9.0. What follows three numbers, as in `1.11.0-rc1`, does
 * not count, and a number that is missing is 0.
 * @returns less than 0 when the first is the older one, more than 0 when it is the newer one
 */
export function compareVersions(one: string, other: string): number {
  const others = versionNumbers(other);
  const differences = versionNumbers(one).map((number, place) => number - (others[place] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** The three numbers of a version. */
export function versionNumbers(version: string): readonly [major: number, minor: number, patch: number] {
  const [major, minor, patch] = version.split(".", 3).map((part) => Number.parseInt(part, 10) || 0);
  return [major ?? 0, minor ?? 0, patch ?? 0];
}
