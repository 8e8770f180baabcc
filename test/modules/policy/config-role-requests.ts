import { remediationRolePolicy, remediationRoleTrust } from "../../../modules/policy";
import {
  FULL_AWS_ACCESS,
  roleSession,
  servicePrincipal,
  type ContextValue,
  type RequestPrincipal,
} from "../../../modules/policy-evaluation";
import { blockedPublicAccess, LOG_ARCHIVE, MANAGEMENT, PLACE, RUNBOOK } from "./config-fixtures";
import type { PolicyTable } from "./mutations-tables";

type Context = Readonly<Record<string, ContextValue>>;
type Asked = readonly [name: string, action: string, resource: string, allowed: boolean, context?: Context];
type Taken = readonly [
  name: string,
  principal: RequestPrincipal,
  action: string,
  context: Context,
  allowed: boolean,
];

const config = servicePrincipal("config.amazonaws.com");
const ssm = servicePrincipal("ssm.amazonaws.com");
const ASSUME = "sts:AssumeRole";

/** What a role may do. */
function permissions(
  name: string,
  document: PolicyTable["document"],
  role: { readonly account: string; readonly role: string },
  rows: readonly Asked[],
): PolicyTable {
  const principal = roleSession(role);
  return {
    kind: name,
    name,
    document,
    attachedTo: "the role that asks",
    rows: rows.map(([row, action, resource, allowed, context = {}]) => ({
      name: row,
      request: { principal, action, resource, resourceAccount: role.account, context },
      allowed,
    })),
  };
}

/** Who may take a role. Whoever is of an account may take any as far as their own policies go. */
function trust(
  name: string,
  document: PolicyTable["document"],
  resource: string,
  rows: readonly Taken[],
): PolicyTable {
  return {
    kind: name,
    name,
    document,
    attachedTo: "the resource",
    rows: rows.map(([row, principal, action, context, allowed]) => ({
      name: row,
      request: { principal, action, resource, context },
      beside: "account" in principal ? { identity: [FULL_AWS_ACCESS] } : {},
      allowed,
    })),
  };
}

const LOGS = "arn:aws:s3:::acme-logs";
const start = "ssm:StartAutomationExecution";
const definition = (name: string): string => `arn:aws:ssm:us-east-1::automation-definition/${name}:1`;
const execution = (account: string, region = "us-east-1"): string =>
  `arn:aws:ssm:${region}:${account}:automation-execution/1`;

const REMEDIATION = permissions(
  "remediation role permissions",
  remediationRolePolicy(PLACE, RUNBOOK, blockedPublicAccess("acme-logs")),
  { account: LOG_ARCHIVE, role: "mend" },
  [
    ["looks whether its bucket is to be mended", "s3:GetBucketPublicAccessBlock", LOGS, true],
    ["mends its bucket", "s3:PutBucketPublicAccessBlock", LOGS, true],
    ["mends another bucket", "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::other", false],
    ["changes the bucket's policy", "s3:PutBucketPolicy", LOGS, false],
    ["reads logs", "s3:GetObject", `${LOGS}/AWSLogs/1`, false],
    ["deletes logs", "s3:DeleteObject", `${LOGS}/AWSLogs/1`, false],
    ["runs its runbook", start, definition(RUNBOOK), true],
    ["runs its runbook, by its document", start, `arn:aws:ssm:us-east-1::document/${RUNBOOK}`, true],
    ["runs another", start, definition("AWS-RunShellScript"), false],
    ["reads its runbook", "ssm:GetDocument", `arn:aws:ssm:us-east-1::document/${RUNBOOK}`, false],
    ["follows a run", "ssm:GetAutomationExecution", execution(LOG_ARCHIVE), true],
    [
      "follows a run of another Region",
      "ssm:GetAutomationExecution",
      execution(LOG_ARCHIVE, "eu-west-1"),
      false,
    ],
    ["stops a run", "ssm:StopAutomationExecution", execution(LOG_ARCHIVE), false],
  ],
);

const runOf = (account: string, arn = execution(account)): Context => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": arn,
});
const deployer = roleSession({ account: LOG_ARCHIVE, role: "Deploy", session: "terraform" });

const REMEDIATION_TRUST = trust(
  "remediation role trust",
  remediationRoleTrust(PLACE),
  `arn:aws:iam::${LOG_ARCHIVE}:role/mend`,
  [
    ["Systems Manager, for a run of the account", ssm, ASSUME, runOf(LOG_ARCHIVE), true],
    ["Systems Manager, for a run of another account", ssm, ASSUME, runOf(MANAGEMENT), false],
    [
      "Systems Manager, for a run in another Region",
      ssm,
      ASSUME,
      runOf(LOG_ARCHIVE, execution(LOG_ARCHIVE, "eu-west-1")),
      false,
    ],
    ["Systems Manager, with tags for the session", ssm, "sts:TagSession", runOf(LOG_ARCHIVE), false],
    ["AWS Config", config, ASSUME, runOf(LOG_ARCHIVE), false],
    ["whoever deploys", deployer, ASSUME, runOf(LOG_ARCHIVE), false],
  ],
);

/** The roles with which rules of AWS Config are mended. */
export const CONFIG_ROLE_TABLES: readonly PolicyTable[] = [REMEDIATION, REMEDIATION_TRUST];
