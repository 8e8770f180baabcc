import { faultText } from "../../../stacks/config";
import { prove } from "../../../tools/prove/prove";
import { readRequestFile } from "../../../tools/prove/request-file";
import { tableFaults } from "../../../tools/prove/request-file";
import { variant } from "./configurations";

const ROW = {
  name: "name: somebody asks",
  on: "on: logBuckets",
  principal: "principal: member",
  action: "action: s3:GetObject",
  resource: "resource: logFile",
  expect: "expect: denied",
  why: "why: They are not theirs.",
};

/** A file with one row, changed; a part that is empty is left out. */
function file(changes: Partial<Record<string, string>> = {}): string {
  const lines = Object.values({ ...ROW, ...changes }).filter((line) => line !== "");
  return `about: A test.\nrequests:\n  - ${lines.join("\n    ")}\n`;
}

const read = (text: string) => readRequestFile({ file: "requests.yaml", text });
const faults = (text: string): readonly string[] => tableFaults(variant(), [read(text)]).map(faultText);

describe("a file of requests", () => {
  it("may give one value or a list", () => {
    expect(faults(file())).toEqual([]);
    const [one] = read(file()).rows;
    const [several] = read(
      file({ principal: "principal: [member, anonymous]", context: "context: recentMfa" }),
    ).rows;
    expect(one?.row).toMatchObject({ principal: ["member"], context: [], identityPolicy: "everything" });
    expect(several?.row).toMatchObject({ principal: ["member", "anonymous"], context: ["recentMfa"] });
  });

  it.each<[string, Partial<Record<string, string>>, string]>([
    [
      "an unknown set",
      { on: "on: logBucket" },
      "requests.yaml:4:9 requests[0].on: is not one of the values allowed",
    ],
    [
      "a principal that nobody knows",
      { principal: "principal: [member, admin]" },
      "requests[0].principal[1]: is nobody known",
    ],
    [
      "a principal that is misspelt",
      { principal: "principal: memebr" },
      'requests.yaml:5:16 requests[0].principal: is nobody known; received "memebr"; allowed: everybody, cloudTrail,',
    ],
    [
      "a principal that is misspelt, with what is meant",
      { principal: "principal: memebr" },
      "did you mean member?",
    ],
    [
      "nobody who asks",
      { principal: "principal: []" },
      "requests[0].principal: names nobody; received []; name one or more",
    ],
    ["nothing that is asked", { action: "action: []" }, "requests[0].action: names nothing"],
    [
      "a session of a role",
      { principal: "principal: arn:aws:sts::444444444444:assumed-role/Siem/alice" },
      'requests[0].principal: is the session of a role; received "arn:aws:sts::444444444444:assumed-role/Siem/alice"; allowed: the ARN of the role itself; write arn:aws:iam::444444444444:role/Siem, with the role\'s path before its name where it has one',
    ],
    [
      "a pattern of those who ask",
      { principal: "principal: [member, 'arn:aws:iam::444444444444:role/*']" },
      'requests[0].principal[1]: is a pattern, and it is somebody who asks; received "arn:aws:iam::444444444444:role/*"; allowed: an ARN without wildcards',
    ],
    [
      "a principal of another partition",
      { principal: "principal: arn:aws-cn:iam::444444444444:role/Siem" },
      'requests.yaml:5:16 requests[0].principal[0]: is of partition aws-cn; received "arn:aws-cn:iam::444444444444:role/Siem"; allowed: ARNs of partition aws; correct the ARN',
    ],
    [
      "a principal of a partition that is none",
      { principal: "principal: [member, 'arn:foo:iam::444444444444:role/Siem']" },
      "requests.yaml:5:25 requests[0].principal[1]: is of partition foo",
    ],
    [
      "an exception of another partition",
      { more: "except: arn:aws-cn:iam::444444444444:role/Siem" },
      "requests.yaml:10:13 requests[0].except[0]: is of partition aws-cn",
    ],
    [
      "a resource of another partition",
      {
        on: "on: guardedAccounts",
        action: "action: cloudtrail:StopLogging",
        resource: "resource: arn:aws-cn:cloudtrail:us-east-1:444444444444:trail/x",
      },
      "requests[0].resource[0]: is of partition aws-cn",
    ],
    ["a wildcard in an action", { action: "action: s3:*" }, "requests[0].action: is no action"],
    [
      "an action that is misspelt",
      { action: "action: s3:DeletObject" },
      'requests.yaml:6:13 requests[0].action: is no action that s3 has; received "s3:DeletObject"; did you mean s3:DeleteObject?',
    ],
    [
      "an action of a service that is misspelt",
      { action: "action: [s3:GetObject, clodtrail:StopLogging]" },
      'requests[0].action[1]: is an action of no service that AWS has; received "clodtrail:StopLogging"; did you mean cloudtrail?',
    ],
    [
      "an action of another service than the bucket's",
      { action: "action: kms:Decrypt", resource: "" },
      'requests[0].action: is never asked of a log bucket; received "kms:Decrypt"',
    ],
    [
      "an action of another service than the key's",
      { on: "on: logKeys", action: "action: s3:ListBucket", resource: "" },
      "requests[0].action: is never asked of a log key",
    ],
    [
      "no resource, of an action that AWS asks of one",
      {
        on: "on: guardedAccounts",
        principal: "principal: administrator",
        action: "action: s3:DeleteBucket",
        resource: 'resource: "*"',
      },
      'requests[0].action: is never asked of *; received "s3:DeleteBucket"; name the resource of which AWS asks for it, such as its ARN: * is for actions of none. For all resources at once, write a statement',
    ],
    [
      "an action that changes the role, and not who takes it",
      { on: "on: logRoles", action: "action: iam:DeleteRole", resource: "resource: role" },
      "requests[0].action: is never asked of role",
    ],
    [
      "something that none of the actions is asked of",
      { on: "on: [logBuckets, logKeys]", resource: "", action: "action: s3:ListBucket" },
      'requests[0].on: has a log key, which none of the actions is asked of; received ["s3:ListBucket"]',
    ],
    [
      "a context key that is misspelt",
      { more: 'keys: { "aws:MultifactorAuthAg": 5 }' },
      'requests.yaml:10:38 requests[0].keys.aws:MultifactorAuthAg: is a context key that AWS does not have; received "aws:MultifactorAuthAg"; did you mean aws:MultiFactorAuthAge?',
    ],
    [
      "a context key without its prefix",
      { more: "keys: { SourceIp: 192.0.2.1 }" },
      'requests[0].keys.SourceIp: is no context key; received "SourceIp"; allowed: prefix:Name, such as aws:SourceIp; did you mean aws:SourceIp?',
    ],
    [
      "a kind of rule for what is no remediation role",
      { more: "rule: key-rotation" },
      "requests[0].rule: is about remediation roles, and on names others",
    ],
    [
      "a kind of rule that no runbook mends",
      { on: "on: remediationRolePermissions", more: "rule: key-rotations" },
      "requests[0].rule: is not one of the values allowed",
    ],
    [
      "what people do, misspelt",
      { action: "", resource: "", more: "can: raed" },
      'requests[0].can: is not one of the values allowed; received "raed"; allowed: read, readOwn,',
    ],
    [
      "what people do, with what is meant",
      { action: "", resource: "", more: "can: raed" },
      "did you mean read?",
    ],
    [
      "an object's action of a bucket",
      { resource: "" },
      "requests[0].action: is never asked of a log bucket",
    ],
    [
      "a key of a bucket",
      { resource: "resource: [logFile, key]" },
      "requests[0].resource: is nothing of a log bucket",
    ],
    [
      "a stream of a bucket",
      { action: "action: logs:PutLogEvents", resource: "resource: stream/x" },
      "requests[0].resource: is nothing of a log bucket",
    ],
    [
      "somebody else than the role whose permissions are asked about",
      { on: "on: logRolePermissions", action: "action: logs:PutLogEvents", resource: "resource: stream/x" },
      "requests[0].principal: is not the role whose permissions are asked about",
    ],
    [
      "nothing that a role is to do something with",
      { on: "on: forwardingRolePermissions", action: "action: events:PutEvents", resource: "" },
      "requests[0].resource: is missing: who asks does something with other resources",
    ],
    [
      "own policies of a role beside those that are asked about",
      { on: "on: logRolePermissions", more: "identityPolicy: nothing" },
      "requests[0].identityPolicy: is that of the role, which is asked about",
    ],
    [
      "an action of another service than the resource's",
      {
        on: "on: logRolePermissions",
        principal: "principal: theRole",
        action: "action: s3:PutObject",
        resource: "resource: stream/x",
      },
      "requests[0].action: is never asked of stream/x",
    ],
    [
      "an unknown placeholder",
      { resource: "resource: bucket/{acount}" },
      "has a placeholder that is not known",
    ],
    [
      "an unknown key",
      { more: "expects: denied" },
      "requests.yaml:10:5 requests[0].expects: is not a known key; allowed: name, on, team, rule, principal, except, identityPolicy, action, can, resource, context, keys, when, expect, why; did you mean expect?",
    ],
    [
      "a missing verdict",
      { expect: "" },
      "requests[0].expect: is missing; allowed: allowed, denied, explicitly denied, implicitly denied; add one of them",
    ],
    ["a verdict that is none", { expect: "expect: deny" }, 'received "deny"'],
    ["action beside can", { more: "can: read" }, "requests[0].can: stands beside action"],
    ["neither action nor can", { action: "", resource: "" }, "requests[0].action: is missing, and so is can"],
    [
      "can of a key",
      { action: "", resource: "", on: "on: logKeys", more: "can: read" },
      "names more than log buckets",
    ],
    [
      "a team that is none",
      { more: "team: nobody" },
      "requests.yaml:10:11 requests[0].team: is no team of the configuration",
    ],
    ["no YAML", { name: 'name: "' }, "is not YAML"],
    [
      "a name twice",
      {
        more: "\n  - name: somebody asks\n    on: logBuckets\n    principal: member\n    can: read\n    expect: denied\n    why: It.",
      },
      "names two requests of the file",
    ],
  ])("is refused with %s, at its place", (_, changes, text) => {
    expect(faults(file(changes)).join("\n")).toContain(text);
  });

  it("says what an empty file lacks", () => {
    for (const text of ["", "# nothing yet\n"]) {
      expect(faults(text)).toEqual([
        "requests.yaml:1:1 about: is missing; allowed: text; add it",
        "requests.yaml:1:1 requests: is missing; allowed: a list; add it",
      ]);
    }
  });

  it("says which entry of a list is empty", () => {
    const [fault = ""] = faults(`${file()}  -\n`);
    expect(fault).toContain("requests.yaml:10:4 requests[1]: is empty; allowed: keys with values: name, on");
  });

  it("knows names without regard to case, as IAM does, keys of tokens, tags, and services that no policy names", () => {
    expect(
      faults(
        file({
          action: "action: S3:getobject",
          more: 'keys: { "AWS:sourceip": 192.0.2.1, "aws:RequestTag/Team": x, "token.actions.example.com:sub": x, "sagemaker:InstanceTypes": x }',
        }),
      ),
    ).toEqual([]);
    const other = {
      on: "on: guardedAccounts",
      action: "action: sagemaker:CreateEndpoint",
      resource: 'resource: "*"',
    };
    expect(faults(file(other))).toEqual([]);
  });

  it("takes patterns of those who do not ask", () => {
    expect(faults(file({ more: "except: 'arn:aws:iam::444444444444:role/*'" }))).toEqual([]);
  });

  it("tells all its faults at once", () => {
    expect(
      faults(file({ on: "on: x", principal: "principal: x", action: "action: x", why: "" })),
    ).toHaveLength(4);
  });

  it("is refused when a policy cannot answer a request, at the key that it cannot read", () => {
    const odd = file({ action: "action: s3:DeleteObject", more: 'keys: { "aws:multiFactorAuthAge": soon }' });
    const { faults: found } = prove(variant(), [read(odd)]);
    expect(found.map(faultText)).toEqual([
      'requests.yaml:10:39 requests[0].keys.aws:multiFactorAuthAge: is compared with a value of the request that is not a number; received "soon"; correct the value in the request, or the operator',
    ]);
  });

  it("is refused where its requests could not carry what it says", () => {
    const odd = file({ more: "context: [recentMfa, ofTheLogGroup]" });
    const { faults: found, requests } = prove(variant(), [read(odd)]);
    expect(found.map(faultText)).toEqual([
      'requests.yaml:10:14 requests[0].context: says nothing of the log bucket of the organization, so that nothing would be asked of it; received "ofTheLogGroup"; correct it, or on',
    ]);
    expect(requests).toBe(0);
  });
});
