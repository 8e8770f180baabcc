import { LOG_FILE_CALLS } from "../event-selectors";
import type { Calls } from "./calls";
import type { Control } from "./control";
import type { ControlId } from "./control-ids";
import { DEPLOYMENT, ownControl } from "./own-control";
import { logBucketCalls, type ProtectedResources } from "./protected-resources";

/** Without an id of a version S3 only hides the file; with one it is gone. */
const DELETE_CALLS = ["CopyObject", "DeleteObject", "DeleteObjects"];
const ENCRYPTION_CALLS = ["UpdateObjectEncryption"];
const LOCK_CALLS = ["PutObjectAcl", "PutObjectLegalHold", "PutObjectRetention"];

/** The controls on what is done to log files, which hear only what a trail records of log buckets. */
export const LOG_FILE_CONTROLS: readonly ControlId[] = [
  "log-file-deleted",
  "log-file-reencrypted",
  "log-file-lock-changed",
  "log-file-change-refused",
];

/** The calls on files in log buckets, done or refused. */
function onFiles(
  resources: ProtectedResources,
  eventNames: readonly string[],
  outcome: "done" | "refused",
): readonly Calls[] {
  return [
    {
      eventSource: "s3.amazonaws.com",
      eventNames,
      outcome,
      on: logBucketCalls(resources),
    },
  ];
}

/** What is done to log files after their delivery. */
export function logFileControls(resources: ProtectedResources): readonly Control[] {
  return [
    ...ownControl({
      id: "log-file-deleted",
      title: "Log file deleted or overwritten",
      severity: "critical",
      happened: "A file in a log bucket, or a version of one, was deleted, or a copy put in its place.",
      firstStep:
        "Take the delete marker away or restore the older version, then validate the log files of that day: validation names each that is missing.",
      calls: onFiles(resources, DELETE_CALLS, "done"),
    }),
    ...ownControl({
      id: "log-file-reencrypted",
      title: "Log file re-encrypted",
      severity: "critical",
      happened: "A file in a log bucket was encrypted with another key, which may be somebody else's.",
      firstStep:
        "Encrypt it with the key of the logs again while the other key still decrypts it. Then see who did it and to how many.",
      calls: onFiles(resources, ENCRYPTION_CALLS, "done"),
    }),
    ...ownControl({
      id: "log-file-lock-changed",
      title: "Retention, legal hold or access of a log file changed",
      severity: "critical",
      happened:
        "The retention, the legal hold or the access control list of a file in a log bucket was changed.",
      firstStep: `${DEPLOYMENT} set the retention and the legal hold as they were, and see what was deleted since.`,
      calls: onFiles(resources, LOCK_CALLS, "done"),
    }),
    ...ownControl({
      id: "log-file-change-refused",
      title: "Change of a log file refused",
      severity: "high",
      happened:
        "Somebody tried to delete, overwrite, re-encrypt, unlock or open a file in a log bucket, and was refused.",
      firstStep: "Ask who it was; if nobody knows, take the credentials away before they find another way.",
      fast: false,
      calls: onFiles(resources, LOG_FILE_CALLS, "refused"),
    }),
  ];
}
