import type { PolicyDocument } from "../../../../modules/policy";
import { ValidationError } from "../../../../modules/validation";
import { type Actor, actorsNamed, arnOf, type Circumstances, namesPrincipal } from "../../../prove";
import { conditionsIn, entriesIn, textsIn } from "./element-texts";

/** Context keys whose values name principals or their accounts. */
const NAMING_KEYS = new Set(["aws:principalarn", "aws:principalaccount", "kms:calleraccount"]);

/** Everybody of whom `orgtrail prove` asks, and whoever the documents name: a stranger who is let in is always named. */
export function askersOf(
  circumstances: Circumstances,
  documents: readonly (PolicyDocument | undefined)[],
): readonly Actor[] {
  const names = new Set(documents.flatMap((document) => namesIn(document)));
  const named = [...names].flatMap((name) => principalNames(name, circumstances));
  const actors = ["everybody", ...named].flatMap((name) => actorsOf(name, circumstances));
  const byArn = new Map(actors.map((actor) => [arnOf(actor), actor]));
  return [...byArn.values()];
}

function namesIn(document: PolicyDocument | undefined): readonly string[] {
  return (document?.Statement ?? []).flatMap(({ Principal, NotPrincipal, Condition }) => [
    ...[Principal, NotPrincipal].flatMap((element) =>
      entriesIn(element).flatMap(([type, values]) =>
        type === "AWS" || type === "Service" ? textsIn(values) : [],
      ),
    ),
    ...conditionsIn(Condition).flatMap(({ key, values }) =>
      NAMING_KEYS.has(key.toLowerCase()) ? values : [],
    ),
  ]);
}

/** As `orgtrail prove` names them: an account stands for its root user and for an administrator in it. */
function principalNames(name: string, { configuration, outsiders }: Circumstances): readonly string[] {
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
  return [outsiders.member, outsiders.stranger].map((id) => `${before}${id}${after}`);
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
