import { symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { GIT_ENVIRONMENT, Repository, temporaryFolder } from "./repository";
import { bucketStack, projectFiles } from "./small-app";
import { affected, changes, repositoryWith, STACKS } from "./small-project";

afterEach(() => {
  Repository.deleteAll();
});

const OTHER = { ...STACKS, "team-a": bucketStack("z") };

function link(repository: Repository, path: string, target: string): void {
  symlinkSync(target, join(repository.folder, path));
}

describe("the configuration of the base", () => {
  /** `config` leads to a/ in the base. */
  function linked(): Repository {
    const repository = repositoryWith();
    repository.remove("config");
    repository.write({
      "a/organization.yaml": JSON.stringify({ stacks: STACKS }),
      "b/organization.yaml": JSON.stringify({ stacks: OTHER }),
    });
    link(repository, "config", "a");
    repository.commit("linked");
    return repository;
  }

  it("is where its own link leads, and not where that of the working tree does", async () => {
    const repository = linked();
    unlinkSync(join(repository.folder, "config"));
    link(repository, "config", "b");
    expect(await changes(repository)).toEqual(["team-a changed"]);
  });

  it("may be a folder where it is a link now", async () => {
    const repository = repositoryWith();
    repository.remove("config");
    repository.write({ "b/organization.yaml": JSON.stringify({ stacks: OTHER }) });
    link(repository, "config", "b");
    expect(await changes(repository)).toEqual(["team-a changed"]);
  });

  it.each(["organization.yaml", "team.yaml"])(
    "is refused where a link leads out of the base, to the working tree: %s",
    async (name) => {
      const repository = repositoryWith();
      repository.write({ "shared.yaml": JSON.stringify({ stacks: STACKS }) });
      if (name === "organization.yaml") repository.remove("config/organization.yaml");
      link(repository, `config/${name}`, join(repository.folder, "shared.yaml"));
      repository.commit("linked");
      await expect(affected(repository)).rejects.toThrow(
        `has config/${name} by a link that leads out of the repository, so that no commit has what it leads to: make it a file or a relative link, or name the folder with the configuration of the base by --base-config`,
      );
    },
  );
});

describe("packages", () => {
  /** The app adds the stacks that a package of the repository itself has, and a package of that one. */
  function withOwnPackage(name: string): Repository {
    const repository = Repository.create();
    const files = projectFiles(STACKS);
    const adding = `Object.assign(stacks, require(${JSON.stringify(name)}).more);\nfor (const`;
    repository.write({
      ...files,
      "app.cjs": (files["app.cjs"] ?? "").replace("for (const", adding),
      "lib/index.js": 'exports.more = { [require("used")]: {} };',
      "lib/node_modules/used/index.js": 'module.exports = "team-used";',
      "node_modules/@scope/other/index.js": "",
    });
    link(repository, `node_modules/${name}`, name.includes("/") ? "../../lib" : "../lib");
    repository.commit("base");
    return repository;
  }

  it.each(["lib", "@scope/lib"])("of the repository itself are those of each side: %s", async (name) => {
    const repository = withOwnPackage(name);
    expect(await changes(repository)).toEqual([]);
    repository.write({ "lib/index.js": 'exports.more = { [require("used") + "-more"]: {} };' });
    expect(await changes(repository)).toEqual(["team-used-more added", "team-used removed"]);
  });

  const lock = (name: string): string => JSON.stringify({ name, lockfileVersion: 3, packages: {} });

  it("are installed for the base where a shrinkwrap differs, which npm takes first", async () => {
    const repository = repositoryWith();
    repository.write({ "npm-shrinkwrap.json": lock("small-app") });
    repository.commit("shrinkwrap");
    repository.write({ "npm-shrinkwrap.json": lock("other") });
    const progress: string[] = [];
    expect(await changes(repository, { progress: (line) => progress.push(line) })).toEqual([]);
    expect(progress).toEqual([
      "npm-shrinkwrap.json differs: installing the packages of the base, without their scripts (npm ci)",
    ]);
  });

  it.each(["pnpm-lock.yaml", "yarn.lock"])(
    "of another program are refused where they differ: %s",
    async (name) => {
      const repository = repositoryWith();
      repository.remove("package-lock.json");
      repository.write({ [name]: "one" });
      repository.commit("another program");
      expect(await changes(repository)).toEqual([]);
      repository.write({ [name]: "other" });
      await expect(affected(repository)).rejects.toThrow(`${name} is not that of the base`);
    },
  );

  it("are told by the nearest lock file above, too", async () => {
    const repository = Repository.create();
    for (const [path, text] of Object.entries(projectFiles(STACKS)))
      if (path !== "package-lock.json") repository.write({ [`audit/${path}`]: text });
    repository.write({ "package-lock.json": lock("one") });
    repository.commit("base");
    const cwd = join(repository.folder, "audit");
    expect(await changes(repository, { cwd })).toEqual([]);
    repository.write({ "package-lock.json": lock("other") });
    await expect(affected(repository, { cwd })).rejects.toThrow("package-lock.json is not that of the base");
  });
});

test("in a hook of git's, which says where the repository is, a project in a folder is found", async () => {
  const repository = Repository.create();
  for (const [path, text] of Object.entries(projectFiles(STACKS)))
    repository.write({ [`audit/${path}`]: text });
  repository.commit("base");
  const cwd = join(repository.folder, "audit");
  for (const git of [".git", join(repository.folder, ".git")]) {
    const env = { ...GIT_ENVIRONMENT, GIT_DIR: git, GIT_INDEX_FILE: join(git, "index") };
    expect(await changes(repository, { cwd, env })).toEqual([]);
  }
  // Who names the repository for a folder that is in none has that one.
  const elsewhere = temporaryFolder();
  const env = { ...GIT_ENVIRONMENT, GIT_DIR: join(repository.folder, ".git") };
  await expect(affected(repository, { cwd: elsewhere, env })).rejects.toThrow("there is no cdktf.json in");
});
