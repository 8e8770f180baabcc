import type { IAMClient } from "@aws-sdk/client-iam";
import { clientOf, type AwsSettings } from "./clients";
import { foundOr } from "./errors";

/** What IAM says of something that is not there. */
const NOTHING = ["NoSuchEntity", "NoSuchEntityException"];

/** Reads roles and policies of an account, and makes the roles of AWS's own. Documents are JSON; what is not there is undefined. */
export class IamReader {
  private client: Promise<IAMClient> | undefined;

  constructor(private readonly settings: AwsSettings) {}

  /** Who may take a role. */
  async roleTrust(RoleName: string): Promise<string | undefined> {
    const { GetRoleCommand } = await import("@aws-sdk/client-iam");
    const found = await this.found(async (iam) => iam.send(new GetRoleCommand({ RoleName })));
    return decoded(found?.Role?.AssumeRolePolicyDocument);
  }

  /** A policy that stands in a role. */
  async rolePolicy(RoleName: string, PolicyName: string): Promise<string | undefined> {
    const { GetRolePolicyCommand } = await import("@aws-sdk/client-iam");
    const found = await this.found((iam) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })));
    return decoded(found?.PolicyDocument);
  }

  /** The ARNs of the policies that are attached to a role. */
  async attachedPolicies(RoleName: string): Promise<readonly string[]> {
    const { paginateListAttachedRolePolicies } = await import("@aws-sdk/client-iam");
    const attached = await this.found(async (client) => {
      const arns: string[] = [];
      for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies(
        { client },
        { RoleName },
      ))
        arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
      return arns;
    });
    return attached ?? [];
  }

  /** The version in force of a managed policy. */
  async policy(PolicyArn: string): Promise<string | undefined> {
    const { GetPolicyCommand, GetPolicyVersionCommand } = await import("@aws-sdk/client-iam");
    const found = await this.found(async (iam) => {
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId;
      return iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    });
    return decoded(found?.PolicyVersion?.Document);
  }

  /** The audiences of an OpenID Connect provider. */
  async oidcAudiences(OpenIDConnectProviderArn: string): Promise<readonly string[] | undefined> {
    const { GetOpenIDConnectProviderCommand } = await import("@aws-sdk/client-iam");
    const found = await this.found((iam) =>
      iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
    );
    return found && (found.ClientIDList ?? []);
  }

  /** Makes the role that a service has of its own. @param AWSServiceName its principal */
  async makeServiceLinkedRole(AWSServiceName: string): Promise<void> {
    const { CreateServiceLinkedRoleCommand } = await import("@aws-sdk/client-iam");
    await (await this.connected()).send(new CreateServiceLinkedRoleCommand({ AWSServiceName }));
  }

  private async found<T>(ask: (iam: IAMClient) => Promise<T>): Promise<T | undefined> {
    const client = await this.connected();
    return foundOr(undefined, NOTHING, () => ask(client));
  }

  private connected(): Promise<IAMClient> {
    return (this.client ??= import("@aws-sdk/client-iam").then(({ IAMClient: Client }) =>
      clientOf(this.settings, "IAM", (config) => new Client(config)),
    ));
  }
}

/** IAM encodes documents as in an address. */
function decoded(document: string | undefined): string | undefined {
  return document === undefined ? undefined : decodeURIComponent(document);
}
