import { switchedOff } from "../switched-off";
import type { VerdictRule } from "../verdict";

/** A key is disabled. */
export const keyDisabled: VerdictRule = {
  id: "key-disabled",
  verdict: "blocked",
  title: "A key is disabled",
  why: "CloudTrail cannot encrypt and stops delivering, and nobody can read what was delivered.",
  judge: (change) => switchedOff(change, "aws_kms_key", "is_enabled", "the key is disabled"),
};
