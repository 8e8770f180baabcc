import { isKnown, shownChange, sidesOf, textAt } from "../attributes";
import type { VerdictRule } from "../verdict";

/** The attribute that names the key, by type. */
const KEY_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_cloudtrail: "kms_key_id",
  aws_cloudwatch_log_group: "kms_key_id",
  aws_sns_topic: "kms_master_key_id",
  aws_sqs_queue: "kms_master_key_id",
};

/** A trail, log group, topic or queue loses its key, or gets another. */
export const encryptionChanged: VerdictRule = {
  id: "encryption-changed",
  verdict: "blocked",
  title: "What was encrypted with a key no longer is, or with another",
  why: "Without the key, leave to read the bucket or log group suffices; under somebody else's key, its owner decides who may ever read the logs.",
  judge: (change) => {
    const attribute = Object.hasOwn(KEY_ATTRIBUTES, change.type) ? KEY_ATTRIBUTES[change.type] : undefined;
    const sides = sidesOf(change);
    if (attribute === undefined || sides === undefined) return [];
    const key = textAt(sides.before, attribute);
    const after = sides.after[attribute];
    if (key === undefined || after === key || !isKnown(after)) return [];
    const removed = after === undefined || after === null || after === "";
    return [
      {
        what: `${removed ? "it is no longer encrypted with its key" : "it is encrypted with another key"} (${attribute}: ${shownChange(key, after)})`,
      },
    ];
  },
};
