import { policyDocument, renderPolicy, requireTls } from "orgtrail/policy";

export default function example(): string {
  const bucket = "arn:aws:s3:::acme-audit-logs";
  return renderPolicy(policyDocument(requireTls([bucket, `${bucket}/*`], "1.2")));
}
