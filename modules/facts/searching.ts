import { destroyed, removed, type JudgedResource } from "./judged-resource";
import { each, policy, strong, told } from "./weaker";

const changed = told("search-weakened");
const elsewhere = told(
  "search-weakened",
  undefined,
  "events go elsewhere, or otherwise, or what fails is not kept",
);

const opened = told("search-weakened", undefined, "OpenSearch is reached, or used, otherwise");
/** Who is let in, and by whom: another way in is worth more than a look. */
const admitted = told("search-opened", undefined, "other people use OpenSearch, or say who does");
const safe = (says: string) => strong("search-weakened", says, { always: true, otherwise: false });

/** Who reaches a domain, by its security groups. */
const NETWORK: Readonly<Record<string, JudgedResource>> = {
  aws_security_group: {
    harmless: ["name"],
    ...removed("search-weakened", "security group"),
    attributes: each(opened, "egress", "ingress", "vpc_id"),
  },
  aws_vpc_security_group_egress_rule: {
    ...removed("search-weakened", "rule of a security group", "description"),
    attributes: each(
      opened,
      ...["cidr_ipv4", "cidr_ipv6", "from_port", "ip_protocol", "prefix_list_id"],
      ...["referenced_security_group_id", "security_group_id", "to_port"],
    ),
  },
};

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
  ...NETWORK,
  aws_opensearch_domain: {
    harmless: ["domain_name"],
    ...destroyed("search-weakened", "domain of OpenSearch", "domain_name"),
    attributes: {
      access_policies: policy,
      ...each(
        opened,
        ...["advanced_options", "aiml_options", "cognito_options", "domain_endpoint_options.custom_endpoint"],
        ...["domain_endpoint_options.custom_endpoint_certificate_arn"],
        ...["domain_endpoint_options.custom_endpoint_enabled", "domain_endpoint_options.tls_security_policy"],
        ...["identity_center_options", "ip_address_type", "vpc_options"],
      ),
      "advanced_security_options.anonymous_auth_enabled": strong(
        "search-opened",
        "OpenSearch asks nobody who they are",
        { value: false, otherwise: false },
      ),
      "advanced_security_options.enabled": strong(
        "search-opened",
        "nobody is told from another in OpenSearch",
        { always: true, otherwise: false },
      ),
      ...each(
        admitted,
        ...["advanced_security_options.internal_user_database_enabled"],
        ...["advanced_security_options.jwt_options", "advanced_security_options.master_user_options"],
      ),
      "domain_endpoint_options.enforce_https": safe("OpenSearch is asked without HTTPS"),
      "encrypt_at_rest.enabled": safe("events in OpenSearch are stored unencrypted"),
      "encrypt_at_rest.kms_key_id": opened,
      "node_to_node_encryption.enabled": safe("events go from node to node unencrypted"),
      ...each(
        changed,
        ...["auto_tune_options", "cluster_config", "ebs_options", "engine_version", "log_publishing_options"],
        ...["off_peak_window_options", "snapshot_options", "software_update_options"],
      ),
    },
  },
  aws_opensearch_domain_saml_options: {
    place: ["domain_name"],
    ...removed("search-weakened", "sign-in to OpenSearch", "domain_name"),
    attributes: each(opened, "domain_name", "saml_options"),
  },
  aws_cloudwatch_log_resource_policy: {
    place: ["policy_name"],
    ...removed("search-weakened", "policy that lets OpenSearch log", "policy_name"),
    attributes: each(changed, "policy_document", "policy_name"),
  },
};
