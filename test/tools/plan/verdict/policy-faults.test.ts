import { policiesOf } from "../../../../stacks/blueprint";
import { judge, verdictOf } from "../../../../tools/plan/verdict";
import { referenceConfiguration } from "../../../support/configurations";
import { mutantsOf } from "../../prove/mutations";
import { EXCEPTIONS, exceptionsIn } from "./exceptions";
import { planOf, updated } from "./plans";
import { KEY, LOG_BUCKET } from "./resources";

// Thousands of requests are put to each of some hundred policies.
jest.setTimeout(600_000);

const configuration = referenceConfiguration();

/** What changes a statement and nothing that anybody may do. */
const HARMLESS: readonly { readonly fault: RegExp; readonly why: string }[] = [
  { fault: /: widen the resources to \*$/, why: "No other resource is asked with this policy." },
  {
    fault: /^DenyPlainHttp|^DenyOldTls.*: widen the actions to \*$/,
    why: "Buckets know actions of S3 alone.",
  },
  {
    fault: /^(AllowReaders(List|Get)|EnableCloudTrailLogDecryptPermissions): widen the principals to \*$/,
    why: "A condition on aws:PrincipalArn names the same readers.",
  },
  {
    fault: /: drop aws:PrincipalIsAWSService of BoolIfExists$/,
    why: "The other conditions of the statement hold for a service in any case, or no service does such things.",
  },
];

it.each([
  // Of a bucket's many statements, the faults that open or remove the most.
  [
    "log bucket of the organization",
    "aws_s3_bucket_policy",
    { bucket: LOG_BUCKET },
    /^(drop the statement|widen)/,
  ],
  ["log key of the organization", "aws_kms_key", KEY, /./],
] as const)(
  "every fault in the policy of the %s is found, whatever the statement",
  (name, type, attributes, faults) => {
    const subject = policiesOf(configuration).find((each) => each.name === name);
    if (subject === undefined) throw new Error(`there is no ${name}`);
    const before = { ...attributes, policy: JSON.stringify(subject.document) };
    const mutants = mutantsOf(subject.document).filter(({ change }) => faults.test(change));
    const passed = mutants
      .filter(({ document }) => {
        const change = updated(type, before, { policy: JSON.stringify(document) });
        return verdictOf(judge(planOf({ changes: [change] }), configuration, "2026-01-01")) === "fine";
      })
      .map(({ statement, change }) => `${statement}: ${change}`)
      .filter((fault) => !HARMLESS.some((each) => each.fault.test(fault)));
    expect(passed).toEqual([]);
    expect(mutants.length).toBeGreaterThan(30);
  },
);

const LOG_BUCKET_POLICY = [
  "log bucket of the organization",
  "aws_s3_bucket_policy",
  { bucket: LOG_BUCKET },
] as const;
const LOG_KEY_POLICY = ["log key of the organization", "aws_kms_key", KEY] as const;

it.each([LOG_BUCKET_POLICY, LOG_KEY_POLICY])(
  "a denial in the policy of the %s that gets an exception is blocked, whatever the operator",
  (name, type, attributes) => {
    const subject = policiesOf(configuration).find((each) => each.name === name);
    if (subject === undefined) throw new Error(`there is no ${name}`);
    const before = { ...attributes, policy: JSON.stringify(subject.document) };
    const exceptions = exceptionsIn(subject.document);
    const passed = exceptions
      .map(({ statement, exception, document }) => {
        const change = updated(type, before, { policy: JSON.stringify(document) });
        const verdict = verdictOf(judge(planOf({ changes: [change] }), configuration, "2026-01-01"));
        return `${statement} ${exception}: ${verdict}`;
      })
      .filter((text) => !text.endsWith(": blocked"));
    expect(passed).toEqual([]);
    expect(exceptions.length).toBeGreaterThanOrEqual(2 * EXCEPTIONS.length);
  },
);
