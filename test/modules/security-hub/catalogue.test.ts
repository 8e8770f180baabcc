import { catalogue } from "../../../modules/controls";
import { regionOf } from "../../../modules/organization";
import {
  belongsTo,
  CIS_VERSIONS,
  SECURITY_CONTROLS,
  securityControl,
  standardArn,
  type SecurityStandard,
} from "../../../modules/security-hub";

const STANDARDS: readonly SecurityStandard[] = [
  "foundational-best-practices",
  ...CIS_VERSIONS.map((version) => `cis-${version}` as const),
];

const idsOf = (standard: SecurityStandard): readonly string[] =>
  SECURITY_CONTROLS.filter((control) => belongsTo(control, standard)).map(({ id }) => id);

const cloudWatch = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `CloudWatch.${from + index}`);

describe("the controls of Security Hub", () => {
  it("have an id each", () => {
    const ids = SECURITY_CONTROLS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^(CloudTrail|CloudWatch|Config|KMS|S3)\.\d+$/);
  });

  it.each<[SecurityStandard, readonly string[]]>([
    [
      "foundational-best-practices",
      [
        ...["CloudTrail.1", "CloudTrail.2", "CloudTrail.4", "CloudTrail.5"],
        ...["S3.1", "S3.2", "S3.3", "S3.5", "S3.6", "S3.8", "S3.9", "S3.12", "S3.13"],
        ...["KMS.1", "KMS.2", "KMS.3", "KMS.5", "Config.1"],
      ],
    ],
    [
      "cis-1.2.0",
      [
        ...["CloudTrail.1", "CloudTrail.2", "CloudTrail.4", "CloudTrail.5", "CloudTrail.6", "CloudTrail.7"],
        "KMS.4",
        ...cloudWatch(1, 14),
        "Config.1",
      ],
    ],
    [
      "cis-1.4.0",
      [
        ...["CloudTrail.1", "CloudTrail.2", "CloudTrail.4", "CloudTrail.5", "CloudTrail.6", "CloudTrail.7"],
        ...["S3.1", "S3.5", "S3.8", "S3.20", "KMS.4", "CloudWatch.1"],
        ...cloudWatch(4, 14),
        "Config.1",
      ],
    ],
    [
      "cis-3.0.0",
      [
        ...["CloudTrail.1", "CloudTrail.2", "CloudTrail.4", "CloudTrail.7"],
        ...["S3.1", "S3.5", "S3.8", "S3.20", "S3.22", "S3.23", "KMS.4", "Config.1"],
      ],
    ],
    [
      "cis-5.0.0",
      [
        ...["CloudTrail.1", "CloudTrail.2", "CloudTrail.4", "CloudTrail.7"],
        ...["S3.1", "S3.5", "S3.8", "S3.20", "S3.22", "S3.23", "KMS.4", "Config.1"],
      ],
    ],
  ])("of %s are those that AWS lists", (standard, ids) => {
    expect(idsOf(standard)).toEqual(ids);
  });

  it("have the CIS numbers of the filters that pass them", () => {
    const filters = catalogue({
      archive: "222222222222" as never,
      trails: ["acme-trail"],
      buckets: ["acme-logs"],
      accounts: [],
      logGroups: ["/acme"],
      namePrefix: "acme-",
    });
    const passed = filters.flatMap(({ standards }) =>
      standards?.securityHub === undefined ? [] : [{ ...standards, id: standards.securityHub }],
    );
    expect(passed.map(({ id }) => id).sort()).toEqual([...cloudWatch(1, 14)].sort());
    for (const { id, cis12, cis14To50 } of passed) {
      const cis = securityControl(id)?.cis;
      expect({ id, number: cis?.["1.2.0"] }).toEqual({ id, number: cis12 });
      if (cis?.["1.4.0"] !== undefined)
        expect({ id, number: cis["1.4.0"] }).toEqual({ id, number: cis14To50 });
    }
  });

  it("are found by id, and others are not", () => {
    expect(securityControl("S3.20")).toMatchObject({ checks: "bucket", cis: { "5.0.0": "2.1.2" } });
    expect(securityControl("EC2.7")).toBeUndefined();
  });
});

describe("the ARN of a standard", () => {
  it.each<[SecurityStandard, string]>([
    [
      "foundational-best-practices",
      "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
    ],
    ["cis-1.2.0", "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0"],
    ["cis-1.4.0", "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/1.4.0"],
    ["cis-3.0.0", "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0"],
    ["cis-5.0.0", "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0"],
  ])("%s", (standard, arn) => {
    expect(standardArn("aws", regionOf("aws", "eu-west-1"), standard)).toBe(arn);
  });

  it("is in the partition", () => {
    for (const standard of STANDARDS) {
      expect(standardArn("aws-cn", regionOf("aws-cn", "cn-north-1"), standard)).toMatch(
        /^arn:aws-cn:securityhub:/,
      );
    }
  });
});
