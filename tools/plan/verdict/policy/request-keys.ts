import type { ContextValue, RequestPrincipal } from "../../../../modules/policy-evaluation";
import type { Configuration } from "../../../../stacks/config";
import { boundTo, type KeyValue } from "./condition-values";
import type { Keys } from "./witness";

/** What a request carries, by context key. */
export type RequestContext = Readonly<Record<string, ContextValue>>;

/** Keys of a request with others put in, or taken out. Their case does not count. */
export function withKeys(context: RequestContext, keys: Keys): RequestContext {
  const changed = new Set(Object.keys(keys).map((key) => key.toLowerCase()));
  const kept = Object.entries(context).filter(([key]) => !changed.has(key.toLowerCase()));
  const put = Object.entries(keys).filter((entry): entry is [string, ContextValue] => entry[1] !== undefined);
  return Object.fromEntries([...kept, ...put]);
}

/** What only those carry who belong to an account. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const OF_IDENTITIES =
  /^aws:(principaltag\/|principalorgid$|principalorgpaths$|userid$|username$|multifactorauth|tokenissuetime$|federatedprovider$)/;

/** The keys as far as it can be the principal that carries them: some follow from who asks. */
export function keysOfPrincipal(
  principal: RequestPrincipal,
  keys: Keys,
  { organization }: Pick<Configuration, "organization">,
): Keys {
  const own = Object.entries(keys).flatMap(([key, value]): readonly [string, KeyValue][] => {
    const name = key.toLowerCase();
    const bound = boundTo(principal, value);
    const isBound = value === undefined || bound !== undefined;
    if (!isBound || !canCarry(principal, name, bound, organization)) return [];
    return [[key, name === "kms:calleraccount" && "account" in principal ? principal.account : bound]];
  });
  return Object.fromEntries(own);
}

function canCarry(principal: RequestPrincipal, name: string, value: KeyValue, organization: string): boolean {
  if (!("account" in principal)) return !OF_IDENTITIES.test(name) && name !== "kms:calleraccount";
  if (name === "aws:username") return principal.kind === "IAM user";
  if (name !== "aws:principalorgid" && name !== "aws:principalorgpaths") return true;
  // Who belongs to the organization carries its id in any case; only a stranger's may be any other.
  const [text = ""] = typeof value === "object" ? value : [String(value ?? "")];
  const isOwn = text.split("/")[0] === organization;
  return principal.organization === organization
    ? name === "aws:principalorgpaths" && isOwn
    : text !== "" && !isOwn;
}
