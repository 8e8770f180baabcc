import type { PolicyStatement } from "../../../../modules/policy";
import type { AccessRequest } from "../../../../modules/policy-evaluation";
import type { Configuration } from "../../../../stacks/config";
import { outsidersOf } from "../../../../stacks/blueprint";
import { accountOf, type Actor, type Circumstances, contextsOf, isNamed } from "../../../prove";
import { newlyAllowed, searchOf } from "./access-search";
import type { GuardedResource } from "./guarded-resource";
import { askersOf } from "./named-principals";
import type { Policies } from "./policies";
import { isSameDocument } from "./policy-text";
import { faultsIn } from "./readable";
import { requestsFor } from "./requests";
import { looseningOf, namesAction } from "./statement-cover";
import { stepsFor, type Harm } from "./steps";
import {
  allowsTransport,
  openingStatements,
  resourcesIn,
  travellingWitnessesOf,
  witnessesOf,
  type Keys,
} from "./witness";

/** Somebody may do something that they could not do before. */
export interface Widening {
  readonly actor: Actor;
  readonly harm: Harm;
  /** In words, after "may". */
  readonly title: string;
  readonly action: string;
  /** Whether the configuration says that they may: a reader, or a member where members read their own logs. */
  readonly configured: boolean;
  /** What the request carries, or lacks, for it. @default - nothing */
  readonly keys?: Keys;
}

/** What is newly allowed, and what could not be asked. */
export interface WidenedAccess {
  readonly widened: readonly Widening[];
  /** Why some request has no answer. */
  readonly notJudged: readonly string[];
  /** The statements that may newly let something through, as their texts tell, and of which no request shows that they do. */
  readonly unshown: readonly PolicyStatement[];
}

/** Where the evaluator knows something not, it mostly knows it not for every request. */
const MOST_ERRORS = 20;

/** Asks both policies, in the name of everybody and of whoever they name, and tells what is newly allowed. */
export function widenedAccess(
  { kind, subject }: GuardedResource,
  policies: Policies,
  configuration: Configuration,
): WidenedAccess {
  const circumstances = { configuration, subject, outsiders: outsidersOf(configuration) };
  const change = looseningOf(policies);
  const openings = openingStatements(change);
  const search = searchOf(policies, openings, subject);
  const statements = [...change.added, ...change.removed];
  const isAbout = (action: string, some: readonly PolicyStatement[]): boolean =>
    some.some((statement) => namesAction(statement, action));
  // What denies plain HTTP alone denies nothing of what is sent as it should be.
  const ofAll = openings.filter((statement) => allowsTransport(statement, contextsOf([], circumstances)));
  const all = stepsFor(kind, statements);
  const steps = all.filter(({ step }) => isAbout(step.action, ofAll));
  const resources = resourcesIn(statements);
  const clues = { resources, witnesses: witnessesOf(change, policies.after?.Statement) };
  const travelling = { resources, witnesses: travellingWitnessesOf(change) };
  const isConfigured = configuredTest(circumstances);
  // Such as with another minimum of TLS.
  const isOrgtrails = isSameDocument(policies.after, subject.document);
  const faults = faultsIn([policies.before, policies.after], kind === "role" ? "trust" : "resource");
  const askers =
    openings.length === 0 ? [] : askersOf(circumstances, [policies.before, policies.after], kind);
  const widened: Widening[] = [];
  for (const actor of askers) {
    for (const step of steps) {
      if (search.errors.size > MOST_ERRORS) break;
      const found = newlyAllowed(actor, requestsFor(actor, step, circumstances, clues), search);
      if (found === undefined) continue;
      const { request, keys } = found;
      const { harm, title, pattern: action = request.action } = step;
      const configured = isConfigured(actor, request);
      widened.push({ actor, harm, title, action, configured, ...(keys && { keys }) });
    }
    for (const step of travelling.witnesses.length === 0 ? [] : all) {
      const found = newlyAllowed(actor, requestsFor(actor, step, circumstances, travelling), search);
      if (found === undefined) continue;
      const title = "send requests over plain HTTP or an old version of TLS";
      widened.push({ actor, harm: "exposes", title, action: found.request.action, configured: isOrgtrails });
      break;
    }
  }
  return {
    widened,
    notJudged: [...new Set([...faults, ...search.errors])],
    unshown: openings.filter((statement) => !search.shown.has(statement)),
  };
}

function configuredTest(circumstances: Circumstances): (actor: Actor, request: AccessRequest) => boolean {
  const isReader = isNamed("auditReader", circumstances);
  const { memberAccess } = circumstances.configuration.archive;
  const { scope, ownerAccount } = circumstances.subject;
  return (actor, { context = {} }) => {
    if (isReader(actor)) return true;
    const { principal } = actor;
    const isMember =
      "organization" in principal && principal.organization === circumstances.configuration.organization;
    // Members read their own folder of the organization's logs, through S3.
    const throughS3 = String(context["kms:ViaService"] ?? "").startsWith("s3.");
    return (
      memberAccess && scope === "organization" && isMember && throughS3 && accountOf(actor) !== ownerAccount
    );
  };
}
