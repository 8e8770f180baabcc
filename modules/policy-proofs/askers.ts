import type { Partition, RoleName } from "../organization";
import { patternOf } from "../kernel";
import {
  accountRoot,
  anonymous,
  federated,
  iamUser,
  identityArn,
  lastSegment,
  parseArn,
  roleSession,
  sessionArn,
  SERVICE_LINKED_PATH,
  servicePrincipal,
  type AccountMemberProps,
  type RequestPrincipal,
} from "../policy-evaluation";
import type { Dimension } from "./dimension";
import {
  glob,
  identities,
  literal,
  ofAccount,
  ORGANIZATION,
  services as servicesIn,
  type Steps,
} from "./patterns";
import { textAtoms } from "./text-atoms";

/** What is known of accounts. */
export interface AccountFacts {
  /** @default "aws" */
  readonly partition?: Partition;
  /** The id of the organization. @default - not known: accounts may be of any, and of none */
  readonly organization?: string;
  /** Accounts that are known to belong to the organization. Of all others both is possible. @default - none */
  readonly members?: readonly string[];
  /** The organization's management account, which belongs to it too. @default - none of the accounts is known to be */
  readonly managementAccount?: string;
}

/** What policies tell principals apart by. */
export interface PrincipalTests {
  /** Patterns of the ARNs of users, roles and root users. */
  readonly arns: readonly Steps[];
  /** Accounts whose own principals are told apart from others: those that own resources. */
  readonly accounts: readonly string[];
  /** The ARNs of sessions. */
  readonly sessions: readonly string[];
  readonly services: readonly string[];
  readonly serviceNames: readonly Steps[];
  readonly providers: readonly string[];
  readonly organizations: readonly Steps[];
}

/** Roles that belong to services, which no organization's policy limits. */
const SERVICE_LINKED = glob(patternOf(`arn:*:iam::*:role/${SERVICE_LINKED_PATH}*`));

const NO_ORGANIZATION = "";
const OTHER_PROVIDER = "another-identity-provider.example.com";

/**
 * All who can make a request: whoever has an ARN, in each organization that its account can belong to and, of a role, in each
 * session that is named; AWS services; who has an identity provider's assertion; and anybody, without a signature. An ARN is the
 * one thing that its account, its name, its type and the rest follow from, so that no impossible mixture arises.
 */
export function askers(tests: PrincipalTests, facts: AccountFacts): Dimension<RequestPrincipal> {
  const { partition = "aws", organization, members = [], managementAccount } = facts;
  const ours = new Set([...members, ...(managementAccount === undefined ? [] : [managementAccount])]);
  const known = [...ours, ...tests.accounts].map((account) => ofAccount([{ literal: account }]));
  const arns = textAtoms(identities(partition), [...tests.arns, ...known, SERVICE_LINKED]);
  const named = tests.services.map(literal);
  const services = textAtoms([...servicesIn(partition), ...named], [...tests.serviceNames, ...named]);
  const organizations = textAtoms(
    [ORGANIZATION, []],
    [...tests.organizations, ...(organization === undefined ? [] : [literal(organization)])],
  );
  const providers = [...new Set([...tests.providers, OTHER_PROVIDER])];

  const organizationsOf = (account: string): readonly string[] =>
    organization !== undefined && ours.has(account) ? [organization] : organizations.atoms;
  const atoms: readonly RequestPrincipal[] = [
    ...arns.atoms.flatMap((arn) => identitiesOf(arn, organizationsOf, tests.sessions)),
    ...services.atoms.map(servicePrincipal),
    ...providers.map(federated),
    anonymous(),
  ];
  const nameOf = (principal: RequestPrincipal): string => {
    if (principal.kind === "service") return `service ${services.locate(principal.service) ?? "?"}`;
    if (principal.kind === "federated") {
      return `provider ${providers.includes(principal.provider) ? principal.provider : OTHER_PROVIDER}`;
    }
    if (principal.kind === "anonymous") return "anonymous";
    const of = organizations.locate(principal.organization ?? NO_ORGANIZATION);
    const session = principal.kind === "role session" ? sessionArn(principal) : "";
    return `${arns.locate(identityArn(principal)) ?? "?"} ${of ?? "?"} ${tests.sessions.includes(session) ? session : ""}`;
  };
  let numbers: ReadonlyMap<string, number> | undefined;
  const numbered = () => new Map(atoms.map((principal, number) => [nameOf(principal), number]));
  return { atoms, locate: (principal) => (numbers ??= numbered()).get(nameOf(principal)) };
}

/** Whoever has the ARN, in each organization and session. */
function identitiesOf(
  arn: string,
  organizationsOf: (account: string) => readonly string[],
  sessions: readonly string[],
): readonly RequestPrincipal[] {
  const { partition, account = "", resource = "" } = parseArn(arn) ?? {};
  const [, kind, name = ""] = /^(root|user|role)\/?(.*)$/s.exec(resource) ?? [];
  return organizationsOf(account).flatMap((organization): readonly RequestPrincipal[] => {
    const member: AccountMemberProps = {
      account,
      partition: partition as Partition,
      ...(organization !== NO_ORGANIZATION && { organization }),
    };
    if (kind === "root") return [accountRoot(member)];
    if (kind === "user") return [iamUser({ ...member, user: name })];
    const start = `arn:${member.partition ?? "aws"}:sts::${account}:assumed-role/${lastSegment(name)}/`;
    const named = sessions.flatMap((each) => (each.startsWith(start) ? [each.slice(start.length)] : []));
    // IAM takes any printable characters in a path, two slashes too, which nobody writes into a configuration.
    const role = { ...roleSession({ ...member, role: lastSegment(name) }), role: name as RoleName };
    return [unlike("session", named), ...named].map((session) => ({ ...role, session }));
  });
}

function unlike(name: string, others: readonly string[]): string {
  return others.includes(name) ? unlike(`${name}x`, others) : name;
}
