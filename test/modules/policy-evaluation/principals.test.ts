import type { PolicyPrincipal } from "../../../modules/policy";
import {
  accountRoot,
  anonymous,
  evaluateDocument,
  federated,
  iamUser,
  roleSession,
  servicePrincipal,
  type RequestPrincipal,
} from "../../../modules/policy-evaluation";
import {
  alice,
  ALICE,
  auditor,
  AUDITOR_ROLE,
  AUDITOR_SESSION,
  BUCKET,
  cloudTrail,
  conditioned,
  document,
  HOME,
  KEY,
  naming,
  ORGANIZATION,
  OTHER,
  request,
  ROLE,
  root,
  stranger,
  trusting,
} from "./fixtures";

const SAML = `arn:aws:iam::${HOME}:saml-provider/okta`;

describe("Principal", () => {
  it.each<readonly [PolicyPrincipal, string, RequestPrincipal, boolean]>([
    ["*", "a session", auditor, true],
    ["*", "a service", cloudTrail, true],
    ["*", "the anonymous", anonymous(), true],
    [{ AWS: "*" }, "a session", auditor, true],
    [{ AWS: "*" }, "the anonymous", anonymous(), true],
    [{ AWS: "*", Service: "cloudtrail.amazonaws.com" }, "the service beside it", cloudTrail, true],
    [{ AWS: HOME }, "a session of the account", auditor, true],
    [{ AWS: HOME }, "the account's root user", accountRoot({ account: HOME }), true],
    [{ AWS: HOME }, "a session of another account", stranger, false],
    [{ AWS: HOME }, "the anonymous", anonymous(), false],
    [{ AWS: root(HOME) }, "a user of the account", alice, true],
    [{ AWS: root(HOME) }, "another account's root user", accountRoot({ account: OTHER }), false],
    [{ AWS: `arn:aws-cn:iam::${HOME}:root` }, "an account of another partition", alice, false],
    [
      { AWS: HOME },
      "by its id, an account of any partition",
      iamUser({ account: HOME, user: "bob", partition: "aws-cn" }),
      true,
    ],
    [{ AWS: AUDITOR_ROLE }, "its session", auditor, true],
    [{ AWS: AUDITOR_ROLE }, "the account's root user", accountRoot({ account: HOME }), false],
    [{ AWS: `arn:aws:iam::${HOME}:role/Auditor` }, "a role of another path", auditor, false],
    [{ AWS: AUDITOR_SESSION }, "the session", auditor, true],
    [{ AWS: `${AUDITOR_SESSION}a` }, "another session", auditor, false],
    [{ AWS: ALICE }, "the user", alice, true],
    [{ AWS: ALICE.replace("alice", "Alice") }, "a user of other case", alice, false],
    [{ AWS: [ALICE, AUDITOR_ROLE] }, "one of several", auditor, true],
    [{ AWS: `arn:aws:sts::${HOME}:federated-user/bob` }, "somebody else", alice, false],
    [{ Service: "cloudtrail.amazonaws.com" }, "the service", cloudTrail, true],
    [{ Service: "config.amazonaws.com" }, "another service", cloudTrail, false],
    [{ Service: "cloudtrail.amazonaws.com" }, "a session", auditor, false],
    [
      { AWS: ALICE, Service: ["config.amazonaws.com", "cloudtrail.amazonaws.com"] },
      "the service",
      cloudTrail,
      true,
    ],
  ])("%j names %s: (%#)", (principal, _, asking, named) => {
    const { effect } = evaluateDocument(naming(principal), request({ principal: asking }));
    expect(effect).toBe(named ? "Allow" : "None");
  });

  it.each<readonly [string, string, boolean]>([
    [SAML, SAML, true],
    [SAML, `${SAML}2`, false],
    ["accounts.google.com", "accounts.google.com", true],
  ])("Federated %s names %s: %s", (named, provider, expected) => {
    const asked = request({
      principal: federated(provider),
      action: "sts:AssumeRoleWithSAML",
      resource: ROLE,
    });
    const policy = trusting({ Federated: named }, { Action: "sts:AssumeRoleWithSAML" });
    expect(evaluateDocument(policy, asked).effect).toBe(expected ? "Allow" : "None");
  });
});

