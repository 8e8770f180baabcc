import { switchedOff } from "../switched-off";
import type { VerdictRule } from "../verdict";

/** A trail no longer records global services. */
export const globalServicesOff: VerdictRule = {
  id: "global-services-off",
  verdict: "blocked",
  title: "A trail no longer records global services",
  why: "IAM, STS and CloudFront are global: who made a user or assumed a role is recorded nowhere else.",
  judge: (change) =>
    switchedOff(
      change,
      "aws_cloudtrail",
      "include_global_service_events",
      "the events of global services are left out",
    ),
};
