import { judge } from "../../../../../tools/plan/verdict";
import { everythingConfiguration, referenceConfiguration } from "../../../../support/configurations";
import { created, planOf, updated } from "../plans";
import { deployedResources } from "./deployed-resources";
import { everyEdit } from "./edits";

jest.setTimeout(900_000);

/** What is judged where it changes, and not where it is new, with the reason. */
const EXCUSES: Readonly<Record<string, readonly string[]>> = {
  "how a target is told again after a failure is as good with AWS's own defaults": [
    "aws_cloudwatch_event_target retry_policy.maximum_event_age_in_seconds",
    "aws_cloudwatch_event_target retry_policy.maximum_retry_attempts",
  ],
  "a shorter period, and fewer of them, ring sooner; what was there before alone tells which is worse": [
    "aws_cloudwatch_metric_alarm evaluation_periods",
    "aws_cloudwatch_metric_alarm period",
  ],
  "IAM is recorded in one Region, and in the others not": [
    "aws_config_configuration_recorder recording_group.include_global_resource_types",
  ],
  "the configuration chooses what is checked, where, and whether it is mended": [
    "aws_config_organization_conformance_pack excluded_accounts[]",
    "aws_config_organization_managed_rule input_parameters:.MinRetentionTime",
    "aws_config_remediation_configuration automatic",
    "aws_config_remediation_configuration maximum_automatic_attempts",
  ],
  "the configuration chooses what a table finds; whose the bucket of answers is, Athena asks as it is deployed":
    [
      "aws_athena_workgroup configuration.result_configuration.expected_bucket_owner",
      "aws_glue_catalog_table parameters.projection.account.values",
      "aws_glue_catalog_table parameters.projection.day.interval",
    ],
  "a function has what AWS gives it: whether that suffices its alarm on silence tells": [
    "aws_lambda_function memory_size",
    "aws_lambda_function timeout",
  ],
};

/** Of each resource, the numbers that are less and the flags that are otherwise: those whose change is told, and that are fine in a new one. */
function fineWhereNew(): readonly string[] {
  const [fine, seen] = [new Set<string>(), new Set<string>()];
  for (const configuration of [everythingConfiguration(), referenceConfiguration()]) {
    const all = deployedResources(configuration);
    for (const { stack, account, region, type, address, values } of all) {
      const beside = all.filter((other) => other.stack === stack && other.address !== address);
      const unchanged = new Map(beside.map((other) => [other.address, other]));
      for (const { path, how, after } of everyEdit(values)) {
        if (!["less", "0", "flipped"].includes(how) || /(?:policy|content|pattern):/.test(path)) continue;
        if (seen.has(`${address} ${path} ${how}`)) continue;
        seen.add(`${address} ${path} ${how}`);
        const [changed, made] = [updated(type, values, after), created(type, after)].map((change) =>
          judge(
            planOf({ stack, account, region, unchanged, changes: [{ ...change, address }] }),
            configuration,
            "2026-03-31",
          ),
        );
        if (changed?.length !== 0 && made?.length === 0) fine.add(`${type} ${path}`);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(100);
  return [...fine].sort();
}

test("nothing new is weaker than what the configuration makes and is fine, but what is excused", () => {
  expect(fineWhereNew()).toEqual(Object.values(EXCUSES).flat().sort());
});
