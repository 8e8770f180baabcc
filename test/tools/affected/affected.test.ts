import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { AffectedError } from "../../../tools/affected";
import { SECRETS } from "../../support/secrets";
import { GIT_ENVIRONMENT, Repository, temporaryFolder } from "./repository";
import { bucketStack, configuration, projectFiles } from "./small-app";
import { affected, changes, repositoryWith, STACKS } from "./small-project";

afterEach(() => {
  Repository.deleteAll();
});

describe("the stacks that differ", () => {
  it("are those added, changed and removed, in the order in which they are deployed and taken down", async () => {
    const repository = repositoryWith({ ...STACKS, "team-b": bucketStack("b"), "team-c": bucketStack("c") });
    repository.write(
      configuration({
        "event-bus": bucketStack("new"),
        ...STACKS,
        management: bucketStack("other"),
        "team-a": bucketStack("z"),
      }),
    );
    const found = await affected(repository);
    expect(found.stacks).toEqual(
      [
        ["event-bus", "added"],
        ["management", "changed"],
        ["team-a", "changed"],
        ["team-c", "removed"],
        ["team-b", "removed"],
      ].map(([stack, change]) => ({
        stack,
        account: `${stack ?? ""}-account`,
        accountId: "111111111111",
        region: "us-east-1",
        change,
      })),
    );
    expect(found.total).toBe(4);
  });

  it("are none without a change, and where only text that makes no stack changes", async () => {
    const repository = repositoryWith();
    expect(await changes(repository)).toEqual([]);
    repository.write({ "docs/deploy.md": "# Deploy\n" });
    repository.commit("docs");
    expect(await changes(repository)).toEqual([]);
  });

  it("count what is committed, what is not, and what git does not know", async () => {
    const repository = repositoryWith();
    repository.git("checkout", "--quiet", "-b", "feature");
    repository.write(configuration({ ...STACKS, management: bucketStack("committed") }));
    repository.commit("management");
    repository.write({
      ...configuration({
        ...STACKS,
        management: bucketStack("committed"),
        "team-a": bucketStack("not committed"),
      }),
      "untracked.json": JSON.stringify({ "team-x": bucketStack("untracked") }),
      "app.cjs": readFileSync(join(repository.folder, "app.cjs"), "utf8").replace(
        "for (const",
        'Object.assign(stacks, JSON.parse(readFileSync("untracked.json", "utf8")));\nfor (const',
      ),
    });
    expect(await changes(repository)).toEqual(["management changed", "team-a changed", "team-x added"]);
  });

  it("are told by the code of each side", async () => {
    const repository = repositoryWith();
    const code = readFileSync(join(repository.folder, "app.cjs"), "utf8");
    repository.write({ "app.cjs": code.replace("JSON.stringify(json)", '`{"terraform":{"new":true}}`') });
    expect(await changes(repository)).toEqual(Object.keys(STACKS).map((stack) => `${stack} changed`));
  });

  it("are told by the app command of each side", async () => {
    const repository = repositoryWith();
    repository.git("mv", "app.cjs", "moved.cjs");
    repository.write({ "cdktf.json": JSON.stringify({ app: "node moved.cjs" }) });
    expect(await changes(repository)).toEqual([]);
  });

  it("are of a project in a folder of its repository, from any folder in it", async () => {
    const repository = Repository.create();
    const inFolder = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`audit/${path}`, text]));
    repository.write({ ...inFolder(projectFiles(STACKS)), "audit/docs/a.md": "" });
    repository.commit("base");
    repository.write(inFolder(configuration({ ...STACKS, "team-a": bucketStack("z") })));
    expect(await changes(repository, { cwd: join(repository.folder, "audit") })).toEqual(["team-a changed"]);
    const below = { cwd: join(repository.folder, "audit", "docs"), config: "../config" };
    expect(await changes(repository, below)).toEqual(["team-a changed"]);
  });

  it("never depend on which role plans", async () => {
    const repository = repositoryWith();
    const code = readFileSync(join(repository.folder, "app.cjs"), "utf8");
    const told = 'if (process.env.ORGTRAIL_ACCESS !== undefined) throw new Error("told of the role");\n';
    repository.write({ "app.cjs": `${told}${code}` });
    expect(await changes(repository, { env: { ...GIT_ENVIRONMENT, ORGTRAIL_ACCESS: "plan" } })).toEqual([]);
  });
});

