import { bucketArn } from "../../../modules/organization";
import { whereOn, type Vocabulary } from "./word";

/** Words of Athena, where it is asked, and in the policies of its account. */
export const ATHENA_WORDS = {
  askedHere: whereOn("athena"),
  results: ({ configuration: { analytics, partition } }) =>
    analytics?.athena && bucketArn(partition, analytics.athena.resultsBucketName),
  resultsKeyAlias: ({ configuration: { analytics } }) => analytics?.athena?.keyAlias,
  askedBuckets: ({ configuration: { analytics, partition } }) =>
    analytics?.athena?.logBuckets.map((name) => `arn:${partition}:s3:::${name}`),
} as const satisfies Vocabulary;
