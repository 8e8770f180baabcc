import { CONFIG_RULE_IDS, REMEDIABLE_RULE_IDS } from "../../../modules/config-rules";
import { buildApp } from "../../../stacks/app";
import { configurationOf, organizationWithMembers } from "../../support/configurations";
import { inTemporaryFolder, synthesized } from "../../support/synthesized";
import { range } from "./edge";
import { edited, faults, MEMBERS, TEAM } from "./faults-of";

/** A configuration that grows: the text of the organization, and those of teams. */
type Growing = (count: number) => readonly [organization: string, ...teams: readonly string[]];

const roles = (count: number, account: string): string =>
  JSON.stringify(range(count).map((index) => `arn:aws:iam::${account}:role/Reader${index}`));
const ofArchive = (key: string) => (count: number) =>
  edited("archive:\n", `archive:\n  ${key}: ${roles(count, "222222222222")}\n`);
const teams = (count: number, more: (index: number) => string): readonly string[] =>
  range(count).map(
    (index) =>
      `{ team: t${index}, account: m${index}, region: us-east-1, record: [{ preset: lambda-invocations }], destination: central${more(index)} }`,
  );
const statements = (kind: "bucket" | "key") => (count: number) =>
  JSON.stringify({
    [kind]: range(count).map((index) => ({
      Sid: `Own${index}`,
      Effect: "Allow",
      Principal: { AWS: "300000000000" },
      Action: kind === "bucket" ? "s3:GetBucketTagging" : "kms:DescribeKey",
    })),
  });
const members = (count: number): string =>
  organizationWithMembers(...range(count).map((index) => `m${index}`));
const READERS = ofArchive("readers");
const RECORDERS = "configRules: { recorders: { accounts: [logArchive] } }\n";
const mends = (rule: string): Growing => {
  const others = CONFIG_RULE_IDS.filter((id) => id !== rule);
  return (count) => [
    `${members(count)}configRules: { disabled: [${others.join()}], remediation: { automatic: [${rule}] } }\n`,
    ...teams(count, () => ""),
  ];
};

/** Each that grows without a limit of its own, how far it can grow, and what the fault says of it. */
const GROWING: Readonly<Record<string, readonly [Growing, most: number, says: RegExp]>> = {
  "readers of the organization's logs": [
    (count) => [READERS(count)],
    400,
    /^organization\.yaml:\d+:\d+ archive\.readers: makes the policy of .* of \d+ readers: it has \d+ bytes.*; name fewer of them: one pattern/,
  ],
  administrators: [
    (count) => [`${ofArchive("administrators")(count)}${RECORDERS}`],
    400,
    /^organization\.yaml:\d+:\d+ archive\.administrators: makes the policy of .* of \d+ administrators: it has/,
  ],
  "readers of a team's logs": [
    (count) => [MEMBERS, `${TEAM}readers: ${roles(count, "300000000000")}\n`],
    400,
    /^teams\/1\.yaml:5:10 readers: makes the policy of the log bucket too long, of \d+ readers/,
  ],
  "statements of one's own in a bucket's policy": [
    (count) => [edited("archive:\n", `archive:\n  policyStatements: ${statements("bucket")(count)}\n`)],
    400,
    /^organization\.yaml:\d+:\d+ archive\.policyStatements\.bucket: makes the policy of the log bucket too long, of \d+ statements of your own: it has \d+ bytes.*; write fewer of them/,
  ],
  "statements of one's own in a key's policy": [
    (count) => [edited("archive:\n", `archive:\n  policyStatements: ${statements("key")(count)}\n`)],
    800,
    /^organization\.yaml:\d+:\d+ archive\.policyStatements\.key: makes the policy of its key too long, of \d+ statements of your own/,
  ],
  "statements of a team's own": [
    (count) => [MEMBERS, `${TEAM}policyStatements: ${statements("bucket")(count)}\n`],
    400,
    /^teams\/1\.yaml:5:\d+ policyStatements\.bucket: makes the policy of the log bucket too long, of \d+ statements of your own/,
  ],
  "names of teams' buckets": [
    (count) => [
      members(count),
      ...teams(count, (index) => `, bucketName: a-bucket-of-a-team-of-acme-${index}`),
    ],
    400,
    /^organization\.yaml:\d+:\d+ archive: makes the policy of the access-log bucket too long, of \d+ names of log buckets: .*; leave out bucketName/,
  ],
  "teams, whose logs are validated each hour": [
    (count) => [
      `${edited("archive:\n", "archive:\n  validation: {}\n", members(count))}monitoring: {}\n`,
      ...teams(count, () => ""),
    ],
    200,
    /^organization\.yaml:\d+:\d+ archive\.validation: makes the policy of the role of the hourly validation too long, of \d+ log buckets/,
  ],
  "teams, whose keys are mended": [
    mends("key-rotation"),
    300,
    /configRules\.remediation\.automatic: has key-rotation, whose role mends/,
  ],
};

