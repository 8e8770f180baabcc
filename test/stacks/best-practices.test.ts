import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { BestPractices, BestPracticesError, type BestPracticeFinding } from "../../modules/best-practices";
import { buildApp } from "../../stacks/app";
import { addBestPractices, bestPracticeCounts, findingsRows } from "../../tools/app/summary";
import type { Configuration } from "../../stacks/config";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  everythingConfiguration,
  MINIMAL_ORGANIZATION,
  minimalConfiguration,
  referenceConfiguration,
  optionConfigurations,
} from "../support/configurations";
import { inTemporaryFolder } from "../support/synthesized";

/** Synthesizes with the gate, and gives what it found. */
function findingsOf(configuration: Configuration, only?: readonly string[]): readonly BestPracticeFinding[] {
  return inTemporaryFolder((outdir) => {
    const built = buildApp(configuration, { outdir, ...(only && { only }) });
    const gate = addBestPractices(built, only === undefined);
    expect(gate).toBeInstanceOf(BestPractices);
    built.app.synth();
    return gate.findings;
  });
}

const suppressedRules = (findings: readonly BestPracticeFinding[]): readonly string[] => [
  ...new Set(findings.filter(({ suppressed }) => suppressed !== undefined).map(({ rule }) => rule)),
];

describe("the gate over orgtrail's own stacks", () => {
  it.each<readonly [string, () => Configuration]>([
    ["the reference organization", referenceConfiguration],
    ["the minimal organization", minimalConfiguration],
    ["the organization with everything on", everythingConfiguration],
    ...optionConfigurations().map(([title, configuration]) => [title, () => configuration] as const),
    [
      "basic selectors and few events",
      () =>
        configurationOf(
          EVERYTHING_ORGANIZATION.replace(
            /record:[\s\S]*?deliveryNotifications/,
            "record: [{ preset: management-write }]\n  deliveryNotifications",
          ),
          EVERYTHING_CENTRAL_TEAM,
        ),
    ],
    [
      "checks without remediation and without CIS",
      () =>
        configurationOf(
          `${MINIMAL_ORGANIZATION}configRules: { deployAs: conformance-pack }\nsecurityHub: { standards: { cis: none } }\n`,
        ),
    ],
    [
      "few checks",
      () =>
        configurationOf(
          `${MINIMAL_ORGANIZATION}configRules: { disabled: [s3-data-events, s3-write-events, s3-read-events], remediation: { manual: [trail-validated] } }\nsecurityHub: {}\n`,
        ),
    ],
    [
      "no events of KMS",
      () =>
        configurationOf(
          `${MINIMAL_ORGANIZATION}trail: { record: [{ preset: management-without-kms-and-rds-data }] }\n`,
        ),
    ],
    [
      "logs that Terraform may destroy",
      () =>
        configurationOf(MINIMAL_ORGANIZATION.replace("terraform:", "terraform:\n  destroyProtection: false")),
    ],
    [
      "nobody to notify",
      () =>
        configurationOf(
          `${MINIMAL_ORGANIZATION}monitoring: { notify: [{ to: a@b.example, severities: [low] }] }\n`,
        ),
    ],
  ])("lets %s pass", (_name, configuration) => {
    const findings = findingsOf(configuration());
    expect(new Set(findings.map(({ practice }) => practice)).size).toBe(11);
    expect(
      findings.every(
        ({ verdict, suppressed }) => (verdict === "not compliant") === (suppressed !== undefined),
      ),
    ).toBe(true);
  });

  it.each(optionConfigurations())("knows %s as where events are searched", (_, configuration) => {
    const found = findingsOf(configuration).filter(({ rule }) => rule === "search-access");
    expect(found.map(({ verdict }) => verdict)).toEqual(["compliant"]);
  });

  it("finds the minimal organization compliant but for what it leaves out", () => {
    expect(suppressedRules(findingsOf(minimalConfiguration()))).toMatchInlineSnapshot(`
      [
        "data-events",
        "cloudwatch-logs",
        "insights",
        "config-rules",
        "config-remediation",
        "security-hub",
      ]
    `);
  });

  it("says why log buckets are not compliant that administrators may empty", () => {
    const configuration = configurationOf(
      MINIMAL_ORGANIZATION.replace("terraform:", "terraform:\n  destroyProtection: false"),
    );
    const findings = findingsOf(configuration).filter(({ rule }) => rule === "log-bucket-immutable");
    expect(findings).toEqual([
      expect.objectContaining({
        path: "log-archive/organization/logs/bucket",
        verdict: "not compliant",
        suppressed: expect.stringContaining("terraform.destroyProtection: false") as unknown,
      }),
    ]);
  });

  it.each([
    ["management", ["data-events", "cloudwatch-logs", "insights"]],
    ["team-data", ["log-archive-account", "cloudwatch-logs", "insights"]],
  ])(
    "takes what the configuration leaves out of %s for no reason of a trail that it does not make",
    (name, rules) => {
      const configuration = name === "management" ? minimalConfiguration() : referenceConfiguration();
      inTemporaryFolder((outdir) => {
        const built = buildApp(configuration, { outdir });
        const stack = built.stacks.find(({ stackName }) => stackName === name);
        if (stack === undefined) throw new Error(`there is no stack ${name}`);
        const bucket = new S3Bucket(stack, "own-bucket", { bucket: "own" });
        new Cloudtrail(stack, "hand-made", { name: "hand-made", s3BucketName: bucket.id });
        const gate = addBestPractices(built, true);
        expect(() => {
          built.app.synth();
        }).toThrow(BestPracticesError);
        const findings = gate.findings.filter(({ path }) => path === `${name}/hand-made`);
        expect(findings.filter(({ suppressed }) => suppressed !== undefined)).toEqual([]);
        const failed = findings.filter(({ verdict }) => verdict === "not compliant").map(({ rule }) => rule);
        expect(failed).toEqual(expect.arrayContaining(rules));
      });
    },
  );

  it("finds an organization with all checks compliant but for teams' choices", () => {
    const organization = `${MINIMAL_ORGANIZATION}trail: { insights: [api-call-rate, api-error-rate], record: [{ preset: s3-all }, { preset: lambda-invocations }] }
monitoring: { notify: [{ to: a@b.example }] }
configRules: { remediation: { manual: [trail-validated] } }
securityHub: {}
`;
    const findings = findingsOf(configurationOf(organization));
    expect(suppressedRules(findings)).toEqual([]);
    expect(findings.filter(({ practice }) => practice === 11).map(({ verdict }) => verdict)).toEqual([
      "compliant",
      "compliant",
      "compliant",
    ]);
  });

  it.each(["log-archive", "management", "team-payments"])("lets %s pass alone", (stack) => {
    expect(findingsOf(referenceConfiguration(), [stack]).length).toBeGreaterThan(1);
  });

  it.each([
    ["enable_log_file_validation", false, /writes no digests/],
    ["is_multi_region_trail", false, /records one Region/],
    ["include_global_service_events", false, /leaves out global services/],
    ["cloud_watch_logs_role_arn", "", /no role that writes to it/],
    ["kms_key_id", "", /S3's own key/],
  ])("fails for a trail with %s %j, which no configuration asked for", (attribute, value, message) => {
    const configuration = referenceConfiguration();
    inTemporaryFolder((outdir) => {
      const built = buildApp(configuration, { outdir });
      for (const node of built.app.node.findAll()) {
        if (node instanceof Cloudtrail && node.node.path === "management/organization/trail") {
          node.addOverride(attribute, value);
        }
      }
      addBestPractices(built, true);
      expect(() => {
        built.app.synth();
      }).toThrow(message);
    });
  });
});

it("sums up in a row a practice", () => {
  const finding = { path: "a", practice: 6, rule: "log-file-validation", because: "is so" };
  const findings: readonly BestPracticeFinding[] = [
    { ...finding, verdict: "compliant" },
    { ...finding, verdict: "compliant" },
    { ...finding, verdict: "not compliant", suppressed: "this is a test" },
    { ...finding, verdict: "not applicable" },
  ];
  expect(bestPracticeCounts(findings)).toEqual({ compliant: 2, suppressed: 1, notApplicable: 1 });
  const rows = findingsRows(findings);
  expect(rows).toHaveLength(11);
  expect(rows[5]).toEqual(["6", "Log file validation", 2, 1, 1]);
});
