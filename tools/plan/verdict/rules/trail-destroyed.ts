import type { VerdictRule } from "../verdict";
import { destroyed } from "../destroyed";

/** A trail is destroyed, or made anew. */
export const trailDestroyed: VerdictRule = {
  id: "trail-destroyed",
  verdict: "blocked",
  title: "A trail is destroyed or replaced",
  why: "Nothing records what happens from then on, and log file validation cannot be carried on by another trail.",
  judge: (change) => destroyed(change, "aws_cloudtrail", "trail", "name"),
};
