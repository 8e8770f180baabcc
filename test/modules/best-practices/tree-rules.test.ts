import type { CloudtrailConfig } from "@cdktf/provider-aws/lib/cloudtrail";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Testing, type TerraformStack } from "cdktf";
import {
  BestPractices,
  PRACTICES,
  suppressBestPractice,
  type Compliance,
} from "../../../modules/best-practices";
import {
  CLOUDTRAIL_WRITES,
  judged,
  judgedTree,
  logBucketIn,
  policyText,
  stackIn,
  trailIn,
} from "./hand-made";

type Make = (stack: TerraformStack) => void;

const ALL = { isOrganizationTrail: true, isMultiRegionTrail: true };
const trail =
  (config: Partial<CloudtrailConfig>): Make =>
  (stack) => {
    trailIn(stack, config);
  };
const data = (type: string): { fieldSelector: { field: string; equalTo: string[] }[] } => ({
  fieldSelector: [
    { field: "eventCategory", equalTo: ["Data"] },
    { field: "resources.type", equalTo: [type] },
  ],
});
const S3 = data("AWS::S3::Object");
const LAMBDA = data("AWS::Lambda::Function");

describe("several trails", () => {
  const verdicts = (rule: string, make: Make): readonly (readonly [string, Compliance])[] =>
    judged(rule, make).map(({ path, verdict }) => [path, verdict]);

  it("need one that records everything", () => {
    expect(
      verdicts("organization-trail", (stack) => {
        trailIn(stack, ALL, "all");
        trailIn(stack, { advancedEventSelector: [S3] }, "one");
      }),
    ).toEqual([
      ["stack/all", "compliant"],
      ["stack/one", "not applicable"],
    ]);
  });

  it("share no bucket and prefix", () => {
    const make =
      (prefix: string): Make =>
      (stack) => {
        trailIn(stack, {}, "one");
        trailIn(stack, { s3KeyPrefix: prefix }, "two");
      };
    expect(verdicts("separate-trails", make(""))).toEqual([
      ["stack/one", "not compliant"],
      ["stack/two", "not compliant"],
    ]);
    expect(verdicts("separate-trails", make("two"))).toEqual([
      ["stack/one", "compliant"],
      ["stack/two", "compliant"],
    ]);
  });

  it("record data events together, of the same accounts", () => {
    const both =
      (config: Partial<CloudtrailConfig>): Make =>
      (stack) => {
        trailIn(stack, config, "all");
        trailIn(stack, { advancedEventSelector: [S3, LAMBDA] }, "data");
      };
    expect(verdicts("data-events", both({}))).toEqual([
      ["stack/all", "compliant"],
      ["stack/data", "compliant"],
    ]);
    expect(verdicts("data-events", both(ALL))).toEqual([
      ["stack/all", "not compliant"],
      ["stack/data", "compliant"],
    ]);
  });
});

