import { valuesOf } from "../../modules/policy";
import {
  FULL_AWS_ACCESS,
  parseArn,
  UnsupportedPolicyError,
  type AccessRequest,
  type Authorization,
} from "../../modules/policy-evaluation";
import {
  IMPOSSIBLE,
  ProofLimitError,
  RequestSpace,
  type PoliciesInQuestion,
  type RequestSet,
  type ResourceScope,
  type Selection,
  type SpaceFacts,
} from "../../modules/policy-proofs";
import { ValidationError } from "../../modules/validation";
import type { Subject } from "../../stacks/blueprint";
import type { Configuration, Fault } from "../../stacks/config";
import {
  asIfAllElseAllows,
  asIfLeftToAccount,
  factsAbout,
  NOT_ASKER,
  onlyArnOf,
  ownerOf,
  partitionOf,
  suppositions,
  type AnyPolicy,
} from "./any-policy";
import { attachmentOf, isBucket, serviceAsking } from "./kinds";
import { actionsOfService } from "./names";
import { filled, sceneOf } from "./scene";
import {
  ANY_POLICY,
  isOfAnyPolicy,
  type PlacedStatement,
  type Statement,
  type StatementSelection,
} from "./statement-file";
import { includes } from "./subject";

/** What is known of a statement about one policy, whose name is `of`. */
export type StatementAnswer = { readonly placed: PlacedStatement; readonly of: string } & (
  | { readonly answer: "proven" }
  | { readonly answer: "refuted"; readonly request: AccessRequest; readonly authorization: Authorization }
  | { readonly answer: "not proven"; readonly because: readonly string[] }
);

/** The answers, or what is wrong with the statements. */
export interface StatementResult {
  readonly answers: readonly StatementAnswer[];
  readonly faults: readonly Fault[];
}

/** Proves the statements for every request, of each policy by itself. */
export function proveStatements(
  configuration: Configuration,
  subjects: readonly Subject[],
  statements: readonly PlacedStatement[],
): StatementResult {
  const faults: Fault[] = [];
  const proven = new Map<string, readonly StatementAnswer[]>();
  const answers = subjects.flatMap((subject) => {
    const about = statements.filter(({ statement }) => isAbout(statement, subject, configuration));
    if (about.length === 0) return [];
    // One policy over several accounts is one question, so long as the statements name nothing of an account.
    const questionOf = (these: readonly PlacedStatement[]): StatementQuestion =>
      questionOn(subject, these, configuration);
    const { requests, policies, facts } = questionOf(about);
    const question = JSON.stringify([about.map(({ place }) => place), requests, policies, facts]);
    const found = proven.get(question) ?? answersOn(subject.name, about, questionOf, faults);
    proven.set(question, found);
    return found.map((answer) => ({ ...answer, of: subject.name }));
  });
  return { answers, faults };
}

function isAbout({ on, when }: Statement, subject: Subject, { terraform, archive }: Configuration): boolean {
  const settings = {
    destroyProtection: terraform.destroyProtection,
    memberAccess: archive.memberAccess,
    readers: subject.readers.length > 0,
    administrators: subject.administrators.some((arn) => parseArn(arn)?.account === subject.ownerAccount),
  };
  return (
    Object.entries(settings).every(([name, value]) => (when[name as keyof typeof when] ?? value) === value) &&
    on.some((set) => !isOfAnyPolicy(set) && includes(set, subject))
  );
}

/** Proves the statements about policies of the kind, whoever made them, for every request. */
export function proveAnyPolicy(
  policy: AnyPolicy,
  of: string,
  statements: readonly PlacedStatement[],
): StatementResult {
  const faults: Fault[] = [];
  const about = statements.filter(({ statement: { on } }) => on.includes(ANY_POLICY[policy.kind]));
  const answers = answersOn(of, about, (these) => questionOnAny(policy, these), faults);
  return { answers, faults };
}

