import type { Partition } from "../../modules/organization";
import { policyDocument, valuesOf, type PolicyDocument } from "../../modules/policy";
import { FULL_AWS_ACCESS, parseArn } from "../../modules/policy-evaluation";
import type { PoliciesInQuestion, ResourceScope, Selection, SpaceFacts } from "../../modules/policy-proofs";
import { actionsOfService, serviceIn } from "./names";
import type { PolicyKind } from "./policy-file";

/** A policy of any kind, with what is known of what it is attached to. */
export interface AnyPolicy {
  readonly kind: PolicyKind;
  readonly document: PolicyDocument;
  /** The ARN of what it is attached to. @default - what its statements name, or any of the kind */
  readonly arn?: string;
  /** The account to which that belongs. @default - the account in its ARN, or any */
  readonly account?: string;
}

const EVERYTHING = { Effect: "Allow", Action: "*", Resource: "*" } as const;
/** The trust of a role, which names no resource. */
const EVERY_ROLE = { Effect: "Allow", Action: "sts:*" } as const;

/** What is asked of an organization's policies is asked as if nothing else stood in the way: a resource that is open to everybody. */
export const OPEN_TO_EVERYBODY = policyDocument({ Sid: "OpenToEverybody", ...EVERYTHING, Principal: "*" });

/** Policies of the organization, where everything else allows all. */
export function asIfAllElseAllows(
  policies: Pick<PoliciesInQuestion, "identity" | "serviceControl" | "resourceControl">,
): PoliciesInQuestion {
  const trust = policyDocument({ Sid: "OpenToEverybody", ...EVERY_ROLE, Principal: "*" });
  return { ...policies, resource: OPEN_TO_EVERYBODY, trust };
}

/** A policy of whoever asks, where each resource leaves it to the account. */
export function asIfLeftToAccount(document: PolicyDocument, account: string): PoliciesInQuestion {
  const left = { Sid: "LeftToAccount", Principal: { AWS: account } };
  return {
    identity: [document],
    resource: policyDocument({ ...left, ...EVERYTHING }),
    trust: policyDocument({ ...left, ...EVERY_ROLE }),
  };
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

/** What the policy is asked together with, in words for people: together they show all that it can say. */
export function suppositions({ kind, document }: AnyPolicy): Readonly<Record<string, PoliciesInQuestion>> {
  switch (kind) {
    case "identity":
      return { "where the resource leaves it to the account": asIfLeftToAccount(document, EXAMPLE_ACCOUNT) };
    case "scp": {
      // A list of denials stands beside AWS's own policy; a list of what is allowed stands in its place.
      const allows = document.Statement.some(({ Effect }) => Effect === "Allow");
      const serviceControl = [allows ? [document] : [FULL_AWS_ACCESS, document]];
      return { [ALL_ELSE]: asIfAllElseAllows({ identity: "everything", serviceControl }) };
    }
    case "rcp":
      return { [ALL_ELSE]: asIfAllElseAllows({ identity: "everything", resourceControl: [document] }) };
    default:
      return {
        "by this policy alone": { identity: [], resource: document },
        "where policies of their own allow it too": { identity: "everything", resource: document },
      };
  }
}

const ALL_ELSE = "where all other policies allow it";

/** What is known of requests to which the policies, of one kind, are put. */
export function factsAbout(policies: readonly AnyPolicy[]): SpaceFacts {
  const resources = policies.flatMap(scopesOf);
  return {
    ...(policies[0] && { partition: partitionOf(policies[0]) }),
    actions: actionsOf(policies),
    ...(policies.every((policy) => scopesOf(policy).length > 0) && { resources }),
  };
}

/** What the policy is attached to. @returns none where requests are about anything */
function scopesOf(policy: AnyPolicy): readonly ResourceScope[] {
  const { kind, account } = policy;
  const form = FORMS[kind];
  if (form === undefined) return [];
  return arnsOf(policy)
    .flatMap((arn) => (kind === "bucket" ? [arn, `${arn}/*`] : [arn]))
    .map((arn) => ({ arn, ...(account !== undefined && { account }) }));
}

interface Form {
  readonly service: string;
  /** Any of the kind. */
  readonly any: string;
}

const FORMS: Readonly<Partial<Record<PolicyKind, Form>>> = {
  bucket: { service: "s3", any: "arn:aws:s3:::*" },
  key: { service: "kms", any: "arn:aws:kms:*:*:key/*" },
  topic: { service: "sns", any: "arn:aws:sns:*:*:*" },
  queue: { service: "sqs", any: "arn:aws:sqs:*:*:*" },
  bus: { service: "events", any: "arn:aws:events:*:*:event-bus/*" },
  role: { service: "sts", any: "arn:aws:iam::*:role/*" },
  function: { service: "lambda", any: "arn:aws:lambda:*:*:function:*" },
  organization: { service: "organizations", any: "arn:aws:organizations::*:*" },
};

/** The ARNs of what it is attached to: the one that is given, those that statements name, or any. */
function arnsOf({ kind, document, arn }: AnyPolicy): readonly string[] {
  if (arn !== undefined) return [arn];
  const form = FORMS[kind];
  const named = document.Statement.flatMap(({ Resource, NotResource }) => [
    ...valuesOf(Resource),
    ...valuesOf(NotResource),
  ])
    .map((each) => (kind === "bucket" ? (each.split("/")[0] ?? each) : each))
    .filter((each) => !/[*?$]/.test(each) && parseArn(each)?.service === form?.service);
  return named.length > 0
    ? [...new Set(named)]
    : form === undefined
      ? []
      : [form.any.replace(":aws:", `:${partitionOf({ kind, document })}:`)];
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

/** Today's actions of the services that the policies are about. */
function actionsOf(policies: readonly AnyPolicy[]): readonly string[] {
  const named = policies.flatMap(({ kind, document }) => [
    FORMS[kind]?.service ?? "",
    ...document.Statement.flatMap(({ Action, NotAction }) =>
      [...valuesOf(Action), ...valuesOf(NotAction)].map(serviceIn),
    ),
  ]);
  return [...new Set(named)].flatMap(actionsOfService);
}
