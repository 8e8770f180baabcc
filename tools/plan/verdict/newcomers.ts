import { RUNBOOKS } from "../../../modules/config-rules";
import { at, isKnown, isNothing, shown, textAt, type JsonObject } from "../../../modules/facts";
import { searchFunctionArn } from "../../../modules/policy";
import type { Configuration } from "../../../stacks/config";
import { blueprintOf, type Blueprint } from "../../../stacks/blueprint";
import type { StackPlan } from "../change";
import { hearersOf } from "./hearers";
import { subjectsOf } from "./policy/guarded-resource";
import type { Judges } from "./verdict";

/**
 * What is new, of a type that orgtrail makes, and gives somebody a say that no policy of a resource shows: a role, a function, an
 * administrator of a service, a runbook, a copy of the log. What the configuration asks for is fine.
 */
export const NEWCOMERS: Judges = {
  "access-widened": ({ type, address, action, after }, { configuration, plan }) => {
    const unasked = Object.hasOwn(UNASKED, type) ? UNASKED[type] : undefined;
    const isMade = plan.asked?.get(address)?.type === type;
    const what =
      action === "create" && after !== undefined && unasked?.(after, { configuration, plan, isMade });
    return what ? [`${what}, which the configuration does not ask for`] : [];
  },
};

/** What was asked for, and where it is made. */
interface Asked {
  readonly configuration: Configuration;
  readonly plan: StackPlan;
  /** Whether the configuration makes one at its address: how that is otherwise is told by others. */
  readonly isMade: boolean;
}

const unlessMade =
  (says: (after: JsonObject) => string) =>
  (after: JsonObject, { isMade }: Asked): string | undefined =>
    isMade ? undefined : says(after);

const delegationOf = ({ configuration }: Asked): Blueprint["management"]["delegation"] =>
  blueprintOf(configuration).management.delegation;

/** By type, what nobody asked for, as a clause; nothing where it was. */
const UNASKED: Readonly<Record<string, (after: JsonObject, asked: Asked) => string | undefined>> = {
  aws_iam_role: (after, { configuration, plan }) => {
    const ending = `::${plan.account.id}:role/${textAt(after, "name") ?? ""}`;
    const isOwn = subjectsOf(configuration).some(({ arn }) => arn.endsWith(ending));
    return isOwn ? undefined : `role ${shown(after["name"])} is new`;
  },
  aws_lambda_function: (after, { configuration, plan: { region, account } }) => {
    const ending = `:lambda:${region}:${account.id}:function:${textAt(after, "function_name") ?? ""}`;
    const { search } = blueprintOf(configuration);
    const own = [
      ...hearersOf(configuration).targets,
      ...(search ? [searchFunctionArn(search.search.place)] : []),
    ];
    const isOwn = own.some((arn) => arn.endsWith(ending));
    return isOwn ? undefined : `function ${shown(after["function_name"])} is new`;
  },
  // Whom it lets call the function that is no service of AWS's, its policy tells.
  aws_lambda_permission: (after, { plan: { account } }) => {
    const [principal, source] = [textAt(after, "principal") ?? "", after["source_arn"]];
    const isOfRules = principal === "events.amazonaws.com";
    const [, , service, , owner] = textAt(source)?.split(":") ?? [];
    const isOwn = !isKnown(source) || (service === "events" && owner === account.id);
    return !principal.includes(".amazonaws.") || (isOfRules && isOwn)
      ? undefined
      : `${principal} may call ${shown(after["function_name"])} for ${shown(source ?? null)}`;
  },
  aws_organizations_delegated_administrator: (after, asked) => {
    const [account, principal] = [after["account_id"], textAt(after, "service_principal") ?? ""];
    const { account: own, services = [] } = delegationOf(asked) ?? {};
    const isConfigs = services.includes("config") && /^config(-multiaccountsetup)?\./.test(principal);
    // Of CloudTrail's, another judgement tells.
    const isTold = principal.startsWith("cloudtrail.");
    return isTold || (isConfigs && account === own)
      ? undefined
      : `account ${shown(account)} administers ${principal} for the organization`;
  },
  aws_securityhub_organization_admin_account: (after, asked) => {
    const { account, services = [] } = delegationOf(asked) ?? {};
    return services.includes("security-hub") && after["admin_account_id"] === account
      ? undefined
      : `account ${shown(after["admin_account_id"])} administers Security Hub for the organization`;
  },
  aws_securityhub_member: (after, { configuration }) => {
    const members: readonly unknown[] =
      blueprintOf(configuration).security?.findings?.organization.members ?? [];
    const account = after["account_id"];
    return members.includes(account) ? undefined : `account ${shown(account)} is a member of Security Hub`;
  },
  aws_config_config_rule: (after) => {
    const owner = at(after, "source", "owner");
    return owner === "AWS" ? undefined : `rule ${shown(after["name"])} is evaluated by ${shown(owner)}`;
  },
  aws_config_remediation_configuration: (after) => {
    const runbook = textAt(after, "target_id");
    return Object.values<string | undefined>(RUNBOOKS).includes(runbook)
      ? undefined
      : `runbook ${shown(after["target_id"])} mends what rule ${shown(after["config_rule_name"])} finds`;
  },
  aws_cloudwatch_log_subscription_filter: unlessMade(
    ({ log_group_name: group = null, destination_arn: to = null }) =>
      `events of log group ${shown(group)} go to ${shown(to)}`,
  ),
  aws_cloudwatch_log_resource_policy: unlessMade(
    ({ policy_name: name = null }) => `policy ${shown(name)} lets others use log groups`,
  ),
  aws_kinesis_firehose_delivery_stream: unlessMade(
    ({ name = null, destination = null }) => `stream ${shown(name)} delivers by ${shown(destination)}`,
  ),
  aws_opensearch_domain_saml_options: unlessMade(
    ({ domain_name: domain = null }) => `an identity provider says who uses domain ${shown(domain)}`,
  ),
  aws_opensearchserverless_access_policy: unlessMade(
    ({ name = null }) => `policy ${shown(name)} lets others use collections of OpenSearch`,
  ),
  aws_opensearchserverless_lifecycle_policy: unlessMade(
    ({ name = null }) => `policy ${shown(name)} has OpenSearch delete indexes`,
  ),
  aws_opensearchserverless_security_config: unlessMade(
    ({ name = null }) => `identity provider ${shown(name)} says who uses collections of OpenSearch`,
  ),
  aws_vpc_security_group_egress_rule: unlessMade(
    ({ security_group_id: group = null }) => `security group ${shown(group)} lets more out`,
  ),
  aws_config_conformance_pack: packElsewhere,
  aws_config_organization_conformance_pack: packElsewhere,
  aws_cloudtrail: (after, { configuration }) => {
    const bucket = textAt(after, "s3_bucket_name");
    const isOwn = subjectsOf(configuration).some(
      ({ kind, arn }) => kind === "log bucket" && arn.endsWith(`:::${bucket}`),
    );
    return bucket === undefined || isOwn ? undefined : `a trail delivers to bucket ${bucket}`;
  },
};

function packElsewhere(after: JsonObject): string | undefined {
  const place = after["template_s3_uri"];
  return isNothing(place) ? undefined : `pack ${shown(after["name"])} takes its rules from ${shown(place)}`;
}
