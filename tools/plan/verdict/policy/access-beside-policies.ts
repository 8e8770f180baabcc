import { matchesWildcards } from "../../../../modules/kernel";
import type { Configuration } from "../../../../stacks/config";
import type { JsonObject, ResourceChange, StackPlan } from "../../change";
import { holdsUnknown, isKnown, isSame, shown, textAt, textsAt } from "../attributes";
import type { JudgementContext } from "../verdict";
import { consequences, type Consequence } from "./consequences";
import { subjectsOf } from "./guarded-resource";
import { asTwo, isMoved } from "./moved";

/** What reads what the key has encrypted. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations */
const DECRYPTING = ["Decrypt", "ReEncryptFrom"];

/** What the change of a grant, which opens a key beside its policy, changes. A grant is never changed in place. */
export function grantChange(
  { type, before, after }: ResourceChange,
  { configuration, plan }: JudgementContext,
): readonly Consequence[] {
  if (type !== "aws_kms_grant") return [];
  if (after !== undefined && (textAt(after, "grantee_principal") === undefined || isOpenEnded(after))) {
    const why = "whom a grant lets use the key, and for what, cannot be told before the apply";
    return isSame(before, after) ? [] : consequences("not judged", why);
  }
  const [old, current] = [usesOf(before), usesOf(after)];
  const given = current.filter((use) => !old.some((each) => isSame(each, use)));
  const taken = old.filter((use) => !current.some((each) => isSame(each, use)));
  const grantee = textAt(after, "grantee_principal") ?? "";
  const says = (
    is: "decrypts" | "destroys" | "widens",
    title: string,
    among: (operation: string) => boolean,
  ) => {
    const operations = given.map(({ operation }) => operation).filter(among);
    return operations.length === 0
      ? []
      : consequences(is, `a grant newly lets ${grantee} ${title} (${operations.join(", ")})`);
  };
  const reads = isReader(grantee, configuration, plan);
  const decrypts = (operation: string): boolean => !reads && DECRYPTING.includes(operation);
  const opens = (operation: string): boolean => operation === "CreateGrant";
  const [first] = taken;
  const operations = taken.map(({ operation }) => operation).join(", ");
  return [
    ...says("decrypts", "decrypt log files", decrypts),
    ...says("destroys", "let others use the key", opens),
    ...says("widens", "use the key", (operation) => !decrypts(operation) && !opens(operation)),
    ...(first ? consequences("lost", `a grant lets ${first.grantee} use the key (${operations})`) : []),
  ];
}

function isOpenEnded({ operations }: JsonObject): boolean {
  return !Array.isArray(operations) || holdsUnknown(operations);
}

/** One thing that a grant lets somebody do with a key. */
interface Use {
  readonly [name: string]: string | JsonObject[string];
  readonly operation: string;
  readonly grantee: string;
}

function usesOf(side: JsonObject | undefined): readonly Use[] {
  const { key_id: key = null, constraints = null } = side ?? {};
  const grantee = textAt(side, "grantee_principal") ?? "somebody";
  return [...textsAt(side, "operations")]
    .sort()
    .map((operation) => ({ operation, grantee, key, constraints }));
}

/** Whether the configuration names them as readers of what keys of the account encrypt. */
function isReader(grantee: string, configuration: Configuration, { account, region }: StackPlan): boolean {
  return subjectsOf(configuration)
    .filter(({ kind, ownerAccount }) => kind === "log key" && ownerAccount === account.id)
    .filter((subject) => subject.region === region)
    .some(({ readers }) => readers.some((pattern) => matchesWildcards(pattern, grantee)));
}

/** What registers a delegated administrator of CloudTrail: by CloudTrail's own API, or by that of Organizations. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudtrail_organization_delegated_admin_account: ["account_id"],
  aws_organizations_delegated_administrator: ["account_id", "service_principal"],
};

/** Which accounts may newly manage the organization's trails, and which no longer. */
export function delegationChange(change: ResourceChange): readonly Consequence[] {
  const identity = Object.hasOwn(TYPES, change.type) ? TYPES[change.type] : undefined;
  if (identity === undefined) return [];
  return (isMoved(change, identity) ? asTwo(change) : [change]).flatMap(({ action, before, after }) => {
    const side = action === "create" ? after : action === "destroy" ? before : undefined;
    if (side === undefined || !isOfTrails(side)) return [];
    const may = `account ${shown(side["account_id"])} may manage the organization trail`;
    return action === "create"
      ? consequences("delegated", may)
      : consequences("relieved", `${may} no longer`);
  });
}

/** Organizations delegates many services; of one that is not known yet, it may be CloudTrail. */
function isOfTrails(side: JsonObject): boolean {
  const service = side["service_principal"] ?? null;
  return (
    service === null || !isKnown(service) || textAt(side, "service_principal") === "cloudtrail.amazonaws.com"
  );
}
