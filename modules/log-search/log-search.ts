import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { DEFAULT_RETENTION_DAYS } from "../controls";
import { makeKey, makeRole } from "../keys-and-roles";
import { FailedRecordsBucket } from "../log-archive";
import { packagedCode, packagedPath } from "../log-validation";
import {
  policyArgument,
  searchDestinationArn,
  searchDestinationPolicy,
  searchDestinationRolePolicy,
  searchDestinationTrust,
  searchFunctionPolicy,
  searchFunctionTrust,
  searchKeyPolicy,
  searchStreamPolicy,
  searchStreamTrust,
  type PolicyDocument,
} from "../policy";
import { assertNoProblems, assertProps } from "../validation";
import { searchProblems } from "./problems";
import type { LogSearchProps } from "./props";
import { SearchAlarms } from "./search-alarms";
import { SearchCollection } from "./search-collection";
import { SearchDomain } from "./search-domain";
import { makeStream } from "./stream";

/** Firehose waits so long for a function. @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
const TIMEOUT_SECONDS = 300;
/** A megabyte of records is some twenty of events, and a document for each besides. */
const MEMORY_MB = 512;

/**
 * What brings the events of a log group to OpenSearch: a destination to which the log group sends, a stream, a function that makes a
 * document of each event, a bucket that keeps what failed, and alarms. The log group may be another account's. OpenSearch itself is
 * yours, a domain or a collection of OpenSearch Serverless, or one of both that is made within your VPC.
 *
 * Firehose delivers one document a record, and CloudWatch Logs puts many events into one. So the function puts each event back into the
 * stream by itself, and leaves the record out that had them.
 *
 * Prices: Firehose counts each event twice, by 5 KB; six alarms and one metric ($0.90 a month), a key ($1); Lambda by the second.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs.html
 */
export class LogSearch extends Construct {
  /** The ARN of the destination, known once its policy lets the log group's account send. */
  readonly destinationArn: string;
  readonly streamName: string;
  /** The bucket of records that failed. */
  readonly failedRecordsBucketName: string;
  readonly keyArn: string;
  /** Where the domain that is made is reached within its VPC: a host. @default - none is made */
  readonly domainEndpoint?: string;
  /** Where the collection that is made is reached, from within its VPC: `https://` and a host. @default - none is made */
  readonly collectionEndpoint?: string;

  /** @throws ValidationError when AWS would refuse a value, or a policy is over its limit */
  constructor(scope: Construct, id: string, props: LogSearchProps) {
    super(scope, id);
    assertProps(this, props, "LogSearch");
    assertNoProblems(this, searchProblems(props));
    const { place } = props;
    const key = makeKey(this, {
      alias: place.keyAlias,
      description: `Encrypts records that did not reach OpenSearch, in ${place.bucketName}`,
      policy: searchKeyPolicy({ ...place, ...props }),
    });
    const group = new CloudwatchLogGroup(this, "group", {
      name: place.logGroupName,
      retentionInDays: DEFAULT_RETENTION_DAYS,
      kmsKeyId: key.arn,
    });
    const { bucketName } = new FailedRecordsBucket(this, "failed", {
      ...place,
      ...props,
      keyArn: key.arn,
    });
    const call = this.makeFunction(props, group.name);
    const role = this.roleOf("stream", props, searchStreamTrust(place), searchStreamPolicy(place));
    const { newDomain, newCollection } = props;
    const domain = newDomain && new SearchDomain(this, "open-search", { ...props, domain: newDomain });
    const collection =
      newCollection && new SearchCollection(this, "collection", { ...props, collection: newCollection });
    const { securityGroupIds, made } = domain ?? collection ?? { made: [] };
    const stream = makeStream(this, {
      ...props,
      ...(securityGroupIds && { securityGroupIds }),
      ...(collection && { collectionEndpoint: collection.endpoint }),
      roleArn: role.role.arn,
      functionArn: call.arn,
      bucketName,
      keyArn: key.arn,
      logGroupName: group.name,
      // Firehose looks for OpenSearch when a stream is made.
      dependsOn: [role.policy, ...made],
    });
    this.destinationArn = this.makeDestination(props, stream.arn);
    new SearchAlarms(this, "alarms", { ...props, logGroupName: group.name });
    if (domain) this.domainEndpoint = domain.endpoint;
    if (collection) this.collectionEndpoint = collection.endpoint;
    this.streamName = stream.name;
    this.failedRecordsBucketName = bucketName;
    this.keyArn = key.arn;
  }

  private roleOf(
    part: keyof LogSearchProps["place"]["roles"],
    { place }: LogSearchProps,
    trust: PolicyDocument,
    permissions: PolicyDocument,
  ): ReturnType<typeof makeRole> {
    return makeRole(this, {
      id: `${part}-role`,
      name: place.roles[part],
      description: ROLES[part],
      trust,
      policyName: "bring-events",
      permissions,
    });
  }

  private makeFunction(props: LogSearchProps, group: string): LambdaFunction {
    const { place } = props;
    const code = props.code ?? packagedCode(this, packagedPath("log-search"));
    const { role, policy } = this.roleOf(
      "function",
      props,
      searchFunctionTrust(place),
      searchFunctionPolicy(place),
    );
    const file = new TerraformAsset(this, "code", { path: code.path, type: AssetType.FILE });
    return new LambdaFunction(this, "function", {
      functionName: place.name,
      description: "Makes a document of OpenSearch of each event",
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.makeDocuments",
      filename: file.path,
      sourceCodeHash: code.sha256,
      timeout: TIMEOUT_SECONDS,
      memorySize: MEMORY_MB,
      // Text: a line is what the function writes, and a line of JSON is what the filter reads.
      loggingConfig: { logFormat: "Text", logGroup: group },
      dependsOn: [policy],
    });
  }

  private makeDestination(props: LogSearchProps, streamArn: string): string {
    const { place } = props;
    const { role, policy } = this.roleOf(
      "destination",
      props,
      searchDestinationTrust(place),
      searchDestinationRolePolicy(place),
    );
    const destination = new CloudwatchLogDestination(this, "destination", {
      name: place.name,
      roleArn: role.arn,
      targetArn: streamArn,
      // CloudWatch Logs sends a message to the stream before it makes the destination.
      dependsOn: [policy],
    });
    const access = new CloudwatchLogDestinationPolicy(this, "destination-policy", {
      destinationName: destination.name,
      accessPolicy: policyArgument(searchDestinationPolicy(place)),
    });
    return searchDestinationArn({ ...place, name: access.destinationName });
  }
}

const ROLES = {
  destination: "Lets CloudWatch Logs put events into the stream to OpenSearch",
  function: "Lets the function put documents into the stream to OpenSearch",
  stream: "Lets Firehose deliver to OpenSearch, and keep what failed",
} as const;
