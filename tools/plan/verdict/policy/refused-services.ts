import type { PolicyStatement } from "../../../../modules/policy";
import {
  evaluateDocument,
  servicePrincipal,
  type AccessRequest,
} from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import { entriesIn, textsIn } from "./element-texts";
import type { GuardedResource } from "./guarded-resource";
import type { Policies } from "./policies";
import { alwaysSent } from "./always-sent";
import { withKeys } from "./request-keys";
import { keysFor, resourcesIn, statementChange, type Keys } from "./witness";

/**
 * What services could do by the policy and can no longer, told from the old policy itself: of topics, queues and buses, and of
 * whatever the configuration does not have.
 */
export function refusedServices({ subject }: GuardedResource, policies: Policies): readonly string[] {
  const { before, after } = policies;
  const circumstances = alwaysSent(statementChange(policies), subject.region);
  const refused = new Set<string>();
  for (const statement of before?.Statement ?? []) {
    for (const [service, request] of requestsOf(statement, subject.arn, circumstances)) {
      if (effectOf(before, request) !== "Allow") continue;
      const effect = after === undefined ? "None" : effectOf(after, request);
      if (effect !== "Allow" && effect !== "not known")
        refused.add(`${service}: ${request.action} on ${request.resource}`);
    }
  }
  return [...refused];
}

/** The requests that an Allow statement for services is about. */
function requestsOf(
  statement: PolicyStatement,
  whole: string,
  circumstances: readonly Keys[],
): readonly (readonly [service: string, request: AccessRequest])[] {
  if (statement.Effect !== "Allow") return [];
  const services = entriesIn(statement.Principal).flatMap(([type, values]) =>
    type === "Service" ? textsIn(values) : [],
  );
  const keys = withKeys({}, keysFor(statement));
  const resources = resourcesIn([statement]);
  const asked = resources.length === 0 ? [whole] : resources;
  // A pattern stands for the actions that it names: `kms:GenerateDataKey*` for one of that name.
  const actions = textsIn(statement.Action).map((action) => action.replaceAll("*", "").replaceAll("?", "x"));
  return services.flatMap((service) =>
    actions
      .filter((action) => /^[a-z0-9-]+:[a-z0-9]+$/i.test(action))
      .flatMap((action) =>
        asked.flatMap((resource) =>
          circumstances.map((more) => {
            const principal = servicePrincipal(service);
            return [service, { principal, action, resource, context: withKeys(keys, more) }] as const;
          }),
        ),
      ),
  );
}

function effectOf(
  document: Policies["after"],
  request: AccessRequest,
): "Allow" | "Deny" | "None" | "not known" {
  if (document === undefined) return "None";
  try {
    return evaluateDocument(document, request).effect;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return "not known";
  }
}
