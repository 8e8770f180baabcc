import { FULL_AWS_ACCESS, anonymous, authorize, roleSession } from "../../../modules/policy-evaluation";
import {
  AUDITOR_SESSION,
  HOME,
  KEY,
  ROLE,
  cloudTrail,
  document,
  naming,
  request,
  stranger,
  trusting,
} from "./fixtures";
import { allow, deny, denyEveryone, homeRoot, itDecides } from "./verdicts";

const linked = roleSession({
  account: HOME,
  role: "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
});

describe("service control policies", () => {
  const identity = [allow];
  const onlyKms = document({ Action: "kms:*" });
  itDecides([
    ["each level allows", {}, { identity, serviceControl: [[FULL_AWS_ACCESS], [onlyKms, allow]] }, "allowed"],
    [
      "one level does not",
      {},
      { identity, serviceControl: [[FULL_AWS_ACCESS], [onlyKms]] },
      "implicitly denied",
    ],
    [
      "a level without policies",
      {},
      { identity, serviceControl: [[FULL_AWS_ACCESS], []] },
      "implicitly denied",
    ],
    ["they grant nothing", {}, { serviceControl: [[FULL_AWS_ACCESS]] }, "implicitly denied"],
    [
      "they limit what a resource grants",
      {},
      { resource: naming({ AWS: AUDITOR_SESSION }), serviceControl: [[onlyKms]] },
      "implicitly denied",
    ],
    ["they limit root users", { principal: homeRoot }, { serviceControl: [[onlyKms]] }, "implicitly denied"],
    [
      "not the management account",
      { principalInManagementAccount: true },
      { identity, serviceControl: [[deny]] },
      "allowed",
    ],
    ["not service-linked roles", { principal: linked }, { identity, serviceControl: [[deny]] }, "allowed"],
    [
      "not services",
      { principal: cloudTrail },
      { resource: naming("*"), serviceControl: [[deny]] },
      "allowed",
    ],
    [
      "not the anonymous",
      { principal: anonymous() },
      { resource: naming("*"), serviceControl: [[deny]] },
      "allowed",
    ],
  ]);
});

describe("resource control policies", () => {
  const resource = naming("*");
  const resourceControl = [denyEveryone];
  const topic = `arn:aws:sns:us-east-1:${HOME}:topic`;
  const denied = { resource, identity: [allow], resourceControl };
  itDecides([
    [
      "what denies nothing needs no allow beside it",
      {},
      { resource, resourceControl: [naming("*", { Effect: "Deny", Action: "s3:Delete*" })] },
      "allowed",
    ],
    ["they grant nothing", {}, { resourceControl: [naming("*")] }, "implicitly denied"],
    ["they limit the own account", {}, denied, "explicitly denied"],
    ["they limit others", { principal: stranger }, denied, "explicitly denied"],
    ["they limit root users", { principal: homeRoot }, denied, "explicitly denied"],
    ["they limit services", { principal: cloudTrail }, denied, "explicitly denied"],
    ["they limit the anonymous", { principal: anonymous() }, denied, "explicitly denied"],
    ["not service-linked roles", { principal: linked }, denied, "allowed"],
    ["not resources of the management account", { resourceInManagementAccount: true }, denied, "allowed"],
    [
      "of a service of which it is not known, what denies nothing is of no matter",
      { action: "sns:Publish", resource: topic },
      { ...denied, resourceControl: [naming("*", { Effect: "Deny", Action: "s3:*" })] },
      "allowed",
    ],
    ["not kms:RetireGrant", { action: "kms:RetireGrant", resource: KEY }, denied, "allowed"],
    ["but other actions of KMS", { action: "kms:CreateGrant", resource: KEY }, denied, "explicitly denied"],
    [
      "not the assuming of a service-linked role",
      {
        principal: cloudTrail,
        action: "sts:AssumeRole",
        resource: `arn:aws:iam::${HOME}:role/aws-service-role/x/y`,
      },
      { resource: trusting("*"), resourceControl },
      "allowed",
    ],
    [
      "but that of another role",
      { principal: cloudTrail, action: "sts:AssumeRole", resource: ROLE },
      { resource: trusting("*"), resourceControl },
      "explicitly denied",
    ],
  ]);

  it("are an error where they would deny an action of a service of which it is not known", () => {
    expect(() => authorize(request({ action: "sns:Publish", resource: topic }), denied)).toThrow(
      /statement S1: Action denies an action of a service of which it is not known .* received "sns"/,
    );
  });
});
