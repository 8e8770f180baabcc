import { switchedOff } from "../switched-off";
import type { VerdictRule } from "../verdict";

/** A key is no longer rotated. */
export const keyRotationOff: VerdictRule = {
  id: "key-rotation-off",
  verdict: "blocked",
  title: "A key is no longer rotated",
  why: "Without rotation one key encrypts all logs for ever: encryption is weakened, and CIS 3.6 and Security Hub KMS.4 fail.",
  judge: (change) =>
    switchedOff(change, "aws_kms_key", "enable_key_rotation", "the key is no longer rotated"),
};
