import type { Partition } from "../../modules/organization";
import { policyDocument, valuesOf, type PolicyDocument, type PolicyStatement } from "../../modules/policy";
import { FULL_AWS_ACCESS, parseArn } from "../../modules/policy-evaluation";
import type { PoliciesInQuestion, ResourceScope, Selection, SpaceFacts } from "../../modules/policy-proofs";
import { attachmentOfKind, thingOf, THINGS, type Attachment, type PolicyKind, type Thing } from "./kinds";
import { actionsOfService, serviceIn } from "./names";

/** A policy of any kind, with what is known of what it is attached to. */
export interface AnyPolicy {
  readonly kind: PolicyKind;
  readonly document: PolicyDocument;
  /** The ARN of what it is attached to. @default - what its statements name, or any of the kind */
  readonly arn?: string;
  /** The account to which that belongs. @default - the account in its ARN, or any */
  readonly account?: string;
}

/** Resources and roles, which name no resource in their trust, that are open to the principals. */
function openTo(Principal: NonNullable<PolicyStatement["Principal"]>, Sid: string) {
  const open = { Sid, Effect: "Allow", Principal } as const;
  return {
    resource: policyDocument({ ...open, Action: "*", Resource: "*" }),
    trust: policyDocument({ ...open, Action: "sts:*" }),
  };
}

/** What is asked of an organization's policies is asked as if nothing else stood in the way. */
const ALL_ELSE_ALLOWS = openTo("*", "OpenToEverybody");

/** A policy of whoever asks, where each resource leaves it to the account. */
export function asIfLeftToAccount(document: PolicyDocument, account: string): PoliciesInQuestion {
  return { identity: [document], ...openTo({ AWS: account }, "LeftToAccount") };
}

const EXAMPLE_ACCOUNT = "111122223333";

/** Who asks where the policy is of whoever asks: somebody who has no other policies, in an account whose resources let it decide. */
export const ASKER: Selection = {
  Condition: { ArnLike: { "aws:PrincipalArn": `arn:*:iam::${EXAMPLE_ACCOUNT}:role/*` } },
};

/** All who are not that one. */
export const NOT_ASKER: Selection = {
  Condition: { ArnNotLikeIfExists: { "aws:PrincipalArn": `arn:*:iam::${EXAMPLE_ACCOUNT}:role/*` } },
};

/** What a policy is asked together with, by what is supposed of the policies of whoever asks. */
export function policiesWith(
  document: PolicyDocument,
  attachedTo: Attachment,
  account: string,
  identity: PoliciesInQuestion["identity"],
): PoliciesInQuestion {
  switch (attachedTo) {
    case "the role that asks":
      return asIfLeftToAccount(document, account);
    case "the asker's account": {
      // A list of denials stands beside AWS's own policy; a list of what is allowed stands in its place.
      const allows = document.Statement.some(({ Effect }) => Effect === "Allow");
      const level = allows ? [document] : [FULL_AWS_ACCESS, document];
      return { ...ALL_ELSE_ALLOWS, identity, serviceControl: [level] };
    }
    case "the resource's account":
      return { ...ALL_ELSE_ALLOWS, identity, resourceControl: [document] };
    default:
      return { identity, resource: document };
  }
}

/** The same of a policy that somebody else made. */
export function policiesAbout(
  { kind, document }: AnyPolicy,
  identity: PoliciesInQuestion["identity"],
): PoliciesInQuestion {
  return policiesWith(document, attachmentOfKind(kind), EXAMPLE_ACCOUNT, identity);
}

/** What the policy is asked together with, in words for people: together they show all that it can say. */
export function suppositions(policy: AnyPolicy): Readonly<Record<string, PoliciesInQuestion>> {
  const [alone, beside] = [policiesAbout(policy, []), policiesAbout(policy, "everything")];
  switch (attachmentOfKind(policy.kind)) {
    case "the role that asks":
      return { "where the resource leaves it to the account": alone };
    case "the resource":
      return { "by this policy alone": alone, "where policies of their own allow it too": beside };
    default:
      return { "where all other policies allow it": beside };
  }
}

