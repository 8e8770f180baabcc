import { Contract } from "./contract";
import { mapOf, recordShape, textShape } from "./shape";

/** A bucket and a key that are ready for a trail. */
const destination = recordShape({ bucketName: textShape, keyArn: textShape });

/** What the log-archive stack tells the management stack and the teams. */
export const logArchiveContract = new Contract("log-archive", {
  /** Where the organization trail delivers. */
  organizationLogs: destination,
  /** Where the trail of each team with a central destination delivers, by team. */
  teamLogs: mapOf(destination),
  /** The bucket that receives the server access logs of the log buckets. */
  accessLogBucketName: textShape,
});

/** What the management stack tells others. */
export const managementContract = new Contract("management", {
  /** The ARN of the organization trail. */
  organizationTrailArn: textShape,
  /** The accounts that are registered as delegated administrators, by service: `config`, `security-hub`. */
  delegatedAdministrators: mapOf(textShape),
});

/** What the security stack tells others. */
export const securityContract = new Contract("security", {
  /** The topics that tell of failed checks, by what they tell of: `failed-controls`. */
  topicArns: mapOf(textShape),
});

/** What a team's stack tells others. */
export const teamContract = new Contract("team", {
  trailArn: textShape,
  /** Where the team's trail delivers. */
  logs: destination,
});
