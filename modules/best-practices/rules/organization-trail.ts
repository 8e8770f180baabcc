import type { TrailFacts } from "../facts";
import {
  compliant,
  each,
  isGeneral,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ONLY_PART,
  type BestPracticeRule,
} from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html */
export const organizationTrail: BestPracticeRule = {
  id: "organization-trail",
  practice: 1,
  title: "A trail records all accounts and Regions",
  remedy:
    "make an organization trail of all Regions with management events and global services, and let it log",
  check: ({ trails, whole }) => {
    const complete = trails.find((trail) => lacks(trail).length === 0);
    const judged = complete ?? trails.find(({ organization }) => organization === true);
    return each(trails, (trail) => {
      if (trail === complete) return compliant("records all accounts and Regions of the organization");
      if (judged !== undefined && trail.organization !== true) {
        return notApplicable(`stands beside the organization trail ${judged.path}`);
      }
      if (complete !== undefined)
        return notApplicable(`stands beside ${complete.path}, which records all accounts`);
      if ([trail.organization, trail.multiRegion, trail.logging].includes("unknown")) return KNOWN_LATER;
      return whole || trail.organization === true
        ? notCompliant(`is no complete organization trail, and no other is: it ${lacks(trail).join(", ")}`)
        : ONLY_PART;
    });
  },
};

function lacks(trail: TrailFacts): readonly string[] {
  return [
    ...(trail.organization === true ? [] : ["records one account"]),
    ...(trail.multiRegion === true ? [] : ["records one Region"]),
    ...(trail.logging === true ? [] : ["does not log"]),
    ...(trail.globalServiceEvents === true ? [] : ["leaves out global services"]),
    ...(isGeneral(trail) ? [] : ["leaves out management events"]),
  ];
}
