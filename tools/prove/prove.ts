import { ValidationError, type PropertyProblem } from "../../modules/validation";
import type { Configuration, ConfigPath, Fault } from "../../stacks/config";
import { answerTo, type Answer } from "./answer";
import { policiesOf } from "../../stacks/blueprint";
import type { PlacedRow, RequestTable } from "./request-file";
import { requestsOf, silentContext, whyIdle, type IdleBecause } from "./requests-of";
import type { Row } from "./row";
import type { Subject } from "../../stacks/blueprint";

/** The answer to a request, and where the file says so. */
export interface PlacedAnswer extends Answer {
  readonly place: PlacedRow["place"];
}

/** A row that makes no request in this configuration. */
export interface IdleRow {
  readonly row: Row;
  readonly place: PlacedRow["place"];
  readonly because: IdleBecause;
  /** Whether it is one of orgtrail's: these hold in every configuration, and are about nothing in some. */
  readonly builtIn: boolean;
}

/** What the tables say of a configuration. */
export interface ProofResult {
  /** How many requests were evaluated. */
  readonly requests: number;
  /** The answers that are not those expected. */
  readonly failures: readonly PlacedAnswer[];
  /** The rows that are about nothing in this configuration. */
  readonly idle: readonly IdleRow[];
  /** The rows that make requests which AWS could not get, or that no policy can answer. */
  readonly faults: readonly Fault[];
}

/** Puts every row of the tables to the policies of the configuration. */
export function prove(configuration: Configuration, tables: readonly RequestTable[]): ProofResult {
  const subjects = policiesOf(configuration);
  let requests = 0;
  const failures: PlacedAnswer[] = [];
  const idle: IdleRow[] = [];
  const faults: Fault[] = [];
  for (const { rows, builtIn } of tables) {
    for (const { row, place, fault } of rows) {
      const impossible = contextFault({ row, place, fault }, configuration, subjects);
      if (impossible !== undefined) {
        faults.push(impossible);
        continue;
      }
      try {
        const proofs = requestsOf(row, configuration, subjects);
        if (proofs.length === 0) {
          idle.push({ row, place, builtIn, because: whyIdle(row, configuration, subjects) });
        }
        for (const proof of proofs) {
          requests += proof.asked.length;
          const answer = answerTo(proof);
          if (!answer.holds) failures.push({ ...answer, place });
        }
      } catch (error) {
        // Such as a context key whose value is no number where a policy compares numbers.
        if (!(error instanceof ValidationError)) throw error;
        faults.push(...error.problems.map((problem) => fault(pathIn(row, problem), problem)));
      }
    }
  }
  return { requests, failures, idle, faults };
}

/** What the row says that its requests carry, and none of them could. */
function contextFault(
  { row, fault }: PlacedRow,
  configuration: Configuration,
  subjects: readonly Subject[],
): Fault | undefined {
  const silent = silentContext(row, configuration, subjects);
  if (silent === undefined) return undefined;
  return fault(["context"], {
    what: `says nothing of the ${silent.subject.name}, so that nothing would be asked of it`,
    received: silent.preset,
    remedy: "correct it, or on",
  });
}

/** Which part of the row the evaluator cannot do with: the context key that a policy reads, else what is asked. */
function pathIn(row: Row, { property }: PropertyProblem): ConfigPath {
  const named = property.toLowerCase();
  const key = Object.keys(row.keys).find((each) => named.includes(each.toLowerCase()));
  if (key !== undefined) return ["keys", key];
  const own = (["action", "resource"] as const).find((each) => named.startsWith(each));
  if (own !== undefined && row[own] !== undefined) return [own];
  return row.context.length > 0 ? ["context"] : ["on"];
}
