import { matchesWildcards } from "../../../modules/kernel";
import { principalPatternProblem } from "../../../modules/policy";
import { unknownAccountProblem } from "../organization/checks";
import type { OutcomeCheck } from "../configuration";
import type { Check, Draft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import { ARCHIVE_ACCOUNT } from "../names/names";

const REPLICA: ConfigPath = ["archive", "replica"];

/** The second copy is elsewhere, in an account that is known, and people are people. */
export const soundReplica: Check = (draft) => {
  const { file, value } = draft.organization;
  const { replica } = value.archive ?? {};
  if (replica === undefined) return [];
  const partition = value.organization?.partition ?? "aws";
  const people = (["administrators", "readers"] as const).flatMap((key) =>
    (replica[key] ?? []).flatMap((arn, index) => {
      const problem = arn === undefined ? undefined : principalPatternProblem(partition, arn);
      return problem === undefined ? [] : [file.fault([...REPLICA, key, index], problem)];
    }),
  );
  return [...people, ...accountFaults(draft), ...sourceFaults(draft)];
};

/** In which account it is, and who deploys there. */
function accountFaults(draft: Draft): readonly Fault[] {
  const { organization, names } = draft;
  const { file, value, isRefused } = organization;
  const { archive, organization: own } = value;
  const { account: name = ARCHIVE_ACCOUNT, region, deployRole } = archive?.replica ?? {};
  if (isRefused(...REPLICA, "account")) return [];
  if (unknownAccountProblem(draft, name) !== undefined) return [];
  if (name === "management")
    return [
      file.fault([...REPLICA, "account"], {
        what: "is the management account, in which no guardrail binds anybody",
        received: name,
        remedy: "name another account, best one that keeps nothing but the copy",
      }),
    ];
  if (value.pipeline !== undefined && deployRole !== undefined)
    return [
      file.fault([...REPLICA, "deployRole"], {
        what: "is not the role that the pipeline deploys with in the account",
        received: deployRole,
        remedy: `leave it out, or write it in organization.accounts: the pipeline takes the role of ${name}`,
      }),
    ];
  if (name !== ARCHIVE_ACCOUNT) return [];
  const archiveRegion = archive?.region ?? own?.homeRegion;
  if ((region ?? archiveRegion) === archiveRegion)
    return [
      file.fault(REPLICA, {
        what: "is in the account and the Region of the log bucket: what takes the one takes the other",
        received: region,
        remedy: "name another account, or another region",
      }),
    ];
  if (value.pipeline !== undefined)
    return [
      file.fault(REPLICA, {
        what: "is in the log-archive account, in which the pipeline has one role: it would manage the log bucket and the copy",
        received: name,
        remedy: "name another account, in which the pipeline has another role",
      }),
    ];
  const first = names.accounts.get(ARCHIVE_ACCOUNT)?.deployRole;
  return first === undefined || (deployRole !== undefined && deployRole !== first)
    ? []
    : [
        file.fault([...REPLICA, "deployRole"], {
          what: "is the role that deploys the log bucket: it would manage the copy as well",
          received: deployRole ?? first,
          remedy: "name another role of the account, or keep the copy in another account",
        }),
      ];
}

/** What is there already may be replicated by a configuration of its own, of which a bucket has one. */
function sourceFaults({ organization: { file, value } }: Draft): readonly Fault[] {
  const { existingBucket, replacesBucketSettings } = value.archive ?? {};
  return existingBucket !== true || replacesBucketSettings === true
    ? []
    : [
        file.fault(REPLICA, {
          what: "replaces the replication that an existing bucket may have, of which S3 keeps one, and what is in the bucket already is not copied",
          remedy:
            "see that it has none (aws s3api get-bucket-replication), or none that you need, and set archive.replacesBucketSettings: true",
        }),
      ];
}

/** Nobody manages both the log bucket and its copy, and somebody manages each. */
export const replicaIsApart: OutcomeCheck = ({ archive }, { organization: { file } }) => {
  const { replica, administrators } = archive;
  if (replica === undefined) return [];
  if (replica.administrators.length === 0)
    return [
      file.fault([...REPLICA, "administrators"], {
        what: "is empty and there is no deploy role: the MFA-delete policy would lock out the next deployment",
        allowed: "ARNs of the roles that deploy the copy",
        remedy: "set archive.replica.deployRole, or list the roles that deploy it",
      }),
    ];
  const both = replica.administrators.filter((one) =>
    administrators.some((other) => matchesWildcards(one, other) || matchesWildcards(other, one)),
  );
  return both.map((arn) =>
    file.fault([...REPLICA, "administrators"], {
      what: "name who manages the log bucket, too: whoever takes that role over would delete both copies",
      received: arn,
      remedy: "name another role, or take it out of archive.administrators",
    }),
  );
};

/** Somebody hears where files are not copied. */
export const replicaIsHeard: OutcomeCheck = ({ archive, monitoring }, { organization: { file } }) =>
  archive.replica === undefined || monitoring?.logArchive !== undefined
    ? []
    : [
        file.fault(REPLICA, {
          what: "rings an alarm that nobody hears, where log files are not copied",
          remedy: "add monitoring with rules, and those who are told in monitoring.notify",
        }),
      ];
