/** What guardrails deny of a function. */
export const FUNCTION_ACTIONS: readonly string[] = [
  "lambda:AddPermission",
  "lambda:CreateFunction",
  "lambda:CreateFunctionUrlConfig",
  "lambda:DeleteFunction",
  "lambda:DeleteResourcePolicy",
  "lambda:InvokeFunction",
  "lambda:PutFunctionConcurrency",
  "lambda:PutFunctionEventInvokeConfig",
  "lambda:PutFunctionScalingConfig",
  "lambda:PutResourcePolicy",
  "lambda:PutRuntimeManagementConfig",
  "lambda:RemovePermission",
  "lambda:TagResource",
  "lambda:UntagResource",
  "lambda:UpdateFunctionCode",
  "lambda:UpdateFunctionConfiguration",
  "lambda:UpdateFunctionEventInvokeConfig",
];

/** What guardrails deny of the stream to OpenSearch, and of what leads to it. */
export const STREAM_ACTIONS: readonly string[] = [
  ...["DeleteDeliveryStream", "PutRecord", "PutRecordBatch", "StartDeliveryStreamEncryption"],
  ...["StopDeliveryStreamEncryption", "TagDeliveryStream", "UntagDeliveryStream", "UpdateDestination"],
]
  .map((name) => `firehose:${name}`)
  .concat(
    ["DeleteDestination", "PutDestination", "PutDestinationPolicy", "TagResource", "UntagResource"].map(
      (name) => `logs:${name}`,
    ),
  );

/** What guardrails deny of the domain of OpenSearch, by the names that calls have, and had. */
export const DOMAIN_ACTIONS: readonly string[] = [
  ...["AddTags", "DeleteDomain", "DeleteElasticsearchDomain", "RemoveTags"],
  ...["UpdateDomainConfig", "UpdateElasticsearchDomainConfig", "UpgradeDomain", "UpgradeElasticsearchDomain"],
].map((name) => `es:${name}`);

/** What guardrails deny of OpenSearch Serverless, in the account of the collection. */
export const SERVERLESS_ACTIONS: readonly string[] = [
  ...["Collection", "CollectionGroup", "Index", "SecurityConfig", "VpcEndpoint"],
  ...["AccessPolicy", "LifecyclePolicy", "SecurityPolicy"],
]
  .flatMap((what) => ["Create", "Delete", "Update"].map((change) => `aoss:${change}${what}`))
  .concat("aoss:TagResource", "aoss:UntagResource", "aoss:UpdateAccountSettings");

/** Its parts in the account, by their ARNs. */
export function streamParts(account: string): readonly string[] {
  return ["lambda:?:!:function:", "firehose:?:!:deliverystream/", "logs:?:!:destination:"].map(
    (part) => `arn:aws:${part.replace("?", "us-east-1").replace("!", account)}acme-orgtrail-search`,
  );
}
