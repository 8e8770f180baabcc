import { call } from "./fixtures";

/** Events that a control is about, and events that look like them and are not. */
export interface Example {
  readonly fires: readonly object[];
  readonly nearMisses: readonly object[];
}

const DENIED = { errorCode: "AccessDenied", errorMessage: "User is not authorized" };
const IN_ARCHIVE = { recipientAccountId: "222222222222" };
const LOG_FILE = { bucketName: "acme-cloudtrail-222222222222-organization", key: "AWSLogs/o-1/x.json.gz" };

/** A call on an object, as CloudTrail records data events. */
function objectCall(eventName: string, requestParameters: object, more: object = {}): object {
  return call("s3", eventName, requestParameters, {
    eventCategory: "Data",
    managementEvent: false,
    ...more,
  });
}

/** What is done to files in log buckets. */
export const LOG_FILE_EXAMPLES = {
  "log-file-deleted": {
    fires: [
      objectCall("DeleteObject", LOG_FILE),
      objectCall("DeleteObject", { ...LOG_FILE, versionId: "v" }, IN_ARCHIVE),
      objectCall("DeleteObjects", { bucketName: "acme-audit", delete: "" }),
      objectCall("CopyObject", { ...LOG_FILE, "x-amz-copy-source": "elsewhere/forged" }),
    ],
    nearMisses: [
      objectCall("DeleteObject", LOG_FILE, DENIED),
      objectCall("DeleteObject", { bucketName: "acme-audit-copy", key: "1" }),
      objectCall("CopyObject", { bucketName: "copies", "x-amz-copy-source": "acme-audit/AWSLogs/1" }),
      objectCall("PutObject", LOG_FILE),
      objectCall("GetObject", LOG_FILE),
    ],
  },
  "log-file-reencrypted": {
    fires: [objectCall("UpdateObjectEncryption", LOG_FILE)],
    nearMisses: [
      objectCall("UpdateObjectEncryption", LOG_FILE, DENIED),
      objectCall("UpdateObjectEncryption", { bucketName: "pictures", key: "1" }),
      call("s3", "PutBucketEncryption", { bucketName: "acme-audit" }),
    ],
  },
  "log-file-lock-changed": {
    fires: [
      objectCall("PutObjectRetention", LOG_FILE),
      objectCall("PutObjectLegalHold", LOG_FILE),
      objectCall("PutObjectAcl", LOG_FILE),
    ],
    nearMisses: [
      objectCall("PutObjectRetention", LOG_FILE, DENIED),
      objectCall("GetObjectRetention", LOG_FILE),
      objectCall("PutObjectTagging", LOG_FILE),
      objectCall("PutObjectLegalHold", { bucketName: "pictures", key: "1" }),
    ],
  },
  "log-file-change-refused": {
    fires: [
      objectCall("DeleteObject", LOG_FILE, DENIED),
      objectCall("DeleteObjects", { bucketName: "acme-audit", delete: "" }, DENIED),
      objectCall("PutObjectRetention", LOG_FILE, DENIED),
      objectCall("UpdateObjectEncryption", LOG_FILE, DENIED),
    ],
    nearMisses: [
      objectCall("DeleteObject", LOG_FILE),
      objectCall("DeleteObject", LOG_FILE, { errorCode: "NoSuchKey" }),
      objectCall("GetObject", LOG_FILE, DENIED),
      objectCall("DeleteObject", { bucketName: "pictures", key: "1" }, DENIED),
    ],
  },
} satisfies Readonly<Record<string, Example>>;
