import {
  CONFIG_SERVICE_ROLE,
  OPEN_SEARCH_SERVICE_ROLE,
  SERVERLESS_SERVICE_ROLE,
  serviceLinkedRolePath,
} from "../../../../modules/organization";
import type { Fix } from "../exchange";

/**
 * AWS: the role of AWS Config's own is called AWSServiceRoleForConfig, that of OpenSearch Service AWSServiceRoleForAmazonOpenSearchService,
 * and that of OpenSearch Serverless likewise.
 *
 * Moto 5.2.1 calls them by the name of the service. Here they are made under AWS's names, as other roles.
 */
export const serviceRoles: Fix = {
  concerns: ({ service, name }) => service === "iam" && name === "CreateServiceLinkedRole",
  answer: async (request, _, next) => {
    const asked = new URLSearchParams(request.body.toString("utf8"));
    const known = NAMED.find(({ service }) => service === asked.get("AWSServiceName"));
    if (known === undefined) return next(request);
    const Principal = { Service: known.service };
    const Statement = [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }];
    const role = new URLSearchParams({
      ...{ Action: "CreateRole", Version: "2010-05-08" },
      ...{ RoleName: known.name, Path: serviceLinkedRolePath(known) },
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
    });
    const answer = await next({ ...request, body: Buffer.from(role.toString()) });
    const body = answer.body.toString("utf8").replaceAll("CreateRoleRes", "CreateServiceLinkedRoleRes");
    return { ...answer, body: Buffer.from(body) };
  },
};

const NAMED = [CONFIG_SERVICE_ROLE, OPEN_SEARCH_SERVICE_ROLE, SERVERLESS_SERVICE_ROLE];
