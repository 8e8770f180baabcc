import { basename } from "node:path";
import { amount } from "../../modules/kernel";
import { labelled, shellWord, styled, type Line } from "../terminal";
import type { Account } from "../../stacks/config";
import { accountsOf, deployedRegions } from "./accounts";
import type { DeployedStack } from "./deployment";
import { inventory, type FoundThing } from "./inventory";
import type { Sandbox } from "./sandbox";

/** What exists in an account. */
export interface AccountSummary {
  readonly account: { readonly name: string; readonly id: string };
  readonly found: readonly FoundThing[];
}

/** What the sandbox came to. */
export interface Summary {
  readonly endpoint: string;
  readonly accounts: readonly AccountSummary[];
  readonly stacks: readonly DeployedStack[];
  readonly seconds: number;
}

/** Asks the API of each account what exists now. */
export async function surveyAccounts(sandbox: Sandbox): Promise<readonly AccountSummary[]> {
  const { configuration, clientSettings } = sandbox;
  const survey = async ({ id, name }: Account): Promise<AccountSummary> => ({
    account: { name, id },
    found: await inventory({
      regions: deployedRegions(configuration),
      isManagement: id === configuration.accounts.management.id,
      clientSettings: (region) => clientSettings(id, region),
    }),
  });
  return Promise.all(accountsOf(configuration).map(survey));
}

function accountLines({ account, found }: AccountSummary): readonly Line[] {
  return [
    styled(`${account.name} ${account.id}`, "bold"),
    ...(found.length === 0 ? ["  nothing"] : []),
    ...labelled(
      found.map(({ kind, name, details }) => [
        kind,
        `${name}${details.length > 0 ? `: ${details.join(", ")}` : ""}`,
      ]),
      2,
    ),
  ];
}

function plannedLines(stacks: readonly DeployedStack[]): readonly Line[] {
  const planned = stacks.flatMap(({ stack, plannedOnly }) =>
    plannedOnly.map(({ address, reason }) => `  ${stack}: ${address}: ${reason}`),
  );
  return planned.length === 0
    ? ["Everything was applied; nothing was planned only."]
    : ["Planned with the real provider, and not applied:", ...planned];
}

/** The summary for a person. */
export function summaryLines({ accounts, stacks, seconds }: Summary): readonly Line[] {
  return [
    "What exists now, as the API of each account tells:",
    "",
    ...accounts.flatMap((account) => [...accountLines(account), ""]),
    `${amount(stacks.length, "stack")} deployed in ${seconds} s.`,
    ...plannedLines(stacks),
  ];
}

/** How to go on in a sandbox that is kept. @param shell the path of the script to source */
export function keptLines({ project, configuration, endpoint }: Sandbox, shell: string): readonly Line[] {
  const { management, logArchive } = configuration.accounts;
  return [
    `The sandbox runs at ${endpoint} until you press Ctrl-C here. In another terminal:`,
    "",
    `  . ${shellWord(shell)}`,
    `  aws --profile ${shellWord(management.name)} cloudtrail describe-trails`,
    `  aws --profile ${shellWord(logArchive.name)} s3 ls`,
    `  npx ${basename(project.cdktf)} deploy log-archive --skip-provider-lock`,
    "",
    `Profiles: ${accountsOf(configuration)
      .map(({ name }) => name)
      .join(", ")}.`,
  ];
}

/** How to look at a sandbox, for a person whose sandbox is gone by now. */
export const GONE_TEXT =
  "The sandbox is gone. npx orgtrail sandbox --keep leaves it running, and says how to look at it with the AWS CLI.";