/** What is known of requests to which the policies, of one kind, are put. @param asked requests of which is asked besides */
export function factsAbout(
  policies: readonly [AnyPolicy, ...AnyPolicy[]],
  asked: readonly Pick<Selection, "Action" | "NotAction">[] = [],
): SpaceFacts {
  const thing = thingOf(policies[0].kind);
  return {
    partition: partitionOf(policies[0]),
    actions: actionsNamed(
      [...policies.flatMap(({ document }) => document.Statement), ...asked],
      ...(thing === undefined ? [] : [THINGS[thing].service]),
    ),
    // Where the policy is of no thing, requests are about anything.
    ...(thing && {
      resources: policies.flatMap((policy) =>
        arnsOf(policy).flatMap((arn) => scopesOf(thing, arn, policy.account)),
      ),
    }),
  };
}

/** What requests to a thing are about: a bucket's are about its objects, too, and a domain's about its indexes. */
export function scopesOf(thing: Thing, arn: string, account?: string): readonly ResourceScope[] {
  const arns = thing === "bucket" || thing === "domain" ? [arn, `${arn}/*`] : [arn];
  return arns.map((each) => ({ arn: each, ...(account !== undefined && { account }) }));
}

/** All actions of the services, and of those that the statements name, as AWS has them today. */
export function actionsNamed(
  statements: readonly Pick<PolicyStatement, "Action" | "NotAction">[],
  ...services: readonly string[]
): readonly string[] {
  const named = statements.flatMap(({ Action, NotAction }) => [...valuesOf(Action), ...valuesOf(NotAction)]);
  return [...new Set([...services, ...named.map(serviceIn)])].flatMap(actionsOfService);
}

/** The ARNs of what it is attached to: the one that is given, those that statements name, or any. */
function arnsOf({ kind, document, arn }: AnyPolicy): readonly string[] {
  const thing = thingOf(kind);
  if (arn !== undefined || thing === undefined) return arn === undefined ? [] : [arn];
  const { service, any } = THINGS[thing];
  const named = document.Statement.flatMap(({ Resource, NotResource }) => [
    ...valuesOf(Resource),
    ...valuesOf(NotResource),
  ])
    .map((each) => (thing === "bucket" ? (each.split("/")[0] ?? each) : each))
    .filter((each) => !/[*?$]/.test(each) && parseArn(each)?.service === service);
  const partition = partitionOf({ kind, document });
  return named.length > 0 ? [...new Set(named)] : [any.replace(":aws:", `:${partition}:`)];
}

/** The partition of what the policy names. */
export function partitionOf({ document, arn = "" }: AnyPolicy): Partition {
  const [, partition = "aws"] = /arn:(aws[a-z-]*):/.exec(arn + JSON.stringify(document)) ?? [];
  return partition as Partition;
}

/** The account that owns what the policy is attached to, where that is known. */
export function ownerOf(policy: AnyPolicy): string | undefined {
  const accounts = new Set(arnsOf(policy).map((arn) => parseArn(arn)?.account ?? ""));
  const [only = "", ...others] = accounts;
  return policy.account ?? (others.length === 0 && /^\d{12}$/.test(only) ? only : undefined);
}

/** What it is attached to, where that is one thing. */
export function onlyArnOf(policy: AnyPolicy): string | undefined {
  const [only = "*", ...others] = arnsOf(policy);
  return others.length === 0 && !only.includes("*") ? only : undefined;
}

/**
 * Where IAM and Organizations are asked from, whatever Region somebody works in.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-deny-region
 */
export const GLOBAL_REGIONS: Readonly<Record<Partition, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-eusc": "eusc-de-east-1",
};

/** The organization that the policy names; any where it names none. @returns undefined where it names several */
export function organizationOf({ document }: AnyPolicy): string | undefined {
  const named = new Set(JSON.stringify(document).match(/\bo-[a-z0-9]{10,32}\b/g) ?? []);
  const [only = "o-exampleorgid", ...others] = named;
  return others.length === 0 ? only : undefined;
}
