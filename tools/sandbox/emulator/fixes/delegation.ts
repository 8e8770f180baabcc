import {
  anotherOperation,
  jsonAnswer,
  jsonError,
  membersOf,
  textMember,
  withMembers,
  type AwsRequest,
  type AwsResponse,
  type Fix,
  type Handler,
  type Members,
} from "../exchange";

const CLOUDTRAIL = "CloudTrail_20131101";
const ORGANIZATIONS = "AWSOrganizationsV20161128";

/** A request to Organizations with the credentials of this one. The emulator takes the service from the signature. */
function toOrganizations(request: AwsRequest, operation: string, members: Members): AwsRequest {
  const authorization = String(request.headers.authorization).replace(
    /\/[a-z0-9-]+\/cloudtrail\/aws4_request/,
    "/us-east-1/organizations/aws4_request",
  );
  const headers = { ...request.headers, authorization, "x-amz-target": `${ORGANIZATIONS}.${operation}` };
  return withMembers({ ...request, headers }, members);
}

/** The delegated administrators for a service whose principal the emulator's Organizations refuses. */
class Administrators {
  private readonly registered = new Map<string, Members>();

  constructor(private readonly principal: string) {}

  has(id: string): boolean {
    return this.registered.has(id);
  }

  /** @param describing asks Organizations for the account */
  async register(id: string, describing: AwsRequest, next: Handler): Promise<AwsResponse> {
    const answer = await next(describing);
    if (answer.status !== 200) return answer;
    const account = membersOf(answer)["Account"] as Members;
    this.registered.set(id, { ...account, DelegationEnabledDate: Date.now() / 1000 });
    return jsonAnswer({});
  }

  deregister(id: string): AwsResponse {
    return this.registered.delete(id)
      ? jsonAnswer({})
      : jsonError("AccountNotRegisteredException", `Account ${id} is no delegated administrator`);
  }

  /** Those for the service, or these among those for all services. */
  async list(request: AwsRequest, next: Handler): Promise<AwsResponse> {
    const asked = textMember(membersOf(request), "ServicePrincipal");
    const ours = [...this.registered.values()];
    if (asked === this.principal) return jsonAnswer({ DelegatedAdministrators: ours });
    const answer = await next(request);
    if (asked !== "" || answer.status !== 200) return answer;
    const members = membersOf(answer);
    const there = members["DelegatedAdministrators"] as readonly Members[];
    // An account is listed once, whatever it is registered for.
    const missing = ours.filter(({ Id }) => !there.some((other) => other["Id"] === Id));
    return jsonAnswer({ ...members, DelegatedAdministrators: [...there, ...missing] });
  }
}

/**
 * AWS: CloudTrail makes an account of the organization a delegated administrator for cloudtrail.amazonaws.com, as
 * Organizations then reports, and makes the service-linked roles. Deregistering undoes the first; it answers
 * AccountNotRegisteredException where there is nothing to undo.
 *
 * Moto 5.2.1 has neither of the two operations, and its Organizations refuses the service principal. So those
 * registered are kept here; the roles are left out.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RegisterOrganizationDelegatedAdmin.html
 */
export function delegatedAdministrator(): Fix {
  const administrators = new Administrators("cloudtrail.amazonaws.com");
  return {
    concerns: ({ service, name }) =>
      (service === CLOUDTRAIL && name.endsWith("OrganizationDelegatedAdmin")) ||
      (service === ORGANIZATIONS && name === "ListDelegatedAdministrators"),
    answer: async (request, { name }, next) => {
      const members = membersOf(request);
      if (name === "RegisterOrganizationDelegatedAdmin") {
        const id = textMember(members, "MemberAccountId");
        const describing = toOrganizations(request, "DescribeAccount", { AccountId: id });
        return administrators.register(id, describing, next);
      }
      return name === "DeregisterOrganizationDelegatedAdmin"
        ? administrators.deregister(textMember(members, "DelegatedAdminAccountId"))
        : administrators.list(request, next);
    },
  };
}

/**
 * AWS: an account of the organization can be registered as delegated administrator for config.amazonaws.com, once; it is
 * listed by the service principal, and once among all administrators. Deregistering answers AccountNotRegisteredException where
 * there is nothing to undo.
 *
 * Moto 5.2.1 takes config-multiaccountsetup.amazonaws.com, and refuses this service principal. So those registered for it are
 * kept here.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
 */
export function delegatedConfig(): Fix {
  const principal = "config.amazonaws.com";
  const administrators = new Administrators(principal);
  return {
    concerns: ({ service, name }) =>
      service === ORGANIZATIONS &&
      /^((Der|R)egisterDelegatedAdministrator|ListDelegatedAdministrators)$/.test(name),
    answer: async (request, { name }, next) => {
      if (name === "ListDelegatedAdministrators") return administrators.list(request, next);
      const members = membersOf(request);
      if (textMember(members, "ServicePrincipal") !== principal) return next(request);
      const id = textMember(members, "AccountId");
      if (name === "DeregisterDelegatedAdministrator") return administrators.deregister(id);
      return administrators.has(id)
        ? jsonError("AccountAlreadyRegisteredException", `Account ${id} is a delegated administrator`)
        : administrators.register(id, anotherOperation(request, "DescribeAccount", { AccountId: id }), next);
    },
  };
}