describe("the base", () => {
  /** main has gone on after a branch left it. */
  function branched(): { readonly repository: Repository; readonly first: string; readonly main: string } {
    const repository = repositoryWith();
    const first = repository.git("rev-parse", "HEAD");
    repository.git("checkout", "--quiet", "-b", "feature");
    repository.write(configuration({ ...STACKS, "team-a": bucketStack("mine") }));
    repository.commit("mine");
    repository.git("checkout", "--quiet", "main");
    repository.write(configuration({ ...STACKS, management: bucketStack("theirs") }));
    const main = repository.commit("theirs");
    repository.git("checkout", "--quiet", "feature");
    return { repository, first, main };
  }

  it("is where HEAD branched off: what others changed since is no change of this branch", async () => {
    const { repository, first } = branched();
    const { base, stacks } = await affected(repository);
    expect(base).toEqual({ ref: "main", commit: first, mergeBase: true });
    expect(stacks.map(({ stack }) => stack)).toEqual(["team-a"]);
  });

  it("is the ref itself when that is asked", async () => {
    const { repository, main } = branched();
    const { base, stacks } = await affected(repository, { mergeBase: false });
    expect(base).toEqual({ ref: "main", commit: main, mergeBase: false });
    expect(stacks.map(({ stack }) => stack)).toEqual(["management", "team-a"]);
  });

  it("may be a commit or a tag", async () => {
    const { repository, first } = branched();
    repository.git("tag", "--annotate", "v1", first, "--message", "v1");
    for (const ref of [first, first.slice(0, 10), "v1", "HEAD^"]) {
      expect((await affected(repository, { base: ref })).base).toEqual({
        ref,
        commit: first,
        mergeBase: false,
      });
    }
  });

  it("may have its configuration elsewhere, as it lies", async () => {
    const repository = repositoryWith();
    const elsewhere = temporaryFolder();
    writeFileSync(
      join(elsewhere, "organization.yaml"),
      JSON.stringify({ stacks: { ...STACKS, "team-a": bucketStack("z") } }),
    );
    expect(await changes(repository, { baseConfig: elsewhere })).toEqual(["team-a changed"]);
    // The configuration of the working tree may then be anywhere as well.
    const other = { config: elsewhere, baseConfig: join(repository.folder, "config") };
    expect(await changes(repository, other)).toEqual(["team-a changed"]);
    rmSync(elsewhere, { recursive: true });
  });

  it("leaves no mark in the repository, and nothing in the folder for temporary files", async () => {
    const repository = repositoryWith();
    const temporary = temporaryFolder();
    const before = {
      tmpdir: process.env["TMPDIR"],
      files: repository.git("status", "--porcelain", "--ignored"),
    };
    process.env["TMPDIR"] = temporary;
    try {
      await affected(repository);
      repository.write({ "config/organization.yaml": "no JSON" });
      await expect(affected(repository)).rejects.toThrow(AffectedError);
    } finally {
      if (before.tmpdir === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before.tmpdir;
    }
    expect(readdirSync(temporary)).toEqual([]);
    repository.git("checkout", "--quiet", "config");
    expect(repository.git("status", "--porcelain", "--ignored")).toBe(before.files);
    expect(repository.git("worktree", "list", "--porcelain").match(/^worktree /gm)).toHaveLength(1);
    rmSync(temporary, { recursive: true });
  });
});

describe("the packages of the base", () => {
  /** The app says where it found its packages. */
  function tellingPackages(): Repository {
    const repository = repositoryWith();
    const code = readFileSync(join(repository.folder, "app.cjs"), "utf8");
    const tell =
      'for (const name of existsSync("node_modules") ? readdirSync("node_modules") : []) stacks[name] = {};\nfor (const';
    repository.write({
      "app.cjs": code
        .replace("readFileSync,", "existsSync, readdirSync, readFileSync,")
        .replace("for (const", tell),
    });
    repository.commit("telling");
    return repository;
  }

  it("are those of the working tree where both lock the same", async () => {
    const repository = tellingPackages();
    expect(await changes(repository)).toEqual([]);
  });

  it("are installed for it where another lock file says what they are, and nowhere else", async () => {
    const repository = tellingPackages();
    const lock = {
      name: "small-app",
      version: "2.0.0",
      lockfileVersion: 3,
      packages: { "": { name: "small-app" } },
    };
    repository.write({ "package-lock.json": JSON.stringify(lock) });
    // As npx sets it: another npm would take the working tree for its project.
    const env = {
      ...GIT_ENVIRONMENT,
      npm_config_local_prefix: repository.folder,
      INIT_CWD: repository.folder,
    };
    const progress: string[] = [];
    const options = { env, progress: (line: string) => progress.push(line) };
    expect(await changes(repository, options)).toEqual(["of-the-working-tree.txt added"]);
    expect(progress).toEqual([
      "package-lock.json differs: installing the packages of the base, without their scripts (npm ci)",
    ]);
    expect(existsSync(join(repository.folder, "node_modules/of-the-working-tree.txt"))).toBe(true);
  });

  it("run no script while they are installed, and neither they nor the code see a secret", async () => {
    const repository = repositoryWith();
    const seen = temporaryFolder();
    const tell = (place: string): string =>
      `require("node:fs").writeFileSync(${JSON.stringify(join(seen, place))} + process.pid, JSON.stringify(process.env))`;
    const code = readFileSync(join(repository.folder, "app.cjs"), "utf8");
    const script = (name: string): string => `node -e '${tell(name)}'`;
    repository.write({
      "app.cjs": `${tell("app-")};\n${code}`,
      "evil/package.json": JSON.stringify({
        name: "evil",
        version: "1.0.0",
        scripts: {
          preinstall: script("preinstall-"),
          install: script("install-"),
          postinstall: script("postinstall-"),
        },
      }),
      "package.json": JSON.stringify({
        name: "small-app",
        dependencies: { evil: "file:evil" },
        scripts: { preinstall: script("own-"), postinstall: script("own-"), prepare: script("own-") },
      }),
      "package-lock.json": JSON.stringify({
        name: "small-app",
        lockfileVersion: 3,
        packages: {
          "": { name: "small-app", hasInstallScript: true, dependencies: { evil: "file:evil" } },
          evil: { version: "1.0.0", hasInstallScript: true },
          "node_modules/evil": { resolved: "evil", link: true },
        },
      }),
      ".npmrc": `ignore-scripts=false\ngit=${join(seen, "git")}\nfund=\${AWS_SECRET_ACCESS_KEY}\n`,
    });
    repository.commit("evil");
    repository.write({
      "package-lock.json": JSON.stringify({ name: "small-app", lockfileVersion: 3, packages: {} }),
    });
    const env = { ...GIT_ENVIRONMENT, ...SECRETS };
    expect(await changes(repository, { base: "HEAD", env, progress: () => undefined })).toEqual([]);
    const told = readdirSync(seen);
    // The base and the working tree, and no script of a package.
    expect(told.filter((name) => name.startsWith("app-"))).toHaveLength(2);
    expect(told).toHaveLength(2);
    for (const name of told) {
      const text = readFileSync(join(seen, name), "utf8");
      expect(
        Object.entries(SECRETS).filter(([key, value]) => text.includes(`"${key}"`) || text.includes(value)),
      ).toEqual([]);
    }
  });

  it("that cannot be installed are an error", async () => {
    const repository = repositoryWith();
    const path = failingProgram("npm", "no such version");
    repository.write({ "package-lock.json": "{}" });
    await expect(
      affected(repository, { env: { ...GIT_ENVIRONMENT, PATH: path }, progress: () => undefined }),
    ).rejects.toThrow("the packages of the base cannot be installed: npm ci ended with 1\nno such version");
  });
});

/** A PATH on which a program fails. */
function failingProgram(name: string, message: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\necho ${JSON.stringify(message)} >&2\nexit 1\n`);
  chmodSync(join(folder, name), 0o755);
  return [folder, process.env["PATH"] ?? ""].join(delimiter);
}
