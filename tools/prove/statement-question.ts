import { valuesOf } from "../../modules/policy";
import {
  IMPOSSIBLE,
  RequestSpace,
  type PoliciesInQuestion,
  type ResourceScope,
  type Selection,
  type SpaceFacts,
} from "../../modules/policy-proofs";
import type { Subject } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";
import {
  actionsNamed,
  factsAbout,
  NOT_ASKER,
  onlyArnOf,
  GLOBAL_REGIONS,
  organizationOf,
  ownerOf,
  partitionOf,
  policiesAbout,
  policiesWith,
  scopesOf,
  type AnyPolicy,
} from "./any-policy";
import { attachmentOf, policedThing, serviceAsking } from "./kinds";
import { filled } from "./words";
import {
  requestsOfStatement,
  type PlacedStatement,
  type Statement,
  type StatementSelection,
} from "./statement-file";

/** All that answers follow from. */
export interface StatementQuestion {
  /** Of each statement: nothing where something that it speaks of is not known. */
  readonly requests: readonly {
    readonly asked: readonly Selection[];
    readonly excepted: readonly Selection[];
    readonly lacks?: string;
  }[];
  readonly never: readonly Selection[];
  readonly policies: Readonly<Record<Statement["identityPolicies"], PoliciesInQuestion>>;
  readonly facts: SpaceFacts;
}

/**
 * All requests of the questions, which differ in nothing but policies.
 * @throws UnsupportedPolicyError ProofLimitError
 */
export function spaceOf(questions: readonly [StatementQuestion, ...StatementQuestion[]]): RequestSpace {
  const [{ requests, never, facts }] = questions;
  return new RequestSpace(
    {
      policies: questions.flatMap(({ policies }) => Object.values(policies)),
      selections: requests.flatMap(({ asked, excepted }) => [...asked, ...excepted]),
      impossible: never,
    },
    facts,
  );
}

/** What the statements, which are about the subject, ask of its policy. */
export function questionOn(
  subject: Subject,
  about: readonly PlacedStatement[],
  configuration: Configuration,
): StatementQuestion {
  const { requests: stated, never } = selectionsOf(
    about,
    (one) => selectionOf(one, subject, configuration) ?? [],
  );
  const requests = stated.map((each, index) =>
    about[index]?.statement.unlessOwn === true
      ? { ...each, excepted: [...each.excepted, ...(subject.ownAllowed ?? [])] }
      : each,
  );
  return {
    ...{ requests, never, policies: suppositionsOn(subject) },
    facts: factsOf(
      subject,
      about.flatMap(({ statement: { exactly } }, index) => [
        ...(requests[index]?.asked ?? []),
        // What is allowed besides may be of anything.
        ...(exactly === undefined ? [] : [{}]),
      ]),
      configuration,
    ),
  };
}

/** What the statements ask of a policy that somebody else made. */
export function questionOnAny(policy: AnyPolicy, about: readonly PlacedStatement[]): StatementQuestion {
  const owner = ownerOf(policy);
  const arn = onlyArnOf(policy);
  const partition = partitionOf(policy);
  const values: Readonly<Record<string, string | undefined>> = {
    ...{ partition, owner, arn, organization: organizationOf(policy) },
    globalRegion: GLOBAL_REGIONS[partition],
  };
  const textOf = (text: string): string =>
    text.replace(/\$?\{([^{}]*)\}/g, (found, name: string) =>
      found.startsWith("$") ? found : (values[name] ?? found),
    );
  const { requests, never } = selectionsOf(about, (one) => mapTexts(one, textOf) as Selection);
  // A policy of whoever asks is asked of one who asks.
  const others = policy.kind === "identity" ? [NOT_ASKER] : [];
  return {
    requests: requests.map((each) => {
      const [lacking] = unfilledIn([each.asked, each.excepted]);
      return lacking === undefined
        ? each
        : { asked: [], excepted: [], lacks: `${lacking} is not known: add --resource with the ARN` };
    }),
    never: [...IMPOSSIBLE, ...others, ...never],
    policies: supposing((identity) => policiesAbout(policy, identity)),
    facts: factsAbout(
      [policy],
      about.flatMap(({ statement }) => requestsOfStatement(statement)),
    ),
  };
}

