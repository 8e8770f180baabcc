import {
  anotherOperation,
  type AwsRequest,
  type AwsResponse,
  type Fix,
  type Handler,
  jsonAnswer,
  jsonError,
  type Members,
  membersOf,
  textMember,
  withMembers,
} from "../exchange";

const CLOUDTRAIL = "CloudTrail_20131101";

/** A trail by its name or ARN; or CloudTrail's answer that there is none. */
async function findTrail(
  request: AwsRequest,
  nameOrArn: string,
  next: Handler,
): Promise<{ readonly trail: Members } | { readonly refusal: AwsResponse }> {
  const answer = await next(anotherOperation(request, "GetTrail", { Name: nameOrArn }));
  if (answer.status !== 200) return { refusal: answer };
  return { trail: membersOf(answer)["Trail"] as Members };
}

/**
 * AWS: these operations take a trail's name or its ARN, and answer TrailNotFoundException where there is none.
 *
 * Moto 5.2.1 looks trails up by name alone: StartLogging answers 500, and DeleteTrail deletes nothing and says
 * that it did. The provider sends ARNs, so without this no trail can be made.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html
 */
export const trailByArn: Fix = {
  concerns: ({ service, name }) =>
    service === CLOUDTRAIL && ["StartLogging", "StopLogging", "DeleteTrail"].includes(name),
  answer: async (request, _operation, next) => {
    const found = await findTrail(request, textMember(membersOf(request), "Name"), next);
    if ("refusal" in found) return found.refusal;
    return next(withMembers(request, { Name: found.trail["Name"] }));
  },
};

const INSIGHT_OPERATIONS = ["PutInsightSelectors", "GetInsightSelectors", "DeleteTrail"];

/**
 * AWS: PutInsightSelectors replaces what was there, an empty list switches Insights off, and GetInsightSelectors
 * answers InsightNotEnabledException for a trail without.
 *
 * Moto 5.2.1 appends to what was there. So they are kept here, by the trail's ARN, as long as the trail is.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html
 */
export function insightSelectors(): Fix {
  const selectors = new Map<string, readonly unknown[]>();
  return {
    concerns: ({ service, name }) => service === CLOUDTRAIL && INSIGHT_OPERATIONS.includes(name),
    answer: async (request, { name }, next) => {
      const members = membersOf(request);
      const asked = textMember(members, name === "DeleteTrail" ? "Name" : "TrailName");
      const found = await findTrail(request, asked, next);
      if ("refusal" in found) return found.refusal;
      const arn = textMember(found.trail, "TrailARN");
      if (name === "DeleteTrail") {
        selectors.delete(arn);
        return next(request);
      }
      if (name === "PutInsightSelectors")
        selectors.set(arn, members["InsightSelectors"] as readonly unknown[]);
      const current = selectors.get(arn) ?? [];
      return current.length === 0 && name === "GetInsightSelectors"
        ? jsonError("InsightNotEnabledException", `Insights are not enabled for ${arn}`)
        : jsonAnswer({ TrailARN: arn, InsightSelectors: current });
    },
  };
}

async function selectorsOf(request: AwsRequest, operation: string, trail: Members, next: Handler) {
  const answer = await next(anotherOperation(request, operation, { TrailName: trail["TrailARN"] }));
  if (answer.status !== 200) return [];
  return Object.values(membersOf(answer)).flatMap(
    (value) => (Array.isArray(value) ? value : []) as unknown[],
  );
}

/** The trail, with what it says of its selectors made true. */
async function described(request: AwsRequest, trail: Members, next: Handler): Promise<Members> {
  const events = await selectorsOf(request, "GetEventSelectors", trail, next);
  const insights = await selectorsOf(request, "GetInsightSelectors", trail, next);
  return {
    ...trail,
    HasCustomEventSelectors: events.length > 0,
    HasInsightSelectors: insights.length > 0,
  };
}

/**
 * AWS: DescribeTrails answers the trails that are asked for, by name or ARN, and all where none is named.
 * HasCustomEventSelectors and HasInsightSelectors say whether a trail has any.
 *
 * Moto 5.2.1 answers all trails always, so that the provider finds too many where an account has two; and both
 * are always false, so that the provider never reads selectors back and a plan would not show that they drifted.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export const describedTrails: Fix = {
  concerns: ({ service, name }) =>
    service === CLOUDTRAIL && (name === "DescribeTrails" || name === "GetTrail"),
  answer: async (request, { name }, next) => {
    const answer = await next(request);
    if (answer.status !== 200) return answer;
    const members = membersOf(answer);
    if (name === "GetTrail") {
      return jsonAnswer({ Trail: await described(request, members["Trail"] as Members, next) });
    }
    const asked = (membersOf(request)["trailNameList"] ?? []) as readonly unknown[];
    const trails = (members["trailList"] as readonly Members[]).filter(
      ({ Name, TrailARN }) => asked.length === 0 || asked.includes(Name) || asked.includes(TrailARN),
    );
    return jsonAnswer({
      trailList: await Promise.all(trails.map((trail) => described(request, trail, next))),
    });
  },
};