describe("NotPrincipal with Deny", () => {
  const excepting = (AWS: string | readonly string[]) => document({ Effect: "Deny", NotPrincipal: { AWS } });

  it.each<readonly [string, readonly string[], RequestPrincipal, "Deny" | "None"]>([
    ["a user with its account", [ALICE, root(HOME)], alice, "None"],
    ["a session with role and account", [AUDITOR_SESSION, AUDITOR_ROLE, HOME], auditor, "None"],
    ["a session with role and root user", [AUDITOR_SESSION, AUDITOR_ROLE, root(HOME)], auditor, "None"],
    ["somebody else", [ALICE, root(HOME)], stranger, "Deny"],
    ["somebody else", [ALICE, root(HOME)], anonymous(), "Deny"],
    ["somebody else", [ALICE, root(HOME)], cloudTrail, "Deny"],
    ["the root user", [HOME], accountRoot({ account: HOME }), "None"],
    ["every AWS principal", ["*"], auditor, "None"],
  ])("excepts %s (%#)", (_, excepted, principal, effect) => {
    expect(evaluateDocument(excepting(excepted), request({ principal })).effect).toBe(effect);
  });

  it("excepts services", () => {
    const policy = document({ Effect: "Deny", NotPrincipal: { Service: "cloudtrail.amazonaws.com" } });
    expect(evaluateDocument(policy, request({ principal: cloudTrail })).effect).toBe("None");
    expect(
      evaluateDocument(policy, request({ principal: servicePrincipal("config.amazonaws.com") })).effect,
    ).toBe("Deny");
  });

  it.each([
    ["the account only", [HOME], alice],
    ["the user only", [ALICE], alice],
    ["role and account, not the session", [AUDITOR_ROLE, HOME], auditor],
  ])("is an error where it excepts %s", (_, excepted, principal) => {
    expect(() => evaluateDocument(excepting(excepted), request({ principal }))).toThrow(
      "statement S1: NotPrincipal excepts the principal in part only; AWS documents no outcome",
    );
  });
});

