import type { Command } from "commander";
import { parseArn, type RequestPrincipal } from "../../modules/policy-evaluation";
import { classOf } from "../../modules/policy-proofs";
import { isFault, readSource, type Fault } from "../../stacks/config";
import { styled, type Line } from "../terminal";
import type { AnyPolicy } from "./any-policy";
import { statementsOfAnyPolicy } from "./built-in";
import { arnOf } from "./cast";
import { classesOf, policyChange, turningText, type ChangedAccess, type PolicyChange } from "./comparison";
import { POLICY_KINDS, type PolicyKind } from "./kinds";
import { policyKindOf, readPolicyFile, type PolicyFile } from "./policy-file";
import { requestLines, requestTold, statementsLine, unprovenLines, unprovenOf } from "./report";
import { ANY_POLICY, type StatementTable } from "./statement-file";
import { proveAnyPolicy } from "./statements";

/** What is asked of policies in files. */
export interface PolicyQuestion {
  readonly policy: string;
  /** @default - the policy is put to statements */
  readonly against?: string;
  /** @default - it is found out */
  readonly kind?: PolicyKind;
  /** The ARN of what the policies are attached to. @default - what they name, or any of the kind */
  readonly resource?: string;
  /** Files of statements of the user's own, read. */
  readonly statements: readonly StatementTable[];
  readonly builtIn: boolean;
}

/** What is known of the policies, for people and for machines, and whether all is as it should be. */
export interface PolicyResult {
  readonly holds: boolean;
  readonly lines: readonly Line[];
  readonly data: unknown;
}

/** Answers a question about policies in files, or says what is wrong with these. @param command tells of wrong arguments, and ends */
export function answerAboutPolicies(
  question: PolicyQuestion,
  command: Command,
): PolicyResult | { readonly faults: readonly Fault[] } {
  const { policy, against, resource, builtIn } = question;
  const files = [policy, ...(against === undefined ? [] : [against])].map(policyIn);
  const tables = [
    ...(builtIn && against === undefined ? [statementsOfAnyPolicy()] : []),
    ...question.statements,
  ];
  const faults = [...files, ...tables].flatMap((each) => each.faults);
  const documents = files.flatMap(({ document }) => document ?? []);
  if (faults.length > 0) return { faults };
  const kind = question.kind ?? policyKindOf(documents, resource);
  if (kind === undefined) {
    command.error(
      `error: --policy does not say of what kind it is; add --kind <kind>, one of ${POLICY_KINDS.join(", ")}`,
    );
  }
  const account = parseArn(resource ?? "")?.account;
  const [before, after] = documents.map((document): AnyPolicy => ({
    kind,
    document,
    ...(resource !== undefined && { arn: resource }),
    ...(account !== undefined && account !== "" && { account }),
  }));
  if (before === undefined) return { faults };
  if (after !== undefined) return changeTold(policyChange(before, after));
  const statements = tables.flatMap((table) => table.statements);
  const about = statements.filter(({ statement: { on } }) => on.includes(ANY_POLICY[kind]));
  if (about.length === 0) {
    command.error(
      `error: no statement is about policies of kind ${kind}; add --against <file>, or --statements <files...> with statements on ${ANY_POLICY[kind]}`,
    );
  }
  const { answers, faults: wrong } = proveAnyPolicy(before, `policy in ${policy}`, about);
  if (wrong.length > 0) return { faults: wrong };
  const exampleOf = exampleIn(before);
  const unproven = answers.flatMap((each) => unprovenOf(each, exampleOf));
  const report = {
    statements: { asked: answers.length, proven: answers.length - unproven.length },
    unproven,
  };
  return {
    holds: unproven.length === 0,
    lines: [...unproven.flatMap((each) => [...unprovenLines(each), ""]), statementsLine(report)],
    data: { kind, ...report },
  };
}

/** Who it is, as an example of all who are the same to the policy. */
function exampleIn(policy: AnyPolicy): (principal: RequestPrincipal) => string {
  const classIn = classesOf(policy);
  return (principal) => {
    const all = classIn(principal);
    return all === classOf(principal) ? arnOf(principal) : `${arnOf(principal)} (${all})`;
  };
}

function policyIn(file: string): PolicyFile {
  const source = readSource(file);
  return isFault(source) ? { file, faults: [source] } : readPolicyFile(source);
}

function changeTold({ newlyAllowed, noLongerAllowed, notProven }: PolicyChange): PolicyResult {
  const data = {
    newlyAllowed: newlyAllowed.map(accessTold),
    noLongerAllowed: noLongerAllowed.map(accessTold),
    notProven,
  };
  const holds = newlyAllowed.length + noLongerAllowed.length + notProven.length === 0;
  return {
    holds,
    data,
    lines: [
      ...newlyAllowed.flatMap((each) => accessLines("NEWLY ALLOWED", each)),
      ...noLongerAllowed.flatMap((each) => accessLines("NO LONGER ALLOWED", each)),
      ...notProven.flatMap((reason) => [[styled("NOT PROVEN", "red"), ` It depends on ${reason}`], ""]),
      holds
        ? [styled("Both policies allow the same, for every request", "green")]
        : `The policies differ: ${newlyAllowed.length} newly allowed, ${noLongerAllowed.length} no longer allowed` +
          (notProven.length === 0 ? "" : `, ${notProven.length} not proven`),
    ],
  };
}

function accessTold({ who, actions, when, request, authorization, turnedBy }: ChangedAccess) {
  return { who, actions, when, ...(turnedBy && { turnedBy }), request: requestTold(request, authorization) };
}

/** How many actions a line names. `--json` has all. */
const ACTIONS_SHOWN = 6;

function accessLines(title: string, { actions, when, request, authorization, ...access }: ChangedAccess) {
  const more = actions.length - ACTIONS_SHOWN;
  const named = actions.slice(0, ACTIONS_SHOWN).join(", ");
  return [
    [
      styled(title, title === "NEWLY ALLOWED" ? "red" : "yellow"),
      ` ${access.who}: ${named}${more > 0 ? ` and ${more} more` : ""}`,
    ],
    `  ${when}${turningText(access)}`,
    ...requestLines(requestTold(request, authorization)),
    "",
  ];
}
