import { parseConfiguration } from "../../../stacks/config";
import { stackNames } from "../../../stacks/app";
import { accountRolesOf } from "../../../stacks/blueprint";
import { configurationOf } from "../../support/configurations";
import { edited, faults } from "./faults-of";

const WITH_ACCOUNT = edited(
  '    logArchive: { id: "222222222222" }\n',
  '    logArchive: { id: "222222222222" }\n    members: { copies: { id: "777777777777" } }\n',
);
const copied = (replica: string, base = WITH_ACCOUNT): string => `${base}  replica: { ${replica} }\n`;
const COPIES = "account: copies";
const EXISTING = edited("archive:\n", "archive:\n  existingBucket: true\n", WITH_ACCOUNT);
const AGREED = edited(
  "existingBucket: true\n",
  "existingBucket: true\n  replacesBucketSettings: true\n",
  EXISTING,
);
const NOTIFIED = "  consumers: [{ name: soc, account: '111111111111', notify: sns }]\n";
const PIPELINE =
  "pipeline: { kind: github, repository: acme/audit, environments: [production], branches: [main] }\n";

const warnings = (text: string): readonly string[] =>
  parseConfiguration({ organization: { file: "organization.yaml", text }, teams: [] }).warnings.map(
    ({ what }) => what,
  );

describe("a second copy", () => {
  it.each<[string, string]>([
    ["in another account", copied(COPIES)],
    ["in another account and Region", copied(`${COPIES}, region: eu-west-1`)],
    ["in another Region, by another role", copied("region: eu-west-1, deployRole: CopyDeploy")],
    ["of a bucket that is there, where that is agreed to", copied(COPIES, AGREED)],
  ])("%s is fine", (_, text) => {
    expect(faults(text)).toEqual([]);
  });

  it("stands in a stack of its own, before the bucket of which it is a copy", () => {
    expect(stackNames(configurationOf(copied(COPIES)))).toEqual(["log-replica", "log-archive", "management"]);
  });

  it("is managed by the deploy role of its account, and who else is named", () => {
    const { archive } = configurationOf(
      copied(`${COPIES}, administrators: ["arn:aws:iam::777777777777:role/BreakGlass"]`),
    );
    expect(archive.replica?.administrators).toEqual([
      "arn:aws:iam::777777777777:role/OrgTrailDeploy",
      "arn:aws:iam::777777777777:role/BreakGlass",
    ]);
  });

  it("is watched over in its account, too, and kept by root with MFA delete", () => {
    const guarded = `${copied(COPIES)}guardrails: { targets: [r-ab12] }\n`;
    expect(configurationOf(guarded).guardrails?.names.mfaDeleteAccounts).toEqual([
      "222222222222",
      "777777777777",
    ]);
  });

  it.each<[string, string, string]>([
    ["where the log bucket is", copied(""), "is in the account and the Region of the log bucket"],
    ["in a Region that is named twice", copied("region: us-east-1"), "is in the account and the Region"],
    ["in the management account", copied("account: management"), "is the management account"],
    ["in an account that there is not", copied("account: nowhere"), "archive.replica.account: is no account"],
    ["in no Region", copied(`${COPIES}, region: mars`), "archive.replica.region: is not a Region"],
    ["by the same role", copied("region: eu-west-1"), "is the role that deploys the log bucket"],
    [
      "by the same role, in so many words",
      copied("region: eu-west-1, deployRole: OrgTrailDeploy"),
      "is the role that deploys the log bucket",
    ],
    ["read by what is no role", copied(`${COPIES}, readers: [x]`), "archive.replica.readers[0]"],
    [
      "managed by what is no role",
      copied(`${COPIES}, administrators: [x]`),
      "archive.replica.administrators[0]",
    ],
    [
      "managed by who manages the log bucket",
      copied(`${COPIES}, administrators: ["arn:aws:iam::222222222222:role/OrgTrail*"]`),
      "name who manages the log bucket, too",
    ],
    ["with a key that there is not", copied(`${COPIES}, bucketName: x`), "archive.replica.bucketName"],
    [
      "of a bucket that is there",
      copied(COPIES, EXISTING),
      "replaces the replication that an existing bucket may have",
    ],
  ])("%s is a fault", (_, text, says) => {
    expect(faults(text).join("\n")).toContain(says);
  });

  it("has nobody to manage it without a deploy role", () => {
    const bare = edited("  deployRole: OrgTrailDeploy\n", "", WITH_ACCOUNT);
    const managed = edited(
      "archive:\n",
      "archive:\n  administrators: ['arn:aws:iam::222222222222:role/Deploy']\n",
      bare,
    );
    expect(faults(copied(COPIES, managed)).join("\n")).toContain("archive.replica.administrators: is empty");
  });

  it("is deployed by a pipeline in another account alone, with the role of that account", () => {
    const piped = (replica: string): string => {
      const planned = edited("  deployRole: O", "  planRole: OrgTrailPlan\n  deployRole: O", copied(replica));
      return `${edited("  deployRole: O", "  permissionsBoundary: acme-pipeline-deploy-boundary\n  deployRole: O", planned)}${PIPELINE}`;
    };
    expect(faults(piped(COPIES))).toEqual([]);
    expect(faults(piped("region: eu-west-1, deployRole: CopyDeploy")).join("\n")).toContain(
      "is not the role that the pipeline deploys with",
    );
    expect(faults(piped("region: eu-west-1")).join("\n")).toContain("in which the pipeline has one role");
  });

  it("has the roles of its account among those that are proven", () => {
    const named = edited(
      "  deployRole: O",
      "  planRole: OrgTrailPlan\n  permissionsBoundary: acme-pipeline-deploy-boundary\n  deployRole: O",
      copied(COPIES),
    );
    expect(accountRolesOf(configurationOf(named)).map(({ name }) => name)).toContain("copies");
    const within = named.replace(COPIES, "region: eu-west-1, deployRole: CopyDeploy");
    const [archive] = accountRolesOf(configurationOf(within)).filter(({ name }) => name === "logArchive");
    expect(archive?.props.deployRole).toBe("OrgTrailDeploy");
  });

  it("warns where nobody hears that files are not copied", () => {
    expect(warnings(copied(COPIES))).toContainEqual(
      expect.stringContaining("rings an alarm that nobody hears, where log files are not copied"),
    );
  });
});

describe("notifications of a bucket that is there", () => {
  it("are not replaced without a word", () => {
    expect(faults(`${EXISTING}${NOTIFIED}`).join("\n")).toContain(
      "archive.consumers[0].notify: replaces the notifications that an existing bucket may have",
    );
    expect(faults(`${AGREED}${NOTIFIED}`)).toEqual([]);
    expect(faults(`${EXISTING}${NOTIFIED.replace(", notify: sns", "")}`)).toEqual([]);
  });
});
