import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { App, TerraformHclModule, type TerraformStack } from "cdktf";
import {
  bestPracticeFindings,
  BestPractices,
  PRACTICES,
  suppressBestPractice,
  type Compliance,
} from "../../../modules/best-practices";
import { warningsOf } from "../../../tools/app/summary";
import { inTemporaryFolder } from "../../support/synthesized";
import { judged, logBucketIn, stackIn, trailIn } from "./hand-made";

const ALL = { isOrganizationTrail: true, isMultiRegionTrail: true };

function verdicts(
  rule: string,
  make: (stack: TerraformStack) => void,
): readonly (readonly [string, Compliance])[] {
  return judged(rule, make).map(({ path, verdict }) => [path, verdict]);
}

describe("what a stack overrides", () => {
  it("may be a trail of its own", () => {
    expect(
      verdicts("log-file-validation", (stack) => {
        stack.addOverride("resource.aws_cloudtrail.shadow", { name: "shadow", s3_bucket_name: "b" });
      }),
    ).toEqual([["stack/aws_cloudtrail.shadow", "not compliant"]]);
    expect(
      verdicts("log-file-validation", (stack) => {
        stack.addOverride("resource.aws_cloudtrail.shadow.enable_log_file_validation", true);
      }),
    ).toEqual([["stack/aws_cloudtrail.shadow", "compliant"]]);
  });

  it("may be a list of blocks, as Terraform's JSON allows", () => {
    expect(
      verdicts("log-file-validation", (stack) => {
        stack.addOverride("resource", [{ aws_cloudtrail: [{ shadow: [{ name: "shadow" }] }] }]);
      }),
    ).toEqual([["stack/aws_cloudtrail.shadow", "not compliant"]]);
  });

  it("may be an argument of a construct", () => {
    expect(
      verdicts("organization-trail", (stack) => {
        trailIn(stack, ALL);
        stack.addOverride("resource.aws_cloudtrail.trail.enable_logging", false);
      }),
    ).toEqual([["stack/trail", "not compliant"]]);
  });

  it("may be in a block, or at a place in a list, of a construct", () => {
    const narrowed = (path: string, value: unknown): readonly (readonly [string, Compliance])[] =>
      verdicts("organization-trail", (stack) => {
        trailIn(stack, { ...ALL, eventSelector: [{ readWriteType: "All" }] });
        stack.addOverride(`resource.aws_cloudtrail.trail.${path}`, value);
      });
    expect(narrowed("event_selector.0.read_write_type", "WriteOnly")).toEqual([
      ["stack/trail", "not compliant"],
    ]);
    expect(narrowed("event_selector.0.read_write_type", "All")).toEqual([["stack/trail", "compliant"]]);
    // A list of blocks grows: more is recorded, not less.
    expect(narrowed("event_selector", [{ read_write_type: "WriteOnly" }])).toEqual([
      ["stack/trail", "compliant"],
    ]);
    expect(
      verdicts("log-bucket-immutable", (stack) => {
        logBucketIn(stack);
        stack.addOverride(
          "resource.aws_s3_bucket_versioning.versions.versioning_configuration.mfa_delete",
          "Enabled",
        );
      }),
    ).toEqual([["stack/bucket", "compliant"]]);
  });

  it("is what Terraform gets", () => {
    const app = new App({ outdir: "unused" });
    const stack = stackIn(app, "stack");
    trailIn(stack, { ...ALL, eventSelector: [{ readWriteType: "All" }] });
    stack.addOverride("resource.aws_cloudtrail.trail.event_selector.0.read_write_type", "WriteOnly");
    stack.addOverride("resource.aws_cloudtrail.trail.event_selector.0.data_resource", [{ type: "x" }]);
    const { resource } = stack.toTerraform() as {
      resource: { aws_cloudtrail: { trail: { event_selector: unknown } } };
    };
    expect(resource.aws_cloudtrail.trail.event_selector).toMatchObject([
      { read_write_type: "WriteOnly", data_resource: [{ type: "x" }] },
    ]);
  });

  it("may be a part of a bucket, or a document, that a construct refers to", () => {
    const [finding] = judged("log-bucket-access", (stack) => {
      const bucket = logBucketIn(stack);
      stack.node.tryRemoveChild("policy");
      stack.addOverride("data.aws_iam_policy_document.open", {
        statement: [
          { principals: [{ type: "*", identifiers: ["*"] }], actions: ["s3:GetObject"], resources: ["*"] },
          {
            principals: [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }],
            actions: ["s3:PutObject"],
            resources: ["*"],
          },
        ],
      });
      new S3BucketPolicy(stack, "policy-of-document", {
        bucket: bucket.id,
        policy: "${data.aws_iam_policy_document.open.json}",
      });
    });
    expect(finding?.because).toMatch(/allows everybody something, lets trails of any account write/);
  });

  it("is suppressed on its stack", () => {
    const app = new App({ outdir: "unused" });
    const stack = stackIn(app, "stack");
    stack.addOverride("resource.aws_cloudtrail.shadow.name", "shadow");
    suppressBestPractice(stack, "log-encryption", "this is a test");
    const suppressed = bestPracticeFindings(app).filter((finding) => finding.suppressed !== undefined);
    expect(suppressed.map(({ path, rule }) => [path, rule])).toEqual([
      ["stack/aws_cloudtrail.shadow", "log-encryption"],
    ]);
  });
});

describe("a resource with a count", () => {
  it.each<readonly [string, unknown, number]>([
    ["count", 0, 0],
    ["count", "0", 0],
    ["count", 1, 1],
    ["count", "${var.later}", 1],
    ["for_each", {}, 0],
    ["for_each", { one: 1 }, 1],
    ["for_each", "${toset(var.later)}", 1],
  ])("%s of %j is judged %#", (argument, value, findings) => {
    expect(
      judged("log-file-validation", (stack) => {
        trailIn(stack).addOverride(argument, value);
      }),
    ).toHaveLength(findings);
  });
});

describe("a Terraform module", () => {
  const warnings = (make: (stack: TerraformStack) => void): readonly string[] =>
    inTemporaryFolder((outdir) => {
      const app = new App({ outdir });
      const stack = stackIn(app, "stack");
      make(stack);
      for (const { id } of PRACTICES) suppressBestPractice(app, id, "this is a test");
      new BestPractices().addTo(app);
      app.synth();
      app.synth();
      const { stacks } = app.manifest;
      expect(stacks["stack"]?.annotations).toHaveLength(warningsOf(app).length);
      return warningsOf(app).map(({ path, message }) => `${path} ${message}`);
    });

  it("is warned of once, wherever it stands", () => {
    expect(
      warnings((stack) => {
        new TerraformHclModule(stack, "audit", { source: "acme/audit/aws" });
        stack.addOverride("module.shadow.source", "acme/audit/aws");
      }),
    ).toEqual([
      "stack has a Terraform module shadow in its overrides: the best-practice gate does not see the trails, log buckets and keys in it",
      "stack/audit is a Terraform module: the best-practice gate does not see the trails, log buckets and keys in it",
    ]);
  });

  it("is not where there is none", () => {
    expect(
      warnings((stack) => {
        trailIn(stack);
      }),
    ).toEqual([]);
  });
});
