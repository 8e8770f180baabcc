import { SENSITIVE, type JsonObject, type JsonValue } from "../change";
import { at, blocksAt, holdsHidden, isKnown, shown, textAt } from "./attributes";

/** Canned lists that let others in than the bucket's owner and S3's log delivery. */
const OPEN_LISTS = ["public-read", "public-read-write", "authenticated-read", "aws-exec-read"];

/** The group as which S3 delivers server access logs. */
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

/** What an access control list lets others do than the bucket's owner and S3's log delivery, in words. */
export function foreignGrants(list: JsonObject | undefined): readonly string[] {
  const acl = at(list, "acl");
  const policy = "access_control_policy";
  return [
    ...(typeof acl === "string" && (OPEN_LISTS.includes(acl) || !isKnown(acl)) ? [`acl: ${acl}`] : []),
    ...(holdsHidden(at(list, policy)) ? [`${policy}: ${SENSITIVE}`] : []),
    ...blocksAt(list, policy).flatMap((block) => {
      const owner = at(block, "owner", "id");
      return blocksAt(block, "grant")
        .filter((grant) => isForeign(at(grant, "grantee"), owner))
        .map((grant) => `${shown(at(grant, "permission"))} for ${shown(whoOf(at(grant, "grantee")))}`);
    }),
  ];
}

/** A grantee or an owner that is not known is nobody whom one knows. */
function isForeign(grantee: JsonValue | undefined, owner: JsonValue | undefined): boolean {
  if (at(grantee, "uri") === LOG_DELIVERY) return false;
  const id = at(grantee, "id");
  const isOwner = at(grantee, "type") === "CanonicalUser" && isKnown(id) && id === owner;
  return !isOwner;
}

function whoOf(grantee: JsonValue | undefined): JsonValue | undefined {
  return textAt(grantee, "uri") ?? textAt(grantee, "email_address") ?? at(grantee, "id");
}
