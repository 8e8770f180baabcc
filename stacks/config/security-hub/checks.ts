import { regionProblem } from "../../../modules/organization";
import { failedControlsPattern, failedControlsProblems } from "../../../modules/security-hub";
import type { Fault } from "../fault";
import { logBucketPatterns } from "./resolve";
import type { Check } from "../draft";

/** Security Hub checks something, new accounts get no more than they are enabled for, and findings come from where they can. */
export const soundSecurityHub: Check = (draft) => {
  const { file, value } = draft.organization;
  const settings = value.securityHub;
  if (settings === undefined) return [];
  const { standards, organization } = settings;
  const faults: Fault[] = [];
  if (standards?.foundationalBestPractices === false && standards.cis === "none") {
    faults.push(
      file.fault(["securityHub", "standards"], {
        what: "leaves nothing to check",
        allowed: "foundationalBestPractices: true, a version of cis, or both",
        remedy: "choose a standard, or remove securityHub",
      }),
    );
  }
  if (organization?.autoEnable === false && organization.defaultStandards === true) {
    faults.push(
      file.fault(["securityHub", "organization", "defaultStandards"], {
        what: "gives standards to accounts in which Security Hub is not enabled",
        received: true,
        allowed: "defaultStandards: true together with autoEnable: true",
        remedy: "set autoEnable: true, or leave defaultStandards out",
      }),
    );
  }
  return [...faults, ...aggregation(draft), ...patternLength(draft)];
};

const aggregation: Check = ({ organization: { file, value } }) => {
  const { aggregate } = value.securityHub ?? {};
  const { homeRegion, partition = "aws" } = value.organization ?? {};
  const archive = value.archive?.region ?? homeRegion;
  if (
    aggregate !== undefined &&
    aggregate !== "all-regions" &&
    archive !== undefined &&
    archive !== homeRegion &&
    !aggregate.includes(archive)
  ) {
    return [
      file.fault(["securityHub", "aggregate"], {
        what: `leaves out ${archive}, where the log archive is: nobody would hear of its findings`,
        received: aggregate,
        allowed: `all-regions, or a list with ${archive}`,
        remedy: `add ${archive}`,
      }),
    ];
  }
  if (aggregate === undefined || typeof aggregate === "string") return [];
  return aggregate.flatMap((region, index): readonly Fault[] => {
    if (region === undefined) return [];
    const path = ["securityHub", "aggregate", index];
    // What is no Region at all, is told with the other Regions.
    if (regionProblem(partition, region) !== undefined) return [];
    if (region !== homeRegion && aggregate.indexOf(region) === index) return [];
    return [
      file.fault(path, {
        what: region === homeRegion ? "is the home Region, where findings come together" : "is listed twice",
        received: region,
        allowed: "each other Region once",
        remedy: "remove it",
      }),
    ];
  });
};

const patternLength: Check = ({ organization: { file, value }, names, teams }) => {
  const buckets = logBucketPatterns(
    value.organization?.name,
    [names, ...teams.map((team) => team.names)].map(({ bucket }) => bucket),
  );
  const pattern = failedControlsPattern(value.organization?.partition ?? "aws", buckets);
  return failedControlsProblems(pattern).map((problem) =>
    file.fault(["securityHub"], { ...problem, what: `and the names of log buckets ${problem.what}` }),
  );
};
