import Table from "cli-table3";
import { TerraformResource } from "cdktf";
import type { AccountStack } from "./account-stack";

/** What a stack is, for the person who deploys it. */
export interface StackSummary {
  readonly stack: string;
  readonly account: { readonly name: string; readonly id: string };
  readonly region: string;
  readonly resources: number;
  /** Where the state lives: `s3://bucket/key`. */
  readonly state: string;
  /** The command that deploys it. */
  readonly deploy: string;
}

/** The summary of a stack. */
export function summaryOf(stack: AccountStack): StackSummary {
  const { name, id } = stack.account;
  return {
    stack: stack.stackName,
    account: { name, id },
    region: stack.region,
    resources: stack.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)).length,
    state: `s3://${stack.state.bucket}/${stack.state.key}`,
    deploy: `npx cdktf deploy ${stack.stackName}`,
  };
}

/** The longest table that a person reads; the rest is counted. */
const ROWS_SHOWN = 50;

/** No lines around and between cells. */
export const NO_FRAME = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** The summaries as a table for a terminal. */
export function summaryTable(summaries: readonly StackSummary[]): string {
  const table = new Table({
    head: ["Stack", "Account", "Region", "Resources", "State", "Deploy with"],
    colAligns: ["left", "left", "left", "right", "left", "left"],
    chars: NO_FRAME,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  for (const { stack, account, region, resources, state, deploy } of summaries.slice(0, ROWS_SHOWN)) {
    table.push([stack, `${account.name} ${account.id}`, region, resources, state, deploy]);
  }
  const lines = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const more = summaries.length - ROWS_SHOWN;
  return [...lines, ...(more > 0 ? [`… and ${more} more stacks (--json lists all)`] : [])].join("\n");
}
