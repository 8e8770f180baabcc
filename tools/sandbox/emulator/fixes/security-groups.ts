import type { Fix } from "../exchange";

/**
 * AWS: a new security group lets everything out, until the provider takes that rule from it.
 *
 * Moto 5.2.1 gives a group no such rule in a VPC that it has not made, and the configuration's is the user's. So the rule is gone when it is taken away.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html
 */
export const securityGroups: Fix = {
  concerns: ({ service, name }) => service === "ec2" && name === "RevokeSecurityGroupEgress",
  answer: async (request, { name }, next) => {
    const answer = await next(request);
    if (answer.status !== 400 || !answer.body.toString().includes("InvalidPermission.NotFound"))
      return answer;
    const namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
    const body = `<${name}Response xmlns="${namespace}"><requestId>0</requestId><return>true</return></${name}Response>`;
    return { ...answer, status: 200, body: Buffer.from(body) };
  },
};
