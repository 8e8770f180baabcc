import type { JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, updated } from "../plans";
import type { Row } from "./row";

const FILTER_TYPE = "aws_cloudwatch_log_subscription_filter";
const DESTINATION_TYPE = "aws_cloudwatch_log_destination";
const STREAM_TYPE = "aws_kinesis_firehose_delivery_stream";
const FILTER: JsonObject = {
  name: "search",
  log_group_name: "/orgtrail/acme/organization",
  filter_pattern: "",
  destination_arn: "arn:aws:logs:us-east-1:222222222222:destination:acme-orgtrail-search",
  role_arn: null,
};
const DESTINATION: JsonObject = {
  name: "acme-orgtrail-search",
  role_arn: "arn:aws:iam::222222222222:role/acme-orgtrail-search-destination",
  target_arn: "arn:aws:firehose:us-east-1:222222222222:deliverystream/acme-orgtrail-search",
};
const OPEN_SEARCH: JsonObject = {
  domain_arn: "arn:aws:es:us-east-1:333333333333:domain/audit",
  index_name: "acme-cloudtrail",
  s3_backup_mode: "FailedDocumentsOnly",
  s3_configuration: [{ bucket_arn: "arn:aws:s3:::acme-orgtrail-222222222222-search-failed" }],
};
const STREAM: JsonObject = {
  name: "acme-orgtrail-search",
  destination: "opensearch",
  opensearch_configuration: [OPEN_SEARCH],
  server_side_encryption: [{ enabled: true, key_type: "AWS_OWNED_CMK", key_arn: null }],
};

function row(when: string, change: Row["change"], ...says: readonly string[]): Row {
  return { rule: "search-weakened", when, change, says };
}

function filter(when: string, changed: JsonObject, ...says: readonly string[]): Row {
  return row(
    `the subscription filter ${when}`,
    updated(FILTER_TYPE, FILTER, { ...FILTER, ...changed }),
    ...says,
  );
}

function stream(when: string, changed: JsonObject, ...says: readonly string[]): Row {
  return row(
    `the stream to OpenSearch ${when}`,
    updated(STREAM_TYPE, STREAM, { ...STREAM, ...changed }),
    ...says,
  );
}

/** What hides events from those who search, or shows them to others. */
export const SEARCHING_ROWS: readonly Row[] = [
  filter(
    "sends elsewhere",
    { destination_arn: "arn:aws:logs:us-east-1:999999999999:destination:x" },
    "go elsewhere",
  ),
  filter("sends fewer events", { filter_pattern: '{ $.errorCode = "*" }' }, "fewer events are sent"),
  filter("is of another log group", { log_group_name: "/other" }, "log_group_name"),
  row("the log group sends nothing any more", destroyed(FILTER_TYPE, FILTER), "is removed"),
  row("the log group begins to send its events", created(FILTER_TYPE, FILTER)),
  row(
    "the destination leads elsewhere",
    updated(DESTINATION_TYPE, DESTINATION, {
      ...DESTINATION,
      target_arn: "arn:aws:kinesis:us-east-1:1:stream/x",
    }),
    "target_arn",
  ),
  row("the destination goes", destroyed(DESTINATION_TYPE, DESTINATION), "is removed"),
  row("the destination is new", created(DESTINATION_TYPE, DESTINATION)),
  stream(
    "delivers elsewhere",
    {
      opensearch_configuration: [
        { ...OPEN_SEARCH, domain_arn: "arn:aws:es:us-east-1:999999999999:domain/x" },
      ],
    },
    "events go elsewhere",
  ),
  stream(
    "keeps what fails in another bucket",
    { opensearch_configuration: [{ ...OPEN_SEARCH, s3_configuration: [{ bucket_arn: "arn:aws:s3:::x" }] }] },
    "what fails is not kept",
  ),
  stream(
    "makes no documents",
    { opensearch_configuration: [{ ...OPEN_SEARCH, processing_configuration: [] }] },
    "otherwise",
  ),
  stream(
    "keeps records unencrypted",
    { server_side_encryption: [{ enabled: false, key_type: "AWS_OWNED_CMK", key_arn: null }] },
    "unencrypted",
  ),
  stream("has other tags", { tags: { a: "b" } }),
  row("the stream to OpenSearch goes", destroyed(STREAM_TYPE, STREAM), "is removed"),
  row("the stream to OpenSearch is new", created(STREAM_TYPE, STREAM)),
];
