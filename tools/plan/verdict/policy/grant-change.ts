import { matchesWildcards } from "../../../../modules/kernel";
import type { Configuration } from "../../../../stacks/config";
import type { JsonObject, ResourceChange, StackPlan } from "../../change";
import { holdsUnknown, isSame, textAt, textsAt } from "../attributes";
import type { JudgementContext } from "../verdict";
import { subjectsOf } from "./guarded-resource";

/** What the change of a grant, which opens a key beside its policy, lets somebody do, or keeps from it. Sentences. */
export interface GrantChange {
  /** Those who are no readers may decrypt. */
  readonly decrypts: readonly string[];
  /** Somebody may let others use the key. */
  readonly opens: readonly string[];
  readonly uses: readonly string[];
  /** What somebody could do. */
  readonly lost: readonly string[];
  readonly notJudged: readonly string[];
}

const NOTHING: GrantChange = { decrypts: [], opens: [], uses: [], lost: [], notJudged: [] };

/** What reads what the key has encrypted. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations */
const DECRYPTING = ["Decrypt", "ReEncryptFrom"];

/** What the change of a grant changes. A grant is never changed in place. */
export function grantChange(change: ResourceChange, { configuration, plan }: JudgementContext): GrantChange {
  const { type, action, before, after } = change;
  if (type !== "aws_kms_grant" || action === "forget") return NOTHING;
  if (after !== undefined && (textAt(after, "grantee_principal") === undefined || isOpenEnded(after))) {
    const why = "whom a grant lets use the key, and for what, cannot be told before the apply";
    return isSame(before, after) ? NOTHING : { ...NOTHING, notJudged: [why] };
  }
  const [old, current] = [usesOf(before), usesOf(after)];
  const given = current.filter((use) => !old.some((each) => isSame(each, use)));
  const taken = old.filter((use) => !current.some((each) => isSame(each, use)));
  const grantee = textAt(after, "grantee_principal") ?? "";
  const says = (title: string, among: (operation: string) => boolean): readonly string[] => {
    const operations = given.map(({ operation }) => operation).filter(among);
    return operations.length === 0
      ? []
      : [`a grant newly lets ${grantee} ${title} (${operations.join(", ")})`];
  };
  const reads = isReader(grantee, configuration, plan);
  const isHarm = (operation: string): boolean =>
    operation === "CreateGrant" || (!reads && DECRYPTING.includes(operation));
  return {
    decrypts: reads ? [] : says("decrypt log files", (operation) => DECRYPTING.includes(operation)),
    opens: says("let others use the key", (operation) => operation === "CreateGrant"),
    uses: says("use the key", (operation) => !isHarm(operation)),
    lost: lostSentences(taken),
    notJudged: [],
  };
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

function lostSentences(taken: readonly Use[]): readonly string[] {
  const [first] = taken;
  return first === undefined
    ? []
    : [`a grant lets ${first.grantee} use the key (${taken.map(({ operation }) => operation).join(", ")})`];
}

/** Whether the configuration names them as readers of what keys of the account encrypt. */
function isReader(grantee: string, configuration: Configuration, { account, region }: StackPlan): boolean {
  return subjectsOf(configuration)
    .filter(({ kind, ownerAccount }) => kind === "log key" && ownerAccount === account.id)
    .filter((subject) => subject.region === region)
    .some(({ readers }) => readers.some((pattern) => matchesWildcards(pattern, grantee)));
}
