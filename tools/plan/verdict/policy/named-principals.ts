import type { PolicyDocument } from "../../../../modules/policy";
import { federated } from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import { type Actor, actorsNamed, arnOf, type Circumstances, namesPrincipal } from "../../../prove";
import { conditionsIn, entriesIn, textsIn } from "./element-texts";
import type { PolicedKind } from "./policed-types";

/** Context keys whose values name principals or their accounts. */
const NAMING_KEYS = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalservicename",
  "kms:calleraccount",
]);

/** A statement that names more is about them all alike. */
const MOST_ACCOUNTS = 5;

const OTHER_ORGANIZATION = "o-elsewhere00";

/** Everybody of whom `orgtrail prove` asks, and whoever the documents name: a stranger who is let in is always named. */
export function askersOf(
  circumstances: Circumstances,
  documents: readonly (PolicyDocument | undefined)[],
  kind?: PolicedKind,
): readonly Actor[] {
  const names = documents.flatMap((document) => namesIn(document, ["AWS", "Service"]));
  const accounts = documents.flatMap((document) => accountsIn(document));
  const named = [...new Set(names)].flatMap((name) => principalNames(name, circumstances, accounts));
  const actors = ["everybody", ...named].flatMap((name) => actorsOf(name, circumstances));
  // Of roles alone ask those who have no credentials yet.
  const providers =
    kind === "role" ? documents.flatMap((document) => principalsIn(document, ["Federated"])) : [];
  const all = [
    ...actors,
    ...actors.flatMap((actor) => asStranger(actor, circumstances)),
    ...providers.map(byProvider),
  ];
  const distinct = new Map(all.map((actor) => [`${arnOf(actor)} ${organizationOf(actor)}`, actor]));
  return [...distinct.values()];
}

/** Nobody knows of an account that the configuration does not name whether it belongs to the organization: it may not. */
function asStranger(
  { title, principal }: Actor,
  { configuration, outsiders }: Circumstances,
): readonly Actor[] {
  if (!("account" in principal)) return [];
  const { management, logArchive, security } = configuration.accounts;
  const known = [management, logArchive, security, ...configuration.teams.map(({ account }) => account)]
    .map((account) => account?.id)
    .concat(outsiders.member, outsiders.otherMember);
  return known.includes(principal.account)
    ? []
    : [{ title, principal: { ...principal, organization: OTHER_ORGANIZATION } }];
}

function organizationOf({ principal }: Actor): string {
  return ("organization" in principal ? principal.organization : undefined) ?? "";
}

function byProvider(provider: string): Actor {
  return { title: provider, principal: federated(provider) };
}

function namesIn(document: PolicyDocument | undefined, types: readonly string[]): readonly string[] {
  const conditions = (document?.Statement ?? []).flatMap(({ Condition }) => conditionsIn(Condition));
  return [
    ...principalsIn(document, types),
    ...conditions.flatMap(({ key, values }) => (NAMING_KEYS.has(key.toLowerCase()) ? values : [])),
  ];
}

/** Accounts whose principals alone a statement is about: whom a pattern names in any account, it names there too. */
function accountsIn(document: PolicyDocument | undefined): readonly string[] {
  const conditions = (document?.Statement ?? []).flatMap(({ Condition }) => conditionsIn(Condition));
  const values = conditions.flatMap((each) =>
    each.key.toLowerCase() === "aws:principalaccount" ? each.values : [],
  );
  return [...new Set(values)].filter((value) => /^\d{12}$/.test(value)).slice(0, MOST_ACCOUNTS);
}

function principalsIn(document: PolicyDocument | undefined, types: readonly string[]): readonly string[] {
  return (document?.Statement ?? []).flatMap(({ Principal, NotPrincipal }) =>
    [Principal, NotPrincipal].flatMap((element) =>
      entriesIn(element).flatMap(([type, values]) => (types.includes(type) ? textsIn(values) : [])),
    ),
  );
}

/** As `orgtrail prove` names them: an account stands for its root user and for an administrator in it. */
function principalNames(
  name: string,
  { configuration, outsiders }: Circumstances,
  accounts: readonly string[],
): readonly string[] {
  const { partition } = configuration;
  const account = /^(\d{12})$/.exec(name)?.[1] ?? /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
  if (account !== undefined) {
    return [
      `arn:${partition}:iam::${account}:root`,
      `arn:${partition}:iam::${account}:role/AnyAdministrator`,
    ];
  }
  const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(name);
  if (session !== null) return [`arn:${session[1] ?? ""}:iam::${session[2] ?? ""}:role/${session[3] ?? ""}`];
  const anyAccount = /^(arn:[^:]+:iam::)[*?]+(:.+)$/.exec(name);
  if (anyAccount === null) return [name];
  const [, before = "", after = ""] = anyAccount;
  return [outsiders.member, outsiders.stranger, ...accounts].map((id) => `${before}${id}${after}`);
}

function actorsOf(name: string, circumstances: Circumstances): readonly Actor[] {
  if (!namesPrincipal(name)) return [];
  try {
    return actorsNamed(name, circumstances);
  } catch (error) {
    // A name that IAM would not take names nobody who could ask.
    if (!(error instanceof ValidationError)) throw error;
    return [];
  }
}
