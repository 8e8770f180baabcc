import { accessChange, grantChange, wideningSentences } from "../policy";
import type { VerdictRule } from "../verdict";

/** A policy newly lets somebody delete, forge or unlock logs, or disable or open the key. */
export const destructiveAccess: VerdictRule = {
  id: "destructive-access",
  verdict: "blocked",
  title: "A policy newly lets somebody delete or forge logs, change what protects them, or stop delivery",
  why: "Whoever may do that can remove the traces of what they did, or have CloudTrail deliver no more.",
  judge: (change, context) => [
    ...wideningSentences(
      accessChange(change, context).widened.filter(({ harm }) => harm === "destroys"),
      context.configuration,
    ),
    ...grantChange(change, context).opens.map((what) => ({ what })),
  ],
};
