import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountId, RoleName } from "../../../modules/organization";
import { buildBootstrap } from "../../../stacks/app";
import { bootstrapBlueprints } from "../../../stacks/blueprint";
import { IamReader } from "../../../tools/aws";
import {
  isAsWanted,
  wantedResources,
  type AskedAccount,
  type BootstrapJson,
} from "../../../tools/bootstrap/resources";
import { configurationOf, MINIMAL_ORGANIZATION } from "../../support/configurations";

const ARCHIVE = "222222222222";
const PIPELINE = `pipeline: { kind: github, repository: acme/audit, environments: [production] }\n`;

/** The stacks of an organization with these lines, by account. */
function stacksOf(lines: string): Readonly<Record<string, BootstrapJson>> {
  const roles = "deployRole: OrgTrailDeploy\n  planRole: OrgTrailPlan";
  const configuration = configurationOf(
    `${MINIMAL_ORGANIZATION.replace("deployRole: OrgTrailDeploy", roles)}${lines}`,
  );
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-bootstrap-"));
  try {
    const administrator = { account: "111111111111", role: RoleName.of("Admin") };
    const blueprints = bootstrapBlueprints(configuration, administrator);
    buildBootstrap(blueprints, folder).synth();
    return Object.fromEntries(
      blueprints.map(({ name, account }) => [
        account.name,
        JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8")) as BootstrapJson,
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PLACE: AskedAccount = {
  partition: "aws",
  account: AccountId.of(ARCHIVE),
  iam: new IamReader({ region: "us-east-1" }),
  bucket: () => Promise.resolve("missing"),
};

test("AWS can be asked for every resource, by the id with which Terraform imports it", () => {
  const { logArchive = {}, management = {} } = stacksOf(PIPELINE);
  const ids = wantedResources(logArchive, PLACE).map(({ address, kind, values }) => [
    address.replace(/\..*/, ""),
    kind.id(values, PLACE),
  ]);
  expect(ids).toEqual(
    expect.arrayContaining([
      ["aws_s3_bucket", "acme-terraform-state"],
      ["aws_s3_bucket_policy", "acme-terraform-state"],
      ["aws_iam_role", "acme-pipeline-deploy"],
      ["aws_iam_role_policy", "OrgTrailDeploy:limits"],
      ["aws_iam_policy", `arn:aws:iam::${ARCHIVE}:policy/acme-pipeline-deploy-boundary`],
      [
        "aws_iam_role_policy_attachment",
        `OrgTrailDeploy/arn:aws:iam::${ARCHIVE}:policy/acme-pipeline-deploy-1`,
      ],
      [
        "aws_iam_openid_connect_provider",
        `arn:aws:iam::${ARCHIVE}:oidc-provider/token.actions.githubusercontent.com`,
      ],
    ]),
  );
  expect(ids.map(([, id]) => id).filter((id) => id === undefined || /\$\{|^$|^[:/]|[:/]$/.test(id))).toEqual(
    [],
  );
  expect(wantedResources(management, PLACE).map(({ kind, values }) => kind.title(values))).toContain(
    "role OrgTrailPlan",
  );
});

test("a trust names what it takes from another resource as AWS does", () => {
  const { logArchive = {} } = stacksOf(PIPELINE);
  const trusts = wantedResources(logArchive, PLACE)
    .filter(({ address }) => address.startsWith("aws_iam_role."))
    .map(({ values }) => String(values["assume_role_policy"]));
  expect(
    trusts.filter((trust) => trust.includes(`arn:aws:iam::${ARCHIVE}:oidc-provider/token`)),
  ).toHaveLength(2);
});

test("without a pipeline there is the state bucket, and no role", () => {
  const stacks = stacksOf("");
  expect(Object.keys(stacks)).toEqual(["logArchive"]);
  expect(Object.keys(stacks["logArchive"]?.resource ?? {}).filter((type) => type.includes("iam"))).toEqual(
    [],
  );
});

describe("a document", () => {
  const statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" };
  const wanted = { policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) };
  const found = (changes: object): { readonly policy: string } => ({
    policy: JSON.stringify({ Statement: [{ ...statement, ...changes }], Version: "2012-10-17" }),
  });

  test("is as wanted where it says the same in another order", () => {
    expect(isAsWanted(wanted, found({ Action: ["s3:PutObject", "s3:GetObject"], Resource: ["*"] }))).toBe(
      true,
    );
  });

  test.each([
    ["an action more", { Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] }],
    ["another effect", { Effect: "Deny" }],
    ["a condition", { Condition: { Bool: { "aws:SecureTransport": "false" } } }],
  ])("differs by %s", (_, changes) => {
    expect(isAsWanted(wanted, found(changes))).toBe(false);
  });

  test("that is no JSON differs, and fails nothing", () => {
    expect(isAsWanted(wanted, { policy: "{" })).toBe(false);
  });
});
