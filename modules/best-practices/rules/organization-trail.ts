import { leftOutManagementSources, recordsAllManagementEvents } from "../../event-selectors";
import { cloudTrailMay, THIS_BUCKET } from "../access";
import type { BucketFacts, Facts, TrailFacts } from "../../facts";
import { not } from "../../facts";
import { records } from "../recorded";
import {
  compliant,
  each,
  isGeneral,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ONLY_PART,
  type BestPracticeRule,
  type Fault,
  type Judgement,
} from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html */
export const organizationTrail: BestPracticeRule = {
  id: "organization-trail",
  practice: 1,
  title: "A trail records all accounts and Regions",
  remedy:
    "make an organization trail of all Regions with management events and global services, and let it log",
  check: (facts) => {
    const { trails, whole } = facts;
    if (trails.length === 0) return [{ path: facts.root, ...ofNoTrail(facts) }];
    const judged = trails.map((trail) => ({ trail, faults: faultsOf(trail) }));
    const complete = judged.find(({ faults }) => faults.every(([so]) => so === false))?.trail;
    const mayBeComplete = judged.some(({ faults }) => faults.every(([so]) => so !== true));
    const main = complete ?? trails.find(({ organization }) => organization === true);
    return each(trails, (trail) => {
      if (trail === complete) return compliant("records all accounts and Regions of the organization");
      if (main !== undefined && trail.organization !== true) {
        return notApplicable(`stands beside the organization trail ${main.path}`);
      }
      if (complete !== undefined) {
        return notApplicable(`stands beside ${complete.path}, which records all accounts`);
      }
      if (mayBeComplete || trail.organization === "unknown") return KNOWN_LATER;
      const faults = faultsOf(trail).filter(([so]) => so === true);
      return whole || trail.organization
        ? notCompliant(
            `is no complete organization trail, and no other is: it ${faults.map(([, fault]) => fault).join(", ")}`,
          )
        : ONLY_PART;
    });
  },
};

function faultsOf(trail: TrailFacts): readonly Fault[] {
  const general = isGeneral(trail);
  const leftOut = leftOutManagementSources(trail.recorded.atMost);
  return [
    [not(trail.made), "is not made"],
    [not(trail.organization), "records one account"],
    [not(trail.multiRegion), "records one Region"],
    [not(trail.logging), "does not log"],
    [not(trail.globalServiceEvents), "leaves out global services"],
    [not(general), "leaves out management events"],
    [
      general === false ? false : not(records(trail.recorded, recordsAllManagementEvents)),
      `leaves out management events of ${leftOut.join(", ")}`,
    ],
  ];
}

/** A tree without a trail is that of something else, if it has no bucket for the logs of an organization. */
function ofNoTrail({ whole, logBuckets }: Facts): Judgement {
  if (!whole) return ONLY_PART;
  const bucket = logBuckets.find(takesLogsOfOrganization);
  return bucket === undefined
    ? notApplicable("has no trail, and no bucket for the logs of an organization")
    : notCompliant(`has no trail, though ${bucket.path} is there for the logs of an organization`);
}

/**
 * Whether CloudTrail may write the logs of an organization into a bucket: they stand in `AWSLogs/o-…`.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
function takesLogsOfOrganization({ policy }: BucketFacts): boolean {
  return cloudTrailMay(policy, "s3:PutObject")
    .flatMap(({ resources }) => resources)
    .some((resource) => {
      if (resource === "*") return true;
      if (!resource.startsWith(THIS_BUCKET)) return false;
      const [, folder = resource.slice(-1)] = resource.split("AWSLogs/");
      return folder.startsWith("o-") || folder.startsWith("*");
    });
}