describe("places of which something is known later", () => {
  const verdicts = (one: Partial<CloudtrailConfig>, two: Partial<CloudtrailConfig>): readonly Compliance[] =>
    judged("separate-trails", (stack) => {
      new S3Bucket(stack, "named", { bucket: "named" });
      new S3Bucket(stack, "open", { bucket: "${var.open}" });
      new S3Bucket(stack, "without-a-name", {});
      trailIn(stack, one, "one");
      trailIn(stack, two, "two");
    }).map(({ verdict }) => verdict);
  const both = (verdict: Compliance): readonly Compliance[] => [verdict, verdict];
  const NAMED = "${aws_s3_bucket.named.id}";
  const OPEN = "${aws_s3_bucket.open.id}";
  const NAMELESS = "${aws_s3_bucket.without-a-name.id}";

  it.each<readonly [string, string, Compliance]>([
    ["a", "b", "compliant"],
    ["${var.a}", "${var.b}", "not applicable"],
    ["${var.a}", "${var.a}", "not compliant"],
    ["${var.a}", "b", "not applicable"],
    [NAMED, OPEN, "compliant"],
    [NAMED, "named", "not compliant"],
    [NAMED, "other", "compliant"],
    [OPEN, "other", "not applicable"],
    [OPEN, "${var.open}", "not compliant"],
    [NAMELESS, "other", "compliant"],
    [NAMELESS, "${var.a}", "not applicable"],
  ])("buckets %s and %s", (one, two, verdict) => {
    expect(verdicts({ s3BucketName: one }, { s3BucketName: two })).toEqual(both(verdict));
  });

  it.each<readonly [string, string, string, Compliance]>([
    ["a", "${var.a}", "${var.b}", "not applicable"],
    ["a", "${var.a}", "b", "not applicable"],
    ["a", "${var.a}", "${var.a}", "not compliant"],
    ["b", "${var.a}", "${var.b}", "compliant"],
    ["${var.b}", "one", "two", "compliant"],
    ["a", "${aws_s3_bucket.named.bucket}/one", "${aws_s3_bucket.named.bucket}/two", "compliant"],
    ["a", "${aws_s3_bucket.named.bucket}/one", "named/one", "not compliant"],
  ])("a bucket beside %s, with prefixes %s and %s", (bucket, one, two, verdict) => {
    expect(
      verdicts({ s3BucketName: "a", s3KeyPrefix: one }, { s3BucketName: bucket, s3KeyPrefix: two }),
    ).toEqual(both(verdict));
  });

  it("leave a trail open that is beside one of them, and no other", () => {
    const findings = judged("separate-trails", (stack) => {
      trailIn(stack, { s3KeyPrefix: "a" }, "one");
      trailIn(stack, { s3KeyPrefix: "b" }, "two");
      trailIn(stack, { s3BucketName: "${var.later}", s3KeyPrefix: "a" }, "three");
    });
    expect(findings.map(({ verdict }) => verdict)).toEqual(["not applicable", "compliant", "not applicable"]);
  });
});

describe("trails of accounts or Regions that are known later", () => {
  const of = (
    config: Partial<CloudtrailConfig>,
    provider: (stack: TerraformStack) => void,
  ): readonly Compliance[] =>
    judged("data-events", (stack) => {
      provider(stack);
      trailIn(stack, {}, "all");
      trailIn(stack, { advancedEventSelector: [S3, LAMBDA], ...config }, "data");
    }).map(({ verdict }) => verdict);
  const nothing = (): void => undefined;

  it("may record each other's data events", () => {
    expect(of({}, nothing)).toEqual(["compliant", "compliant"]);
    expect(of({}, (stack) => void stack.node.tryRemoveChild("aws"))).toEqual(["compliant", "compliant"]);
    expect(of({ count: "${var.later}" as unknown as number }, nothing)[0]).toBe("not applicable");
    expect(of({ enableLogging: false }, nothing)[0]).toBe("not compliant");
    expect(of({ isOrganizationTrail: "${var.later}" as unknown as boolean }, nothing)[0]).toBe("compliant");
  });

  it.each([
    ["111111111111", "compliant"],
    ["222222222222", "not compliant"],
    ["${var.later}", "not applicable"],
  ])("may stand in an account %s", (account, verdict) => {
    const [finding] = judgedTree("data-events", (app) => {
      trailIn(stackIn(app, "one"), {}, "all");
      trailIn(stackIn(app, "two", account), { advancedEventSelector: [S3, LAMBDA] }, "data");
    });
    expect(finding?.verdict).toBe(verdict);
  });

  it("record reads and writes together", () => {
    const part = (type: string, readOnly: string): ReturnType<typeof data> => ({
      fieldSelector: [...data(type).fieldSelector, { field: "readOnly", equalTo: [readOnly] }],
    });
    const findings = judged("data-events", (stack) => {
      trailIn(stack, {}, "all");
      trailIn(stack, { advancedEventSelector: [part("AWS::S3::Object", "true"), LAMBDA] }, "reads");
      trailIn(stack, { advancedEventSelector: [part("AWS::S3::Object", "false")] }, "writes");
    });
    expect(findings.map(({ verdict }) => verdict)).toEqual(["compliant", "compliant", "not applicable"]);
  });

  it("do not record more Regions than they have", () => {
    const findings = judged("data-events", (stack) => {
      trailIn(stack, { isMultiRegionTrail: true }, "all");
      trailIn(stack, { advancedEventSelector: [S3, LAMBDA] }, "data");
    });
    expect(findings[0]?.verdict).toBe("not compliant");
  });
});

