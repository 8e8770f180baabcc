import type { Check } from "../draft";

/** The oldest AWS provider that orgtrail's resources are proven with. */
export const OLDEST_PROVIDER = "5.100.0";

/** The range of AWS providers is not empty, and starts where orgtrail's resources are known to work. */
export const providerVersions: Check = ({ organization: { file, value } }) => {
  const { atLeast, below } = value.terraform?.awsProvider ?? {};
  if (atLeast !== undefined && compareVersions(atLeast, OLDEST_PROVIDER) < 0) {
    return [
      file.fault(["terraform", "awsProvider", "atLeast"], {
        what: "is older than the oldest AWS provider that orgtrail works with",
        received: atLeast,
        allowed: `${OLDEST_PROVIDER} or later`,
        remedy: "raise it",
      }),
    ];
  }
  if (atLeast !== undefined && below !== undefined && compareVersions(atLeast, below) >= 0) {
    return [
      file.fault(["terraform", "awsProvider", "below"], {
        what: `leaves no version at or above ${atLeast}`,
        received: below,
        allowed: `a version above ${atLeast}`,
        remedy: "raise it, or lower atLeast",
      }),
    ];
  }
  return [];
};

/** Less than 0 when one is older, more when it is newer. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number)) as [number[], number[]];
  const index = left.findIndex((part, position) => part !== right[position]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
