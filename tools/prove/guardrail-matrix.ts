import type { Configuration } from "../../stacks/config";
import type { MatrixRow } from "./matrix";
import { policiesOf } from "../../stacks/blueprint";
import { isPossible } from "./possibility";
import type { PresetName } from "./presets";
import type { SubjectSet } from "./subject";

/** What somebody might stop, by its heading. */
export interface Stop {
  readonly heading: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: readonly PresetName[];
}

const own = (service: string, resource: string): string =>
  `arn:{partition}:${service}:{region}:{owner}:${resource}`;

/** The columns. */
export const STOPS: readonly Stop[] = [
  {
    heading: "Stop a trail",
    action: "cloudtrail:StopLogging",
    resource: own("cloudtrail", "trail/{trailName}"),
  },
  {
    heading: "Delete a log file",
    action: "s3:DeleteObject",
    resource: "arn:{partition}:s3:::{logBucket}/log.json.gz",
  },
  {
    heading: "Disable the key",
    action: "kms:DisableKey",
    resource: own("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab"),
    context: ["ofALogKey"],
  },
  {
    heading: "Delete a log group",
    action: "logs:DeleteLogGroup",
    resource: own("logs", "log-group:/orgtrail/{name}/organization"),
  },
  {
    heading: "Delete an alarm",
    action: "cloudwatch:DeleteAlarms",
    resource: own("cloudwatch", "alarm:{name}-orgtrail-root-use"),
  },
  { heading: "Stop Config", action: "config:StopConfigurationRecorder", resource: "*" },
  { heading: "Disable Security Hub", action: "securityhub:DisableSecurityHub", resource: "*" },
  { heading: "Leave", action: "organizations:LeaveOrganization", resource: "*" },
];

const PEOPLE: readonly { readonly who: string; readonly on: SubjectSet; readonly principal: string }[] = [
  { who: "Administrators of a member account", on: "guardedAccounts", principal: "administrator" },
  { who: "… by single sign-on", on: "guardedAccounts", principal: "singleSignOn" },
  { who: "IAM users who administer it", on: "guardedAccounts", principal: "iamUser" },
  { who: "Root of a member account", on: "guardedAccounts", principal: "rootUser" },
  { who: "Roles that are let through: deploy, break glass", on: "guardedAccounts", principal: "exemptRole" },
  { who: "Service-linked roles", on: "guardedAccounts", principal: "serviceLinkedRole" },
  {
    who: "Administrators of the management account, in their own",
    on: "unguardedManagementAccount",
    principal: "administrator",
  },
];

/** Who can stop what members have of the audit log, under guardrails: a row for each of the people; none where the configuration has no service control policies. */
export function guardrailMatrix(configuration: Configuration): readonly MatrixRow[] {
  const subjects = policiesOf(configuration);
  if (!subjects.some(({ kind }) => kind === "service control policies")) return [];
  return PEOPLE.map((person) => ({
    who: person.who,
    can: STOPS.map(({ action, resource, context = [] }) => {
      const { on, principal } = person;
      const does = { action: [action], resource: [resource] };
      return isPossible({ on, principal, does, context }, configuration, subjects);
    }),
  }));
}
