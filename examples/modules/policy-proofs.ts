import { policyDocument, requireTls } from "orgtrail/policy";
import { RequestSpace } from "orgtrail/policy-proofs";

export default function example(): string {
  const bucket = "arn:aws:s3:::acme-audit-logs";
  const resources = [{ arn: bucket, account: "222222222222" }];
  // Proven whatever the account's identity policies say: they are taken to allow everything.
  const before = { resource: policyDocument(requireTls([bucket], "1.2")), identity: "everything" } as const;
  const after = { resource: policyDocument(), identity: "everything" } as const;

  const space = new RequestSpace({ policies: [before, after] }, { resources });
  const opened = space.allowed(after).minus(space.allowed(before));

  const request = opened.witness();
  if (request === undefined) return "The change allows nothing new.";
  return space.decision(request, before).reason; // DenyPlainHttp of the resource policy denies it
}
