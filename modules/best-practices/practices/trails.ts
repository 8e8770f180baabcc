import {
  leftOutManagementSources,
  recordsAllManagementEvents,
  recordsManagementEvents,
} from "../../event-selectors";
import {
  everyFlag,
  not,
  type BucketFacts,
  type Facts,
  type Flag,
  type DeliveryPlace,
  type TrailFacts,
} from "../../facts";
import { cloudTrailMay, THIS_BUCKET } from "../access";
import { isExpression } from "../expression";
import { records } from "../recorded";
import { isSameValue } from "../references";
import {
  compliant,
  judgeEach,
  inTree,
  isGeneral,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ofFlag,
  ONLY_PART,
  type Evaluation,
  type PossibleFault,
  type Practice,
} from "./practice";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html */
export const organizationTrail: Practice = {
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
    return judgeEach(trails, (trail) => {
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

function faultsOf(trail: TrailFacts): readonly PossibleFault[] {
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
function ofNoTrail({ whole, logBuckets }: Facts): Evaluation {
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

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-multi-trail.html */
export const separateTrails: Practice = {
  id: "separate-trails",
  practice: 2,
  title: "Each use case has a trail and a place for its logs of its own",
  remedy: "give each trail a bucket, or a prefix, of its own",
  check: ({ trails }) => {
    const uncertain = trails.filter(({ place }) => !isCertain(place));
    const byPlace = new Map<string, readonly TrailFacts[]>();
    for (const trail of trails) {
      const key = keyOf(trail.place);
      byPlace.set(key, [...(byPlace.get(key) ?? []), trail]);
    }
    return judgeEach(trails, ({ path, place }) => {
      if (trails.length === 1) return notApplicable("is the only trail in the tree");
      const others = (all: readonly TrailFacts[]): readonly TrailFacts[] =>
        all.filter((other) => other.path !== path);
      const [neighbour] = others(byPlace.get(keyOf(place)) ?? []);
      if (neighbour !== undefined) {
        return notCompliant(`delivers to the bucket and prefix of ${neighbour.path}`);
      }
      // Two places that are known are the same by their text alone.
      const candidates = others(isCertain(place) ? uncertain : trails);
      return candidates.some((other) => isSamePlace(place, other.place) !== false)
        ? KNOWN_LATER
        : compliant("delivers to a place of its own");
    });
  },
};

function keyOf({ kind, bucket, prefix }: DeliveryPlace): string {
  return JSON.stringify([kind, bucket.text, prefix.text]);
}

function isCertain({ bucket, prefix }: DeliveryPlace): boolean {
  return bucket.known && prefix.known;
}

function isSamePlace(one: DeliveryPlace, other: DeliveryPlace): Flag {
  // Two resources are two buckets, whatever their names turn out to be.
  const bothMade = one.kind === "resource" && other.kind === "resource";
  const bucket = bothMade ? one.bucket.text === other.bucket.text : isSameValue(one.bucket, other.bucket);
  return everyFlag([bucket, isSameValue(one.prefix, other.prefix)]);
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html */
export const logArchiveAccount: Practice = {
  id: "log-archive-account",
  practice: 4,
  title: "Logs go to a bucket in an account of their own",
  remedy: "make the bucket in an account in which nothing else runs, and let the trail deliver there",
  check: ({ trails }) =>
    judgeEach(trails, (trail) =>
      inTree(trail.bucket, "bucket", ({ account }) => {
        if (account === undefined || trail.account === undefined) {
          return notApplicable("has a provider that does not say its account: set allowed_account_ids");
        }
        return account === trail.account
          ? notCompliant(`delivers to a bucket of its own account ${account}`)
          : compliant(`delivers to account ${account}`);
      }),
    ),
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html */
export const logFileValidation: Practice = {
  id: "log-file-validation",
  practice: 6,
  title: "Log files can be proven unchanged",
  remedy: "set enable_log_file_validation",
  check: ({ trails, validatedHourly }) =>
    judgeEach(trails, ({ validation }) =>
      ofFlag(
        validation,
        // Who compares them, nobody has to: it is said, and fails nothing.
        validatedHourly
          ? "writes digests of its log files, which a function compares with them each hour"
          : "writes digests of its log files, which prove nothing until somebody runs orgtrail logs validate or archive.validation does each hour",
        "writes no digests of its log files",
      ),
    ),
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html */
export const logEncryption: Practice = {
  id: "log-encryption",
  practice: 7,
  title: "Log files are encrypted with a KMS key",
  remedy: "set kms_key_id to a key whose policy lets the trail encrypt",
  check: ({ trails }) =>
    judgeEach(trails, ({ key }) => {
      if (key === undefined)
        return notCompliant("is encrypted with S3's own key, which everyone uses who reads the bucket");
      if ("path" in key) return compliant(`is encrypted with ${key.path}`);
      return key.kind === "unknown" ? KNOWN_LATER : compliant("is encrypted with a key outside of the tree");
    }),
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html */
export const advancedEventSelectors: Practice = {
  id: "advanced-event-selectors",
  practice: 8,
  title: "Advanced event selectors say what is recorded",
  remedy: "write the same in advanced_event_selector, which filters by name, ARN, reading and writing",
  check: ({ trails }) =>
    judgeEach(trails, ({ recorded }) => {
      switch (recorded.kind) {
        case "advanced":
          return compliant("has advanced event selectors");
        case "basic":
          return notCompliant("has event selectors of the older kind");
        case "default":
          return notApplicable("has no selectors: it records management events alone");
        case "unknown":
          return KNOWN_LATER;
      }
    }),
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html */
export const cloudWatchLogs: Practice = {
  id: "cloudwatch-logs",
  practice: 9,
  title: "The trail delivers to CloudWatch Logs",
  remedy: "set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn",
  check: ({ trails }) =>
    judgeEach(trails, ({ logGroup, hasLogRole }) => {
      if (logGroup === undefined) return notCompliant("delivers to its bucket alone");
      if (hasLogRole === false) return notCompliant("names a log group, and no role that writes to it");
      return logGroup.kind === "unknown" || hasLogRole === "unknown"
        ? KNOWN_LATER
        : compliant("delivers to a log group");
    }),
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html */
export const metricAlarms: Practice = {
  id: "metric-alarms",
  practice: 9,
  title: "Metric filters look at the events, and an alarm tells somebody of each",
  remedy: "make metric filters on the trail's log group, and for each an alarm with an action",
  check: ({ trails }) =>
    judgeEach(trails, ({ logGroup }) => {
      if (logGroup === undefined) return notApplicable("delivers to no log group");
      return inTree(logGroup, "log group", ({ filters, mayHaveMore }) => {
        const named = (watched: Flag): string =>
          filters
            .filter((filter) => filter.watched === watched)
            .map(({ name }) => name)
            .join(", ");
        if (named(false) !== "") {
          return notCompliant(`has metric filters without an alarm that acts: ${named(false)}`);
        }
        if (named("unknown") !== "") {
          return notApplicable(
            `has metric filters of which it cannot be told before Terraform runs whether an alarm watches them: ${named("unknown")}`,
          );
        }
        if (mayHaveMore) return KNOWN_LATER;
        return filters.length > 0
          ? compliant(`has its metric filters watched by alarms: ${filters.length}`)
          : notCompliant("has a log group without metric filters");
      });
    }),
};

const TYPES = ["ApiCallRateInsight", "ApiErrorRateInsight"] as const;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html */
export const insights: Practice = {
  id: "insights",
  practice: 10,
  title: "CloudTrail Insights looks for unusual rates of calls and errors",
  remedy: "select ApiCallRateInsight and ApiErrorRateInsight in insight_selector",
  check: ({ trails }) =>
    judgeEach(trails, ({ insights: selected, recorded }) => {
      // The rate of calls is that of writing ones; errors are those of either.
      const looksAt: Readonly<Record<(typeof TYPES)[number], Flag>> = {
        ApiCallRateInsight: records(recorded, (trail) => recordsManagementEvents(trail).write),
        ApiErrorRateInsight: records(recorded, (trail) => {
          const { read, write } = recordsManagementEvents(trail);
          return read || write;
        }),
      };
      const wanted = TYPES.filter((type) => looksAt[type] !== false);
      if (wanted.length === 0) return notApplicable("records no management events for Insights to look at");
      const has = (type: string): Flag => {
        if (selected === "unknown") return selected;
        return selected.includes(type) || (selected.some(isExpression) ? "unknown" : false);
      };
      const missing = wanted.filter((type) => looksAt[type] === true && has(type) === false);
      if (missing.length > 0) return notCompliant(`lacks ${missing.join(" and ")}`);
      return everyFlag(wanted.map(has)) === true ? compliant(`has ${wanted.join(" and ")}`) : KNOWN_LATER;
    }),
};
