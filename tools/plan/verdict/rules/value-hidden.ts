import { sidesOf } from "../attributes";
import { judgedAttributes } from "../judged-attributes";
import type { VerdictRule } from "../verdict";

/** What decides whether the log is kept changes, and Terraform hides how. */
export const valueHidden: VerdictRule = {
  id: "value-hidden",
  verdict: "blocked",
  title: "A value that decides whether logs are kept, or told of, changes and is hidden",
  why: "What is marked sensitive is shown to nobody, so that anything may be switched off in it; and hardly any of these values is a secret.",
  judge: (change) => {
    const { decisive = [], policies = [] } = judgedAttributes(change.type);
    if (sidesOf(change) === undefined) return [];
    return (change.hiddenChanges ?? [])
      .filter((name) => decisive.includes(name) || policies.includes(name))
      .map((name) => ({ what: `${name} changes, and is marked sensitive` }));
  },
};