describe("keys that follow from the principal", () => {
  const member = roleSession({
    account: HOME,
    role: "ops/Auditor",
    roleId: "AROA1",
    session: "ann",
    organization: ORGANIZATION,
  });

  it.each<readonly [string, RequestPrincipal, string, string | undefined]>([
    ["a session", member, "aws:PrincipalArn", AUDITOR_ROLE],
    ["a session", member, "aws:PrincipalAccount", HOME],
    ["a session", member, "aws:PrincipalOrgID", ORGANIZATION],
    ["a session", member, "aws:PrincipalType", "AssumedRole"],
    ["a session", member, "aws:userid", "AROA1:ann"],
    ["a session", member, "aws:username", undefined],
    ["a session", member, "aws:PrincipalIsAWSService", "false"],
    ["a session", member, "aws:PrincipalServiceName", undefined],
    ["a session outside of organizations", auditor, "aws:PrincipalOrgID", undefined],
    ["a user", iamUser({ account: HOME, user: "ops/bob", userId: "AIDA1" }), "aws:userid", "AIDA1"],
    ["a user", iamUser({ account: HOME, user: "ops/bob" }), "aws:username", "bob"],
    [
      "a user",
      iamUser({ account: HOME, user: "ops/bob" }),
      "aws:PrincipalArn",
      `arn:aws:iam::${HOME}:user/ops/bob`,
    ],
    ["a user", alice, "aws:PrincipalType", "User"],
    ["a root user", accountRoot({ account: HOME }), "aws:PrincipalArn", root(HOME)],
    ["a root user", accountRoot({ account: HOME }), "aws:userid", HOME],
    ["a root user", accountRoot({ account: HOME }), "aws:PrincipalType", "Account"],
    [
      "a root user of China",
      accountRoot({ account: HOME, partition: "aws-cn" }),
      "aws:PrincipalArn",
      `arn:aws-cn:iam::${HOME}:root`,
    ],
    ["a service", cloudTrail, "aws:PrincipalIsAWSService", "true"],
    ["a service", cloudTrail, "aws:PrincipalServiceName", "cloudtrail.amazonaws.com"],
    ["a service", cloudTrail, "aws:PrincipalArn", undefined],
    ["a service", cloudTrail, "aws:PrincipalOrgID", undefined],
    ["the anonymous", anonymous(), "aws:PrincipalAccount", "anonymous"],
    ["the anonymous", anonymous(), "aws:PrincipalType", "Anonymous"],
    ["the anonymous", anonymous(), "aws:PrincipalArn", undefined],
    ["the anonymous", anonymous(), "aws:PrincipalIsAWSService", undefined],
    ["anybody", alice, "aws:ResourceAccount", HOME],
  ])("%s (%#): %j %s is %s", (_, principal, key, value) => {
    const policy = conditioned(
      value === undefined ? { Null: { [key]: "true" } } : { StringEquals: { [key]: value } },
    );
    expect(evaluateDocument(policy, request({ principal })).effect).toBe("Allow");
  });

  it("give way to given ones, in any case", () => {
    const policy = conditioned({
      StringEquals: { "aws:PrincipalAccount": OTHER, "aws:ResourceAccount": OTHER },
    });
    const context = { "AWS:principalaccount": OTHER, "AWS:resourceaccount": OTHER };
    expect(evaluateDocument(policy, request({ context })).effect).toBe("Allow");
  });

  it.each([
    [{ principal: cloudTrail }, "aws:PrincipalAccount", "does not follow from this service principal"],
    [{ principal: cloudTrail, resource: BUCKET }, "aws:ResourceAccount", "the resource's ARN has no account"],
  ])("are an error where AWS sends a value that is not known: %j %s", (parts, key, message) => {
    const policy = conditioned({ StringNotEquals: { [key]: OTHER } });
    const asked = { action: "s3:GetObject", resource: KEY, ...parts };
    expect(() => evaluateDocument(policy, asked)).toThrow(message);
    const given = { ...asked, context: { [key]: HOME } };
    expect(evaluateDocument(policy, given).effect).toBe("Allow");
  });

  it("are of no matter beside a condition that does not hold, or a resource that is another", () => {
    const unknown = { StringEquals: { "aws:PrincipalAccount": OTHER } };
    const beside = conditioned({ ...unknown, Bool: { "aws:SecureTransport": "true" } });
    const asked = request({ principal: cloudTrail });
    expect(() => evaluateDocument(conditioned(unknown), asked)).toThrow("does not follow");
    expect(evaluateDocument(beside, asked).effect).toBe("None");
    expect(() => evaluateDocument(beside, { ...asked, context: { "aws:SecureTransport": true } })).toThrow(
      "does not follow",
    );
    const ofAccount = naming("*", {
      Resource: `${BUCKET}/\${aws:PrincipalAccount}/*`,
      Condition: { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION } },
    });
    expect(evaluateDocument(ofAccount, asked).effect).toBe("None");
    const elsewhere = naming("*", { Resource: KEY, Condition: unknown });
    expect(evaluateDocument(elsewhere, asked).effect).toBe("None");
  });

  it("are an error where their value is not known", () => {
    const policy = conditioned({ StringLike: { "aws:userid": "AROA1:*" } });
    expect(() => evaluateDocument(policy, request())).toThrow(
      "request: context.aws:userid is read by a policy, and does not follow from this role session principal; " +
        "give it in the request's context",
    );
    const context = { "aws:userid": "AROA1:x" };
    expect(evaluateDocument(policy, request({ context })).effect).toBe("Allow");
  });
});
