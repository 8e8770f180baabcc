import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { authorize, FULL_AWS_ACCESS, roleSession } from "../../../modules/policy-evaluation";
import { policiesOf } from "../../../stacks/blueprint";
import type { Subject } from "../../../stacks/blueprint";
import { variant } from "./configurations";

type Service = "s3" | "kms";

const read = (...path: readonly string[]): string => readFileSync(join(__dirname, ...path), "utf8");
const ACTIONS = JSON.parse(read("..", "..", "modules", "policy", "aws-actions.json")) as Record<
  Service,
  string[]
>;
const HARMLESS = parse(read("harmless.yaml")) as readonly (Partial<Record<Service, string[]>> & {
  why: string;
})[];

const CONTEXT = { "aws:SecureTransport": true, "s3:TlsVersion": "1.3" };
const READS = /^(get|list|describe)/;
const OF_OBJECTS =
  /^((get|put|delete|restore|update)object|replicate|bypassgovernance|abortmultipart|objectowner)/;

/** What an administrator whom IAM lets do everything may do without MFA, besides reading. */
function allowed(subject: Subject, service: Service): readonly string[] {
  const principal = roleSession({
    account: subject.ownerAccount,
    role: "AnyAdministrator",
    organization: "o-a1b2c3d4e5",
  });
  return ACTIONS[service]
    .filter((action) => !READS.test(action))
    .filter((action) => {
      const resource =
        service === "s3" && OF_OBJECTS.test(action) ? `${subject.arn}/AWSLogs/log.json.gz` : subject.arn;
      const request = {
        principal,
        action: `${service}:${action}`,
        resource,
        resourceAccount: subject.ownerAccount,
        context: CONTEXT,
      };
      const { verdict } = authorize(request, { resource: subject.document, identity: [FULL_AWS_ACCESS] });
      return verdict === "allowed";
    })
    .sort();
}

const reviewed = (service: Service): readonly string[] =>
  HARMLESS.flatMap((entry) => entry[service] ?? []).sort();

describe("what an administrator may do to logs without MFA", () => {
  const subjects = policiesOf(variant());

  it.each(
    subjects
      .filter(({ kind }) => kind === "log bucket" || kind === "access-log bucket")
      .map((subject) => [subject.name, subject] as const),
  )("has been looked at, action by action: %s", (_, subject) => {
    expect(allowed(subject, "s3")).toEqual(reviewed("s3"));
  });

  it.each(
    subjects.filter(({ kind }) => kind === "log key").map((subject) => [subject.name, subject] as const),
  )("has been looked at, action by action: %s", (_, subject) => {
    expect(allowed(subject, "kms")).toEqual(reviewed("kms"));
  });
});
