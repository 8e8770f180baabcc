import type { JsonObject } from "../../change";
import { isKnown, isNothing, shownChange, sidesOf, textAt } from "../attributes";
import type { VerdictRule } from "../verdict";

/** The attribute that names the key, by type. */
const KEY_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_cloudtrail: "kms_key_id",
  aws_cloudwatch_event_bus: "kms_key_identifier",
  aws_cloudwatch_log_group: "kms_key_id",
  aws_sns_topic: "kms_master_key_id",
  aws_sqs_queue: "kms_master_key_id",
};

/** A queue is no longer encrypted by SQS, nor with a key. */
function isInTheClear(
  type: string,
  { before, after }: { readonly before: JsonObject; readonly after: JsonObject },
): boolean {
  const isSwitchedOff =
    before["sqs_managed_sse_enabled"] === true && after["sqs_managed_sse_enabled"] === false;
  return type === "aws_sqs_queue" && isSwitchedOff && isNothing(after["kms_master_key_id"]);
}

/** A trail, log group, topic, queue or event bus loses its key, or gets another. */
export const encryptionChanged: VerdictRule = {
  id: "encryption-changed",
  verdict: "blocked",
  title: "What was encrypted with a key no longer is, or with another",
  why: "Without the key, leave to read the bucket or log group suffices; under somebody else's key, its owner decides who may ever read the logs.",
  judge: (change) => {
    const attribute = Object.hasOwn(KEY_ATTRIBUTES, change.type) ? KEY_ATTRIBUTES[change.type] : undefined;
    const sides = sidesOf(change);
    if (attribute === undefined || sides === undefined) return [];
    if (isInTheClear(change.type, sides)) {
      return [{ what: `it is no longer encrypted (sqs_managed_sse_enabled: ${shownChange(true, false)})` }];
    }
    const key = textAt(sides.before, attribute);
    const after = sides.after[attribute];
    if (key === undefined || after === key || !isKnown(after)) return [];
    const removed = isNothing(after);
    return [
      {
        what: `${removed ? "it is no longer encrypted with its key" : "it is encrypted with another key"} (${attribute}: ${shownChange(key, after)})`,
      },
    ];
  },
};
