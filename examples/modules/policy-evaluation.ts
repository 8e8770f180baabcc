import { policyDocument, requireTls } from "orgtrail/policy";
import { authorize, roleSession } from "orgtrail/policy-evaluation";

export default function example(): string {
  const object = "arn:aws:s3:::acme-audit-logs/AWSLogs/x.json.gz";
  const request = {
    principal: roleSession({ account: "222222222222", role: "Auditor" }),
    action: "s3:GetObject",
    resource: object,
    resourceAccount: "222222222222",
    context: { "aws:SecureTransport": "false" },
  };
  return authorize(request, { resource: policyDocument(requireTls([object], "1.2")) }).verdict; // explicitly denied
}
