import {
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
  type Operation,
} from "../exchange";

const CLOUDTRAIL = "CloudTrail_20131101";
const ORGANIZATIONS = "AWSOrganizationsV20161128";
const PRINCIPAL = "cloudtrail.amazonaws.com";

/** A request to Organizations with the credentials of this one. The emulator takes the service from the signature. */
function toOrganizations(request: AwsRequest, operation: string, members: Members): AwsRequest {
  const authorization = String(request.headers.authorization).replace(
    /\/[a-z0-9-]+\/cloudtrail\/aws4_request/,
    "/us-east-1/organizations/aws4_request",
  );
  const headers = { ...request.headers, authorization, "x-amz-target": `${ORGANIZATIONS}.${operation}` };
  return withMembers({ ...request, headers }, members);
}

/** Adds to a list in the emulator's answer. */
export async function adding(
  list: string,
  more: readonly Members[],
  answer: Promise<AwsResponse>,
): Promise<AwsResponse> {
  const { status, ...rest } = await answer;
  if (status !== 200) return { status, ...rest };
  const members = membersOf(rest);
  const there = members[list] as readonly Members[];
  // An account is listed once, whatever it is registered for.
  const missing = more.filter(({ Id }) => !there.some((other) => other["Id"] === Id));
  return jsonAnswer({ ...members, [list]: [...there, ...missing] });
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
  const administrators = new Map<string, Members>();

  async function register(request: AwsRequest, next: Handler): Promise<AwsResponse> {
    const id = textMember(membersOf(request), "MemberAccountId");
    const answer = await next(toOrganizations(request, "DescribeAccount", { AccountId: id }));
    if (answer.status !== 200) return answer;
    const account = membersOf(answer)["Account"] as Members;
    administrators.set(id, { ...account, DelegationEnabledDate: Date.now() / 1000 });
    return jsonAnswer({});
  }

  function deregister(request: AwsRequest): AwsResponse {
    const id = textMember(membersOf(request), "DelegatedAdminAccountId");
    return administrators.delete(id)
      ? jsonAnswer({})
      : jsonError("AccountNotRegisteredException", `Account ${id} is no delegated administrator`);
  }

  async function listAdministrators(request: AwsRequest, next: Handler): Promise<AwsResponse> {
    const principal = textMember(membersOf(request), "ServicePrincipal");
    const ours = [...administrators.values()];
    if (principal === PRINCIPAL) return jsonAnswer({ DelegatedAdministrators: ours });
    return adding("DelegatedAdministrators", principal === "" ? ours : [], next(request));
  }

  return {
    concerns: ({ service, name }: Operation) =>
      (service === CLOUDTRAIL && name.endsWith("OrganizationDelegatedAdmin")) ||
      (service === ORGANIZATIONS && name === "ListDelegatedAdministrators"),
    answer: async (request, { name }, next) => {
      if (name === "RegisterOrganizationDelegatedAdmin") return register(request, next);
      if (name === "DeregisterOrganizationDelegatedAdmin") return deregister(request);
      return listAdministrators(request, next);
    },
  };
}
