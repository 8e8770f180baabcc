import { edited, faults } from "./faults-of";

const [HOLDER, OTHER] = ["222222222222", "111111111111"];
const PIPELINE = "pipeline: { kind: github, repository: acme/audit, environments: [production] }\n";

/** An organization whose states are read and written with a role of the account. */
function withRoleOf(account: string, { holder = "", pipeline = "" } = {}): string {
  const role = `roleArn: "arn:aws:iam::${account}:role/State"`;
  return edited(
    "region: us-east-1 }",
    `region: us-east-1, ${holder}${role} }`,
    `${edited("  deployRole:", "  planRole: OrgTrailPlan\n  deployRole:")}${pipeline}`,
  );
}

describe("the role of states", () => {
  it.each([
    ["is named by the file", { holder: "account: logArchive, " }],
    ["is that of the pipeline's roles", { pipeline: PIPELINE }],
    ["is named, and has the pipeline's roles", { holder: "account: logArchive, ", pipeline: PIPELINE }],
  ])("is of the account that has the bucket, where that %s", (_, said) => {
    expect(faults(withRoleOf(HOLDER, said))).toEqual([]);
    expect(faults(withRoleOf(OTHER, said))).toEqual([
      expect.stringMatching(
        /terraform\.state\.roleArn: is of account 111111111111, and cannot reach the state bucket, which is in account 222222222222, logArchive; received "arn:aws:iam::111111111111:role\/State"; allowed: a role of account 222222222222; correct the role, or name the account that has the bucket in terraform\.state\.account$/,
      ),
    ]);
  });

  it("is of the account that the file names, and not of the usual one", () => {
    const holder = "account: management, ";
    expect(faults(withRoleOf(OTHER, { holder }))).toEqual([]);
    expect(faults(withRoleOf(HOLDER, { holder }))).toHaveLength(1);
  });

  it("may be of any account where the file says nothing of whose the bucket is", () => {
    expect(faults(withRoleOf("999999999999"))).toEqual([]);
  });
});
