import { regionProblem } from "../../../modules/organization";
import {
  athenaReaderRolePolicy,
  athenaReaderRoleTrust,
  POLICY_LIMITS,
  policySizeProblem,
  principalPatternProblem,
} from "../../../modules/policy";
import type { OutcomeCheck } from "../configuration";
import type { Check } from "../draft";
import type { ConfigPath } from "../fault";

const ATHENA: ConfigPath = ["analytics", "athena"];

/** Who asks Athena is a role or user of the partition, and what is asked about is in Regions of it. */
export const soundAthena: Check = ({ organization: { file, value } }) => {
  const { readers = [], regions = [] } = value.analytics?.athena ?? {};
  const partition = value.organization?.partition ?? "aws";
  return [
    ...readers.flatMap((arn, index) => {
      const problem = arn === undefined ? undefined : principalPatternProblem(partition, arn);
      return problem === undefined ? [] : [file.fault([...ATHENA, "readers", index], problem)];
    }),
    ...regions.flatMap((region, index) => {
      const problem = region === undefined ? undefined : regionProblem(partition, region);
      return problem === undefined ? [] : [file.fault([...ATHENA, "regions", index], problem)];
    }),
  ];
};

/** IAM takes the trust and the policy of the role that asks. */
export const athenaPolicySizes: OutcomeCheck = (
  { analytics, archive: { region }, partition, accounts },
  { organization: { file } },
) => {
  const { athena } = analytics ?? {};
  if (athena === undefined) return [];
  const trust = policySizeProblem(athenaReaderRoleTrust(partition, athena.readers), POLICY_LIMITS.roleTrust);
  const permissions = policySizeProblem(
    athenaReaderRolePolicy({ ...athena, partition, region, account: accounts.logArchive.id }),
    POLICY_LIMITS.inlineRolePolicy,
  );
  return [
    ...(trust === undefined
      ? []
      : [
          file.fault([...ATHENA, "readers"], {
            ...trust,
            what: `makes the trust of the role that asks too long: it ${trust.what}`,
            remedy:
              "name fewer of them: one pattern, such as arn:aws:iam::111122223333:role/Audit*, can name several roles",
          }),
        ]),
    ...(permissions === undefined
      ? []
      : [
          file.fault(ATHENA, {
            ...permissions,
            what: `makes the policy of the role that asks too long, of ${athena.logBuckets.length} log buckets: it ${permissions.what}`,
            remedy:
              "leave out bucketName in the files of teams: buckets named as orgtrail names them are one pattern",
          }),
        ]),
  ];
};
