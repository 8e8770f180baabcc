import { immutabilityContradictions, securityControl } from "orgtrail/security-hub";

export default function example(): readonly string[] {
  return immutabilityContradictions(["object-lock"]).map(
    ({ id, reason }) => `${id} ${securityControl(id)?.title ?? ""}: ${reason}`,
  );
}
