import { IMPOSSIBLE, RequestSpace } from "../../../modules/policy-proofs";
import type { Subject } from "../../../stacks/blueprint";
import type { Configuration } from "../../../stacks/config";
import { builtInStatements } from "../../../tools/prove/built-in";
import { attachmentOf, isThing } from "../../../tools/prove/kinds";
import { isAskedOf } from "../../../tools/prove/places";
import { answersIn, statementsAbout } from "../../../tools/prove/statements";
import {
  actionsOn,
  policiesOn,
  questionOn,
  spaceOf,
  suppositionsOn,
} from "../../../tools/prove/statement-question";
import { mutantsOf, type Mutant } from "./mutations";

const BUILT_IN = builtInStatements();

/** The faults that can be put into a policy of the subjects, which have the same, and that no statement about any of them refutes. */
function unrefuted(configuration: Configuration, subjects: readonly Subject[]): readonly Mutant[] {
  const [first] = subjects;
  if (first === undefined) throw new Error("no subject");
  const mutants = mutantsOf(first.document).filter((mutant) => isForStatements(first, mutant));
  expect(mutants.length).toBeGreaterThan(0);
  return subjects.reduce<readonly Mutant[]>((left, subject) => {
    const about = statementsAbout(subject, BUILT_IN.statements, configuration);
    if (left.length === 0 || about.length === 0) return left;
    const own = questionOn(subject, about, configuration);
    const questions = left.map((mutant) => ({
      mutant,
      question: { ...own, policies: suppositionsOn({ ...subject, document: mutant.document }) },
    }));
    const space = spaceOf([own, ...questions.map(({ question }) => question)]);
    // What has refuted the last fault is asked first of the next, which is of the same statement more often than not.
    const asked = about.map((placed, index) => ({ placed, requests: own.requests.slice(index, index + 1) }));
    return questions
      .filter(({ question }) => {
        const at = asked.findIndex(({ placed, requests }) =>
          answersIn(space, subject.name, [placed], { ...question, requests }).some(
            ({ answer }) => answer !== "proven",
          ),
        );
        asked.unshift(...asked.splice(at, at === -1 ? 0 : 1));
        return at === -1;
      })
      .map(({ mutant }) => mutant);
  }, mutants);
}

/**
 * What Terraform's roles read and change are long lists of AWS's actions: that none is missing there the request tables of the module
 * show, and statements that nothing is dropped whole, widened, or has a condition less.
 */
function isForStatements({ kind }: Subject, { change }: Mutant): boolean {
  if (kind !== "plan role permissions" && kind !== "deploy role permissions") return true;
  return !/^drop (?:action |.* of (?:the resources$|(?:aws|iam|kms|lambda|organizations):))/.test(change);
}

/** Those of the faults that change what the subject's policy allows, of all that AWS asks of such a resource. */
function changing(configuration: Configuration, own: Subject, faults: readonly Mutant[]): readonly Mutant[] {
  const { arn, ownerAccount: account, kind } = own;
  const actions = actionsOn(own);
  const bucket = isThing(own, "bucket");
  const of = (resource: string | undefined): readonly string[] =>
    actions.filter((action) => !isAskedOf(action, resource, kind));
  const was = policiesOn(own, "everything");
  const faulty = faults.map((fault) => ({
    fault,
    is: policiesOn({ ...own, document: fault.document }, "everything"),
  }));
  const space = new RequestSpace(
    {
      policies: [was, ...faulty.map(({ is }) => is)],
      impossible: [
        ...IMPOSSIBLE,
        ...(BUILT_IN.statements[0]?.never ?? []),
        { NotAction: actions },
        ...(bucket
          ? [
              { Action: of("bucket"), Resource: arn },
              { Action: of("bucket/x"), Resource: `${arn}/*` },
            ]
          : []),
      ],
    },
    {
      partition: configuration.partition,
      organization: configuration.organization,
      managementAccount: configuration.accounts.management.id,
      members: [account],
      actions,
      ...(attachmentOf(own) === "the resource" && {
        resources: (bucket ? [arn, `${arn}/*`] : [arn]).map((each) => ({ arn: each, account })),
      }),
    },
  );
  const before = space.allowed(was);
  return faulty.flatMap(({ fault, is }) => {
    const after = space.allowed(is);
    return before.minus(after).isEmpty && after.minus(before).isEmpty ? [] : [fault];
  });
}

/** Those faults of which nothing shows that they change nothing. */
export function missed(configuration: Configuration, subjects: readonly Subject[]): readonly string[] {
  const left = unrefuted(configuration, subjects);
  const shown = new Set(
    left.length === 0 ? [] : subjects.flatMap((each) => changing(configuration, each, left)),
  );
  return left.filter((fault) => shown.has(fault)).map(({ statement, change }) => `${statement}: ${change}`);
}
