import type { JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, updated } from "../plans";
import type { Row } from "./row";

const WORKGROUP_TYPE = "aws_athena_workgroup";
const TABLE_TYPE = "aws_glue_catalog_table";
const RESULTS: JsonObject = {
  output_location: "s3://acme-orgtrail-222222222222-athena-results/",
  expected_bucket_owner: "222222222222",
  encryption_configuration: [
    { encryption_option: "SSE_KMS", kms_key_arn: "arn:aws:kms:us-east-1:222222222222:key/1" },
  ],
};
const CONFIGURATION: JsonObject = {
  enforce_workgroup_configuration: true,
  bytes_scanned_cutoff_per_query: 1_000_000_000_000,
  publish_cloudwatch_metrics_enabled: true,
  requester_pays_enabled: false,
  execution_role: null,
  result_configuration: [RESULTS],
};
const WORKGROUP: JsonObject = {
  name: "acme-orgtrail-athena",
  force_destroy: false,
  state: "ENABLED",
  configuration: [CONFIGURATION],
};
const TABLE: JsonObject = {
  name: "organization_events",
  database_name: "acme_orgtrail",
  table_type: "EXTERNAL_TABLE",
  parameters: { "projection.enabled": "true", "projection.region.values": "eu-west-1,us-east-1" },
  storage_descriptor: [{ location: "s3://acme-cloudtrail-222222222222-organization/AWSLogs/o-a1b2c3d4e5/" }],
  target_table: [],
};

function workgroup(when: string, changed: JsonObject, says: readonly string[]): Row {
  const after = { ...WORKGROUP, configuration: [{ ...CONFIGURATION, ...changed }] };
  return {
    rule: "asking-weakened",
    when: `the workgroup of Athena ${when}`,
    change: updated(WORKGROUP_TYPE, WORKGROUP, after),
    says,
  };
}

function results(when: string, changed: JsonObject, says: readonly string[]): Row {
  return workgroup(when, { result_configuration: [{ ...RESULTS, ...changed }] }, says);
}

function table(when: string, changed: JsonObject, says: readonly string[]): Row {
  return {
    rule: "asking-weakened",
    when: `a table of log files ${when}`,
    change: updated(TABLE_TYPE, TABLE, { ...TABLE, ...changed }),
    says,
  };
}

/** What makes an investigator's question find nothing, cost more, or be answered where others read it. */
export const ASKING_ROWS: readonly Row[] = [
  workgroup("is no longer enforced", { enforce_workgroup_configuration: false }, [
    "may have the answer elsewhere",
  ]),
  workgroup("lets a query read more", { bytes_scanned_cutoff_per_query: 2_000_000_000_000 }, [
    "read, and cost, more",
  ]),
  workgroup("lets a query read whatever there is", { bytes_scanned_cutoff_per_query: null }, [
    "read, and cost, more",
  ]),
  workgroup("lets a query read less", { bytes_scanned_cutoff_per_query: 10_000_000 }, []),
  workgroup("tells CloudWatch nothing", { publish_cloudwatch_metrics_enabled: false }, []),
  results("answers elsewhere", { output_location: "s3://others/" }, ["answers are elsewhere"]),
  results("answers wherever it is told", { output_location: null }, ["wherever whoever asks says"]),
  results("encrypts nothing", { encryption_configuration: [] }, ["or not at all"]),
  results("asks no more whose the bucket is", { expected_bucket_owner: null }, ["expected_bucket_owner"]),
  {
    rule: "asking-weakened",
    when: "the workgroup of Athena is switched off",
    change: updated(WORKGROUP_TYPE, WORKGROUP, { ...WORKGROUP, state: "DISABLED" }),
    says: ["nobody can ask any more"],
  },
  {
    rule: "asking-weakened",
    when: "the workgroup of Athena is removed",
    change: destroyed(WORKGROUP_TYPE, WORKGROUP),
    says: ['"acme-orgtrail-athena" is removed'],
  },
  {
    rule: "asking-weakened",
    when: "the workgroup of Athena is new",
    change: created(WORKGROUP_TYPE, WORKGROUP),
    says: [],
  },
  table("looks elsewhere", { storage_descriptor: [{ location: "s3://others/AWSLogs/o-a1b2c3d4e5/" }] }, [
    "finds other files",
  ]),
  table("finds fewer Regions", { parameters: { "projection.region.values": "eu-west-1" } }, [
    "finds other files",
  ]),
  table("is another's", { target_table: [{ database_name: "other", name: "events" }] }, ["target_table"]),
  table("is described otherwise", { description: "Management and data events" }, []),
  {
    rule: "asking-weakened",
    when: "a table of log files is removed",
    change: destroyed(TABLE_TYPE, TABLE),
    says: ['"organization_events" is removed'],
  },
  {
    rule: "asking-weakened",
    when: "a saved query asks something else",
    change: updated(
      "aws_athena_named_query",
      { name: "root-calls", query: "SELECT 1" },
      { name: "root-calls", query: "SELECT 2" },
    ),
    says: ["query: "],
  },
];
