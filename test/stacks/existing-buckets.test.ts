import { configurationOf, organizationWithMembers } from "../support/configurations";
import { addresses, synthesized, type TerraformJson } from "../support/synthesized";
import { edited } from "./config/faults-of";

interface Import {
  readonly to: string;
  readonly id: string;
}

const EXISTS = "existingBucket: true";

/** @param says what each file says of its bucket besides the name */
function stacksOf(says: string): Readonly<Record<string, TerraformJson>> {
  const team = (name: string, destination: string): string =>
    `team: ${name}\naccount: ${name}\nregion: eu-west-1\ndestination: ${destination}\nrecord: [{ preset: s3-read }]\nbucketName: old-${name}\n${says}\n`;
  return synthesized(
    configurationOf(
      edited(
        "archive:\n",
        `archive:\n  bucketName: old-logs\n  ${says}\n`,
        organizationWithMembers("payments", "data"),
      ),
      team("payments", "central"),
      team("data", "own"),
    ),
  );
}

const importsOf = (json: TerraformJson | undefined): readonly Import[] =>
  (json as unknown as { readonly import?: readonly Import[] }).import ?? [];

describe("a log bucket that is there already", () => {
  const stacks = stacksOf(EXISTS);
  const made = stacksOf("");

  it("is imported with its policy, so that a plan shows whom the one before allowed", () => {
    const imported = (stack: string) =>
      importsOf(stacks[stack])
        .map(({ to, id }) => `${/^\w+/.exec(to)?.[0] ?? ""} ${id}`)
        .sort();
    expect(imported("log-archive")).toEqual([
      "aws_s3_bucket old-logs",
      "aws_s3_bucket old-payments",
      "aws_s3_bucket_policy old-logs",
      "aws_s3_bucket_policy old-payments",
    ]);
    expect(imported("team-data")).toEqual(["aws_s3_bucket old-data", "aws_s3_bucket_policy old-data"]);
    for (const json of Object.values(stacks))
      for (const { to } of importsOf(json)) expect(addresses(json)).toContain(to);
  });

  it("is in all else what is made under that name, and so stays when the key is taken out again", () => {
    expect(Object.values(made).flatMap(importsOf)).toEqual([]);
    // Beside the blocks, CDKTF notes for itself which resources have one.
    const rest = (all: typeof made) =>
      Object.values(all).map((json) => ({ ...json, import: undefined, "//": undefined }));
    expect(rest(stacks)).toEqual(rest(made));
  });
});
