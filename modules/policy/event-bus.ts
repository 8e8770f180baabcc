import type { OrganizationId } from "../organization";
import { policyDocument, type PolicyDocument } from "./document";
import type { MonitoringPlace } from "./monitoring";

/**
 * Lets EventBridge take the role with which orgtrail's rules of an account and Region send to a bus of another account.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function forwardingRoleTrust({
  partition,
  region,
  account,
  namePrefix,
}: MonitoringPlace): PolicyDocument {
  return policyDocument({
    Sid: "AllowEventBridgeAssumeRole",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      ArnLike: { "aws:SourceArn": `arn:${partition}:events:${region}:${account}:rule/${namePrefix}*` },
      StringEquals: { "aws:SourceAccount": account },
    },
  });
}

/** What that role may do: put events on the one bus. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html */
export function forwardingRolePolicy(busArn: string): PolicyDocument {
  return policyDocument({
    Sid: "AllowPutEvents",
    Effect: "Allow",
    Action: "events:PutEvents",
    Resource: busArn,
  });
}

/** Who puts events on the security account's bus: the accounts of the organization. */
export function eventBusPolicy(organization: OrganizationId, busArn: string): PolicyDocument {
  return policyDocument({
    Sid: "AllowOrganizationPutEvents",
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: busArn,
    Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
  });
}
