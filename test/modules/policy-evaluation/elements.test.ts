import { evaluateDocument } from "../../../modules/policy-evaluation";
import { BUCKET, document, HOME, naming, OBJECT, request } from "./fixtures";

describe("Action and NotAction", () => {
  it.each([
    ["s3:GetObject", "s3:GetObject", true],
    ["s3:getobject", "S3:GetObject", true],
    ["s3:Get*", "s3:GetObject", true],
    ["s3:Get*", "s3:PutObject", false],
    ["s3:Get?bject", "s3:GetObject", true],
    ["s3:*", "s3:GetObject", true],
    ["s3:*", "kms:Decrypt", false],
    ["*", "kms:Decrypt", true],
    ["*:*", "kms:Decrypt", true],
    ["s3:GetObject", "s3:GetObjectVersion", false],
    [["s3:PutObject", "s3:GetObject*"], "s3:GetObjectVersion", true],
  ])("%j takes %s in: %s", (pattern, action, matches) => {
    const asked = request({ action });
    expect(evaluateDocument(naming("*", { Action: pattern }), asked).effect).toBe(matches ? "Allow" : "None");
    expect(evaluateDocument(naming("*", { NotAction: pattern }), asked).effect).toBe(
      matches ? "None" : "Allow",
    );
  });
});

describe("Resource and NotResource", () => {
  it.each([
    ["*", OBJECT, true],
    [OBJECT, OBJECT, true],
    ["arn:aws:s3:::logs/*", OBJECT, true],
    ["arn:aws:s3:::logs/*", BUCKET, false],
    ["arn:aws:s3:::LOGS/*", OBJECT, false],
    ["arn:aws:s3:::log?/*.gz", OBJECT, true],
    ["arn:aws:s3:::logs*", "arn:aws:s3:::logs-of-others/file", true],
    [["arn:aws:s3:::other", BUCKET], BUCKET, true],
    [`arn:aws:sns:*:${HOME}:*`, `arn:aws:sns:eu-west-1:${HOME}:topic`, true],
    ["arn:aws:sns:*:topic", `arn:aws:sns:eu-west-1:${HOME}:topic`, true],
    ["arn:aws:sns:*", `arn:aws:sns:eu-west-1:${HOME}:topic`, true],
    [
      `arn:aws:logs:*:*:log-group:trail:*`,
      `arn:aws:logs:us-east-1:${HOME}:log-group:trail:log-stream:a`,
      true,
    ],
    ["arn:aws:s3:::logs/*", "*", false],
    ["arn:aws:s3:::logs/${*}", "arn:aws:s3:::logs/*", true],
    ["arn:aws:s3:::logs/${*}", OBJECT, false],
    ["arn:aws:s3:::logs/a${?}b${$}", "arn:aws:s3:::logs/a?b$", true],
    ["arn:aws:s3:::logs/a${?}b", "arn:aws:s3:::logs/axb", false],
  ])("%j takes %s in: %s", (pattern, resource, matches) => {
    const asked = request({ resource });
    expect(evaluateDocument(naming("*", { Resource: pattern }), asked).effect).toBe(
      matches ? "Allow" : "None",
    );
    expect(evaluateDocument(naming("*", { NotResource: pattern }), asked).effect).toBe(
      matches ? "None" : "Allow",
    );
  });
});

describe("policy variables", () => {
  const own = "arn:aws:s3:::logs/${aws:PrincipalAccount}/*";

  it.each([
    ["the principal's own account", own, `arn:aws:s3:::logs/${HOME}/a`, {}, true],
    ["another account", own, "arn:aws:s3:::logs/222222222222/a", {}, false],
    ["a given key", "arn:aws:s3:::logs/${s3:team}", "arn:aws:s3:::logs/red", { "S3:Team": "red" }, true],
    ["an absent key", "arn:aws:s3:::logs/${s3:team}*", "arn:aws:s3:::logs/", {}, false],
    ["a default", "arn:aws:s3:::logs/${s3:team, 'all'}", "arn:aws:s3:::logs/all", {}, true],
    [
      "a default not needed",
      "arn:aws:s3:::logs/${s3:team, 'all'}",
      "arn:aws:s3:::logs/all",
      { "s3:team": "x" },
      false,
    ],
    [
      "the default's wildcard, literally",
      "arn:aws:s3:::logs/${s3:team, 'red'}*",
      "arn:aws:s3:::logs/red1",
      {},
      true,
    ],
    [
      "a tag with a space",
      "arn:aws:s3:::logs/${aws:PrincipalTag/cost center}",
      "arn:aws:s3:::logs/7",
      { "aws:PrincipalTag/cost center": "7" },
      true,
    ],
  ])("in a resource: %s", (_, pattern, resource, context, matches) => {
    const asked = request({ resource, context });
    expect(evaluateDocument(naming("*", { Resource: pattern }), asked).effect).toBe(
      matches ? "Allow" : "None",
    );
  });

  it("without a value take no resource out of NotResource", () => {
    const denies = document({ Effect: "Deny", Principal: "*", NotResource: "arn:aws:s3:::logs/${s3:team}" });
    expect(evaluateDocument(denies, request()).effect).toBe("Deny");
  });

  it.each([
    ["StringEquals", "${s3:team}", "red", true],
    ["StringEquals", "${s3:team}", "blue", false],
    ["StringEqualsIgnoreCase", "${s3:team}", "RED", true],
    ["StringLike", "${s3:team}-*", "red-1", true],
    ["StringLike", "${s3:team}${*}", "red1", false],
    ["StringNotEquals", "${s3:team}", "red", false],
    ["StringEquals", "${s3:absent}", "red", false],
    ["StringNotEquals", "${s3:absent}", "red", true],
    ["StringNotLike", "${s3:absent}*", "red", true],
    ["ArnLike", "arn:aws:iam::${aws:PrincipalAccount}:role/*", `arn:aws:iam::${HOME}:role/x`, true],
    ["ArnLike", "arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:iam::222222222222:role/x", false],
    ["ArnEquals", "${s3:whole}", "arn:aws:s3:::logs", true],
    ["ArnNotLike", "arn:aws:iam::${s3:absent}:role/x", "arn:aws:iam::222222222222:role/x", true],
  ])("in %s %s against %s hold: %s", (operator, operand, value, matches) => {
    const policy = naming("*", { Condition: { [operator]: { "test:key": operand } } });
    const context = { "test:key": value, "s3:team": "red", "s3:whole": "arn:aws:s3:::logs" };
    expect(evaluateDocument(policy, request({ context })).effect).toBe(matches ? "Allow" : "None");
  });
});

it("tells which statement decides: the first that denies, else the first that allows", () => {
  const policy = document(
    { Principal: "*", Action: "s3:*" },
    { Principal: "*" },
    { Effect: "Deny", Principal: "*", Action: "s3:Delete*" },
    { Effect: "Deny", Principal: "*", Action: "s3:DeleteObject" },
  );
  expect(evaluateDocument(policy, request())).toMatchObject({ effect: "Allow", statement: { Sid: "S1" } });
  expect(evaluateDocument(policy, request({ action: "s3:DeleteObject" }))).toMatchObject({
    effect: "Deny",
    statement: { Sid: "S3" },
  });
  expect(evaluateDocument(policy, request({ action: "kms:Decrypt" }))).toMatchObject({
    statement: { Sid: "S2" },
  });
  expect(evaluateDocument(document(), request())).toEqual({ effect: "None" });
});

it("reads an identity's document, which names no principal", () => {
  const policy = document({ Action: "s3:Get*" });
  expect(evaluateDocument(policy, request(), "identity").effect).toBe("Allow");
});
