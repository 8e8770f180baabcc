import { accessChange, firstOf, grantChange, permissionChange } from "../policy";
import type { VerdictRule } from "../verdict";

/** A policy no longer lets administrators or readers do their work. */
export const accessLost: VerdictRule = {
  id: "access-lost",
  verdict: "review",
  title: "A policy no longer lets administrators or readers do their work",
  why: "A policy that locks out the deploy role cannot be mended by Terraform, and a SIEM that is locked out finds nothing.",
  judge: (change, context) => {
    const lost = [accessChange, permissionChange, grantChange].flatMap(
      (asked) => asked(change, context).lost,
    );
    return lost.length === 0 ? [] : [{ what: `this no longer holds: ${firstOf(lost)}` }];
  },
};
