import { MANAGED_TAG, rootArn, type Partition } from "../organization";
import { allow } from "./allowance";
import { denyToOthers } from "./deny-to-others";
import type { PolicyConditions, PolicyStatement } from "./document";
import { accountAdministersKey } from "./key-use";
import { pinnedPrincipals } from "./readers";
import { LOOK_AT_NETWORK_ACTIONS } from "./search";
import type { SearchPlace } from "./search-place";

/** What Terraform reads of security groups, and where they stand. */
export const READ_NETWORK_ACTIONS = [...LOOK_AT_NETWORK_ACTIONS, "ec2:DescribeSecurityGroupRules"];

const { key, value } = MANAGED_TAG;
const OURS = { [`aws:ResourceTag/${key}`]: value };

const CHANGE_SECURITY_GROUP_ACTIONS = [
  ...["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "DeleteSecurityGroup"],
  ...["ModifySecurityGroupRules", "RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
  "UpdateSecurityGroupRuleDescriptionsIngress",
].map((name) => `ec2:${name}`);

/**
 * What makes and changes the security groups of an OpenSearch that is made. A security group is ours by its tag, which it has from the
 * first moment.
 */
export function changeSecurityGroupStatements(partition: Partition): readonly PolicyStatement[] {
  const ec2 = (resource: string): string => `arn:${partition}:ec2:*:*:${resource}/*`;
  const groups = ec2("security-group");
  const parts = [groups, ec2("security-group-rule")];
  return [
    allow("UseNetwork", ["ec2:CreateSecurityGroup"], ec2("vpc")),
    allow("CreateSecurityGroups", ["ec2:CreateSecurityGroup"], groups, {
      StringEquals: { [`aws:RequestTag/${key}`]: value },
    }),
    allow("TagNewSecurityGroups", ["ec2:CreateTags"], parts, {
      StringEquals: {
        "ec2:CreateAction": [
          ...["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "CreateSecurityGroup"],
        ],
      },
    }),
    allow("SecurityGroups", [...CHANGE_SECURITY_GROUP_ACTIONS, "ec2:CreateTags", "ec2:DeleteTags"], parts, {
      StringEquals: OURS,
    }),
  ];
}

/** What a key's policy says that encrypts an OpenSearch: who deploys lets that service use it, by a grant, and never himself. */
export function ownKeyStatements(
  { partition, account }: SearchPlace,
  administrators: readonly string[],
  use: { readonly sid: string; readonly through: string },
): readonly PolicyStatement[] {
  const { Principal, Condition } = pinnedPrincipals(partition, administrators);
  return [
    accountAdministersKey(partition, account),
    denyToOthers("DenyPolicyToOthers", ["kms:PutKeyPolicy"], "*", [
      ...administrators,
      rootArn(partition, account),
    ]),
    {
      Sid: use.sid,
      Effect: "Allow",
      Principal,
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ...Condition, ...asGrant(use.through) },
    },
  ];
}

/** A grant that a service asks for, to use the key itself. */
function asGrant(through: string): PolicyConditions {
  return { StringLike: { "kms:ViaService": through }, Bool: { "kms:GrantIsForAWSResource": "true" } };
}

/** Lets a service use keys of ours for what it keeps, by a grant, and whoever has it share them with nobody else. */
export function grantOwnKeys(what: string, partition: Partition, through: string): PolicyStatement {
  return allow(what, ["kms:CreateGrant"], `arn:${partition}:kms:*:*:key/*`, {
    StringEquals: OURS,
    ...asGrant(through),
  });
}
