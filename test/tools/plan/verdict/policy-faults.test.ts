import { policiesOf } from "../../../../tools/prove/policies-of";
import { judge, verdictOf } from "../../../../tools/plan/verdict";
import { referenceConfiguration } from "../../../support/configurations";
import { mutantsOf } from "../../prove/mutations";
import { planOf, updated } from "./plans";
import { KEY, LOG_BUCKET } from "./resources";

// Thousands of requests are put to each of some hundred policies.
jest.setTimeout(180_000);

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
