import { accountOf, policyOf, plus, type Edit } from "./edited-policies";
import type { Row } from "./row";

/** The policy of what the name says gets a statement that lets somebody of its own account do something. */
const lets = (
  when: string,
  name: string,
  statement: { readonly Principal: unknown; readonly Action: unknown; readonly Resource?: unknown } & object,
  ...says: readonly string[]
): Row => edited(when, name, plus({ Resource: "*", ...statement }), ...says);

const edited = (when: string, name: string, edit: Edit, ...says: readonly string[]): Row => ({
  ...{ rule: "access-widened", when, account: accountOf(name), says },
  change: policyOf(name, edit),
});

const TEAM_ACCESS = "access-log bucket of team data";
const ACCESS = "access-log bucket of the log archive";
const LOGS = "log bucket of the organization";
const KEY = "log key of the organization";
const TOPIC = "critical alarm topic of the management account";
const QUEUE = "dead-letter queue of the management account";
const TEAM = { AWS: "arn:aws:iam::555555555555:root" };
const ARCHIVE = { AWS: "arn:aws:iam::222222222222:root" };
const DEVELOPER = { AWS: "arn:aws:iam::222222222222:role/Developer" };
const objectsOf = (bucket: string): string => `arn:aws:s3:::${bucket}/*`;
const ANY = { Resource: ["arn:aws:s3:::*", objectsOf("*")] };
const BY_ITSELF = "by leave of the policy itself";

/**
 * People of the account that has a resource may be let do anything by their own policies, so that leave by the resource's adds nothing
 * that can be proven: what it gives whoever has no other leave is told all the same.
 */
export const OWN_ACCOUNT_ROWS: readonly Row[] = [
  lets(
    "a team's account may delete access logs",
    TEAM_ACCESS,
    { ...ANY, Principal: TEAM, Action: "s3:DeleteObject*" },
    "may newly delete a log file",
  ),
  lets(
    "a team's account, by its id, may do anything with access logs",
    TEAM_ACCESS,
    { ...ANY, Principal: { AWS: "555555555555" }, Action: "s3:*" },
    "may newly read any log file",
    "may newly list all log files",
    "may newly delete a log file",
    "may newly shorten",
    "may newly change what protects",
  ),
  lets(
    "the log archive's account may delete access logs",
    ACCESS,
    { ...ANY, Principal: ARCHIVE, Action: "s3:DeleteObject" },
    "may newly delete a log file",
  ),
  lets(
    "a role of the log archive may read all logs",
    LOGS,
    { ...ANY, Principal: DEVELOPER, Action: "s3:GetObject" },
    `${DEVELOPER.AWS} may newly read any log file (s3:GetObject), which statement New allows, ${BY_ITSELF}`,
  ),
  lets(
    "a role of the log archive may see how logs are kept",
    LOGS,
    { ...ANY, Principal: DEVELOPER, Action: "s3:GetLifecycleConfiguration" },
    "do something else with the bucket (s3:GetLifecycleConfiguration)",
  ),
  lets(
    "a role of the log archive may see the key",
    KEY,
    { Principal: DEVELOPER, Action: "kms:DescribeKey" },
    `${DEVELOPER.AWS} may newly do something else with the key (kms:DescribeKey)`,
  ),
  lets("the key's account may do what it may already", KEY, {
    Principal: ARCHIVE,
    Action: "kms:DescribeKey",
  }),
  lets(
    "people of the account publish to its topic",
    TOPIC,
    { Principal: { AWS: "111111111111" }, Action: "sns:Publish" },
    "may newly publish to the topic",
  ),
  lets(
    "a role of the account subscribes to its topic",
    TOPIC,
    { Principal: { AWS: "arn:aws:iam::111111111111:role/Developer" }, Action: "sns:Subscribe" },
    BY_ITSELF,
  ),
  lets(
    "people of the account take from its queue",
    QUEUE,
    { Principal: { AWS: "111111111111" }, Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"] },
    BY_ITSELF,
  ),
  lets("people of the account may do something with another bucket", LOGS, {
    Principal: DEVELOPER,
    Action: "s3:GetObject",
    Resource: objectsOf("another"),
  }),
  lets("people of the account may do what their policy denies", LOGS, {
    ...ANY,
    Principal: DEVELOPER,
    Action: "s3:PutObject",
  }),
  edited("every statement says the same in two", LOGS, (statements) =>
    statements.flatMap((one) => [one, { ...one, Sid: `${one.Sid}2` }]),
  ),
];
