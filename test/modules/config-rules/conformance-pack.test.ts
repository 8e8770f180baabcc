import fc from "fast-check";
import { parse } from "yaml";
import {
  configRules,
  conformancePack,
  conformancePackProblems,
  excludedAccountsProblems,
  MAX_EXCLUDED_ACCOUNTS,
  MAX_ORGANIZATION_RULE_NAME_LENGTH,
  MAX_PACK_NAME_LENGTH,
  MAX_PACK_PARAMETERS,
  MAX_PACK_RULES,
  MAX_PACK_TEMPLATE_BYTES,
  organizationRuleProblems,
  REMEDIATION_BOUNDS,
  remediationProblems,
  type ConfigRule,
} from "../../../modules/config-rules";
import { scope, WATCHED } from "./fixtures";

interface Template {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;
}
interface Properties {
  readonly ConfigRuleName: string;
  readonly InputParameters?: Readonly<Record<string, unknown>>;
  readonly MaximumExecutionFrequency?: string;
  readonly Scope?: unknown;
  readonly Source: unknown;
}

const { rules } = configRules(scope(WATCHED));
const KEY = "arn:aws:kms:us-east-1:222222222222:key/logs";

function template(text: string): Template {
  return parse(text) as Template;
}

/** As many rules as asked, each as long as asked. */
function someRules(count: number, length = 1): readonly ConfigRule[] {
  return Array.from({ length: count }, (_, index) => ({
    id: "rule",
    name: `rule-${index}`,
    identifier: "X",
    description: "d".repeat(length),
    trigger: "change",
    parameters: {},
    owner: "management",
    reach: "organization",
  }));
}

describe("the template", () => {
  const pack = conformancePack({ rules, namePrefix: "acme-orgtrail-", variables: { LogKey: KEY } });
  const { Parameters, Resources } = template(pack.template);

  it("has a rule of AWS's for each, with name, parameters, scope and frequency", () => {
    expect(Object.values(Resources).map(({ Type }) => Type)).toEqual(
      Array(Object.keys(Resources).length).fill("AWS::Config::ConfigRule"),
    );
    expect(Resources["trailXmultiXregion"]?.Properties).toEqual({
      ConfigRuleName: "acme-orgtrail-trail-multi-region",
      Description: "That trail records all management events of every Region.",
      InputParameters: {
        s3BucketName: "acme-logs",
        snsTopicArn: "arn:aws:sns:us-east-1:111111111111:audit-delivery",
        includeManagementEvents: "true",
        readWriteType: "ALL",
      },
      MaximumExecutionFrequency: "TwentyFour_Hours",
      Source: { Owner: "AWS", SourceIdentifier: "MULTI_REGION_CLOUD_TRAIL_ENABLED" },
    });
    expect(Resources["bucketXtlsXaccess"]?.Properties).toEqual({
      ConfigRuleName: "acme-orgtrail-bucket-tls-access",
      Description: "The bucket's policy refuses plain HTTP.",
      Scope: { ComplianceResourceId: "acme-access", ComplianceResourceTypes: ["AWS::S3::Bucket"] },
      Source: { Owner: "AWS", SourceIdentifier: "S3_BUCKET_SSL_REQUESTS_ONLY" },
    });
  });

  it("takes what only the deployment knows as a parameter", () => {
    expect(Parameters).toEqual({ LogKey: { Type: "String" } });
    expect(pack.inputParameters).toEqual({ LogKey: KEY });
    expect(Resources["bucketXkmsXorganization"]?.Properties.InputParameters).toEqual({
      kmsKeyArns: { Ref: "LogKey" },
    });
    expect(pack.template).not.toContain(KEY);
  });

  it("has no parameter that no rule uses", () => {
    const unused = conformancePack({ rules, namePrefix: "", variables: { Other: "x" } });
    expect(unused.inputParameters).toEqual({});
    expect(template(unused.template).Parameters).toBeUndefined();
  });

  it("evaluates as often as asked", () => {
    const hourly = conformancePack({ rules, namePrefix: "", evaluateEveryHours: 1 });
    const { Properties } = template(hourly.template).Resources["trailXenabled"] ?? {};
    expect(Properties?.MaximumExecutionFrequency).toBe("One_Hour");
  });

  it("has one line for each rule and parameter: AWS counts the bytes", () => {
    const headings = ["Parameters:", "Resources:", ""];
    const lines = pack.template.split("\n");
    expect(lines.filter((line) => !line.startsWith(" "))).toEqual(headings);
    expect(lines).toHaveLength(headings.length + 1 + Object.keys(Resources).length);
  });

  it("is YAML that says the same, whatever the parameters", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z](-?[a-z0-9]){0,9}$/), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(names, fc.string(), fc.string(), (some, value, description) => {
        const made = some.map((name) => ({ ...rules[0], name, description, parameters: { a: value } }));
        const { template: text } = conformancePack({ rules: made as ConfigRule[], namePrefix: "p-" });
        const read = Object.values(template(text).Resources);
        // Two names have two ids, so that no rule is lost.
        expect(read.map(({ Properties }) => Properties.ConfigRuleName)).toEqual(
          some.map((name) => `p-${name}`),
        );
        for (const { Properties } of read) {
          expect(Properties).toMatchObject({ InputParameters: { a: value }, Description: description });
        }
      }),
    );
  });
});

