import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AffectedError, type AffectedOptions } from "../../../tools/affected";
import { GIT_ENVIRONMENT, Repository, temporaryFolder } from "./repository";
import { configuration, projectFiles } from "./small-app";
import { affected, changes, repositoryWith, STACKS } from "./small-project";

afterEach(() => {
  Repository.deleteAll();
});

describe("it is an error, never 'nothing changed',", () => {
  const failure = async (repository: Repository, options: Partial<AffectedOptions> = {}): Promise<string> => {
    const error: unknown = await affected(repository, options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AffectedError);
    return (error as AffectedError).message;
  };

  test("when the working tree has faults: each is told", async () => {
    const repository = repositoryWith();
    repository.write({ "config/organization.yaml": JSON.stringify({ fault: "is no name" }) });
    expect(await failure(repository)).toBe(
      "the working tree cannot be synthesized:\nconfig/organization.yaml:3:7 trail.name: is no name; received 1; mend it",
    );
  });

  test("when the base has faults, in what it was", async () => {
    const repository = repositoryWith();
    repository.write({ "config/organization.yaml": JSON.stringify({ fault: "is no name" }) });
    const commit = repository.commit("faulty");
    repository.write(configuration(STACKS));
    expect(await failure(repository, { base: "HEAD" })).toBe(
      `the base HEAD (${commit.slice(0, 12)}) cannot be synthesized:\nconfig/organization.yaml:3:7 trail.name: is no name; received 1; mend it`,
    );
  });

  test("when both have: both are told", async () => {
    const repository = repositoryWith();
    repository.write({ "app.cjs": 'throw new Error("the base breaks");' });
    repository.commit("broken");
    repository.write({ "app.cjs": 'throw new Error("the working tree breaks");' });
    const message = await failure(repository);
    expect(message).toMatch(/^the base main \(\w{12}\) cannot be synthesized:\n/);
    expect(message).toContain("the base breaks");
    expect(message).toContain("\n\nthe working tree cannot be synthesized:\n");
    expect(message).toContain("the working tree breaks");
  });

  test("when the app prints no summary", async () => {
    const repository = repositoryWith();
    repository.write({ "app.cjs": "" });
    expect(await failure(repository)).toBe(
      "the working tree cannot be synthesized:\nits app takes no --json, or prints no summary of stacks: its cdktf.json is not orgtrail's",
    );
  });

  test("when the app says what is wrong in words of its own", async () => {
    const repository = repositoryWith();
    repository.write({
      "app.cjs": 'console.log(JSON.stringify({ notCompliant: ["a trail"] })); process.exitCode = 1;',
    });
    expect(await failure(repository)).toBe(
      'the working tree cannot be synthesized:\n{"notCompliant":["a trail"]}',
    );
  });

  test("when the app dies and says nothing", async () => {
    const repository = repositoryWith();
    repository.write({ "app.cjs": "process.exit(7);" });
    expect(await failure(repository)).toContain("its app ended with 7, and said nothing");
  });

  test("when there is no git", async () => {
    const node = temporaryFolder();
    symlinkSync(process.execPath, join(node, "node"));
    const env = { ...GIT_ENVIRONMENT, PATH: node };
    expect(await failure(repositoryWith(), { env })).toMatch(/^git is not on the PATH: install it/);
  });

  test("outside a repository", async () => {
    const cwd = temporaryFolder();
    expect(await failure(repositoryWith(), { cwd })).toContain(
      `${cwd} is in no repository that git reads: run in a clone`,
    );
  });

  test("in a repository without a project", async () => {
    const repository = repositoryWith();
    repository.remove("cdktf.json");
    expect(await failure(repository)).toContain("there is no cdktf.json");
  });

  test("when the project's cdktf.json names no app", async () => {
    const repository = repositoryWith();
    repository.write({ "cdktf.json": "{}" });
    expect(await failure(repository)).toContain("cdktf.json names no app");
  });

  test("before npm ci", async () => {
    const repository = repositoryWith();
    repository.remove("node_modules");
    expect(await failure(repository)).toContain("has no node_modules: run npm ci there first");
  });

  test("when there is no such ref", async () => {
    expect(await failure(repositoryWith(), { base: "mian" })).toBe(
      'the base "mian" is no commit that this clone has: correct it, or fetch first (git fetch origin)',
    );
  });

  test("when the ref looks like an option", async () => {
    expect(await failure(repositoryWith(), { base: "--all" })).toContain('the base "--all" is no commit');
  });

  test("when the clone has the branch of its origin alone", async () => {
    const origin = repositoryWith();
    origin.git("branch", "release");
    const clone = origin.clone();
    clone.write({ "node_modules/x": "" });
    expect(await failure(clone, { base: "release" })).toContain(
      "it has origin/release, so give --base origin/release",
    );
  });

  describe("in a shallow clone", () => {
    function shallow(): { readonly clone: Repository; readonly first: string } {
      const origin = repositoryWith();
      const first = origin.git("rev-parse", "HEAD");
      origin.commit("second");
      origin.git("checkout", "--quiet", "-b", "feature", first);
      origin.commit("feature");
      const clone = origin.clone("--depth=1", "--no-single-branch");
      clone.write({ "node_modules/x": "" });
      return { clone, first };
    }

    test("when it does not have the commit", async () => {
      const { clone, first } = shallow();
      const message = await failure(clone, { base: first });
      expect(message).toContain(
        `it is shallow, so fetch the commit first (git fetch --depth=1 origin ${first}`,
      );
      clone.git("fetch", "--quiet", "--depth=1", "origin", first);
      expect(await changes(clone, { base: first, mergeBase: false })).toEqual([]);
    });

    test("when it does not reach back to the merge base", async () => {
      const { clone } = shallow();
      const message = await failure(clone, { base: "origin/main" });
      expect(message).toContain("the merge base of origin/main and HEAD is not found; this clone is shallow");
      expect(await changes(clone, { base: "origin/main", mergeBase: false })).toEqual([]);
      clone.git("fetch", "--quiet", "--unshallow");
      expect(await changes(clone, { base: "origin/main" })).toEqual([]);
    });
  });

  test("when the histories have nothing in common", async () => {
    const repository = repositoryWith();
    repository.git("checkout", "--quiet", "--orphan", "other");
    repository.commit("other");
    expect(await failure(repository)).toContain("their histories have no commit in common");
  });

  test("when the base is from before orgtrail", async () => {
    const repository = Repository.create();
    repository.write({ "README.md": "" });
    repository.commit("first");
    repository.write(projectFiles(STACKS));
    expect(await failure(repository)).toMatch(
      /^the base main \(\w{12}\) has no cdktf\.json, and is from before orgtrail: name a later base, or plan all stacks$/,
    );
  });

  test("when the folder of the project had another name: no word of before orgtrail", async () => {
    const repository = repositoryWith();
    repository.git("mv", "cdktf.json", "was.json");
    repository.write({ "infra \n/cdktf.json": "{}" });
    repository.commit("elsewhere");
    repository.write(projectFiles(STACKS));
    expect(await failure(repository, { base: "HEAD" })).toMatch(
      /^the base HEAD \(\w{12}\) has no cdktf\.json, but infra \n\/cdktf\.json: where the folder has another name since, name a later base, or plan all stacks$/,
    );
  });

  test.each(["^main", "main..HEAD", "HEAD:config"])("when the base is no one commit: %s", async (base) => {
    for (const mergeBase of [true, false])
      expect(await failure(repositoryWith(), { base, mergeBase })).toContain(
        "is no commit that this clone has",
      );
  });

  test("when HEAD has no commit yet", async () => {
    const repository = repositoryWith();
    repository.git("checkout", "--quiet", "--orphan", "unborn");
    expect(await failure(repository)).toMatch(
      /^HEAD has no commit yet.*: commit first, or compare with main itself/,
    );
    expect(await changes(repository, { mergeBase: false })).toEqual([]);
  });

  test("when code is in a submodule, of which the base has no files", async () => {
    const library = Repository.create();
    library.write({ "library.cjs": "" });
    library.commit("library");
    const repository = repositoryWith();
    const allowed = ["-c", "protocol.file.allow=always"];
    repository.git(...allowed, "submodule", "add", "--quiet", library.folder, "library");
    repository.write({ "app.cjs": `require("./library/library.cjs");${projectFiles({})["app.cjs"] ?? ""}` });
    repository.commit("with a library");
    expect(await failure(repository, { base: "HEAD" })).toMatch(
      /has no files of its submodules, library: where its code needs them, plan all stacks/,
    );
  });

  test("when the base has no such configuration", async () => {
    const repository = repositoryWith();
    repository.write({ "acme/organization.yaml": JSON.stringify({ stacks: STACKS }) });
    expect(await failure(repository, { config: "acme" })).toMatch(
      /^the base main \(\w{12}\) has no acme\/organization\.yaml: name the folder .* by --base-config/,
    );
  });

  test("when the configuration is outside the repository, or a link leads there", async () => {
    const repository = repositoryWith();
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, "organization.yaml"), JSON.stringify({ stacks: STACKS }));
    expect(await failure(repository, { config: elsewhere })).toBe(
      `the configuration ${elsewhere} is not in the repository, so that no commit has it: name the folder with the configuration of the base by --base-config`,
    );
    symlinkSync(elsewhere, join(repository.folder, "linked"));
    expect(await failure(repository, { config: "linked" })).toContain("is not in the repository");
    mkdirSync(join(repository.folder, "empty"));
    expect(await failure(repository, { config: "empty", baseConfig: "config" })).toContain("ENOENT");
  });
});
