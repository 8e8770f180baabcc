import { SENSITIVE, UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import { BUCKET, KEY } from "../resources";
import {
  BUCKET_DOCUMENT,
  bucketPolicy,
  KEY_DOCUMENT,
  text,
  TOPIC,
  topicPolicy,
  without,
} from "./edited-policies";
import type { Row } from "./row";

const POLICY = bucketPolicy(text(BUCKET_DOCUMENT));
const TOPIC_POLICY: JsonObject = { arn: TOPIC, policy: topicPolicy("events.amazonaws.com") };
const QUEUE = "https://sqs.us-east-1.amazonaws.com/222222222222";
const QUEUE_POLICY: JsonObject = {
  queue_url: `${QUEUE}/one`,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Send",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "arn:aws:sqs:us-east-1:222222222222:one",
      },
    ],
  }),
};
const EMPTY = JSON.stringify({ Version: "2012-10-17", Statement: [] });

const MOVED_ROWS: readonly Row[] = [
  {
    rule: "delivery-refused",
    when: "a bucket's policy, as it is, goes to another bucket",
    change: replaced("aws_s3_bucket_policy", POLICY, { bucket: "another" }),
    says: ["cloudtrail.amazonaws.com: s3:GetBucketAcl on "],
  },
  {
    rule: "destructive-access",
    when: "it is known only after apply to which bucket the policy goes",
    change: replaced("aws_s3_bucket_policy", POLICY, { bucket: UNKNOWN }),
    says: [
      "may newly forge",
      "may newly delete a log file",
      "may newly shorten",
      "may newly change what protects",
    ],
  },
  {
    rule: "destructive-access",
    when: "the policy is made anew for the bucket, which is made anew too",
    change: replaced("aws_s3_bucket_policy", POLICY, { bucket: UNKNOWN }),
    beside: [replaced("aws_s3_bucket", BUCKET, { bucket: "another" })],
    says: [],
  },
  {
    rule: "delivery-refused",
    when: "the policy is made anew for the same bucket",
    change: replaced("aws_s3_bucket_policy", { ...POLICY, id: "a" }, { id: UNKNOWN }),
    says: [],
  },
  {
    rule: "delivery-refused",
    when: "a topic's policy goes to another topic",
    change: replaced("aws_sns_topic_policy", TOPIC_POLICY, { arn: TOPIC.replace("alarms", "others") }),
    says: [`events.amazonaws.com: sns:Publish on ${TOPIC}`],
  },
  {
    rule: "delivery-refused",
    when: "a queue's policy goes to another queue",
    change: replaced("aws_sqs_queue_policy", QUEUE_POLICY, { queue_url: `${QUEUE}/two` }),
    says: ["events.amazonaws.com: sqs:SendMessage on arn:aws:sqs:us-east-1:222222222222:one"],
  },
  {
    rule: "delivery-refused",
    when: "a key's policy goes to another key",
    change: replaced(
      "aws_kms_key_policy",
      { key_id: "1111", policy: text(KEY_DOCUMENT) },
      { key_id: "2222" },
    ),
    says: ["cloudtrail.amazonaws.com: kms:GenerateDataKey on "],
  },
  {
    rule: "policy-not-judged",
    when: "a policy that allows nothing takes the place of another topic's",
    change: replaced(
      "aws_sns_topic_policy",
      { ...TOPIC_POLICY, policy: EMPTY },
      { arn: TOPIC.replace("alarms", "others") },
    ),
    says: ["the topic is there already, and what policy it has now is not known"],
  },
];

const HIDDEN_ROWS: readonly Row[] = [
  {
    rule: "policy-not-judged",
    when: "it is hidden, before and after",
    change: updated("aws_s3_bucket_policy", bucketPolicy(SENSITIVE), { expected_bucket_owner: "x" }),
    says: ["the policy cannot be judged: the policy is sensitive, and hidden"],
  },
  {
    rule: "policy-not-judged",
    when: "a key's is hidden, before and after",
    change: updated("aws_kms_key", { ...KEY, policy: SENSITIVE }, { tags: { a: "b" } }),
    says: ["the policy cannot be judged: the policy is sensitive, and hidden"],
  },
  {
    rule: "policy-not-judged",
    when: "it was hidden, and is so no more",
    change: updated("aws_s3_bucket_policy", bucketPolicy(SENSITIVE), { policy: text(BUCKET_DOCUMENT) }),
    says: ["the policy is sensitive, and hidden"],
  },
  {
    rule: "destructive-access",
    when: "it was hidden, and is weaker than orgtrail's",
    change: updated("aws_s3_bucket_policy", bucketPolicy(SENSITIVE), {
      policy: text(BUCKET_DOCUMENT, without("DenyDeleteWithoutMfa")),
    }),
    says: ["may newly delete a log file", "may newly shorten"],
  },
  {
    rule: "delivery-refused",
    when: "it was hidden, and goes",
    change: destroyed("aws_s3_bucket_policy", bucketPolicy(SENSITIVE)),
    says: ["cloudtrail.amazonaws.com: s3:GetBucketAcl on "],
  },
  {
    rule: "policy-not-judged",
    when: "a new one is hidden",
    change: created("aws_s3_bucket_policy", bucketPolicy(SENSITIVE)),
    says: ["the policy is sensitive, and hidden"],
  },
  {
    rule: "policy-not-judged",
    when: "one that is no JSON is another that is none",
    change: updated("aws_s3_bucket_policy", bucketPolicy("{"), { policy: "{{" }),
    says: ["the policy is no JSON object"],
  },
  {
    rule: "policy-not-judged",
    when: "nothing is hidden, and a tag changes",
    change: updated("aws_kms_key", { ...KEY, policy: text(KEY_DOCUMENT) }, { tags: { a: "b" } }),
    says: [],
  },
];

/** Policies that go to another resource, and those that nobody can read. */
export const MOVED_POLICY_ROWS: readonly Row[] = [...MOVED_ROWS, ...HIDDEN_ROWS];
