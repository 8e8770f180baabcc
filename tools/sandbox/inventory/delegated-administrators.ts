import { ListDelegatedAdministratorsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import type { Finder } from "./finder";

/** The organization's delegated administrators. */
export const delegatedAdministrators: Finder = async (settings) => {
  const client = new OrganizationsClient(settings);
  const { DelegatedAdministrators = [] } = await client.send(new ListDelegatedAdministratorsCommand({}));
  return DelegatedAdministrators.map(({ Id, Name }) => ({
    kind: "delegated administrator",
    name: String(Name),
    details: [String(Id)],
  }));
};
