import { CONFIG_SERVICE_ROLE, serviceLinkedRolePath } from "../../../../modules/organization";
import type { Fix } from "../exchange";

/**
 * AWS: the role of AWS Config's own is called AWSServiceRoleForConfig.
 *
 * Moto 5.2.1 calls it AWSServiceRoleForconfig. Here it is made under AWS's name, as another role.
 */
export const configServiceRole: Fix = {
  concerns: ({ service, name }) => service === "iam" && name === "CreateServiceLinkedRole",
  answer: async (request, _, next) => {
    const { name, service } = CONFIG_SERVICE_ROLE;
    const asked = new URLSearchParams(request.body.toString("utf8"));
    if (asked.get("AWSServiceName") !== service) return next(request);
    const Principal = { Service: service };
    const Statement = [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }];
    const role = new URLSearchParams({
      ...{ Action: "CreateRole", Version: "2010-05-08" },
      ...{ RoleName: name, Path: serviceLinkedRolePath(CONFIG_SERVICE_ROLE) },
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
    });
    const answer = await next({ ...request, body: Buffer.from(role.toString()) });
    const body = answer.body.toString("utf8").replaceAll("CreateRoleRes", "CreateServiceLinkedRoleRes");
    return { ...answer, body: Buffer.from(body) };
  },
};
