import { randomUUID } from "node:crypto";
import {
  jsonAnswer,
  jsonError,
  membersOf,
  textMember,
  type AwsRequest,
  type AwsResponse,
  type Fix,
  type Members,
} from "../exchange";
import { placeOf } from "./account";

/** What Security Hub keeps for the organization, in one Region. */
interface Organization {
  administrators: ReadonlySet<string>;
  configuration: Members;
  members: ReadonlyMap<string, Members>;
  aggregators: ReadonlyMap<string, Members>;
}

const UNCONFIGURED: Members = {
  AutoEnable: false,
  AutoEnableStandards: "DEFAULT",
  MemberAccountLimitReached: false,
  OrganizationConfiguration: { ConfigurationType: "LOCAL", Status: "ENABLED" },
};

interface Caller {
  readonly account: string;
  readonly region: string;
}

type Step = (organization: Organization, request: AwsRequest, caller: Caller) => AwsResponse;

/** Changes what is kept by what another step answers. */
const answering =
  (change: (organization: Organization, members: Members, caller: Caller) => Members): Step =>
  (organization, request, caller) =>
    jsonAnswer(change(organization, membersOf(request), caller));

/** The same for the administrator alone. */
const byAdministrator =
  (step: Step): Step =>
  (organization, request, caller) =>
    organization.administrators.has(caller.account)
      ? step(organization, request, caller)
      : jsonError(
          "InvalidAccessException",
          `Account ${caller.account} is not an administrator for this organization`,
        );

function accountIds(members: Members): readonly string[] {
  const ids = members["AccountIds"];
  return Array.isArray(ids) ? (ids as readonly string[]) : [];
}

const removed: Step = answering((organization, members) => {
  const gone = accountIds(members);
  organization.members = new Map([...organization.members].filter(([id]) => !gone.includes(id)));
  return { UnprocessedAccounts: [] };
});

const STEPS: Readonly<Record<string, Step>> = {
  "POST /organization/admin/enable": answering((organization, members) => {
    const id = textMember(members, "AdminAccountId");
    organization.administrators = new Set([...organization.administrators, id]);
    return { AdminAccountId: id };
  }),
  "POST /organization/admin/disable": answering((organization, members) => {
    const id = textMember(members, "AdminAccountId");
    organization.administrators = new Set([...organization.administrators].filter((other) => other !== id));
    return {};
  }),
  "GET /organization/admin": ({ administrators }) =>
    jsonAnswer({
      AdminAccounts: [...administrators].map((AccountId) => ({ AccountId, Status: "ENABLED" })),
    }),
  "POST /organization/configuration": byAdministrator(
    answering((organization, members) => {
      organization.configuration = { ...organization.configuration, ...members };
      return {};
    }),
  ),
  "GET /organization/configuration": byAdministrator(({ configuration }) => jsonAnswer(configuration)),
  "POST /members": byAdministrator(
    answering((organization, members, { account }) => {
      const made = (members["AccountDetails"] as readonly Members[]).map(
        ({ AccountId }) =>
          [
            String(AccountId),
            { AccountId, AdministratorId: account, MasterId: account, MemberStatus: "Enabled" },
          ] as const,
      );
      organization.members = new Map([...organization.members, ...made]);
      return { UnprocessedAccounts: [] };
    }),
  ),
  "POST /members/get": byAdministrator(
    answering((organization, members) => ({
      Members: accountIds(members).flatMap((id) => organization.members.get(id) ?? []),
      UnprocessedAccounts: [],
    })),
  ),
  "POST /members/disassociate": byAdministrator(answering(() => ({}))),
  "POST /members/delete": byAdministrator(removed),
  "POST /findingAggregator/create": answering((organization, members, { account, region }) => {
    const arn = `arn:aws:securityhub:${region}:${account}:finding-aggregator/${randomUUID()}`;
    const made = { FindingAggregatorArn: arn, FindingAggregationRegion: region, ...members };
    organization.aggregators = new Map([...organization.aggregators, [arn, made]]);
    return made;
  }),
};

const AGGREGATOR = /^(GET|DELETE) \/findingAggregator\/(?:get|delete)\/(.+)$/;

function aggregator(organization: Organization, method: string, arn: string): AwsResponse {
  const found = organization.aggregators.get(arn);
  if (found === undefined) return jsonError("ResourceNotFoundException", `There is no aggregator ${arn}`);
  if (method === "GET") return jsonAnswer(found);
  organization.aggregators = new Map([...organization.aggregators].filter(([other]) => other !== arn));
  return jsonAnswer({});
}

/**
 * AWS: the management account registers Security Hub's administrator, who alone says what becomes of new accounts and adds
 * members; findings of other Regions come together by an aggregator.
 *
 * Moto 5.2.1 lists no administrators, knows accounts of the organization by ids of its own, and has no aggregators. So all of
 * it is kept here; that AWS enables Security Hub in the administrator's account and in those of members is left out.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableOrganizationAdminAccount.html
 */
export function securityHubOrganization(): Fix {
  const regions = new Map<string, Organization>();
  const inRegion = (region: string): Organization => {
    const organization = regions.get(region) ?? {
      administrators: new Set(),
      configuration: UNCONFIGURED,
      members: new Map(),
      aggregators: new Map(),
    };
    regions.set(region, organization);
    return organization;
  };
  return {
    concerns: ({ service, name }) =>
      service === "securityhub" && (STEPS[name] !== undefined || AGGREGATOR.test(name)),
    answer: async (request, { name }, next) => {
      const [account = "", region = ""] = (await placeOf(request, next)).split(" ");
      const organization = inRegion(region);
      const step = STEPS[name];
      if (step !== undefined) return step(organization, request, { account, region });
      const [, method = "", arn = ""] = AGGREGATOR.exec(name) ?? [];
      return aggregator(organization, method, decodeURIComponent(arn));
    },
  };
}
