import { jsonAnswer, jsonError, membersOf, textMember, type Fix } from "../exchange";
import { findTrail } from "./trail-by-arn";

const OPERATIONS = ["PutInsightSelectors", "GetInsightSelectors", "DeleteTrail"];

/**
 * AWS: PutInsightSelectors replaces what was there, an empty list switches Insights off, and GetInsightSelectors
 * answers InsightNotEnabledException for a trail without.
 *
 * Moto 5.2.1 appends to what was there. So they are kept here, by the trail's ARN, as long as the trail is.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html
 */
export function insightSelectors(): Fix {
  const selectors = new Map<string, readonly unknown[]>();
  return {
    concerns: ({ service, name }) => service === "CloudTrail_20131101" && OPERATIONS.includes(name),
    answer: async (request, { name }, next) => {
      const members = membersOf(request);
      const asked = textMember(members, name === "DeleteTrail" ? "Name" : "TrailName");
      const found = await findTrail(request, asked, next);
      if ("refusal" in found) return found.refusal;
      const arn = textMember(found.trail, "TrailARN");
      if (name === "DeleteTrail") {
        selectors.delete(arn);
        return next(request);
      }
      if (name === "PutInsightSelectors")
        selectors.set(arn, members["InsightSelectors"] as readonly unknown[]);
      const current = selectors.get(arn) ?? [];
      return current.length === 0 && name === "GetInsightSelectors"
        ? jsonError("InsightNotEnabledException", `Insights are not enabled for ${arn}`)
        : jsonAnswer({ TrailARN: arn, InsightSelectors: current });
    },
  };
}
