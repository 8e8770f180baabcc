import {
  anotherOperation,
  jsonAnswer,
  membersOf,
  type AwsRequest,
  type Fix,
  type Handler,
  type Members,
} from "../exchange";

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
    service === "CloudTrail_20131101" && (name === "DescribeTrails" || name === "GetTrail"),
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
