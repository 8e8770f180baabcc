import { anonymous, federated } from "../../../modules/policy-evaluation";
import {
  ALICE,
  AUDITOR_ROLE,
  HOME,
  KEY,
  OTHER,
  ROLE,
  cloudTrail,
  naming,
  root,
  stranger,
  trusting,
} from "./fixtures";
import { allow, homeRoot, itDecides } from "./verdicts";

describe("KMS keys", () => {
  const key = { action: "kms:Decrypt", resource: KEY };
  itDecides([
    ["an identity policy alone does not open a key", key, { identity: [allow] }, "implicitly denied"],
    [
      "nor with a key policy that names somebody else",
      key,
      { identity: [allow], resource: naming({ AWS: ALICE }) },
      "implicitly denied",
    ],
    [
      "naming the account leaves it to identity policies",
      key,
      { identity: [allow], resource: naming({ AWS: root(HOME) }) },
      "allowed",
    ],
    ["and grants nobody by itself", key, { resource: naming({ AWS: root(HOME) }) }, "implicitly denied"],
    [
      "and only what the statement covers",
      key,
      { identity: [allow], resource: naming({ AWS: HOME }, { Action: "kms:Describe*" }) },
      "implicitly denied",
    ],
    ["naming the role suffices", key, { resource: naming({ AWS: AUDITOR_ROLE }) }, "allowed"],
    ["the root user needs the key policy", { ...key, principal: homeRoot }, {}, "implicitly denied"],
    [
      "the root user by the account's statement",
      { ...key, principal: homeRoot },
      { resource: naming({ AWS: HOME }) },
      "allowed",
    ],
    [
      "another account needs both",
      { ...key, principal: stranger },
      { resource: naming({ AWS: OTHER }), identity: [allow] },
      "allowed",
    ],
    [
      "another account by the key policy alone",
      { ...key, principal: stranger },
      { resource: naming({ AWS: OTHER }) },
      "implicitly denied",
    ],
    [
      "a service",
      { ...key, principal: cloudTrail },
      { resource: naming({ Service: "cloudtrail.amazonaws.com" }) },
      "allowed",
    ],
  ]);
});

describe("roles", () => {
  const assume = { action: "sts:AssumeRole", resource: ROLE };
  const provider = "accounts.google.com";
  const webIdentity = { ...assume, action: "sts:AssumeRoleWithWebIdentity", principal: federated(provider) };
  itDecides([
    ["an identity policy alone opens no role", assume, { identity: [allow] }, "implicitly denied"],
    [
      "a trust policy that names the role suffices",
      assume,
      { resource: trusting({ AWS: AUDITOR_ROLE }) },
      "allowed",
    ],
    [
      "one that names the account leaves it to identity policies",
      assume,
      { resource: trusting({ AWS: HOME }) },
      "implicitly denied",
    ],
    ["and these allow", assume, { resource: trusting({ AWS: HOME }), identity: [allow] }, "allowed"],
    [
      "another account needs both",
      { ...assume, principal: stranger },
      { resource: trusting({ AWS: OTHER }) },
      "implicitly denied",
    ],
    [
      "and has both",
      { ...assume, principal: stranger },
      { resource: trusting({ AWS: OTHER }), identity: [allow] },
      "allowed",
    ],
    [
      "a root user assumes no role",
      { ...assume, principal: homeRoot },
      { resource: trusting({ AWS: HOME }) },
      "implicitly denied",
    ],
    [
      "a service",
      { ...assume, principal: cloudTrail },
      { resource: trusting({ Service: "cloudtrail.amazonaws.com" }) },
      "allowed",
    ],
    [
      "a federated principal",
      webIdentity,
      { resource: trusting({ Federated: provider }, { Action: "sts:AssumeRoleWith*" }) },
      "allowed",
    ],
    [
      "nobody without a signature",
      { ...assume, principal: anonymous() },
      { resource: trusting("*") },
      "implicitly denied",
    ],
    [
      "nor by an assertion that nobody made",
      { ...webIdentity, principal: anonymous() },
      { resource: trusting("*", { Action: "sts:*" }) },
      "implicitly denied",
    ],
    [
      "a federated principal has no credentials for AssumeRole",
      { ...assume, principal: federated(provider) },
      { resource: trusting("*") },
      "implicitly denied",
    ],
    [
      "whoever has credentials makes no assertion",
      { ...webIdentity, principal: stranger },
      { resource: trusting({ AWS: OTHER }, { Action: "sts:*" }), identity: [allow] },
      "implicitly denied",
    ],
    [
      "a federated principal, by the wrong action",
      webIdentity,
      { resource: trusting({ Federated: provider }) },
      "implicitly denied",
    ],
    [
      "a trust policy has no say in changing the role",
      { ...assume, action: "iam:UpdateRole" },
      { resource: trusting({ AWS: AUDITOR_ROLE }, { Action: "*" }) },
      "implicitly denied",
    ],
    [
      "identity policies have",
      { ...assume, action: "iam:UpdateRole" },
      { resource: trusting({ AWS: ALICE }), identity: [allow] },
      "allowed",
    ],
  ]);
});
