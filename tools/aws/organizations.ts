import type { OrganizationsClient, PolicyType } from "@aws-sdk/client-organizations";
import { clientOf, type AwsSettings } from "./clients";
import { foundOr } from "./errors";

/** An account of an organization. */
export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  /** Such as `ACTIVE` or `SUSPENDED`. */
  readonly state: string;
}

/** An organization. */
export interface FoundOrganization {
  readonly id: string;
  /** As its ARN has it. */
  readonly partition: string;
  readonly managementAccount: string;
  readonly hasAllFeatures: boolean;
}

/** Reads the organization of the caller, and switches on what it trusts. */
export class Organization {
  private client: Promise<OrganizationsClient> | undefined;

  constructor(private readonly settings: AwsSettings) {}

  /** @returns undefined where the account is in none */
  async described(): Promise<FoundOrganization | undefined> {
    const { DescribeOrganizationCommand } = await import("@aws-sdk/client-organizations");
    const client = await this.organizations();
    const { Organization: found } =
      (await foundOr(undefined, ["AWSOrganizationsNotInUseException"], () =>
        client.send(new DescribeOrganizationCommand({})),
      )) ?? {};
    return (
      found && {
        id: found.Id ?? "",
        partition: found.Arn?.split(":")[1] ?? "",
        managementAccount: found.MasterAccountId ?? "",
        hasAllFeatures: found.FeatureSet === "ALL",
      }
    );
  }

  async accounts(): Promise<readonly OrganizationAccount[]> {
    const { paginateListAccounts } = await import("@aws-sdk/client-organizations");
    const accounts: OrganizationAccount[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client: await this.organizations() }, {}))
      for (const { Id = "", Name = "", State, Status } of Accounts)
        accounts.push({ id: Id, name: Name, state: State ?? Status ?? "" });
    return accounts;
  }

  /** The service principals that the organization trusts. */
  async trustedServices(): Promise<readonly string[]> {
    const { paginateListAWSServiceAccessForOrganization } = await import("@aws-sdk/client-organizations");
    const client = await this.organizations();
    const services: string[] = [];
    for await (const { EnabledServicePrincipals = [] } of paginateListAWSServiceAccessForOrganization(
      { client },
      {},
    ))
      services.push(...EnabledServicePrincipals.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []));
    return services;
  }

  async trust(ServicePrincipal: string): Promise<void> {
    const { EnableAWSServiceAccessCommand } = await import("@aws-sdk/client-organizations");
    await (await this.organizations()).send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  }

  /** The types of policies that are enabled in the root. */
  async policyTypes(): Promise<readonly string[]> {
    const { types } = await this.root();
    return types;
  }

  async enablePolicyType(type: string): Promise<void> {
    const { EnablePolicyTypeCommand } = await import("@aws-sdk/client-organizations");
    const { id: RootId } = await this.root();
    const request = new EnablePolicyTypeCommand({ RootId, PolicyType: type as PolicyType });
    await (await this.organizations()).send(request);
  }

  private async root(): Promise<{ readonly id: string; readonly types: readonly string[] }> {
    const { ListRootsCommand } = await import("@aws-sdk/client-organizations");
    const { Roots: [root] = [] } = await (await this.organizations()).send(new ListRootsCommand({}));
    const enabled = (root?.PolicyTypes ?? []).filter(({ Status }) => Status === "ENABLED");
    return { id: root?.Id ?? "", types: enabled.flatMap(({ Type }) => Type ?? []) };
  }

  private organizations(): Promise<OrganizationsClient> {
    return (this.client ??= import("@aws-sdk/client-organizations").then(({ OrganizationsClient: Client }) =>
      clientOf(this.settings, "Organizations", (config) => new Client(config)),
    ));
  }
}
