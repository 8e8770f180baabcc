import type { AwsResponse, Fix } from "../exchange";

const RULE = /<securityGroupRuleId>([^<]+)<\/securityGroupRuleId>/g;

/** What a rule says of itself, which stands beside the group that it refers to. */
const DESCRIPTION = /^IpPermissions\.\d+\.Groups\.\d+\.Description$/;

/**
 * AWS: a new security group lets everything out, until the provider takes that rule from it. And a rule that refers to a group has a
 * description.
 *
 * Moto 5.2.1 gives a group no such rule in a VPC that it has not made, and the configuration's is the user's. So the rule is gone when
 * it is taken away. And it tells the descriptions of rules for addresses alone.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
 */
export function securityGroups(): Fix {
  const descriptions = new Map<string, string>();
  return {
    concerns: ({ service, name }) =>
      service === "ec2" &&
      /^(RevokeSecurityGroupEgress|AuthorizeSecurityGroup(In|E)gress|DescribeSecurityGroupRules)$/.test(name),
    answer: async (request, { name }, next) => {
      const answer = await next(request);
      if (name === "RevokeSecurityGroupEgress") return revoked(answer);
      if (answer.status !== 200) return answer;
      const text = answer.body.toString();
      const described = [...new URLSearchParams(request.body.toString())].find(([key]) =>
        DESCRIPTION.test(key),
      );
      if (described !== undefined) {
        for (const [, rule = ""] of text.matchAll(RULE)) descriptions.set(rule, described[1]);
      }
      const told = text.replace(RULE, (id: string, rule: string) => {
        const description = descriptions.get(rule);
        // Of XML's characters a description takes this one alone.
        return description === undefined
          ? id
          : `${id}<description>${description.replaceAll("&", "&amp;")}</description>`;
      });
      return { ...answer, body: Buffer.from(told) };
    },
  };
}

function revoked(answer: AwsResponse): AwsResponse {
  if (answer.status !== 400 || !answer.body.toString().includes("InvalidPermission.NotFound")) return answer;
  const name = "RevokeSecurityGroupEgressResponse";
  const namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
  const body = `<${name} xmlns="${namespace}"><requestId>0</requestId><return>true</return></${name}>`;
  return { ...answer, status: 200, body: Buffer.from(body) };
}
