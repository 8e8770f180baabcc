import { hasWildcard, matchesWildcards } from "../../../../modules/kernel";
import { valuesOf, type PolicyStatement } from "../../../../modules/policy";
import {
  identityArn,
  type AccessRequest,
  type RequestPrincipal,
} from "../../../../modules/policy-evaluation";
import { isDerived } from "../../../../modules/policy-proofs";
import type { Configuration } from "../../../../stacks/config";
import { turningText, type Difference } from "../../../prove";
import { statementsOnlyIn, type PolicySides } from "./policy-text";

/** The words in which a sentence tells of requests: those of the policies, where they have any. */
export interface Words {
  readonly who: (principal: RequestPrincipal) => string;
  /** The action as the statements that changed write it: `s3:Get*`, `all but iam:*`. */
  readonly action: (name: string) => string;
  /** What the request has, and has not, of the keys that the policies newly ask for, or no longer: `, such as with aws:SourceIp 192.0.2.0`. */
  readonly keys: (request: AccessRequest) => string;
}

/** @param owner the account whose resource it is @default - those of many accounts */
export function wordsFor(policies: PolicySides, { organization }: Configuration, owner = ""): Words {
  const { before, after } = policies;
  const all = [before, after].flatMap((document) => document?.Statement ?? []);
  const [olds, news] = [
    statementsOnlyIn(before?.Statement, after?.Statement),
    statementsOnlyIn(after?.Statement, before?.Statement),
  ];
  const names = [...new Set(all.flatMap(principalsIn))];
  const accounts = new Set([owner, ...(JSON.stringify(all).match(/\b\d{12}\b/g) ?? [])]);
  const keys = changedKeys(olds, news);
  return {
    who: (principal) => {
      switch (principal.kind) {
        case "service":
          return names.includes(principal.service) ? principal.service : "AWS services";
        case "federated":
          return names.includes(principal.provider) ? principal.provider : "other identity providers";
        case "anonymous":
          return "anybody";
        default:
      }
      const { account, kind } = principal;
      const isAlone = accounts.has(account);
      const named = nameAmong(names, identityArn(principal));
      if (named !== undefined && kind !== "account root") return named;
      if (isAlone)
        return kind === "account root" ? `the root user of ${account}` : `administrators of ${account}`;
      return principal.organization === organization ? "members of the organization" : "other organizations";
    },
    action: (name) => actionAmong([...olds, ...news], name),
    keys: ({ context = {} }) => {
      const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
      const has = keys.filter((key) => values.has(key.toLowerCase()));
      // What a request lacks tells something where it is all that there is to tell.
      const told =
        has.length > 0
          ? has.map((key) => `with ${key} ${String(values.get(key.toLowerCase()))}`)
          : keys.map((key) => `without ${key}`);
      return told.length === 0 ? "" : `, such as ${told.slice(0, 2).join(" and ")}`;
    },
  };
}

/** What the request that shows the difference carries, and which statement turns it. */
export function howOf({ request, turnedBy }: Pick<Difference, "request" | "turnedBy">, words: Words): string {
  return words.keys(request) + turningText({ turnedBy });
}

/** How many of a list a sentence names. */
export const NAMED = 3;

/** The first of the texts, each once, and how many more there are. */
export function firstOf(texts: readonly string[]): string {
  const each = [...new Set(texts)];
  const more = each.length - NAMED;
  return `${each.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Whether the pattern of a policy stands for the action. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
}

/** The name, or the narrowest pattern among names, that stands for the text. */
export function nameAmong(names: readonly string[], text: string): string | undefined {
  const fits = names.filter(
    (name) => name === text || (name !== "*" && hasWildcard(name) && matchesWildcards(name, text)),
  );
  return fits.sort((one, other) => other.length - one.length)[0];
}

/** The action in the words of the statements. */
export function actionAmong(statements: readonly PolicyStatement[], name: string): string {
  const action = name.toLowerCase();
  const spelled = (texts: readonly string[]): string | undefined => {
    const found = nameAmong(
      texts.map((text) => text.toLowerCase()),
      action,
    );
    return texts.find((text) => text.toLowerCase() === found);
  };
  const named = spelled(
    statements.flatMap(({ Action, NotAction }) => [...valuesOf(Action), ...valuesOf(NotAction)]),
  );
  if (named !== undefined) return named;
  const others = statements.find(({ NotAction }) => NotAction !== undefined);
  if (others !== undefined) return `all but ${valuesOf(others.NotAction).join(", ")}`;
  return statements.some(({ Action }) => valuesOf(Action).includes("*")) ? "*" : name;
}

function principalsIn(statement: PolicyStatement): readonly string[] {
  return [
    ...[statement.Principal, statement.NotPrincipal].flatMap((element) =>
      typeof element === "object" ? Object.values(element).flatMap(valuesOf) : [],
    ),
    ...conditionsIn(statement).flatMap(({ key, values }) =>
      /^aws:principal(arn|servicename)$/i.test(key) ? values : [],
    ),
  ];
}

/** The keys of which some of the statements ask what the others do not. Who asks and of what, a sentence tells already. */
function changedKeys(olds: readonly PolicyStatement[], news: readonly PolicyStatement[]): readonly string[] {
  const asked = (statements: readonly PolicyStatement[]): ReadonlyMap<string, string> =>
    new Map(
      statements.flatMap((statement) =>
        conditionsIn(statement).map(
          ({ operator, key, values }) =>
            [JSON.stringify([statement.Effect, operator, key, [...values].sort()]), key] as const,
        ),
      ),
    );
  const [was, is] = [asked(olds), asked(news)];
  const changed = [...was, ...is].filter(([text, key]) => was.has(text) !== is.has(text) && !isDerived(key));
  return [...new Map(changed.map(([, key]) => [key.toLowerCase(), key])).values()];
}

/** The conditions of a statement, one by one. */
export function conditionsIn({ Condition = {} }: PolicyStatement): readonly Condition[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: valuesOf(values) })),
  );
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}
