import { consumerTopicName, type ConsumerName } from "../../../modules/organization";
import { oneOf, whereOn, type Vocabulary } from "./word";

/** Words of those to whom log files are handed on: all of them, or the one whose role, queue or topic it is. */
export const CONSUMER_WORDS = {
  consumerRoles: ({ subject: { consumers } }) => consumers?.map(({ roleArn }) => roleArn),
  consumerAccount: ({ subject: { consumers } }) => consumers?.[0]?.account,
  consumerPrincipal: ({ subject: { consumers } }) => consumers?.[0]?.principal,
  consumerTakers: ({ configuration: { partition }, subject: { consumers: [one] = [] } }) =>
    one && (one.principal ?? `arn:${partition}:iam::${one.account}:role/*`),
  consumerOfQueue: ({ subject: { consumers, kind } }) =>
    kind === "consumer queue" ? consumers?.map(({ roleArn }) => roleArn) : undefined,
  consumerTaker: ({ configuration: { partition }, subject: { consumers: [one] = [] } }) =>
    one && oneOf(one.principal ?? `arn:${partition}:iam::${one.account}:role/Consumer`),
  consumerExternalId: ({ subject: { consumers } }) => consumers?.[0]?.externalId,
  consumerWithoutId: ({ subject: { consumers: [one] = [] } }) =>
    one?.externalId === undefined ? one?.account : undefined,
  consumedKeys: ({ configuration: { accounts, archive, partition } }) =>
    archive.kmsKeyArn ?? `arn:${partition}:kms:${archive.region}:${accounts.logArchive.id}:key/*`,
  consumerTopics: ({ configuration: { features, name } }) =>
    features.includes("consumers") ? consumerTopicName(name, "*" as ConsumerName) : undefined,
  consumedFolders: ({ subject: { consumers } }) => consumers?.[0]?.folders,
  consumerQueue: ({ subject: { consumers } }) => consumers?.flatMap(({ queueArn }) => queueArn ?? []),
  consumedHere: whereOn("consumers"),
} as const satisfies Vocabulary;