/** What the statements speak of. @param filled a selection with what stands for its words in braces */
function selectionsOf(
  about: readonly PlacedStatement[],
  filled: (selection: StatementSelection) => Selection | readonly Selection[],
): Pick<StatementQuestion, "requests" | "never"> {
  const all = (each: readonly StatementSelection[]): readonly Selection[] => each.flatMap(filled);
  return {
    requests: about.map(({ statement }) => ({
      asked: all(requestsOfStatement(statement)),
      excepted: all(statement.unless),
    })),
    never: all([...new Set(about.flatMap(({ never }) => never))]),
  };
}

/** What the subject's policy is asked together with, by what is supposed of the policies of whoever asks. */
export function suppositionsOn(subject: Subject): StatementQuestion["policies"] {
  return supposing((identity) => policiesOn(subject, identity));
}

function supposing(
  policies: (identity: Statement["identityPolicies"]) => PoliciesInQuestion,
): StatementQuestion["policies"] {
  const own = "everything in the own account";
  return { everything: policies("everything"), [own]: policies(own) };
}

/** What stands in braces in texts and is no policy variable. */
function unfilledIn(selections: readonly (readonly Selection[])[]): readonly string[] {
  return JSON.stringify(selections).match(/(?<!\$)\{[A-Za-z]+\}/g) ?? [];
}

/** What the subject's policy is asked together with. */
export function policiesOn(
  { document, ownerAccount, ...subject }: Subject,
  identity: PoliciesInQuestion["identity"] = [],
): PoliciesInQuestion {
  return policiesWith(document, attachmentOf(subject), ownerAccount, identity);
}

function factsOf(subject: Subject, requests: readonly Selection[], configuration: Configuration): SpaceFacts {
  const { partition, organization, accounts } = configuration;
  const resources = resourcesOf(subject, requests, configuration);
  return {
    partition,
    organization,
    // Accounts of which nothing is said may be of the organization or not: what is proven holds for both.
    members: subject.holder === undefined ? [subject.ownerAccount] : [],
    managementAccount: accounts.management.id,
    actions: actionsOn(subject),
    ...(resources && { resources }),
  };
}

/** The actions that the subject's policy can turn on. */
export function actionsOn(subject: Subject): readonly string[] {
  return actionsNamed(subject.document.Statement, ...valuesOf(serviceAsking(subject)));
}

/** What the requests are about: the subject, or what they name themselves. @returns undefined where it may be anything */
function resourcesOf(
  subject: Subject,
  requests: readonly Selection[],
  { partition, accounts }: Configuration,
): readonly ResourceScope[] | undefined {
  const { arn, ownerAccount: account, document } = subject;
  const thing = policedThing(subject);
  if (thing !== undefined) return scopesOf(thing, arn, account);
  const named = requests.every(({ Resource }) => Resource !== undefined)
    ? [...new Set(requests.flatMap(({ Resource }) => valuesOf(Resource)))]
    : undefined;
  // Whose a resource is, a service control policy does not ask, unless by the key: then one account stands for all.
  const isOfNoMatter =
    attachmentOf(subject) === "the asker's account" &&
    !/aws:ResourceAccount/i.test(JSON.stringify([document, requests]));
  if (!isOfNoMatter) return named?.map((each) => ({ arn: each }));
  return (named ?? [`arn:${partition}:*:*:*:*`, "*"]).map((each) => ({
    arn: each,
    account: accounts.management.id,
  }));
}

/**
 * The selection for one policy. Of a list, what stands for nothing that the configuration has is left out.
 * @returns undefined where nothing is left of a list, or a text by itself stands for nothing
 */
export function selectionOf(
  selection: StatementSelection,
  subject: Subject,
  configuration: Configuration,
): Selection | undefined {
  const scene = { configuration, subject };
  const found = mapTexts(selection, (text) => {
    const [first, ...others] = filled(text, scene);
    return first === undefined ? [] : others.length > 0 ? [first, ...others] : first;
  });
  return hasEmptyList(found) ? undefined : (found as Selection);
}

type Value = string | readonly string[] | { readonly [key: string]: Value };

function hasEmptyList(value: Value): boolean {
  if (typeof value === "string") return false;
  return Array.isArray(value) ? value.length === 0 : Object.values(value).some(hasEmptyList);
}

/** @param textsOf one text, or several that stand in its place in a list */
function mapTexts(value: Value, textsOf: (text: string) => string | readonly string[]): Value {
  if (typeof value === "string") return textsOf(value);
  if (Array.isArray(value)) return (value as readonly string[]).flatMap(textsOf);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      // Of a condition key, the issuer of tokens may be that of the configuration.
      const [name = key] = key.includes("{") ? valuesOf(textsOf(key)) : [key];
      return [name, mapTexts(each, textsOf)];
    }),
  );
}
