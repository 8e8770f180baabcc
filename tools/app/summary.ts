import { basename } from "node:path";
import { type App, TerraformResource } from "cdktf";
import { countText } from "../../modules/kernel";
import {
  type BestPracticeFinding,
  BestPractices,
  PRACTICE_TITLES,
  suppressBestPractice,
} from "../../modules/best-practices";
import { describeProblem } from "../../modules/validation";
import type { OrgtrailApp } from "../../stacks/app";
import { configPathText, type Fault } from "../../stacks/config";
import { frameworkProgram } from "../project";

export { BestPracticesError, type BestPracticeFinding } from "../../modules/best-practices";

/** What is allowed, and worth knowing. */
export interface Warning {
  /** The construct that says so, or the place in a file. */
  readonly path: string;
  readonly message: string;
}

const WARNING = "@cdktf/warn";

/** What the validations of all constructs say, each with the construct's path. */
export function validationFaults(app: App): readonly string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((message) => `${node.path}: ${message}`));
}

/** A warning about the configuration's files. */
export function warningOf(fault: Fault): Warning {
  const place = `${fault.file}:${fault.line}:${fault.column}`;
  return { path: `${place} ${configPathText(fault.path)}`, message: describeProblem(fault) };
}

/** The warnings of all constructs. */
export function warningsOf(app: App): readonly Warning[] {
  return app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === WARNING)
        .map(({ data }) => ({ path: node.path, message: String(data) })),
    );
}

/**
 * Adds the best-practice gate to the stacks. What the configuration leaves out by choice is no fault of what the stacks make,
 * and stands in the findings with its reason. What somebody else made beside it has to have reasons of its own.
 */
export function addBestPractices({ app, stacks }: OrgtrailApp, wholeOrganization: boolean): BestPractices {
  for (const stack of stacks) {
    for (const { construct, leftOut } of stack.leftOut) {
      for (const { rule, reason } of leftOut) suppressBestPractice(construct, rule, reason);
    }
  }
  return new BestPractices({ wholeOrganization }).addTo(app);
}

/** How many findings there are, by what is said of them. */
interface BestPracticeCounts {
  readonly compliant: number;
  readonly suppressed: number;
  readonly notApplicable: number;
}

/** The counts of findings, none of which fails the synthesis. */
export function bestPracticeCounts(findings: readonly BestPracticeFinding[]): BestPracticeCounts {
  const count = (verdict: BestPracticeFinding["verdict"]): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return {
    compliant: count("compliant"),
    suppressed: count("not compliant"),
    notApplicable: count("not applicable"),
  };
}

/** The heads of the columns of the findings. */
export const FINDINGS_HEAD = ["", "Best practice", "Compliant", "Suppressed", "N/A"];

/** The findings as rows: one a practice. */
export function findingsRows(
  findings: readonly BestPracticeFinding[],
): readonly (readonly (string | number)[])[] {
  return Object.entries(PRACTICE_TITLES).map(([number, title]) => {
    const { compliant, suppressed, notApplicable } = bestPracticeCounts(
      findings.filter(({ practice }) => practice === Number(number)),
    );
    return [number, title, compliant, suppressed, notApplicable];
  });
}

/** The heads of the columns of the reasons. */
export const REASONS_HEAD = ["", "Rule", "Suppressed, or not applicable"];

/**
 * Why practices are not counted as compliant, as rows: what the configuration leaves out first, and each rule and reason once, with
 * the construct that is the first of it.
 */
export function reasonRows(
  findings: readonly BestPracticeFinding[],
): readonly (readonly [practice: number, rule: string, why: string])[] {
  const groups = new Map<
    string,
    { readonly finding: BestPracticeFinding; readonly why: string; count: number }
  >();
  for (const verdict of ["not compliant", "not applicable"] as const) {
    for (const finding of findings.filter((each) => each.verdict === verdict)) {
      const { because, suppressed } = finding;
      const why = suppressed === undefined ? `N/A: ${because}` : `suppressed: ${because}; ${suppressed}`;
      const key = JSON.stringify([finding.rule, suppressed ?? because]);
      const group = groups.get(key) ?? { finding, why, count: 0 };
      group.count += 1;
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ finding: { practice, rule, path }, why, count }) => {
    const more = count > 1 ? ` and ${countText(count - 1)} more` : "";
    return [practice, rule, `${why} (${path === "" ? "the organization" : path}${more})`];
  });
}

/** What a stack is, for the person who deploys it. */
interface StackSummary {
  readonly stack: string;
  readonly account: { readonly name: string; readonly id: string };
  readonly region: string;
  readonly resources: number;
  /** Where the state lives: `s3://bucket/key`. */
  readonly state: string;
  /** The command that deploys it. */
  readonly deploy: string;
}

/** The command that deploys a stack, by the framework that is installed here. */
export function deployCommand(stack: string): string {
  return `npx ${basename(frameworkProgram(process.cwd()) ?? "cdktf")} deploy ${stack}`;
}

/** The summary of a stack. */
export function summaryOf(stack: OrgtrailApp["stacks"][number]): StackSummary {
  const { name, account, region, state } = stack.blueprint;
  return {
    stack: name,
    account: { name: account.name, id: account.id },
    region,
    resources: stack.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)).length,
    state: `s3://${state.bucket}/${state.key}`,
    deploy: deployCommand(name),
  };
}

/** The heads of the columns of a summary. */
export const SUMMARY_HEAD = ["Stack", "Account", "Region", "Resources"];

/** A stack as a row of a summary. What a person deploys it with, and where its state lies, follows from its name. */
export function summaryRow({
  stack,
  account,
  region,
  resources,
}: StackSummary): readonly (string | number)[] {
  return [stack, `${account.name} ${account.id}`, region, resources];
}
