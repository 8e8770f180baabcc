import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DataTerraformRemoteStateS3, TerraformOutput, type App } from "cdktf";
import type { Compliance } from "../../../modules/best-practices";
import { ARCHIVE_ACCOUNT, judged, judgedTree, logBucketIn, stackIn, trailIn } from "./hand-made";

const LATER = "${var.later}";

describe("a key", () => {
  it.each<readonly [string, Compliance, RegExp]>([
    ["arn:aws:kms:us-east-1:222222222222:key/k", "compliant", /outside of the tree/],
    ["${data.terraform_remote_state.others.outputs.key_arn}", "compliant", /outside of the tree/],
    [
      '${try(data.terraform_remote_state.others.outputs["key_arn"], null)}',
      "not applicable",
      /when Terraform runs/,
    ],
    [LATER, "not applicable", /when Terraform runs/],
    ["", "not compliant", /S3's own key/],
  ])("%s is %s", (kmsKeyId, verdict, because) => {
    const [finding] = judged("log-encryption", (stack) => {
      trailIn(stack, { kmsKeyId });
    });
    expect(finding).toMatchObject({ verdict, because: expect.stringMatching(because) as unknown });
  });

  it.each([
    ["keys", 0, "compliant", "is encrypted with keys/key"],
    ["keys", 1, "compliant", "is encrypted with keys/other"],
    ["keys", 2, "not applicable", "gets the value when Terraform runs, so it cannot be told before"],
    ["others", 0, "compliant", "is encrypted with a key outside of the tree"],
  ])("of a list in the state %s, at place %d", (state, place, verdict, because) => {
    const make = (app: App): void => {
      const keys = stackIn(app, "keys");
      const made = ["key", "other"].map((id) => new KmsKey(keys, id, { enableKeyRotation: true }).arn);
      new TerraformOutput(keys, "list", { staticId: true, value: [{ arn: made[0] }, { arn: made[1] }] });
      const trails = stackIn(app, "trails");
      new DataTerraformRemoteStateS3(trails, "state", {
        bucket: "states",
        key: `${state}.tfstate`,
        region: "us-east-1",
      });
      trailIn(trails, { kmsKeyId: `\${data.terraform_remote_state.state.outputs.list[${place}].arn}` });
    };
    expect(judgedTree("log-encryption", make)[0]).toMatchObject({ verdict, because });
  });
});

describe("an account that a variable names", () => {
  it("is not another than that of a trail", () => {
    const findings = judgedTree("log-archive-account", (app) => {
      const made = logBucketIn(stackIn(app, "archive", "${var.archive}"));
      trailIn(stackIn(app, "trails", "${var.trails}"), { s3BucketName: made.id });
    });
    expect(findings[0]).toMatchObject({
      verdict: "not applicable",
      because: expect.stringMatching(/does not say its account/) as unknown,
    });
  });

  it("is known where the role says it that the provider assumes", () => {
    const findings = judged("log-archive-account", (stack) => {
      const archive = new AwsProvider(stack, "archive", {
        alias: "archive",
        allowedAccountIds: [LATER],
        assumeRole: [{ roleArn: `arn:aws:iam::${ARCHIVE_ACCOUNT}:role/Deploy` }],
      });
      const made = logBucketIn(stack);
      made.provider = archive;
      trailIn(stack, { s3BucketName: made.id });
    });
    expect(findings[0]).toMatchObject({
      verdict: "compliant",
      because: `delivers to account ${ARCHIVE_ACCOUNT}`,
    });
  });
});
