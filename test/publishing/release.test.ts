import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { matchesWildcards } from "../../modules/kernel";
import { run, succeed } from "./support/npm";
import { copyCheckout, copyLastRelease } from "./support/packed-library";

jest.setTimeout(600_000);

interface ReleaseWorkflow {
  readonly on: { readonly push: { readonly tags: readonly string[] } };
  readonly jobs: { readonly publish: { readonly steps: readonly { readonly run?: string }[] } };
}

/** As GitHub matches tags: a star is anything but a slash. */
const matchesGlob = (tag: string, pattern: string): boolean =>
  !tag.includes("/") && matchesWildcards(pattern, tag, "*");

/** A copy of the checkout with a history of its own: releases are made for real, and leave nothing behind. */
describe("a release", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-release-"));

  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const git = async (...args: readonly string[]) => succeed(folder, "git", ...args);
  const release = async (...args: readonly string[]) =>
    run(folder, "npm", "run", "release", "--loglevel=error", "--", ...args);

  async function commit(message: string): Promise<void> {
    await git("add", "--all");
    await git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", message);
  }

  function editJson(file: string, edit: (json: Record<string, unknown>) => void): void {
    const json = JSON.parse(read(file)) as Record<string, unknown>;
    edit(json);
    writeFileSync(join(folder, file), `${JSON.stringify(json, null, 2)}\n`);
  }

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await copyCheckout(folder);
    await git("init", "--quiet", "--initial-branch=main");
    for (const [key, value] of Object.entries({
      "user.name": "Test",
      "user.email": "test@orgtrail.example",
      "commit.gpgsign": "false",
      "tag.gpgsign": "false",
    })) {
      await git("config", key, value);
    }
    writeFileSync(join(folder, ".git", "info", "exclude"), "node_modules\n");
    await commit("feat(trail): a first trail");
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("can be rehearsed by anyone: a dry run says what it would do, and does nothing", async () => {
    const { code, output } = await release("--dry-run");
    expect(output).toContain("tagging release v");
    expect(output).toContain("a first trail");
    expect(code).toBe(0);
    expect(await git("status", "--porcelain")).toBe("");
    expect(await git("tag")).toBe("");
  });

  test("for the first time takes the version as it stands, and records the API that users get", async () => {
    editJson("package.json", (json) => (json["version"] = "0.1.0"));
    editJson("api/released.json", (json) =>
      Object.assign(json, { version: "0.0.0", modules: {}, addresses: {} }),
    );
    await commit("chore: before the first release");
    expect(await copyLastRelease(folder, folder)).toBe(false);
    const { code, output } = await release();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await git("tag")).toBe("v0.1.0\n");
    expect(read("CHANGELOG.md").match(/^# /gm)).toHaveLength(1);
    expect(read("CHANGELOG.md")).toMatch(/^## 0\.1\.0 /m);
    expect(JSON.parse(read("api/released.json"))).toMatchObject({
      version: "0.1.0",
      modules: { "team-trail": { TeamTrail: expect.stringContaining("class TeamTrail") as string } },
    });
    expect(await git("status", "--porcelain")).toBe("");
  });

  test("of a change that moves a resource is refused while its commits call it a fix", async () => {
    const snapshot = "test/stacks/__snapshots__/synth.test.ts.snap";
    writeFileSync(
      join(folder, snapshot),
      read(snapshot).replaceAll("organization_trail_84076F6C", "moved_11111111"),
    );
    await commit("fix(trail): a better place for the trail");
    const { code, output } = await release();
    expect(code).not.toBe(0);
    expect(output).toContain(
      "aws_cloudtrail.organization_trail_84076F6C has left the minimal organization / management since 0.1.0",
    );
    expect(await git("tag")).toBe("v0.1.0\n");
    await git("checkout", "--", ".");
  });

  test("goes through once a commit says that it breaks, and a note what users do", async () => {
    appendFileSync(
      join(folder, "docs", "upgrade.md"),
      "\n## 0.2.0\n\n`aws_cloudtrail.organization_trail_84076F6C` is now `aws_cloudtrail.moved_11111111`.\n",
    );
    await commit("feat(trail)!: the trail has moved");
    const { code, output } = await release();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await git("tag")).toBe("v0.1.0\nv0.2.0\n");
    expect(JSON.parse(read("package.json"))).toMatchObject({ version: "0.2.0" });
    expect(JSON.parse(read("package-lock.json"))).toMatchObject({ version: "0.2.0" });
    expect(read("CHANGELOG.md")).toMatch(/^## 0\.2\.0 [^]*the trail has moved[^]*^## 0\.1\.0 /m);
  });

  test("starts the workflow by its tag, which publishes both packages in their scope, and refuses another tag", async () => {
    const { on, jobs } = parse(read(".github/workflows/release.yml")) as ReleaseWorkflow;
    const [tag] = (await git("tag", "--points-at", "HEAD")).trim().split("\n");
    expect(tag).toBe("v0.2.0");
    expect(on.push.tags.some((pattern) => matchesGlob(tag ?? "", pattern))).toBe(true);

    // What they do before is what other tests do: these three steps are the workflow's alone.
    const steps = jobs.publish.steps.filter(({ run: script = "" }) =>
      /GITHUB_REF_NAME|pkg set|npm publish/.test(script),
    );
    expect(steps).toHaveLength(3);
    const [ofTag, ...ofPackages] = steps.map(({ run: script = "" }) => script);
    const published = join(folder, ".git", "published");
    const standIn = join(folder, ".git", "bin");
    mkdirSync(standIn);
    const npm = (await succeed(folder, "bash", "-c", "command -v npm")).trim();
    writeFileSync(
      join(standIn, "npm"),
      `#!/bin/bash\n[ "$1" = publish ] || exec ${npm} "$@"\nnode -p 'const p = require("./package.json"); p.name + "@" + p.version' >> ${published}\n`,
      { mode: 0o755 },
    );
    const step = async (script: string, ref: string) =>
      run(
        folder,
        ...([
          "env",
          `GITHUB_REF_NAME=${ref}`,
          "NPM_SCOPE=@acme",
          `PATH=${standIn}:${process.env["PATH"] ?? ""}`,
        ] as const),
        ...["bash", "-e", "-c", script],
      );
    expect((await step(ofTag ?? "", "v0.2.1")).code).not.toBe(0);
    for (const script of [ofTag ?? "", ...ofPackages])
      expect(await step(script, tag ?? "")).toMatchObject({ code: 0 });
    expect(readFileSync(published, "utf8")).toBe("@acme/orgtrail@0.2.0\n@acme/orgtrail-cli@0.2.0\n");
    await git("checkout", "--", ".");
  });

  test("is what the next version is an upgrade of, whatever stands in the checkout since", async () => {
    await commit("feat(trail): more");
    editJson("package.json", (json) => (json["version"] = "0.2.1"));
    const released = mkdtempSync(join(tmpdir(), "orgtrail-released-"));
    try {
      expect(await copyLastRelease(released, folder)).toBe(true);
      expect(JSON.parse(readFileSync(join(released, "package.json"), "utf8"))).toMatchObject({
        version: "0.2.0",
      });
    } finally {
      rmSync(released, { recursive: true });
    }
  });
});
