import { faultText } from "../../../stacks/config";
import { prove, tableFaults } from "../../../tools/prove/prove";
import { readRequestFile } from "../../../tools/prove/request-file";
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
    ["a wildcard in an action", { action: "action: s3:*" }, "requests[0].action: is no action"],
    ["an object's action of a bucket", { resource: "" }, "requests[0].action: is never asked of a bucket"],
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
      "requests.yaml:10:5 requests[0].expects: is not a known key; allowed: name, on, team, principal, except, identityPolicy, action, can, resource, context, keys, when, expect, why; did you mean expect?",
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

  it("tells all its faults at once", () => {
    expect(
      faults(file({ on: "on: x", principal: "principal: x", action: "action: x", why: "" })),
    ).toHaveLength(4);
  });

  it("is refused when a policy cannot answer a request", () => {
    const odd = file({ action: "action: s3:DeleteObject", more: 'keys: { "aws:MultiFactorAuthAge": soon }' });
    const { faults: found } = prove(variant(), [read(odd)]);
    expect(found.map(faultText).join("\n")).toContain(
      "is compared with a value of the request that is not a number",
    );
  });
});
