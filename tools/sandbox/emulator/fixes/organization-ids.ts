import { membersOf, textMember, type Fix, type Members } from "../exchange";

/** The ids that the emulated organization is to have. */
export interface OrganizationIds {
  readonly organization: string;
  /** Account ids by the names under which the accounts are created. */
  readonly accounts: ReadonlyMap<string, string>;
  /** The id of the root. @default - the emulator's own */
  readonly root?: string;
  /** Ids of organizational units by the names under which they are created. @default - the emulator's own */
  readonly units?: ReadonlyMap<string, string>;
}

/** Every occurrence of the keys becomes the value. */
function replaceAll(text: string, replacements: ReadonlyMap<string, string>): string {
  return [...replacements].reduce((result, [from, to]) => result.replaceAll(from, to), text);
}

function learn(ids: OrganizationIds, operation: string, request: Members, answer: Members) {
  if (operation === "CreateOrganization") {
    const { Id } = answer["Organization"] as Members;
    return [String(Id), ids.organization] as const;
  }
  if (operation === "CreateAccount") {
    const id = ids.accounts.get(textMember(request, "AccountName"));
    const { AccountId } = answer["CreateAccountStatus"] as Members;
    return id === undefined ? undefined : ([String(AccountId), id] as const);
  }
  if (operation === "ListRoots" && ids.root !== undefined) {
    const [root] = answer["Roots"] as readonly Members[];
    return [String(root?.["Id"]), ids.root] as const;
  }
  if (operation === "CreateOrganizationalUnit") {
    const id = ids.units?.get(textMember(request, "Name"));
    const { Id } = answer["OrganizationalUnit"] as Members;
    return id === undefined ? undefined : ([String(Id), id] as const);
  }
  return undefined;
}

/**
 * AWS: the ids of an organization, its root, units and accounts are AWS's choice, and known once they exist. Configuration
 * names them, and so do the policies made from it.
 *
 * Moto 5.2.1 chooses at random. Here they get the ids that the configuration names:
 * within Organizations, the emulator's ids are translated both ways.
 */
export function organizationIds(ids: OrganizationIds): Fix {
  const known = new Map<string, string>();
  return {
    concerns: ({ service }) => service === "AWSOrganizationsV20161128",
    answer: async (request, { name }, next) => {
      const back = new Map([...known].map(([emulated, real]) => [real, emulated]));
      const body = Buffer.from(replaceAll(request.body.toString("utf8"), back));
      const answer = await next({ ...request, body });
      if (answer.status !== 200) {
        return { ...answer, body: Buffer.from(replaceAll(answer.body.toString("utf8"), known)) };
      }
      const learnt = learn(ids, name, membersOf(request), membersOf(answer));
      if (learnt !== undefined) known.set(...learnt);
      return { ...answer, body: Buffer.from(replaceAll(answer.body.toString("utf8"), known)) };
    },
  };
}
