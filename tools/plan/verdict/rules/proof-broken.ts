import { accessChange, firstOf, wideningSentences } from "../policy";
import type { VerdictRule } from "../verdict";

/** A policy allows what `orgtrail prove` shows to be denied, such as requests without TLS. */
export const proofBroken: VerdictRule = {
  id: "proof-broken",
  verdict: "blocked",
  title: "A policy allows what `orgtrail prove` shows to be denied",
  why: "Each of these requests is denied in every configuration, for a reason that stands in tools/prove/requests.",
  judge: (change, context) => {
    const { opened, widened } = accessChange(change, context);
    // What somebody may newly do is told by another rule already.
    const told = widened.some(
      ({ harm, configured }) => harm === "destroys" || (harm === "decrypts" && !configured),
    );
    if (told) return [];
    if (opened.length > 0) return [{ what: `this is no longer denied: ${firstOf(opened)}` }];
    return wideningSentences(
      widened.filter(({ harm, configured }) => harm === "exposes" && !configured),
      context.configuration,
    );
  },
};
