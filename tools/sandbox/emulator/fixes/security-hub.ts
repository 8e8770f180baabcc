import {
  jsonAnswer,
  membersOf,
  textMember,
  type AwsRequest,
  type AwsResponse,
  type Fix,
  type Handler,
  type Members,
} from "../exchange";
import { placeOf } from "./account";

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
