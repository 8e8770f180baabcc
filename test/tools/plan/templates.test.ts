import { unexpectedTemplates } from "../../../tools/plan/reading/templates";
import { everythingConfiguration, referenceConfiguration } from "../../support/configurations";
import { synthesized } from "../../support/synthesized";
import { readPlan } from "./plan-json";

const alarm = (description: string): object => ({
  resource: { aws_cloudwatch_metric_alarm: { x: { alarm_description: description } } },
});

describe("templates of a stack's Terraform", () => {
  it.each([
    ["of the reference organization", referenceConfiguration],
    ["of the organization with everything on", everythingConfiguration],
  ])("%s are all expected", (_name, configuration) => {
    const found = Object.values(synthesized(configuration())).flatMap(unexpectedTemplates);
    expect(found).toEqual([]);
  });

  it.each([
    "First: ask.",
    "100 % of $NAME, $$ and { }",
    '$${file("x")} and %%{ if true } and $$${terraform.workspace}',
    "${aws_s3_bucket.logs_1A2B3C4D.arn}/*",
    '${data.terraform_remote_state.log-archive.outputs["contract"].bucket[0]}',
    '${element(split("/", aws_config_config_rule.x.arn), 1)}',
    '${contains(data.aws_organizations_organization.x.roots[*].id, "r-ab12")}',
    '${"a ${aws_s3_bucket.x.id} b"}',
    '${try(data.terraform_remote_state.log-archive.outputs.team_logs.search.bucket_name, "acme-logs")}',
    '${aws_s3_bucket.x.id == "}" ? 1 : 2.5}',
    '{"Resource":"${aws_s3_bucket.x.arn}","Condition":"$${aws:PrincipalAccount}"}',
  ])("such as %s are expected", (text) => {
    expect(unexpectedTemplates(alarm(text))).toEqual([]);
  });

  it.each([
    '${file(pathexpand("~/.aws/credentials"))}',
    "${terraform.workspace}",
    "${path.cwd}",
    "${var.token}",
    "${local.x}",
    "${timestamp()}",
    "${self.id}",
    "${data.external.x.result}",
    "${provider::x::y()}",
    "${[for x in aws_s3_bucket.x.tags: x]}",
    "%{ if true }",
    '${"${file("x")}"}',
    '${join(",", [filebase64("x")])}',
    '${try(file("x"), "")}',
    '${aws_s3_bucket.x.id}${file("x")}',
    "$$$${aws_s3_bucket.x.id} ${uuid()}",
    "${aws_s3_bucket.x.id",
    "${<<E\n}",
  ])("such as %s are not", (text) => {
    const found = unexpectedTemplates(alarm(`Look: ${text} end.`));
    expect(found).toEqual([
      {
        rule: "template-not-expected",
        address: "aws_cloudwatch_metric_alarm.x",
        what: expect.stringMatching(/^alarm_description has the template [$%]\{/) as string,
      },
    ]);
  });

  it("are found in keys, providers, backends, outputs and data", () => {
    const text = "${terraform.workspace}";
    const found = unexpectedTemplates({
      "//": { metadata: text },
      data: { aws_iam_role: { r: { name: text } } },
      output: { o: { value: text } },
      provider: { aws: [{ default_tags: [{ tags: { [text]: "x" } }] }] },
      resource: { aws_sns_topic: { t: { tags: { a: [text] } } } },
      terraform: { backend: { s3: { key: text } } },
    });
    expect(found.map(({ address }) => address)).toEqual([
      "data.aws_iam_role.r",
      "output.o",
      "provider.aws",
      "aws_sns_topic.t",
      "terraform.backend",
    ]);
  });
});

describe("expressions of a plan's configuration", () => {
  const templatesOf = (expressions: object): readonly string[] => {
    const resource = { address: "aws_sns_topic.t", expressions };
    const json = {
      format_version: "1.2",
      complete: true,
      configuration: { root_module: { resources: [resource] } },
    };
    return readPlan(JSON.stringify(json)).asides.map(({ what }) => what);
  };

  it("are constants, or taken from resources, data and states", () => {
    expect(
      templatesOf({
        name: { constant_value: "x" },
        block: [{ deep: { references: ["aws_s3_bucket.x.id", "aws_s3_bucket.x"] } }, {}],
        state: { references: ["data.terraform_remote_state.x.outputs.y", "data.terraform_remote_state.x"] },
        null: null,
      }),
    ).toEqual([]);
  });

  it("and nothing else", () => {
    expect(
      templatesOf({
        name: {},
        block: [{ deep: { references: ["aws_s3_bucket.x.id", "terraform.workspace"] }, other: {} }],
        path: { references: ["path.module"] },
        program: { references: ["data.external.x"] },
      }),
    ).toEqual([
      "name is computed, and from no resource",
      "block.deep is taken from terraform.workspace",
      "block.other is computed, and from no resource",
      "path is taken from path.module",
      "program is taken from data.external.x",
    ]);
  });
});