describe("several trails, of which one may be the organization's", () => {
  it("leave all open", () => {
    const findings = judged("organization-trail", (stack) => {
      trailIn(stack, { ...ALL, isOrganizationTrail: "${var.later}" as unknown as boolean }, "may-be");
      trailIn(stack, {}, "is-not");
    });
    expect(findings.map(({ verdict }) => verdict)).toEqual(["not applicable", "not applicable"]);
  });
});

describe("a tree without a trail", () => {
  const ORGANIZATION = { ...CLOUDTRAIL_WRITES, Resource: "arn:aws:s3:::logs/AWSLogs/o-a1b2c3d4e5/*" };
  const TEAM = { ...CLOUDTRAIL_WRITES, Resource: "arn:aws:s3:::logs/AWSLogs/111111111111/*" };
  const bucketFor =
    (statement: object): Make =>
    (stack) => {
      logBucketIn(stack);
      (stack.node.findChild("policy") as S3BucketPolicy).policy = policyText(statement);
    };
  const judge = (make: Make, whole = true): ReturnType<typeof judged> =>
    judged("organization-trail", make, { wholeOrganization: whole });

  it("is not compliant where logs of the organization are to be kept", () => {
    expect(judge(bucketFor(ORGANIZATION))).toEqual([
      expect.objectContaining({
        path: "",
        verdict: "not compliant",
        because: "has no trail, though stack/bucket is there for the logs of an organization",
      }),
    ]);
  });

  it.each([
    ["arn:aws:s3:::logs/*", "not compliant"],
    ["*", "not compliant"],
    ["arn:aws:s3:::logs/audit/AWSLogs/*", "not compliant"],
    ["arn:aws:s3:::logs/audit/AWSLogs/o-a1b2c3d4e5/*", "not compliant"],
    ["arn:aws:s3:::logs/audit/AWSLogs/111111111111/*", "not applicable"],
    ["arn:aws:s3:::logs/AWSLogs/${var.account}/*", "not applicable"],
    ["arn:aws:s3:::others/*", "not applicable"],
  ])("with a bucket whose policy is about %s is %s", (resource, verdict) => {
    expect(judge(bucketFor({ ...CLOUDTRAIL_WRITES, Resource: resource }))[0]?.verdict).toBe(verdict);
  });

  it("is one of something else with a team's logs alone, or with none", () => {
    for (const make of [bucketFor(TEAM), (): void => undefined]) {
      expect(judge(make)).toEqual([
        expect.objectContaining({
          path: "",
          verdict: "not applicable",
          because: "has no trail, and no bucket for the logs of an organization",
        }),
      ]);
    }
  });

  it("is a part of the organization, where that is said", () => {
    expect(judge(bucketFor(ORGANIZATION), false)[0]?.because).toMatch(/part of the organization/);
  });

  it("ends the synthesis, and is suppressed on the app", () => {
    const app = Testing.app();
    bucketFor(ORGANIZATION)(stackIn(app, "stack"));
    for (const { id } of PRACTICES) {
      if (id !== "organization-trail") suppressBestPractice(app, id, "this is a test");
    }
    const gate = new BestPractices();
    expect(() => {
      gate.visit(app);
    }).toThrow(/^app: has no trail, though .*\(organization-trail, practice 1\); make an organization trail/);
    suppressBestPractice(app, "organization-trail", "the trail is in another program");
    expect(() => {
      gate.visit(app);
    }).not.toThrow();
  });
});

describe("in a part of the organization", () => {
  it.each(["organization-trail", "data-events", "config-rules", "config-remediation", "security-hub"])(
    "%s asks nothing of a trail that may stand beside others",
    (rule) => {
      const make = trail({});
      expect(judged(rule, make)[0]?.verdict).toBe("not compliant");
      expect(judged(rule, make, { wholeOrganization: false })).toEqual([
        expect.objectContaining({
          verdict: "not applicable",
          because: expect.stringMatching(/part of/) as unknown,
        }),
      ]);
    },
  );
});
