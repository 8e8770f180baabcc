import type { JudgementId } from "../../../../../modules/facts";
import type { PolicyConditions } from "../../../../../modules/policy";
import { LOG_BUCKET } from "../resources";
import { accountOf, denying, policyOf, type Edit, type Statements } from "./edited-policies";
import type { Row } from "./row";

/** Policies of the reference organization by name, and edits of parts of them. */

export const TRAIL = "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail";

export const LOGS = "log bucket of the organization";
export const TEAM_LOGS = "log bucket of team payments";
export const ACCESS_LOGS = "access-log bucket of the log archive";
export const KEY = "log key of the organization";
export const MONITORING_KEY = "monitoring key of the management account";
export const ALARMS = "critical alarm topic of the management account";
export const DELIVERIES = "delivery topic";
export const UNDELIVERED = "dead-letter queue of the management account";
export const ROLE = "log role of the management account";
export const PERMISSIONS = "permissions of the log role of the management account";

/** The ARN that a subject's own statements name. */
export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;
export const TEAM_BUCKET = bucketArn("acme-cloudtrail-222222222222-team-payments");
export const ORGANIZATION_BUCKET = bucketArn(LOG_BUCKET);

export const kept = (
  Action: string | readonly string[],
  Condition: PolicyConditions,
  more: object = {},
): Edit => denying({ Action, Condition, ...more });

/** The text of the statements with one part for another. */
export const replacing =
  (from: string, to: string): Edit =>
  (statements) => {
    const text = JSON.stringify(statements);
    if (!text.includes(from)) throw new Error(`there is no ${from}`);
    return JSON.parse(text.replaceAll(from, to)) as Statements;
  };

/** An edit of a policy, and what its rule says. */
export type Part = readonly [name: string, when: string, edit: Edit, ...says: readonly string[]];

export const row = (rule: JudgementId, ...[name, when, edit, ...says]: Part): Row => ({
  rule,
  when: `${name}: ${when}`,
  change: policyOf(name, edit),
  account: accountOf(name),
  says,
});
