import { readFileSync } from "node:fs";
import { attributesOf, JUDGED_RESOURCES, type Weight } from "../../../../modules/facts";
import { PLAN_JUDGEMENTS } from "../../../../tools/plan/verdict";
import {
  everythingConfiguration,
  minimalConfiguration,
  referenceConfiguration,
} from "../../../support/configurations";
import { synthesized } from "../../../support/synthesized";
import { created, planOf } from "./plans";

/** The attributes that the provider's bindings write for a type. */
function attributesInBindings(type: string): readonly string[] {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  const source = readFileSync(require.resolve(`@cdktf/provider-aws/lib/${folder}`), "utf8");
  const [, written = ""] = /synthesizeAttributes\(\) \{\s*return \{(.*?)\n {8}\};/s.exec(source) ?? [];
  return [...written.matchAll(/^ {12}(\w+):/gm)].map(([, name = ""]) => name);
}

const WEIGHTS: readonly Weight[] = ["blocked", "review", "policy"];
const TYPES = Object.keys(JUDGED_RESOURCES);

function namesOf(type: string): readonly string[] {
  return WEIGHTS.flatMap((weight) => attributesOf(type, weight));
}

describe("what is judged", () => {
  it.each(TYPES)("is there in the provider: %s", (type) => {
    const known = attributesInBindings(type);
    expect(known.length).toBeGreaterThan(0);
    const { place = [], setElsewhere = [] } = JUDGED_RESOURCES[type] ?? {};
    expect([...namesOf(type), ...place, ...setElsewhere].filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(TYPES)("weighs so much, and no more: %s", (type) => {
    expect(new Set(namesOf(type)).size).toBe(namesOf(type).length);
  });

  it("has a strong value where orgtrail always sets it", () => {
    const without = Object.values(JUDGED_RESOURCES)
      .flatMap(({ attributes }) => Object.values(attributes))
      .filter(({ always, strong }) => always === true && strong === undefined);
    expect(without).toEqual([]);
  });
});

/** What says nothing that somebody would have to judge, by type. */
const NOT_JUDGED: Readonly<Record<string, readonly string[]>> = {
  // Another name makes another resource: what is destroyed by that, a judgement tells.
  aws_cloudtrail: ["name"],
  aws_cloudwatch_event_bus: ["name"],
  aws_cloudwatch_log_group: ["name"],
  aws_s3_bucket: ["bucket", "object_lock_enabled"],
  aws_sns_topic: ["name"],
  aws_sqs_queue: ["name"],
  // Another name of what stays as it is.
  aws_cloudwatch_event_target: ["target_id"],
  aws_cloudwatch_log_metric_filter: ["name"],
  aws_config_configuration_aggregator: ["name"],
  aws_config_configuration_recorder: ["name"],
  aws_config_configuration_recorder_status: ["name"],
  aws_config_delivery_channel: ["name"],
  aws_iam_role: ["name"],
  aws_iam_role_policy: ["name"],
  // Where its code lies: what it is, the hash says.
  aws_lambda_function: ["filename"],
  aws_lambda_permission: ["statement_id"],
  aws_organizations_policy: ["name"],
  // The account is asked as soon as there is one more.
  aws_cloudtrail_organization_delegated_admin_account: ["account_id"],
  // What people look at, and nobody is told by.
  aws_cloudwatch_dashboard: ["dashboard_body", "dashboard_name"],
  aws_cloudwatch_query_definition: ["log_group_names", "name", "query_string"],
  // How fast, not whether, something is mended.
  aws_config_remediation_configuration: ["execution_controls", "retry_attempt_seconds", "target_type"],
  // Why a control is switched off, and in which folder access logs are.
  aws_securityhub_standards_control_association: ["updated_reason"],
  aws_s3_bucket_logging: ["target_prefix"],
};

/** What Terraform reads for itself, and what people read. */
const OF_ALL = ["//", "depends_on", "lifecycle", "timeouts", "description", "alarm_description", "tags"];

describe("what orgtrail makes", () => {
  const context = { configuration: minimalConfiguration(), plan: planOf({}), drift: false };
  const made = new Map<string, Set<string>>();
  for (const configuration of [everythingConfiguration(), referenceConfiguration(), minimalConfiguration()]) {
    for (const { resource = {} } of Object.values(synthesized(configuration))) {
      for (const [type, blocks] of Object.entries(resource)) {
        const names = Object.values(blocks).flatMap((block) => Object.keys(block));
        made.set(type, new Set([...(made.get(type) ?? []), ...names]));
      }
    }
  }

  it.each([...made.keys()].sort())(
    "is judged in all that it sets, but what is said to be harmless: %s",
    (type) => {
      const names = [...(made.get(type) ?? [])].filter((name) => !OF_ALL.includes(name));
      const notJudged = names.filter((name) => !namesOf(type).includes(name));
      expect(notJudged.sort()).toEqual(
        [...(NOT_JUDGED[type] ?? [])].filter((name) => names.includes(name)).sort(),
      );
    },
  );

  it.each([...made.keys()].sort())("is of a type that a judgement knows: %s", (type) => {
    const notJudged = PLAN_JUDGEMENTS.filter(({ id }) => id === "type-not-judged");
    expect(notJudged.flatMap(({ judge }) => judge(created(type, { name: "x" }), context))).toEqual([]);
  });

  it("sets each of what is said to be harmless", () => {
    const unmade = Object.entries(NOT_JUDGED).flatMap(([type, names]) =>
      names.filter((name) => made.get(type)?.has(name) !== true).map((name) => `${type}.${name}`),
    );
    expect(unmade).toEqual([]);
  });
});
