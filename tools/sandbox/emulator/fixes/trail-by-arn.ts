import {
  anotherOperation,
  membersOf,
  textMember,
  withMembers,
  type AwsRequest,
  type AwsResponse,
  type Fix,
  type Handler,
  type Members,
} from "../exchange";

/** A trail by its name or ARN; or CloudTrail's answer that there is none. */
export async function findTrail(
  request: AwsRequest,
  nameOrArn: string,
  next: Handler,
): Promise<{ readonly trail: Members } | { readonly refusal: AwsResponse }> {
  const answer = await next(anotherOperation(request, "GetTrail", { Name: nameOrArn }));
  if (answer.status !== 200) return { refusal: answer };
  return { trail: membersOf(answer)["Trail"] as Members };
}

const OPERATIONS = ["StartLogging", "StopLogging", "DeleteTrail"];

/**
 * AWS: these operations take a trail's name or its ARN, and answer TrailNotFoundException where there is none.
 *
 * Moto 5.2.1 looks trails up by name alone: StartLogging answers 500, and DeleteTrail deletes nothing and says
 * that it did. The provider sends ARNs, so without this no trail can be made.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html
 */
export const trailByArn: Fix = {
  concerns: ({ service, name }) => service === "CloudTrail_20131101" && OPERATIONS.includes(name),
  answer: async (request, _operation, next) => {
    const found = await findTrail(request, textMember(membersOf(request), "Name"), next);
    if ("refusal" in found) return found.refusal;
    return next(withMembers(request, { Name: found.trail["Name"] }));
  },
};
