import { NOT_A_SERVICE } from "./conditions";
import type { PolicyConditions, PolicyDocument, PolicyStatement } from "./document";
import { ofFeatures } from "./feature-policies";
import { guardedAliases, guardedBuckets, guardedObjects, type GuardrailNames } from "./guardrail-names";
import { POLICY_LIMITS } from "./limits";
import { splitPolicy } from "./split";

/** What a resource control policy is made from. Nobody is exempt: the organization's own are not concerned. */
export type ResourceControlNames = Omit<GuardrailNames, "exempt">;

/**
 * The resource control policies that keep log buckets and keys inside the organization and TLS-only: as many as their
 * size asks for. They bind whoever uses the buckets and keys, from whatever account, but service-linked roles; not the
 * buckets and keys of the management account.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 * @throws ValidationError when a statement alone is too large for a policy
 */
export function resourceControlPolicies(names: ResourceControlNames): readonly PolicyDocument[] {
  return splitPolicy(resourceControlStatements(names), POLICY_LIMITS.resourceControlPolicy);
}

/** Everything that resource control policies deny, in one list. */
export function resourceControlStatements(names: ResourceControlNames): readonly PolicyStatement[] {
  const guarded: GuardrailNames = { ...names, exempt: [] };
  const others = ofFeatures(guarded, names.logArchive).buckets;
  const buckets = {
    Action: "s3:*",
    Resource: [
      ...guardedBuckets(guarded),
      ...guardedObjects(guarded),
      ...others.flatMap((bucket) => [bucket, `${bucket}/*`]),
    ],
  };
  const keys = { Action: "kms:*", Resource: `arn:${names.partition}:kms:*:*:key/*` };
  const ofLogs: PolicyConditions = {
    "ForAnyValue:StringLike": { "kms:ResourceAliases": guardedAliases(guarded) },
  };
  return denials(names).flatMap(({ sid, condition }) => [
    { Sid: `${sid}LogBuckets`, Effect: "Deny", Principal: "*", ...buckets, Condition: condition },
    { Sid: `${sid}LogKeys`, Effect: "Deny", Principal: "*", ...keys, Condition: { ...condition, ...ofLogs } },
  ]);
}

/** Whom, and what, the policy keeps from the logs. */
function denials({ organization }: ResourceControlNames): readonly {
  readonly sid: string;
  readonly condition: PolicyConditions;
}[] {
  return [
    // Those of no organization, or of no account, carry no such key: what is denied is all that does not equal ours.
    {
      sid: "DenyOutsiders",
      condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": organization }, ...NOT_A_SERVICE },
    },
    // An AWS service that acts for an account says for which. Where it says for none, there is nothing to hold it to.
    // @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
    {
      sid: "DenyServicesOfOutsiders",
      condition: {
        StringNotEqualsIfExists: { "aws:SourceOrgID": organization },
        Bool: { "aws:PrincipalIsAWSService": "true" },
        Null: { "aws:SourceAccount": "false" },
      },
    },
    { sid: "DenyPlainHttpTo", condition: { Bool: { "aws:SecureTransport": "false" } } },
  ];
}
