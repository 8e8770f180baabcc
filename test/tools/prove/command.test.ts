import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `orgtrail prove` as a user does. */
function prove(...args: readonly string[]): Outcome {
  const options = { cwd: ROOT, encoding: "utf8", stdio: "pipe" } as const;
  try {
    const stdout = execFileSync("node", ["tools/cli/orgtrail.cjs", "prove", ...args], options);
    return { code: 0, stdout, stderr: "" };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, stdout, stderr };
  }
}

describe("orgtrail prove", () => {
  let folder = "";
  const own = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "prove-"))));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("finds the reference organization as it should be", () => {
    const { code, stdout } = prove();
    expect(stdout).toMatch(
      /^\d+ statements about policies: all are proven for every request\n\d{5} requests of \d{3} rows: all got the verdict expected; \d+ rows are about nothing/,
    );
    expect(code).toBe(0);
  });

  it("prints what the policy of a key has to say that is there already, and nothing where orgtrail makes all keys", () => {
    expect(prove("--needs")).toEqual({ code: 0, stdout: "{}\n", stderr: "" });
    const config = join(folder, "config");
    const arn = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    cpSync(join(ROOT, "config"), config, { recursive: true });
    const file = join(config, "organization.yaml");
    const text = readFileSync(file, "utf8").replace("archive:\n", `archive:\n  kmsKeyArn: ${arn}\n`);
    writeFileSync(file, text);
    const { code, stdout, stderr } = prove("--config", config, "--needs");
    expect([code, stderr]).toEqual([0, ""]);
    const policies = JSON.parse(stdout) as Readonly<
      Record<string, { readonly Statement: readonly object[] }>
    >;
    expect(Object.keys(policies)).toEqual([arn]);
    expect(policies[arn]?.Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "kms:GenerateDataKey*",
      }),
    );
    writeFileSync(file, text.replace(arn, "alias/logs"));
    const refused = prove("--config", config, "--needs");
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("kmsKeyArn");
  });

  it("fails on a request of the user's own, and names the statement that decided", () => {
    const file = own(
      "own.yaml",
      [
        "about: Own.",
        "requests:",
        "  - { name: the SIEM reads, on: organizationBucket, principal: 'arn:aws:iam::333333333333:role/Siem', can: read, expect: allowed, why: It collects logs. }",
        "  - { name: the administrator tidies up, on: organizationBucket, principal: administrator, action: s3:DeleteObject, resource: logFile, expect: allowed, why: Storage costs. }",
        "  - { name: nobody but break-glass deletes, on: logBuckets, principal: everybody, except: 'arn:aws:iam::222222222222:role/BreakGlass', can: delete, expect: denied, why: Our rule. }",
      ].join("\n"),
    );
    const { code, stdout } = prove("--no-built-in", "--requests", file);
    expect(code).toBe(1);
    expect(stdout).toContain(`FAILED the SIEM reads\n  ${file}:3\n  expected: allowed. It collects logs.\n`);
    expect(stdout).toMatch(
      /statement {2}DenyDeleteWithoutMfa of the policy of the log bucket of the\s+organization/,
    );
    // A denial that MFA lifts is none.
    expect(stdout).toContain(`FAILED nobody but break-glass deletes\n  ${file}:5\n`);
    expect(stdout).toContain("      carrying   recentMfa\n      got        allowed\n");
    expect(stdout).toMatch(/requests of 3 rows: \d+ failed\n$/);
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/\u001b/);

    const json = prove("--no-built-in", "--json", "--requests", file);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      rows: 3,
      idle: [],
      notApplicable: [],
    });
    expect((JSON.parse(json.stdout) as { failures: unknown[] }).failures.slice(0, 2)).toMatchObject([
      {
        request: "the SIEM reads",
        file,
        line: 3,
        context: [],
        can: "read",
        action: "s3:GetObject",
        expected: "allowed",
        got: "implicitly denied",
        of: "log bucket of the organization",
      },
      {
        request: "the administrator tidies up",
        got: "explicitly denied",
        statement: "DenyDeleteWithoutMfa",
      },
    ]);
  });

  it("fails on a request of the user's own that asks nothing, unless the row says of which configurations it is", () => {
    const row = (name: string, rest: string): string =>
      `  - { name: ${name}, principal: member, can: read, expect: denied, why: Our rule., ${rest} }`;
    const about = (...rows: readonly string[]): string => ["about: Own.", "requests:", ...rows].join("\n");
    const file = own(
      "idle.yaml",
      about(
        row("nobody is left", "on: logBuckets, except: member"),
        row("it is about others", "on: logBuckets, when: { memberAccess: false }"),
        row("it is asked", "on: logBuckets"),
      ),
    );
    const { code, stdout } = prove("--requests", file);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `PROVES NOTHING nobody is left\n  ${file}:3\n  principal names nobody whom this configuration has, or except names them too: member\n`,
    );
    expect(stdout).toMatch(
      /: all got the verdict expected; 1 row proves nothing; \d+ rows are about nothing/,
    );
    const { idle, notApplicable, failed } = JSON.parse(prove("--json", "--requests", file).stdout) as {
      readonly idle: readonly unknown[];
      readonly notApplicable: readonly string[];
      readonly failed: number;
    };
    expect(idle).toMatchObject([{ request: "nobody is left", file, line: 3 }]);
    expect(notApplicable).toContain("it is about others");
    expect(failed).toBe(0);
    const others = own(
      "others.yaml",
      about(row("it is about others", "on: logBuckets, when: { prefix: true }")),
    );
    expect(prove("--no-built-in", "--requests", others)).toMatchObject({
      code: 0,
      stdout:
        "0 requests of 0 rows: all got the verdict expected; 1 row is about nothing that is configured\n",
    });
  });

  it("tells rows of one name in several files apart", () => {
    const text =
      "about: Own.\nrequests:\n  - { name: a member reads, on: organizationBucket, principal: member, can: read, expect: allowed, why: W. }\n";
    const files = [own("one.yaml", text), own("two.yaml", `# Another.\n${text}`)];
    const { stdout } = prove("--no-built-in", "--requests", ...files);
    expect(stdout).toContain(`FAILED a member reads\n  ${files[0] ?? ""}:3\n`);
    expect(stdout).toContain(`FAILED a member reads\n  ${files[1] ?? ""}:4\n`);
  });

  it("has nothing to prove without rows, which is a mistake in the arguments", () => {
    const { code, stdout, stderr } = prove("--no-built-in");
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      "error: --no-built-in leaves nothing to ask; add --requests <files...>, or leave it out\n(orgtrail prove --help says more)\n",
    );
  });

  it("says all that is wrong with its input at once, and asks nothing", () => {
    const file = own("bad.yaml", "about: Bad.\nrequests:\n  - { name: x, on: buckets, principal: admin }\n");
    const { code, stdout, stderr } = prove("--config", folder, "--requests", file, join(folder, "none.yaml"));
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("orgtrail: nothing was proven\n");
    expect(stderr).toContain("organization.yaml:1:1: is missing");
    expect(stderr).toContain("requests[0].on: is not one of the values allowed");
    expect(stderr).toContain("requests[0].principal: is nobody known");
    expect(stderr).toContain("none.yaml:1:1: is not there; correct the path");
    expect(stderr).not.toContain("    at ");
  });

  it("refuses unknown options, and explains itself", () => {
    expect(prove("--request").code).toBe(2);
    expect(prove("--help").stdout).toContain("Examples:\n  npx orgtrail prove\n");
  });

  describe("of policies in files", () => {
    const allow = (more: object): string =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "S", Effect: "Allow", ...more }] });
    const bucket = { Principal: { AWS: "111122223333" }, Resource: "arn:aws:s3:::acme/*" };

    it("says what one newly allows, and fails", () => {
      const before = own("before.json", allow({ ...bucket, Action: "s3:GetObject" }));
      const after = own("after.json", allow({ ...bucket, Action: ["s3:GetObject", "s3:PutObject"] }));
      expect(prove("--policy", before, "--against", before)).toEqual({
        code: 0,
        stdout: "Both policies allow the same, for every request\n",
        stderr: "",
      });
      const { code, stdout } = prove("--policy", before, "--against", after, "--json");
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({
        newlyAllowed: [{ actions: ["s3:PutObject"] }, {}, {}],
        noLongerAllowed: [],
        notProven: [],
      });
      const reversed = prove("--policy", after, "--against", before).stdout;
      expect(reversed).toContain("NO LONGER ALLOWED roles of account 111122223333: s3:PutObject\n");
      expect(reversed).toContain(", which statement S allowed\n");
    });

    it("says what differs where the evaluator cannot say what another statement does", () => {
      const statements = (...more: readonly object[]): string =>
        JSON.stringify({ Version: "2012-10-17", Statement: more });
      const all = { Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" };
      const service = { Sid: "A", Effect: "Allow", ...all, Principal: { Service: "config.amazonaws.com" } };
      const denies = { Effect: "Deny", ...all, Principal: "*" };
      const clear = { ...denies, Sid: "W", Condition: { Bool: { "aws:SecureTransport": "false" } } };
      const mine = { ...denies, Sid: "V", Resource: "arn:aws:s3:::acme/${aws:PrincipalAccount}/*" };
      const [before, after] = [[service], [service, mine, clear]].map((some, index) =>
        own(`open-${index}.json`, statements(...some)),
      );
      const { code, stdout, stderr } = prove("--policy", before ?? "", "--against", after ?? "");
      expect([code, stderr]).toEqual([1, ""]);
      expect(stdout).toContain("NO LONGER ALLOWED config.amazonaws.com: s3:GetObject");
      expect(stdout).toContain("It is so whatever AWS does with what it leaves open");
    });

    it("proves statements of it", () => {
      const file = own("bucket.json", allow({ ...bucket, Action: "s3:GetObject" }));
      const { code, stdout } = prove("--policy", file);
      expect(code).toBe(1);
      expect(stdout).toContain(
        "REFUTED The policy denies whatever is asked of the bucket without TLS, whoever allows it.",
      );
      expect(stdout).toContain("3 statements about policies: 2 are proven for every request, 1 not");
    });

    it.each<[string, readonly string[], string]>([
      ["no kind", ["--policy", "USER"], "add --kind <kind>"],
      [
        "no statement",
        ["--policy", "USER", "--kind", "scp", "--no-built-in"],
        "no statement is about policies of kind scp",
      ],
      ["no JSON", ["--policy", "BROKEN"], "broken.json:1:"],
      ["no file", ["--policy", "no-such-file.json"], "no-such-file.json:1:1: is not there; correct the path"],
      ["a folder", ["--policy", "."], ".:1:1: is a folder, and not a file; correct it, or move it away"],
      ["no policy to compare", ["--against", "USER"], "--against is about policies in files"],
      ["no ARN", ["--policy", "USER", "--resource", "acme"], "--resource is no ARN"],
    ])("refuses %s", (_, args, text) => {
      const user = own("user.json", allow({ Action: "s3:GetObject", Resource: "*" }));
      const broken = own("broken.json", '{ "Version": "2012-10-17", "Statement": [');
      const files: Readonly<Record<string, string>> = { USER: user, BROKEN: broken };
      const { code, stderr } = prove(...args.map((arg) => files[arg] ?? arg));
      expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
    });
  });
});
