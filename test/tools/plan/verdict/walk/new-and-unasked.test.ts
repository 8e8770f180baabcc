import type { JsonObject, JsonValue } from "../../../../../tools/plan/change";
import { judge } from "../../../../../tools/plan/verdict";
import type { Configuration } from "../../../../../stacks/config";
import { everyConfiguration } from "../../../../support/configurations";
import { created, planOf } from "../plans";
import { deployedResources, type Deployed } from "./deployed-resources";

jest.setTimeout(300_000);

/** Types of which one more, that nobody asked for, gives nobody a say and takes nothing away. */
const HARMLESS = [
  // Places that are empty, and those who use them need leave of their own.
  ...["aws_cloudwatch_event_bus", "aws_cloudwatch_log_destination", "aws_cloudwatch_log_group"],
  ...["aws_opensearchserverless_collection", "aws_s3_bucket", "aws_sns_topic", "aws_sqs_queue"],
  // What protects one of these, as orgtrail protects its own.
  ...["aws_kms_alias", "aws_kms_key", "aws_opensearchserverless_security_policy"],
  ...["aws_opensearchserverless_vpc_endpoint", "aws_organizations_policy"],
  ...["aws_s3_bucket_object_lock_configuration", "aws_s3_bucket_ownership_controls"],
  ...["aws_s3_bucket_public_access_block", "aws_s3_bucket_replication_configuration"],
  ...["aws_s3_bucket_versioning", "aws_security_group"],
  // What looks at more.
  ...["aws_cloudwatch_event_rule", "aws_cloudwatch_log_metric_filter", "aws_config_config_rule"],
  ...["aws_config_configuration_aggregator", "aws_config_configuration_recorder"],
  ...["aws_config_configuration_recorder_status", "aws_config_organization_conformance_pack"],
  ...["aws_config_organization_managed_rule"],
  ...["aws_config_remediation_configuration", "aws_securityhub_account"],
  ...["aws_securityhub_finding_aggregator"],
  ...["aws_securityhub_organization_configuration", "aws_securityhub_standards_subscription"],
  // What people ask and see.
  ...["aws_athena_named_query", "aws_athena_workgroup", "aws_cloudwatch_dashboard"],
  ...["aws_cloudwatch_query_definition", "aws_glue_catalog_database", "aws_glue_catalog_table"],
].sort();

/** The resource, called otherwise wherever it is not about another. */
function another(values: JsonObject): JsonObject {
  const named = (name: string, value: JsonValue): JsonValue =>
    typeof value === "string" && /(?:^|_)(?:name|account_id)$|^(?:bucket|id|identifier)$/.test(name)
      ? `${value}-other`
      : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, named(name, value)]));
}

function isFine({ stack, account, region, type, values }: Deployed, configuration: Configuration): boolean {
  const changes = [created(type, another(values))];
  return judge(planOf({ stack, account, region, changes }), configuration, "2026-03-31").length === 0;
}

it("of each type, one more that the configuration does not make is told, or is known to be harmless", () => {
  const types = new Map<string, boolean>();
  for (const [, configuration] of everyConfiguration()) {
    for (const resource of deployedResources(configuration)) {
      types.set(resource.type, (types.get(resource.type) ?? true) && isFine(resource, configuration));
    }
  }
  expect(
    [...types]
      .filter(([, fine]) => fine)
      .map(([type]) => type)
      .sort(),
  ).toEqual(HARMLESS);
});
