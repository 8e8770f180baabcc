import {
  KinesisFirehoseDeliveryStream,
  type KinesisFirehoseDeliveryStreamConfig,
} from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { IndexRotation, LogSearchProps } from "./props";

/** What a stream delivers with. */
interface StreamSettings extends LogSearchProps {
  readonly roleArn: string;
  readonly functionArn: string;
  readonly bucketName: string;
  readonly keyArn: string;
  readonly logGroupName: string;
  /** Where a collection that is made is asked. @default - place.target says where OpenSearch is */
  readonly collectionEndpoint?: string;
  readonly dependsOn: ITerraformDependable[];
}

const ROTATIONS: Readonly<Record<IndexRotation, string>> = {
  hour: "OneHour",
  day: "OneDay",
  week: "OneWeek",
  month: "OneMonth",
};

/** A document is searched so long after it came, or once so much is there. */
const DELIVER = { bufferingInterval: 60, bufferingSize: 5 };
/** Firehose tries again so long, and keeps then what OpenSearch did not take. */
const RETRY_SECONDS = 3600;

/** The stream to OpenSearch. What fails is kept, whatever failed. */
export function makeStream(scope: Construct, settings: StreamSettings): KinesisFirehoseDeliveryStream {
  const { place, rotation = "month", roleArn, functionArn, bucketName, keyArn, logGroupName } = settings;
  const log = (logStreamName: string) => ({ enabled: true, logGroupName, logStreamName });
  const delivery = {
    ...DELIVER,
    indexName: place.indexName,
    roleArn,
    retryDuration: RETRY_SECONDS,
    s3BackupMode: "FailedDocumentsOnly",
    s3Configuration: {
      roleArn,
      bucketArn: `arn:${place.partition}:s3:::${bucketName}`,
      compressionFormat: "GZIP",
      kmsKeyArn: keyArn,
      cloudwatchLoggingOptions: log("failed-records"),
    },
    cloudwatchLoggingOptions: log("delivery"),
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: "Lambda",
          // It is given a megabyte at once, or what came in a minute: said here, these defaults would be set with each plan.
          parameters: [{ parameterName: "LambdaArn", parameterValue: `${functionArn}:$LATEST` }],
        },
      ],
    },
  };
  const { target, subnetIds } = place;
  const vpc = subnetIds && {
    vpcConfig: {
      roleArn,
      subnetIds: [...subnetIds],
      securityGroupIds: [...(settings.securityGroupIds ?? [])],
    },
  };
  const destination: Pick<
    KinesisFirehoseDeliveryStreamConfig,
    "destination" | "opensearchConfiguration" | "opensearchserverlessConfiguration"
  > =
    target.kind === "domain"
      ? {
          destination: "opensearch",
          opensearchConfiguration: {
            ...delivery,
            ...vpc,
            domainArn: target.domainArn,
            indexRotationPeriod: ROTATIONS[rotation],
          },
        }
      : {
          destination: "opensearchserverless",
          opensearchserverlessConfiguration: {
            ...delivery,
            ...vpc,
            collectionEndpoint:
              target.kind === "collection" ? target.endpoint : (settings.collectionEndpoint ?? ""),
          },
        };
  return new KinesisFirehoseDeliveryStream(scope, "stream", {
    name: place.name,
    ...destination,
    serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
    dependsOn: settings.dependsOn,
  });
}
