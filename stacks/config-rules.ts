import { Fn, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { AccountConfigRules, ConfigRecorder, type ConfigRecorderProps } from "../modules/compliance";
import type { ConfigRuleKey } from "../modules/config-rules";
import type { AccountRules } from "./blueprint";

/** A key by its ARN, which ends in the id. */
export function keyOf(arn: string): ConfigRuleKey {
  return { arn, id: String(Fn.element(Fn.split("/", arn), 1)) };
}

/** Makes the recorder of an account, where it has none. @returns what rules depend on */
export function addRecorder(
  scope: Construct,
  recorder: ConfigRecorderProps | undefined,
): readonly ITerraformDependable[] {
  return recorder === undefined ? [] : [new ConfigRecorder(scope, "config-recorder", recorder).recording];
}

/** Makes the rules of an account. @param dependsOn the recorder, where it is made here */
export function addAccountRules(
  scope: Construct,
  rules: AccountRules | undefined,
  dependsOn: readonly ITerraformDependable[],
): void {
  if (rules !== undefined) new AccountConfigRules(scope, "config-rules", { ...rules, dependsOn });
}
