import { compliant, each, KNOWN_LATER, notCompliant, type BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html */
export const logEncryption: BestPracticeRule = {
  id: "log-encryption",
  practice: 7,
  title: "Log files are encrypted with a KMS key",
  remedy: "set kms_key_id to a key whose policy lets the trail encrypt",
  check: ({ trails }) =>
    each(trails, ({ key }) => {
      if (key === undefined)
        return notCompliant("is encrypted with S3's own key, which everyone uses who reads the bucket");
      if ("path" in key) return compliant(`is encrypted with ${key.path}`);
      return key.kind === "unknown" ? KNOWN_LATER : compliant("is encrypted with a key outside of the tree");
    }),
};
