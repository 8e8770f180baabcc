import { join } from "node:path";
import type { Configuration } from "../../../stacks/config";
import { builtInTables } from "../../../tools/prove/built-in";
import { policiesOf } from "../../../stacks/blueprint";
import { answerTo } from "../../../tools/prove/answer";
import { attachmentOf } from "../../../tools/prove/kinds";
import type { Proof } from "../../../tools/prove/proofs";
import { requestsOf } from "../../../tools/prove/requests-of";
import type { Subject } from "../../../stacks/blueprint";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
  everythingConfiguration,
} from "../../support/configurations";
import { variant } from "./configurations";
import { mutantsOf, type Mutant } from "./mutations";
import { answered, noticesOf } from "./noticing";
import { lists, readSurvivors, statementsOf } from "./survivors";

const SURVIVORS = readSurvivors(join(__dirname, "survivors.yaml"));

const GUARDED = variant({ watchedEverywhere: true, guarded: true });
const MENDED = variant({ mended: true });
const VALIDATED = everythingConfiguration();
/** But for the validation of log files, whose role is one more reader in each bucket's own account. */
const EVERYTHING = configurationOf(
  EVERYTHING_ORGANIZATION.replace(/^ {2}validation: .*\n/m, ""),
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_OWN_TEAM,
);

const name = (subject: Subject, { statement, change }: Mutant): string =>
  `${subject.name}: ${statement}: ${change}`;

/** The mutants of the subjects, and those that no request of the tables kills. */
function survey(configuration: Configuration, isOf: (subject: Subject) => boolean) {
  const all = policiesOf(configuration);
  const proofs = builtInTables()
    .flatMap(({ rows }) => rows)
    .flatMap(({ row }) => requestsOf(row, configuration, all));
  // One policy of the organization is over many accounts: what one of them notices is noticed.
  const subjects = all
    .filter(isOf)
    .filter((subject, index, every) => every.findIndex((other) => isSame(other, subject)) === index);
  const mutants = subjects.flatMap((subject) => {
    const own = proofs.filter(({ asked }) => asked.some((one) => isSame(one.subject, subject)));
    return mutantsOf(subject.document).map((mutant) => {
      const notices = noticesOf(subject, mutant);
      const isNoticedBy = (proof: Proof): boolean =>
        proof.asked.some((one) => isSame(one.subject, subject) && notices(one)) &&
        answered(() =>
          answerTo(proof, (asked) =>
            isSame(asked.subject, subject) ? mutant.document : asked.subject?.document,
          ),
        )?.holds !== true;
      const survives = !own.some(isNoticedBy);
      return { name: name(subject, mutant), survives };
    });
  });
  const listed = subjects.flatMap((subject) =>
    mutantsOf(subject.document)
      .filter((mutant) => SURVIVORS.some((entry) => lists(entry, subject, mutant)))
      .map((mutant) => name(subject, mutant)),
  );
  return {
    count: mutants.length,
    listed,
    surviving: mutants.filter(({ survives }) => survives).map((each) => each.name),
  };
}

function isSame(one: Subject | undefined, other: Subject): boolean {
  return one?.document === other.document;
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

describe("each fault that is put into a policy of the reference organization", () => {
  it.each<[string, Configuration, (subject: Subject) => boolean, number]>([
    [
      "as it is",
      variant(),
      (subject) => subject.watch === undefined && attachmentOf(subject) === "the resource",
      800,
    ],
    [
      "with a prefix, a second administrator and no destroy protection",
      variant({
        prefix: "audit/logs",
        destroyProtection: false,
        administrators: ["arn:aws:iam::222222222222:role/SecondDeploy"],
      }),
      (subject) =>
        subject.scope === "organization" &&
        subject.watch === undefined &&
        attachmentOf(subject) === "the resource",
      250,
    ],
    [
      "with events of all accounts in the security account",
      variant({ watchedEverywhere: true }),
      (subject) => subject.watch !== undefined && !attachmentOf(subject).endsWith("account"),
      300,
    ],
    [
      "of AWS Config, with every runbook at hand",
      MENDED,
      (subject) => subject.kind === "config bucket" || subject.kind.startsWith("remediation role"),
      300,
    ],
    [
      "with roles of runbooks that buckets except",
      MENDED,
      (subject) => subject.kind === "access-log bucket" || subject.kind === "log bucket",
      300,
    ],
    [
      "with everything on",
      EVERYTHING,
      (subject) => subject.watch === undefined && !attachmentOf(subject).endsWith("account"),
      300,
    ],
    [
      "of the role that validates log files",
      VALIDATED,
      (subject) => subject.kind.startsWith("validation role"),
      30,
    ],
    ["of the organization", GUARDED, (subject) => attachmentOf(subject).endsWith("account"), 300],
  ])("is noticed by a request, or explained in survivors.yaml: %s", (_, configuration, isOf, atLeast) => {
    const { count, listed, surviving } = survey(configuration, isOf);
    expect({ surviving: distinct(surviving) }).toEqual({ surviving: distinct(listed) });
    expect(count).toBeGreaterThan(atLeast);
  });

  it("has a reason for each survivor, and no entry that is about nothing", () => {
    const subjects = [GUARDED, MENDED, EVERYTHING, VALIDATED].flatMap(policiesOf);
    const mutants = subjects.flatMap((subject) =>
      mutantsOf(subject.document).map((mutant) => ({ subject, mutant })),
    );
    for (const entry of SURVIVORS) {
      expect(entry.why).toMatch(/\.\)?$/);
      const found = mutants
        .filter(({ subject, mutant }) => lists(entry, subject, mutant))
        .map(({ subject, mutant }) => `${subject.kind} ${mutant.statement}`);
      expect(distinct(found)).toEqual(distinct(statementsOf(entry)));
    }
  });
});
