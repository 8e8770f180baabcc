import {
  type AwsRequest,
  type AwsResponse,
  type Fix,
  type Handler,
  jsonAnswer,
  jsonError,
  type Members,
  membersOf,
  textMember,
} from "../exchange";
import { randomUUID } from "node:crypto";

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

type OrganizationStep = (organization: Organization, request: AwsRequest, caller: Caller) => AwsResponse;

/** Changes what is kept by what another step answers. */
const answering =
  (change: (organization: Organization, members: Members, caller: Caller) => Members): OrganizationStep =>
  (organization, request, caller) =>
    jsonAnswer(change(organization, membersOf(request), caller));

/** The same for the administrator alone. */
const byAdministrator =
  (step: OrganizationStep): OrganizationStep =>
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

const removed: OrganizationStep = answering((organization, members) => {
  const gone = accountIds(members);
  organization.members = new Map([...organization.members].filter(([id]) => !gone.includes(id)));
  return { UnprocessedAccounts: [] };
});

const ORGANIZATION_STEPS: Readonly<Record<string, OrganizationStep>> = {
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
      service === "securityhub" && (ORGANIZATION_STEPS[name] !== undefined || AGGREGATOR.test(name)),
    answer: async (request, { name }, next) => {
      const [account = "", region = ""] = (await placeOf(request, next)).split(" ");
      const organization = inRegion(region);
      const step = ORGANIZATION_STEPS[name];
      if (step !== undefined) return step(organization, request, { account, region });
      const [, method = "", arn = ""] = AGGREGATOR.exec(name) ?? [];
      return aggregator(organization, method, decodeURIComponent(arn));
    },
  };
}

/** What an account has in a Region. */
interface Hub {
  readonly settings: Members;
  /** By the ARN of the subscription. */
  readonly standards: ReadonlyMap<string, Members>;
  /** Controls whose state was set, by control and standard. */
  readonly controls: ReadonlyMap<string, Members>;
}

const NOTHING: Hub = { settings: {}, standards: new Map(), controls: new Map() };

/** What is answered, and what the account has afterwards. */
type Step = (
  hub: Hub,
  request: AwsRequest,
  place: string,
) => { readonly answer: Members; readonly hub?: Hub };

function listMember(members: Members, name: string): readonly Members[] {
  const list = members[name];
  return Array.isArray(list) ? (list as readonly Members[]) : [];
}

function subscription(standard: string, place: string): Members {
  const [account = "", region = ""] = place.split(" ");
  const [, , , , , path = ""] = standard.split(":");
  const name = path.replace(/^(standards|ruleset)\//, "");
  const partition = standard.split(":")[1] ?? "aws";
  return {
    StandardsArn: standard,
    StandardsSubscriptionArn: `arn:${partition}:securityhub:${region}:${account}:subscription/${name}`,
    StandardsInput: {},
    StandardsStatus: "READY",
  };
}

const STEPS: Readonly<Record<string, Step>> = {
  "PATCH /accounts": (hub, request) => ({
    answer: {},
    hub: { ...hub, settings: { ...hub.settings, ...membersOf(request) } },
  }),
  "POST /standards/register": (hub, request, place) => {
    const made = listMember(membersOf(request), "StandardsSubscriptionRequests").map((each) =>
      subscription(textMember(each, "StandardsArn"), place),
    );
    const entries = made.map((each) => [textMember(each, "StandardsSubscriptionArn"), each] as const);
    return {
      answer: { StandardsSubscriptions: made },
      hub: { ...hub, standards: new Map([...hub.standards, ...entries]) },
    };
  },
  "POST /standards/get": (hub, request) => {
    const asked = membersOf(request)["StandardsSubscriptionArns"];
    const all = [...hub.standards];
    const found = Array.isArray(asked) ? all.filter(([arn]) => asked.includes(arn)) : all;
    return { answer: { StandardsSubscriptions: found.map(([, each]) => each) } };
  },
  "POST /standards/deregister": (hub, request) => {
    const asked = membersOf(request)["StandardsSubscriptionArns"] as readonly string[];
    const rest = [...hub.standards].filter(([arn]) => !asked.includes(arn));
    return { answer: { StandardsSubscriptions: [] }, hub: { ...hub, standards: new Map(rest) } };
  },
  "PATCH /associations": (hub, request) => {
    const updates = listMember(membersOf(request), "StandardsControlAssociationUpdates").map(
      (each) =>
        [`${textMember(each, "SecurityControlId")} ${textMember(each, "StandardsArn")}`, each] as const,
    );
    return {
      answer: { UnprocessedAssociationUpdates: [] },
      hub: { ...hub, controls: new Map([...hub.controls, ...updates]) },
    };
  },
  "GET /associations": (hub, { path }) => {
    const id = new URLSearchParams(path.split("?")[1]).get("SecurityControlId");
    const found = [...hub.controls.values()].filter((each) => each["SecurityControlId"] === id);
    return { answer: { StandardsControlAssociationSummaries: found } };
  },
};

/**
 * AWS: Security Hub keeps, in each account and Region, whether new controls are checked and findings are one a control, which
 * standards are subscribed to, and which of their controls are switched off with which reason.
 *
 * Moto 5.2.1 enables and disables Security Hub, and has none of this. So it is kept here; a standard is ready at once, and only
 * controls whose state was set are listed.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Operations.html
 */
export function securityHubFix(): Fix {
  const hubs = new Map<string, Hub>();

  async function described(request: AwsRequest, place: string, next: Handler): Promise<AwsResponse> {
    const { status, ...rest } = await next(request);
    if (status !== 200) return { status, ...rest };
    return jsonAnswer({ ...membersOf(rest), ...hubs.get(place)?.settings });
  }

  return {
    concerns: ({ service, name }) =>
      service === "securityhub" && (name === "GET /accounts" || STEPS[name] !== undefined),
    answer: async (request, { name }, next) => {
      const place = await placeOf(request, next);
      const step = STEPS[name];
      if (step === undefined) return described(request, place, next);
      const { answer, hub } = step(hubs.get(place) ?? NOTHING, request, place);
      if (hub !== undefined) hubs.set(place, hub);
      return jsonAnswer(answer);
    },
  };
}

/** The account and Region of a request, as one text: where things are kept that the emulator does not keep. */
export async function placeOf(request: AwsRequest, next: Handler): Promise<string> {
  const authorization = String(request.headers.authorization);
  const scope = /Credential=[^/]+\/\d+\/([a-z0-9-]+)\/[a-z0-9-]+\/aws4_request/;
  const region = scope.exec(authorization)?.[1] ?? "";
  const answer = await next({
    method: "POST",
    path: "/",
    headers: {
      host: request.headers.host,
      authorization: authorization.replace(/\/[a-z0-9-]+\/aws4_request/, "/sts/aws4_request"),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: Buffer.from("Action=GetCallerIdentity&Version=2011-06-15"),
  });
  const account = /<Account>(\d+)<\/Account>/.exec(answer.body.toString("utf8"))?.[1];
  if (account === undefined) throw new Error("the emulator does not say whose credentials these are");
  return `${account} ${region}`;
}