/** The least count at which a configuration has a fault. */
function edgeOf(growing: Growing, most: number): number {
  let [passes, fails] = [1, most];
  while (fails - passes > 1) {
    const middle = Math.floor((passes + fails) / 2);
    if (faults(...growing(middle)).length > 0) fails = middle;
    else passes = middle;
  }
  return fails;
}

describe.each(Object.entries(GROWING))("%s", (_, [growing, most, says]) => {
  it("are a fault with its place where they are too many for AWS, and one less synthesizes", () => {
    const edge = edgeOf(growing, most);
    expect(edge).toBeGreaterThan(10);
    expect(faults(...growing(edge))).toEqual([expect.stringMatching(says)]);
    const [organization, ...files] = growing(edge - 1);
    inTemporaryFolder((outdir) => {
      expect(() => buildApp(configurationOf(organization, ...files), { outdir })).not.toThrow();
    });
  });
});

it("tells of the organization's readers once, and not again with each team", () => {
  const list = `archive:\n  readers: ${roles(400, "222222222222")}\n`;
  const found = faults(edited("archive:\n", list, MEMBERS), TEAM);
  expect(new Set(found.map((fault) => fault.split(" ")[1]))).toEqual(new Set(["archive.readers:"]));
});

/** The rules whose role names each team's bucket or key. That of `bucket-versioning` names the access-log bucket alone, which stands once. */
const GROWING_ROLES = ["bucket-kms", "bucket-public-access", "key-not-deleted", "key-rotation"];

it("finds each role of a runbook that grows with teams, and no other grows", () => {
  const mended = (count: number): readonly [string, ...(readonly string[])] => [
    `${members(count)}monitoring: {}\nconfigRules: { deployAs: organization-rules, buckets: all, remediation: { automatic: [${REMEDIABLE_RULE_IDS.join()}] } }\n`,
    ...teams(count, () => ""),
  ];
  const sizes = (count: number): Readonly<Record<string, number>> => {
    const { "log-archive": stack } = synthesized(configurationOf(...mended(count)), ["log-archive"]);
    const policies = Object.entries(stack?.resource?.["aws_iam_role_policy"] ?? {});
    return Object.fromEntries(
      policies.flatMap(([address, { policy }]) => {
        const [, id] = /^config-rules_role-(.+)_policy_/.exec(address) ?? [];
        return id === undefined ? [] : [[id, String(policy).length]];
      }),
    );
  };
  const [few, more] = [sizes(2), sizes(4)];
  expect(Object.keys(few)).toContain("bucket-versioning");
  const grown = Object.keys(few).filter((id) => (more[id] ?? 0) > (few[id] ?? 0));
  expect(grown.sort()).toEqual(GROWING_ROLES);
  const told = faults(...mended(300)).flatMap(
    (text) => /: has (\S+), whose role mends/.exec(text)?.[1] ?? [],
  );
  expect(told.sort()).toEqual(GROWING_ROLES);
});
