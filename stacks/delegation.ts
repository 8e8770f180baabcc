import type { Construct } from "constructs";
import { DelegatedAdministrator, type DelegatedService, type SecurityHub } from "../modules/compliance";
import type { Configuration } from "./config";

/**
 * Registers the security account for what the security stack makes in it. Without one, the management account is Security Hub's
 * administrator, and AWS Config asks for none.
 * @param hub the Security Hub of the management account, which must be there before an administrator is
 */
export function addDelegation(
  scope: Construct,
  { accounts, configRules, securityHub }: Configuration,
  hub: SecurityHub | undefined,
): Readonly<Partial<Record<DelegatedService, string>>> {
  const services: readonly DelegatedService[] = [
    ...(accounts.security !== undefined && configRules?.registerDelegatedAdministrator === true
      ? (["config"] as const)
      : []),
    ...(securityHub?.registerDelegatedAdministrator === true ? (["security-hub"] as const) : []),
  ];
  if (services.length === 0) return {};
  const { id: account } = accounts.security ?? accounts.management;
  return new DelegatedAdministrator(scope, "delegated-administrator", {
    account,
    services,
    ...(hub && { dependsOn: hub.enabled }),
  }).accounts;
}
