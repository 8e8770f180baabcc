import { priceText } from "../prices";
import { DATA_RESOURCE_TYPES } from "../resource-types";
import type { AdvancedEventSelector, DataSelector } from "../selectors";
import { selectorName, type Preset } from "./preset";

/** Named Lambda functions, or all. */
export interface FunctionScope {
  /** ARNs of functions, exact. @default - every function */
  readonly functions?: readonly string[] | undefined;
}

/** Named DynamoDB tables, or all. */
export interface TableScope {
  /** ARNs of tables, exact. @default - every table */
  readonly tables?: readonly string[] | undefined;
}

/** Named resources, or all. */
export interface NamedResources {
  /** ARNs of resources, exact. @default - every resource */
  readonly resources?: readonly string[] | undefined;
}

/** Every type of resource, but for some. */
export interface ResourceTypeScope {
  /** Types to leave out, such as `AWS::CloudWatch::Metric`. @default - none */
  readonly except?: readonly string[] | undefined;
}

type Narrowing = Pick<DataSelector, "readOnly">;

function dataSelectors(
  name: string,
  types: readonly string[],
  arns: readonly string[] | undefined,
  narrowing: Narrowing = {},
): readonly AdvancedEventSelector[] {
  return types.map((resourceType) => ({
    category: "Data",
    name: selectorName(types.length === 1 ? name : `${name} ${resourceType}`, arns),
    resourceType,
    ...narrowing,
    ...(arns === undefined ? {} : { resourceArn: { equals: arns } }),
  }));
}

const COST = `${priceText("data")}.`;

function resourcePreset(
  name: string,
  records: string,
  types: readonly string[],
  volume = "",
): Preset<NamedResources> {
  return {
    records,
    category: "Data",
    options: ["resources"],
    cost: volume === "" ? COST : `${COST} ${volume}`,
    expand: ({ resources }) => dataSelectors(name, types, resources),
  };
}

function tablePreset(name: string, records: string, narrowing: Narrowing): Preset<TableScope> {
  return {
    records,
    category: "Data",
    options: ["tables"],
    cost: COST,
    expand: ({ tables }) => dataSelectors(name, ["AWS::DynamoDB::Table"], tables, narrowing),
  };
}

const LAMBDA_INVOCATIONS: Preset<FunctionScope> = {
  records: "Each invocation of Lambda functions: all, or the named ones.",
  category: "Data",
  options: ["functions"],
  cost: `${COST} One event for each invocation.`,
  expand: ({ functions }) => dataSelectors("lambda-invocations", ["AWS::Lambda::Function"], functions),
};

const ALL_DATA_EVENTS: Preset<ResourceTypeScope> = {
  records: `Every data event of the ${DATA_RESOURCE_TYPES.length} resource types known, but for those left out.`,
  category: "Data",
  options: ["except"],
  cost: `${COST} The fullest and dearest choice: data events can be thousands of times as many as management events.`,
  expand: ({ except = [] }) =>
    dataSelectors(
      "all-data-events",
      DATA_RESOURCE_TYPES.filter((type) => !except.includes(type)),
      undefined,
    ).map((selector) => ({ ...selector, name: "all-data-events" })),
};

/** Presets over resources other than objects in general purpose buckets. */
export const RESOURCE_PRESETS = {
  "all-data-events": ALL_DATA_EVENTS,
  "lambda-invocations": LAMBDA_INVOCATIONS,
  "dynamodb-all": tablePreset("dynamodb-all", "Every read and write of items in DynamoDB tables.", {}),
  "dynamodb-read": tablePreset("dynamodb-read", "Reads of items in DynamoDB tables.", { readOnly: true }),
  "dynamodb-write": tablePreset("dynamodb-write", "Writes and deletions of items in DynamoDB tables.", {
    readOnly: false,
  }),
  "dynamodb-streams": resourcePreset("dynamodb-streams", "Reads of DynamoDB streams.", [
    "AWS::DynamoDB::Stream",
  ]),
  "s3-access-points": resourcePreset("s3-access-points", "Calls on objects through S3 access points.", [
    "AWS::S3::AccessPoint",
  ]),
  "s3-express": resourcePreset("s3-express", "Calls on objects in S3 directory buckets (Express One Zone).", [
    "AWS::S3Express::Object",
  ]),
  "s3-object-lambda": resourcePreset(
    "s3-object-lambda",
    "Calls on objects through S3 Object Lambda access points.",
    ["AWS::S3ObjectLambda::AccessPoint"],
  ),
  "s3-tables": resourcePreset("s3-tables", "Calls on the data of S3 table buckets and their tables.", [
    "AWS::S3Tables::Table",
    "AWS::S3Tables::TableBucket",
  ]),
  "s3-vectors": resourcePreset("s3-vectors", "Calls on the vectors of S3 vector buckets and their indexes.", [
    "AWS::S3Vectors::Index",
    "AWS::S3Vectors::VectorBucket",
  ]),
  "ebs-snapshots": resourcePreset(
    "ebs-snapshots",
    "Reads and writes of the blocks of EBS snapshots (EBS direct APIs), a way to copy a disk out.",
    ["AWS::EC2::Snapshot"],
  ),
  "sns-messages": resourcePreset("sns-messages", "Messages published to SNS topics and platform endpoints.", [
    "AWS::SNS::PlatformEndpoint",
    "AWS::SNS::Topic",
  ]),
  "sqs-messages": resourcePreset(
    "sqs-messages",
    "Messages sent to and received from SQS queues.",
    ["AWS::SQS::Queue"],
    "Consumers that poll make many.",
  ),
  "kinesis-records": resourcePreset("kinesis-records", "Records put to and read from Kinesis data streams.", [
    "AWS::Kinesis::Stream",
    "AWS::Kinesis::StreamConsumer",
  ]),
  "rds-data-api": resourcePreset("rds-data-api", "SQL run through the RDS Data API on Aurora clusters.", [
    "AWS::RDS::DBCluster",
  ]),
  "cognito-identities": resourcePreset(
    "cognito-identities",
    "Credentials and tokens given out by Cognito identity pools.",
    ["AWS::Cognito::IdentityPool"],
  ),
  "step-functions": resourcePreset("step-functions", "Activity tasks and state machines of Step Functions.", [
    "AWS::StepFunctions::Activity",
    "AWS::StepFunctions::StateMachine",
  ]),
  "ssm-sessions": resourcePreset("ssm-sessions", "Control channels and managed nodes of Systems Manager.", [
    "AWS::SSM::ManagedNode",
    "AWS::SSMMessages::ControlChannel",
  ]),
  "bedrock-models": resourcePreset(
    "bedrock-models",
    "Calls of Bedrock models, agents, flows, guardrails and knowledge bases.",
    [
      "AWS::Bedrock::AgentAlias",
      "AWS::Bedrock::AsyncInvoke",
      "AWS::Bedrock::FlowAlias",
      "AWS::Bedrock::Guardrail",
      "AWS::Bedrock::InlineAgent",
      "AWS::Bedrock::KnowledgeBase",
      "AWS::Bedrock::Model",
    ],
  ),
} as const;
