import { removed, type JudgedResource } from "./judged-resource";
import { each, policy, strong, told } from "./weaker";

const changed = told("search-weakened");
const elsewhere = told(
  "search-weakened",
  undefined,
  "events go elsewhere, or otherwise, or what fails is not kept",
);

/** What brings events to OpenSearch: the filter that sends them, the destination, and the stream. */
export const SEARCHING: Readonly<Record<string, JudgedResource>> = {
  aws_cloudwatch_log_subscription_filter: {
    ...removed("search-weakened", "subscription filter"),
    attributes: {
      ...each(changed, ...["distribution", "log_group_name", "name", "role_arn"]),
      destination_arn: told("search-weakened", undefined, "the events of the log group go elsewhere"),
      filter_pattern: told("search-weakened", undefined, "fewer events are sent, or others"),
    },
  },
  aws_cloudwatch_log_destination: {
    harmless: ["name"],
    ...removed("search-weakened", "destination"),
    attributes: each(changed, "role_arn", "target_arn"),
  },
  aws_cloudwatch_log_destination_policy: {
    place: ["destination_name"],
    attributes: { access_policy: policy, destination_name: policy, force_update: changed },
  },
  aws_kinesis_firehose_delivery_stream: {
    harmless: ["name"],
    ...removed("search-weakened", "stream"),
    attributes: {
      ...each(
        elsewhere,
        ...["elasticsearch_configuration", "extended_s3_configuration", "http_endpoint_configuration"],
        ...["iceberg_configuration", "opensearch_configuration", "opensearchserverless_configuration"],
        ...["redshift_configuration", "snowflake_configuration", "splunk_configuration"],
      ),
      ...each(changed, "arn", "destination", "destination_id", "version_id"),
      ...each(changed, "kinesis_source_configuration", "msk_source_configuration"),
      "server_side_encryption.enabled": strong("search-weakened", "records wait in the stream unencrypted", {
        always: true,
        otherwise: false,
      }),
      ...each(changed, "server_side_encryption.key_arn", "server_side_encryption.key_type"),
    },
  },
};
