import {
  anotherOperation,
  jsonAnswer,
  jsonError,
  membersOf,
  textMember,
  type AwsRequest,
  type AwsResponse,
  type Fix,
  type Handler,
  type Members,
} from "../exchange";
import { adding } from "./delegated-administrator";

const ORGANIZATIONS = "AWSOrganizationsV20161128";
const PRINCIPAL = "config.amazonaws.com";

const OPERATIONS = [
  "RegisterDelegatedAdministrator",
  "DeregisterDelegatedAdministrator",
  "ListDelegatedAdministrators",
];

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
  const administrators = new Map<string, Members>();

  async function register(request: AwsRequest, id: string, next: Handler): Promise<AwsResponse> {
    if (administrators.has(id)) {
      return jsonError("AccountAlreadyRegisteredException", `Account ${id} is a delegated administrator`);
    }
    const answer = await next(anotherOperation(request, "DescribeAccount", { AccountId: id }));
    if (answer.status !== 200) return answer;
    const account = membersOf(answer)["Account"] as Members;
    administrators.set(id, { ...account, DelegationEnabledDate: Date.now() / 1000 });
    return jsonAnswer({});
  }

  function deregister(id: string): AwsResponse {
    return administrators.delete(id)
      ? jsonAnswer({})
      : jsonError("AccountNotRegisteredException", `Account ${id} is no delegated administrator`);
  }

  return {
    concerns: ({ service, name }) => service === ORGANIZATIONS && OPERATIONS.includes(name),
    answer: async (request, { name }, next) => {
      const members = membersOf(request);
      const principal = textMember(members, "ServicePrincipal");
      const ours = [...administrators.values()];
      if (name === "ListDelegatedAdministrators" && principal === "") {
        return adding("DelegatedAdministrators", ours, next(request));
      }
      if (principal !== PRINCIPAL) return next(request);
      if (name === "ListDelegatedAdministrators") return jsonAnswer({ DelegatedAdministrators: ours });
      const id = textMember(members, "AccountId");
      return name === "RegisterDelegatedAdministrator" ? register(request, id, next) : deregister(id);
    },
  };
}
