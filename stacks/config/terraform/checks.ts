import { OLDEST_PROVIDER } from "../../../modules/event-selectors";
import { compareVersions } from "../../../modules/kernel";
import type { Check } from "../draft";

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
