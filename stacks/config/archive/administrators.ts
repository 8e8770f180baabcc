import { accountsOf } from "../names/names";
import type { Check } from "../check";

/**
 * Somebody may manage each log bucket. Without it the MFA-delete policy would lock out the next deployment.
 */
export const administrators: Check = ({ organization: { file, value }, teams }) => {
  if (value.archive === undefined || (value.archive.administrators ?? []).length > 0) return [];
  const owners = teams.flatMap(({ value: { destination, account } }) =>
    destination === "own" ? [account] : [],
  );
  const without = accountsOf(value)
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
