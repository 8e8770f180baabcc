import { destroyed } from "../destroyed";
import type { VerdictRule } from "../verdict";

/** A key is destroyed, or made anew. */
export const keyDestroyed: VerdictRule = {
  id: "key-destroyed",
  verdict: "blocked",
  title: "A key is destroyed or replaced",
  why: "From the first day of the waiting period nobody can encrypt or decrypt with it: delivery stops, and all that it encrypted is lost with it.",
  judge: (change) => destroyed(change, "aws_kms_key", "key", "arn"),
};
