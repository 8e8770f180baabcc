import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parseConfiguration } from "../../../stacks/config";
import { configurationOf } from "../../../tools/init/configuration";
import { membersNamed } from "../../../tools/init/from-aws";
import { type Answers, type InitQuestion, QUESTIONS } from "../../../tools/init/questions";
import { FRAMEWORKS, repositoryOf } from "../../../tools/init/repository";
import { ROOT } from "../../support/run";
import { ANSWERS } from "./answers";

describe("the repository", () => {
  const texts = (answers: Partial<Answers>): Readonly<Record<string, string>> =>
    Object.fromEntries(
      repositoryOf({ ...ANSWERS, ...answers }, { name: "orgtrail-cli", version: "1.2.3" }).map(
        ({ path, text }) => [path, text],
      ),
    );

  it("has a pipeline by what was answered, which runs no script that is not there", () => {
    const paths = Object.keys(texts({ pipeline: "none" }));
    expect(paths.filter((path) => /pipeline|\.git(hub|lab)/.test(path))).toEqual([]);
    for (const pipeline of ["github", "gitlab"]) {
      const files = texts({ pipeline });
      const called = Object.values(files).flatMap(
        (text) => text.match(/pipelines\/[\w./-]+\.(?:sh|cjs|yml)/g) ?? [],
      );
      expect(called.length).toBeGreaterThan(0);
      expect(Object.keys(files)).toEqual(expect.arrayContaining(called));
      expect(Object.values(files).join("")).not.toContain("examples/");
    }
    expect(texts({ owners: "@globex/audit" })[".github/CODEOWNERS"]).toMatch(/^\* @globex\/audit$/m);
  });

  it("names no file that is neither there nor in the package", () => {
    for (const pipeline of ["github", "gitlab", "none"]) {
      const files = Object.values(texts({ pipeline })).join("\n");
      const pages = files.match(/(?:[\w-]+\/)*docs\/(?:[a-z-]+\.md)?/g) ?? [];
      const inPackage = "node_modules/orgtrail-cli/docs/";
      expect(pages.length).toBeGreaterThan(0);
      expect(pages.filter((page) => !page.startsWith(inPackage))).toEqual([]);
      for (const page of pages)
        expect(existsSync(join(ROOT, "docs", page.slice(inPackage.length)))).toBe(true);
      expect(files).not.toMatch(/\[[^\]]*\]\(|npm run (?!synth)/);
    }
  });

  const NOBODY_YET = { pipeline: "none", owners: "", repository: "", project: "", deployer: "" };
  const GITLAB = { ...NOBODY_YET, pipeline: "gitlab", project: "acme/security/audit" };
  const DEPLOYER = "arn:aws:iam::222222222222:role/Administrator";

  it.each<[string, Partial<Answers>, object]>([
    [
      "jobs of a repository on GitHub",
      { repository: "acme@123456/audit@456789" },
      {
        ...{ kind: "github", repository: "acme@123456/audit@456789", branches: ["main"] },
        environments: ["management", "logArchive", "security", "payments-production"],
      },
    ],
    [
      "jobs of a project on GitLab",
      GITLAB,
      { kind: "gitlab", project: "acme/security/audit", branches: ["main"] },
    ],
    [
      "whoever deploys",
      { ...NOBODY_YET, deployer: DEPLOYER },
      { kind: "principals", plan: [DEPLOYER], deploy: [DEPLOYER] },
    ],
  ])("names %s, who take bounded roles, and nothing is warned of", (_, given, pipeline) => {
    const answers = { ...ANSWERS, ...given };
    const { warnings, ...made } = parseConfiguration(configurationOf(answers));
    expect(warnings).toEqual([]);
    expect(made.pipeline?.pipeline).toMatchObject(pipeline);
    expect(made.accounts.management).toMatchObject({
      planRoleArn: "arn:aws:iam::111111111111:role/OrgTrailPlan",
      permissionsBoundaryArn: "arn:aws:iam::111111111111:policy/acme-pipeline-deploy-boundary",
    });
    expect(texts(answers)["README.md"]).toContain("The roles are for ");
  });

  it("names nobody where nobody is known yet, and says where", () => {
    const { pipeline, warnings } = parseConfiguration(configurationOf({ ...ANSWERS, ...NOBODY_YET }));
    expect({ pipeline, warned: warnings.length }).toEqual({ pipeline: undefined, warned: 1 });
    expect(texts(NOBODY_YET)["README.md"]).toContain("once `pipeline` in `config/organization.yaml` says");
  });

  it.each([
    ["repository", "acme/*", "names no repository"],
    ["project", "audit", "names no project"],
    ["deployer", "arn:aws:iam::222222222222:role/*", "is anybody of the account"],
  ])("has a %s that is somebody, and not %s", (key, answer, sentence) => {
    const question = QUESTIONS.find((one) => one.key === key);
    expect(question?.problem(answer)).toContain(sentence);
  });

  it("has exact versions of the framework, those of the docs and of this checkout, and what npm update brings of orgtrail", () => {
    const page = readFileSync(join(ROOT, "docs", "start.md"), "utf8");
    for (const [name, version] of Object.entries(FRAMEWORKS["cdktf"] ?? {})) {
      expect(page).toContain(`"${name}": "${version}"`);
    }
    const [, other = ""] =
      /```json\n(.*?)```/s.exec(readFileSync(join(ROOT, "docs", "cdktf-and-cdk-terrain.md"), "utf8")) ?? [];
    expect(JSON.parse(other)).toEqual({ dependencies: FRAMEWORKS["cdktn"] });
    for (const framework of ["cdktf", "cdktn"]) {
      const { dependencies } = JSON.parse(texts({ framework })["package.json"] ?? "{}") as {
        dependencies: Record<string, string>;
      };
      const { "orgtrail-cli": program, ...others } = dependencies;
      expect(program).toBe("^1.2.3");
      for (const version of Object.values(others)) expect(version).toMatch(/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+$/);
    }
    const scoped = repositoryOf(ANSWERS, { name: "@acme/orgtrail-cli", version: "1.2.3" });
    expect(scoped[0]?.text).toContain('"orgtrail-cli": "npm:@acme/orgtrail-cli@^1.2.3"');
  });

  it("has a configuration without a fault, whatever answers are taken", () => {
    const account = fc.integer({ min: 1e11, max: 1e12 - 1 }).map(String);
    const optional = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(""), texts);
    const answers = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9]{1,10}$/),
      organizationId: fc.stringMatching(/^o-[a-z0-9]{10,32}$/),
      homeRegion: fc.constantFrom("us-east-1", "eu-central-1", "us-gov-west-1", "cn-north-1"),
      // A template of Terraform is told as a fault of the configuration.
      notify: optional(fc.emailAddress().filter((text) => text.length < 60 && !/[$%]\{/.test(text))),
      accounts: fc.uniqueArray(account, { minLength: 4, maxLength: 4 }),
      security: fc.boolean(),
      // S3 takes no bucket of a team `an`: `-an` ends the names of another kind of bucket.
      team: fc.stringMatching(/^[a-z][a-z0-9]{2,10}$/),
    });
    // AWS takes every printable character of ASCII in the name of an account; an older one may have others.
    const titles = fc.array(
      fc.oneof(
        fc.constantFrom(
          "Management",
          "Security",
          "Null",
          "true",
          "a-production",
          "a production",
          "1",
          "ß${x}",
        ),
        fc.string({ unit: "binary", maxLength: 50 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(answers, titles, ({ accounts, security, ...given }, names) => {
        const [managementAccount = "", logArchiveAccount = "", securityAccount = "", teamAccount = ""] =
          accounts;
        const all: Answers = {
          ...{ ...ANSWERS, ...given, managementAccount, logArchiveAccount, teamAccount },
          securityAccount: security ? securityAccount : "",
        };
        const isTaken = ({ key, problem, when }: InitQuestion): boolean =>
          when?.(all) === false || problem(all[key]) === undefined;
        fc.pre(QUESTIONS.every(isTaken));
        const found = membersNamed(
          names.map((name, index) => ({ name, id: String(1e10 + index).padStart(12, "0") })),
        );
        expect(Object.keys(parseConfiguration(configurationOf(all)).accounts)).toContain("logArchive");
        const { organization } = configurationOf(all, found);
        expect(() => parseConfiguration(configurationOf(all, found))).not.toThrow();
        for (const { id } of found) expect(organization.text).toContain(`"${id}"`);
      }),
      { numRuns: 60 },
    );
  });
});
