import type { Configuration } from "../../../../stacks/config";
import { outsidersOf } from "../../../../stacks/blueprint";
import { arnOf, type Actor } from "../../../prove";

/** Those whom `orgtrail prove` asks for stand for others like them: their names would mean nothing to a reader. */
const STAND_INS =
  /:(?:role\/(?:.*\/)?(?:AnyAdministrator|AWSReservedSSO_AdministratorAccess_.+|s3-replication)|user\/any-administrator)$/;

/** Who it is, for a sentence. */
export function actorText(actor: Actor, configuration: Configuration): string {
  const { principal } = actor;
  if (principal.kind === "anonymous") return "anybody";
  const arn = arnOf(actor);
  if (!("account" in principal)) return arn;
  const { account, kind } = principal;
  const { member, otherMember, stranger } = outsidersOf(configuration);
  const isStandIn = kind === "account root" || STAND_INS.test(arn);
  if ([stranger, member, otherMember].includes(account)) {
    // Accounts that nobody has: a pattern named the role in any account.
    if (!isStandIn) return arn.replace(account, "*");
    return account === stranger ? "other organizations" : "members of the organization";
  }
  if (kind === "account root") return `the root user of ${account}`;
  return isStandIn ? `administrators of ${account}` : arn;
}
