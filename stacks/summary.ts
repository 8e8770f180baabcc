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
  const { name, account, region, state } = stack.blueprint;
  return {
    stack: name,
    account: { name: account.name, id: account.id },
    region,
    resources: stack.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)).length,
    state: `s3://${state.bucket}/${state.key}`,
    deploy: `npx cdktf deploy ${name}`,
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
