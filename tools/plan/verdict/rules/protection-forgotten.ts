import type { VerdictRule } from "../verdict";

/** A resource leaves the state and stays in AWS. */
export const protectionForgotten: VerdictRule = {
  id: "protection-forgotten",
  verdict: "review",
  title: "Terraform forgets a resource and leaves it in AWS",
  why: "Nothing is lost by that. But nobody hears of it any more when somebody changes it, and nothing sets it right.",
  judge: ({ action }) =>
    action === "forget" ? [{ what: "it leaves the state, and stays in AWS without an owner" }] : [],
};