/** All that answers follow from. */
interface StatementQuestion {
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

type QuestionOf = (about: readonly PlacedStatement[]) => StatementQuestion;

/** All statements about one policy share one space. Where it cannot be made, each has one of its own, so that the one at fault is told. */
function answersOn(
  of: string,
  about: readonly PlacedStatement[],
  questionOf: QuestionOf,
  faults: Fault[],
): readonly StatementAnswer[] {
  try {
    return answersTogether(of, about, questionOf(about));
  } catch (error) {
    const limit = error instanceof ProofLimitError;
    if (!limit && !(error instanceof ValidationError || error instanceof UnsupportedPolicyError)) throw error;
    const [placed] = about;
    if (placed === undefined || about.length > 1) {
      return about.flatMap((each) => answersOn(of, [each], questionOf, faults));
    }
    if (limit) return [{ placed, of, answer: "not proven", because: [error.message] }];
    const problem = {
      what: `cannot be read: ${error.message}`,
      remedy: "correct its elements and operators",
    };
    faults.push(placed.fault(problem));
    return [];
  }
}

/** @throws UnsupportedPolicyError ProofLimitError */
function answersTogether(
  of: string,
  about: readonly PlacedStatement[],
  { policies: supposed, requests: questions, never, facts }: StatementQuestion,
): readonly StatementAnswer[] {
  const space = new RequestSpace(
    {
      policies: Object.values(supposed),
      selections: questions.flatMap(({ asked, excepted }) => [...asked, ...excepted]),
      impossible: never,
    },
    facts,
  );
  const nothing = space.everything.minus(space.everything);
  const any = (selections: readonly Selection[]): RequestSet =>
    selections.reduce((all, each) => all.union(space.select(each)), nothing);
  return about.map((placed, index): StatementAnswer => {
    const { nobody, refused, identityPolicies } = placed.statement;
    const { asked: named = [], excepted = [], lacks } = questions[index] ?? {};
    const supposition = supposed[identityPolicies];
    const told = { placed, of };
    if (lacks !== undefined) return { ...told, answer: "not proven", because: [lacks] };
    const asked = any(named).minus(any(excepted));
    if (asked.isEmpty) return { ...told, answer: "not proven", because: [ABOUT_NOTHING] };
    const wrong =
      nobody !== undefined
        ? asked.intersect(space.allowed(supposition))
        : asked.minus(refused !== undefined ? space.denied(supposition) : space.allowed(supposition));
    if (wrong.isEmpty) return { ...told, answer: "proven" };
    const request = wrong.witness();
    if (request === undefined) return { ...told, answer: "not proven", because: wrong.open };
    return { ...told, answer: "refuted", request, authorization: space.decision(request, supposition) };
  });
}

function questionOn(
  subject: Subject,
  about: readonly PlacedStatement[],
  configuration: Configuration,
): StatementQuestion {
  const filling = (each: readonly StatementSelection[] | undefined): readonly Selection[] =>
    (each ?? []).flatMap((one) => selectionOf(one, subject, configuration) ?? []);
  const requests = about.map(({ statement: { nobody, refused, always, unless } }) => ({
    asked: filling(nobody ?? refused ?? always),
    excepted: filling(unless),
  }));
  return {
    requests,
    never: filling([...new Set(about.flatMap(({ never }) => never))]),
    policies: {
      everything: policiesOn(subject, "everything"),
      "everything in the own account": policiesOn(subject, "everything in the own account"),
    },
    facts: factsOf(
      subject,
      requests.flatMap(({ asked }) => asked),
      configuration,
    ),
  };
}

/** What a statement about any policy may say in braces. */
function questionOnAny(policy: AnyPolicy, about: readonly PlacedStatement[]): StatementQuestion {
  const owner = ownerOf(policy);
  const arn = onlyArnOf(policy);
  const values: Readonly<Record<string, string | undefined>> = { partition: partitionOf(policy), owner, arn };
  const textOf = (text: string): string =>
    text.replace(/\$?\{([^{}]*)\}/g, (found, name: string) =>
      found.startsWith("$") ? found : (values[name] ?? found),
    );
  const filled = (each: readonly StatementSelection[]): readonly Selection[] =>
    each.map((one) => mapTexts(one as Value, textOf) as Selection);
  const policies: PoliciesInQuestion = Object.values(suppositions(policy)).at(-1) ?? {};
  const supposed = (identity: Statement["identityPolicies"]): PoliciesInQuestion =>
    policies.identity === "everything" ? { ...policies, identity } : policies;
  // A policy of whoever asks is asked of one who asks.
  const others = policy.kind === "identity" ? [NOT_ASKER] : [];
  return {
    requests: about.map(({ statement: { nobody, refused, always, unless } }) => {
      const [asked, excepted] = [filled(nobody ?? refused ?? always ?? []), filled(unless)];
      const [lacking] = unfilledIn([asked, excepted]);
      return lacking === undefined
        ? { asked, excepted }
        : { asked: [], excepted: [], lacks: `${lacking} is not known: add --resource with the ARN` };
    }),
    never: [...IMPOSSIBLE, ...others, ...filled([...new Set(about.flatMap(({ never }) => never))])],
    policies: {
      everything: supposed("everything"),
      "everything in the own account": supposed("everything in the own account"),
    },
    facts: factsAbout([policy]),
  };
}

/** What stands in braces in texts and is no policy variable. */
function unfilledIn(selections: readonly (readonly Selection[])[]): readonly string[] {
  return JSON.stringify(selections).match(/(?<!\$)\{[A-Za-z]+\}/g) ?? [];
}

const ABOUT_NOTHING = "it is about no request that AWS could send";

/** What the subject's policy is asked together with. */
export function policiesOn(
  { document, ownerAccount, ...subject }: Subject,
  identity: PoliciesInQuestion["identity"] = [],
): PoliciesInQuestion {
  switch (attachmentOf(subject)) {
    case "the role that asks":
      return asIfLeftToAccount(document, ownerAccount);
    case "the asker's account":
      return asIfAllElseAllows({ identity, serviceControl: [[FULL_AWS_ACCESS, document]] });
    case "the resource's account":
      return asIfAllElseAllows({ identity, resourceControl: [document] });
    default:
      return { identity, resource: document };
  }
}

function factsOf(subject: Subject, requests: readonly Selection[], configuration: Configuration): SpaceFacts {
  const { partition, organization, accounts } = configuration;
  const resources = resourcesOf(subject, requests);
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
  const service = serviceAsking(subject);
  const named = subject.document.Statement.flatMap(({ Action, NotAction }) => [
    ...valuesOf(Action),
    ...valuesOf(NotAction),
  ]);
  const services = service === undefined ? named.map((action) => action.split(":")[0] ?? "") : [service];
  return [...new Set(services.map((each) => each.toLowerCase()))].flatMap(actionsOfService);
}

/** What the requests are about: the subject, or what they name themselves. @returns undefined where it may be anything */
function resourcesOf(subject: Subject, requests: readonly Selection[]): readonly ResourceScope[] | undefined {
  const { arn, ownerAccount: account } = subject;
  const attachment = attachmentOf(subject);
  if (attachment === "the role that asks" || attachment === "the asker's account") {
    const named = requests.flatMap(({ Resource }) => valuesOf(Resource));
    return requests.every(({ Resource }) => Resource !== undefined)
      ? [...new Set(named)].map((each) => ({ arn: each }))
      : undefined;
  }
  return isBucket(subject)
    ? [
        { arn, account },
        { arn: `${arn}/*`, account },
      ]
    : [{ arn, account }];
}

/** The selection for one policy. @returns undefined where a word of it stands for nothing that the configuration has */
export function selectionOf(
  selection: StatementSelection,
  subject: Subject,
  configuration: Configuration,
): Selection | undefined {
  const scene = sceneOf(configuration, subject);
  const lacking = new Set<string>();
  const found = mapTexts(selection, (text) => {
    const [first, ...others] = filled(text, scene);
    if (first === undefined) lacking.add(text);
    return first === undefined || others.length > 0 ? [first ?? [], others].flat() : first;
  });
  return lacking.size > 0 ? undefined : (found as Selection);
}

type Value = string | readonly string[] | { readonly [key: string]: Value };

/** @param textsOf one text, or several that stand in its place in a list */
function mapTexts(value: Value, textsOf: (text: string) => string | readonly string[]): Value {
  if (typeof value === "string") return textsOf(value);
  if (Array.isArray(value)) return (value as readonly string[]).flatMap(textsOf);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, textsOf)]));
}
