import {
  parseArn,
  UnsupportedPolicyError,
  type AccessRequest,
  type Authorization,
} from "../../modules/policy-evaluation";
import type { RequestSpace } from "../../modules/policy-proofs";
import { ProofLimitError, type RequestSet } from "../../modules/policy-proofs";
import { ValidationError } from "../../modules/validation";
import type { Subject } from "../../stacks/blueprint";
import type { Configuration, Fault } from "../../stacks/config";
import { type AnyPolicy } from "./any-policy";
import { hasSettings } from "./settings";
import { ANY_POLICY, isOfAnyPolicy, type PlacedStatement, type Statement } from "./statement-file";
import { serviceAsking } from "./kinds";
import { includes } from "./subject";
import { Renamings } from "./renamings";
import { questionOn, questionOnAny, spaceOf, type StatementQuestion } from "./statement-question";

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
  const known = new Renamings<unknown, readonly StatementAnswer[]>((answers) =>
    answers.every(({ answer }) => answer === "proven"),
  );
  const answers = subjects.flatMap((subject) => {
    const about = statementsAbout(subject, statements, configuration);
    if (about.length === 0) return [];
    // Of a thousand teams whose policies are the same but for names, one answers for all, as for one policy over several accounts.
    const questionOf = (these: readonly PlacedStatement[]): StatementQuestion =>
      questionOn(subject, these, configuration);
    const { policies, facts, ...others } = questionOf(about);
    const question = {
      ...others,
      // What is supposed of whoever asks is the same in all, and actions follow from those of the policies and of this service.
      policies: policies.everything,
      facts: { ...facts, actions: serviceAsking(subject) },
      about: about.map(({ place }) => place),
    };
    const found = known.answer(question, () => answersOn(subject.name, about, questionOf, faults));
    return found.map((answer) => ({ ...answer, of: subject.name }));
  });
  return { answers, faults };
}

/** The statements that are about the subject. */
export function statementsAbout(
  subject: Subject,
  statements: readonly PlacedStatement[],
  configuration: Configuration,
): readonly PlacedStatement[] {
  return statements.filter(({ statement }) => isAbout(statement, subject, configuration));
}

function isAbout({ on, when }: Statement, subject: Subject, configuration: Configuration): boolean {
  const { readers, administrators, menders, rule, ...settings } = when;
  const { ownerAccount, mends } = subject;
  const managedHere = subject.administrators.some((arn) => parseArn(arn)?.account === ownerAccount);
  const has = (wanted: boolean | undefined, is: boolean): boolean => (wanted ?? is) === is;
  return (
    on.some((set) => !isOfAnyPolicy(set) && includes(set, subject)) &&
    hasSettings(configuration, settings) &&
    has(readers, subject.readers.length > 0) &&
    has(administrators, managedHere) &&
    has(menders, (subject.menders ?? []).length > 0) &&
    (rule === undefined || (mends !== undefined && rule.includes(mends.rule)))
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

type QuestionOf = (about: readonly PlacedStatement[]) => StatementQuestion;

/** All statements about one policy share one space. Where it cannot be made, each has one of its own, so that the one at fault is told. */
function answersOn(
  of: string,
  about: readonly PlacedStatement[],
  questionOf: QuestionOf,
  faults: Fault[],
): readonly StatementAnswer[] {
  try {
    const question = questionOf(about);
    return answersIn(spaceOf([question]), of, about, question);
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
    faults.push(placed.fault([], problem));
    return [];
  }
}

/** The answers to one of the questions of a space. @throws ProofLimitError */
export function answersIn(
  space: RequestSpace,
  of: string,
  about: readonly PlacedStatement[],
  { policies: supposed, requests: questions }: StatementQuestion,
): readonly StatementAnswer[] {
  const nothing = space.select();
  return about.map((placed, index): StatementAnswer => {
    const { nobody, refused, exactly, somebody, identityPolicies } = placed.statement;
    const { asked: named = [], excepted = [], lacks } = questions[index] ?? {};
    const supposition = supposed[identityPolicies];
    const told = { placed, of };
    const notProven = (...because: readonly string[]): StatementAnswer => ({
      ...told,
      answer: "not proven",
      because,
    });
    const refuted = (wrong: RequestSet): StatementAnswer => {
      const request = wrong.witness();
      if (request === undefined) return notProven(...wrong.open);
      try {
        return { ...told, answer: "refuted", request, authorization: space.decision(request, supposition) };
      } catch (error) {
        // Another statement of the policy, which nobody can read, may decide the request before.
        if (!(error instanceof UnsupportedPolicyError)) throw error;
        return notProven(error.message);
      }
    };
    if (lacks !== undefined) return notProven(lacks);
    const spoken = space.everything.minus(space.select(...excepted));
    const asked = space.select(...named).intersect(spoken);
    if (asked.isEmpty) return notProven(ABOUT_NOTHING);
    const allowed = space.allowed(supposition);
    if (somebody !== undefined) {
      const parts = named.map((each) => space.select(each).intersect(spoken));
      const lacking = parts.find((part) => part.intersect(allowed).witness() === undefined);
      if (lacking === undefined) return { ...told, answer: "proven" };
      const open = lacking.intersect(allowed);
      return open.isEmpty ? refuted(lacking) : notProven(...open.open);
    }
    const more = nobody !== undefined ? asked : exactly !== undefined ? spoken.minus(asked) : nothing;
    const less = nobody !== undefined ? nothing : asked;
    const wrong = more
      .intersect(allowed)
      .union(less.minus(refused !== undefined ? space.denied(supposition) : allowed));
    return wrong.isEmpty ? { ...told, answer: "proven" } : refuted(wrong);
  });
}

const ABOUT_NOTHING = "it is about no request that AWS could send";