const problemTexts = (
  made: readonly { readonly property: string; readonly what: string }[],
): readonly string[] => made.map(({ property, what }) => `${property} ${what}`);

describe("limits of a pack, at their edges", () => {
  const pack = (made: readonly ConfigRule[], variables = {}): readonly string[] =>
    problemTexts(
      conformancePackProblems("pack", conformancePack({ rules: made, namePrefix: "", variables })),
    );

  it(`takes ${MAX_PACK_RULES} rules, and not one more`, () => {
    expect(pack(someRules(MAX_PACK_RULES))).toEqual([]);
    expect(pack(someRules(MAX_PACK_RULES + 1))).toEqual(["rules make a pack of 131 rules"]);
  });

  it(`takes ${MAX_PACK_TEMPLATE_BYTES} bytes, and not one more`, () => {
    const size = (length: number): number =>
      conformancePack({ rules: someRules(1, length), namePrefix: "" }).template.length;
    const fits = MAX_PACK_TEMPLATE_BYTES - size(0);
    expect(size(fits)).toBe(MAX_PACK_TEMPLATE_BYTES);
    expect(pack(someRules(1, fits))).toEqual([]);
    expect(pack(someRules(1, fits + 1))).toEqual(["rules make a pack of 51201 bytes"]);
  });

  it("counts bytes, not characters", () => {
    const [rule] = someRules(1);
    const made = [{ ...rule, description: "ä".repeat(26_000) } as ConfigRule];
    expect(pack(made)).toEqual([expect.stringMatching(/^rules make a pack of 52\d{3} bytes$/)]);
  });

  it(`takes ${MAX_PACK_PARAMETERS} parameters, and not one more`, () => {
    const using = (count: number): readonly string[] => {
      const values = Array.from({ length: count }, (_, index) => [`K${index}`, `value ${index}`] as const);
      const [rule] = someRules(1);
      const made = [{ ...rule, parameters: Object.fromEntries(values) } as ConfigRule];
      return pack(made, Object.fromEntries(values));
    };
    expect(using(MAX_PACK_PARAMETERS)).toEqual([]);
    expect(using(MAX_PACK_PARAMETERS + 1)).toEqual(["rules make a pack of 61 parameters"]);
  });

  it.each([
    ["a".repeat(MAX_PACK_NAME_LENGTH), true],
    ["a".repeat(MAX_PACK_NAME_LENGTH + 1), false],
    ["acme-orgtrail", true],
    ["1acme", false],
    ["acme_orgtrail", false],
    ["", false],
  ])("the name %s", (name, taken) => {
    const made = conformancePack({ rules: someRules(1), namePrefix: "" });
    expect(conformancePackProblems(name, made).length === 0).toBe(taken);
  });
});

describe("limits of rules of the organization, at their edges", () => {
  it(`takes names of ${MAX_ORGANIZATION_RULE_NAME_LENGTH} characters, and no longer ones`, () => {
    const prefix = (length: number): string => "x".repeat(length - "rule-0".length);
    expect(organizationRuleProblems(prefix(MAX_ORGANIZATION_RULE_NAME_LENGTH), someRules(1))).toEqual([]);
    expect(
      problemTexts(organizationRuleProblems(prefix(MAX_ORGANIZATION_RULE_NAME_LENGTH + 1), someRules(1))),
    ).toEqual(["rules.rule-0 makes the name of a rule of 65 characters"]);
  });

  it(`leaves out ${MAX_EXCLUDED_ACCOUNTS} accounts, and not one more`, () => {
    const accounts = (count: number): readonly string[] => Array.from({ length: count }, String);
    expect(excludedAccountsProblems(accounts(MAX_EXCLUDED_ACCOUNTS))).toEqual([]);
    expect(problemTexts(excludedAccountsProblems(accounts(MAX_EXCLUDED_ACCOUNTS + 1)))).toEqual([
      "excludedAccounts lists 1001 accounts",
    ]);
  });
});

describe("limits of remediation, at their edges", () => {
  it.each(Object.entries(REMEDIATION_BOUNDS))("%s", (setting, [least, most]) => {
    const of = (value: number): number => remediationProblems({ [setting]: value }).length;
    expect([least, most].map(of)).toEqual([0, 0]);
    expect([least - 1, most + 1, least + 0.5].map(of)).toEqual([1, 1, 1]);
  });
});
