import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processes, type Running } from "../../tools/terraform";
import { cleanEnvironment, INSTALL, run, succeed, type Ended } from "./support/npm";
import { copyCheckout } from "./support/packed-library";
import { SCOPE, startRegistry, type Registry } from "./support/registry";
import { describeWithNpmRegistry, testWithTerraform } from "./support/requirements";

jest.setTimeout(900_000);

const NAME = `${SCOPE}/orgtrail-cli`;
const VERSION = "0.1.0";
const ANSWERS = [
  ...["--name", "globex", "--organization-id", "o-a1b2c3d4e5", "--management-account", "111111111111"],
  ...["--log-archive-account", "222222222222", "--team-account", "444444444444", "--owners", "@globex/audit"],
];
const STACKS = ["log-archive", "management", "team-platform"];

describeWithNpmRegistry("from an organization's own registry, a person in an empty folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-newcomer-"));
  const processes = new Processes();
  const state: { registry?: Registry } = {};

  beforeAll(async () => {
    state.registry = await startRegistry();
    const checkout = join(folder, "checkout");
    mkdirSync(checkout);
    await copyCheckout(checkout);
    const cli = join(checkout, "tools", "cli");
    await succeed(cli, "npm", "pkg", "set", `name=${NAME}`, `version=${VERSION}`, "--loglevel=error");
    writeFileSync(join(cli, ".npmrc"), state.registry.npmrc);
    // Named once more on the command line: a test must not publish elsewhere.
    await succeed(cli, "npm", "publish", "--workspaces=false", `--${SCOPE}:registry=${state.registry.url}`);
    writeFileSync(join(folder, ".npmrc"), state.registry.npmrc);
  });

  afterAll(async () => {
    await processes.stopAll();
    await state.registry?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const place = (name: string): string => join(folder, name);

  /** npm keeps what `npx` installs by its name: this is not what was published there before. */
  async function npx(...args: readonly string[]): Promise<void> {
    const cache = (await succeed(folder, "npm", "config", "get", "cache")).trim();
    const own = place("npm-cache");
    mkdirSync(own, { recursive: true });
    if (readdirSync(own).length === 0) symlinkSync(join(cache, "_cacache"), join(own, "_cacache"));
    await succeed(
      folder,
      "npx",
      "--yes",
      "--prefer-offline",
      `--cache=${own}`,
      `${NAME}@${VERSION}`,
      ...args,
    );
  }

  /** Makes a repository, and installs what it asks for. */
  async function made(name: string, ...flags: readonly string[]): Promise<void> {
    await npx("init", name, ...ANSWERS, ...flags);
    writeFileSync(join(place(name), ".npmrc"), state.registry?.npmrc ?? "");
    await succeed(place(name), "npm", ...INSTALL);
  }

  describe("makes a repository on CDKTF", () => {
    const orgtrail = (...args: readonly string[]): Promise<Ended> =>
      run(place("audit"), "npx", "orgtrail", ...args);
    const git = (...args: readonly string[]): Promise<string> =>
      succeed(place("audit"), "git", "-c", "user.name=a", "-c", "user.email=a@example.com", ...args);

    beforeAll(async () => {
      await made("audit");
      await git("init", "--quiet");
      await git("add", ".");
      await git("commit", "--quiet", "--message", "the organization");
    });

    test("which has the stacks of its configuration, all proven", async () => {
      const listed = await succeed(place("audit"), "npx", "cdktf", "list");
      for (const stack of STACKS) expect(listed).toContain(stack);
      const { code, stdout } = await orgtrail("prove", "--json");
      expect({ code, failed: (JSON.parse(stdout) as { failed: number }).failed }).toEqual({
        code: 0,
        failed: 0,
      });
    });

    testWithTerraform(
      "deploys it without an AWS account, adds a team, has that planned, and leaves nothing",
      async () => {
        const sandbox = await startedSandbox(place("audit"));
        const inSandbox = (command: string): Promise<Ended> =>
          run(place("audit"), "bash", "-c", `. ${sandbox.shell} && ${command}`);

        const nothing = await inSandbox("npx orgtrail plan --json");
        expect({ code: nothing.code, changes: changesOf(nothing) }).toEqual({ code: 0, changes: {} });

        const doctor = await inSandbox("AWS_PROFILE=management npx orgtrail doctor --json");
        const { findings } = JSON.parse(doctor.stdout) as { findings: { what: string; status: string }[] };
        expect(findings.map(({ what, status }) => `${what}: ${status}`)).toEqual(
          expect.arrayContaining([
            "organization o-a1b2c3d4e5: exists",
            "trusted access of cloudtrail.amazonaws.com: exists",
          ]),
        );
        const dry = await inSandbox("AWS_PROFILE=management npx orgtrail bootstrap --dry-run --json");
        expect(JSON.parse(dry.stdout)).toEqual(JSON.parse(doctor.stdout));

        const team = readFileSync(join(place("audit"), "config", "teams", "platform.yaml"), "utf8");
        writeFileSync(
          join(place("audit"), "config", "teams", "web.yaml"),
          team.replace('team: "platform"', 'team: "web"').replace("globex-platform-", "globex-web-"),
        );
        await git("add", ".");
        await git("commit", "--quiet", "--message", "a team");
        const affected = await orgtrail("affected", "--base", "HEAD~1", "--names");
        const changed = ["log-archive", "management", "team-web"];
        expect(affected.stdout.trim().split("\n").sort()).toEqual(changed);
        const planned = await inSandbox("npx orgtrail plan --affected --base HEAD~1 --json");
        // Something is to be reviewed, and nothing is blocked: the trail does not record the new log bucket.
        if (planned.code !== 0 && planned.code !== 2) throw new Error(planned.output);
        expect(Object.keys(changesOf(planned)).sort()).toEqual(changed);

        sandbox.running.signal("SIGINT");
        expect((await sandbox.running.finished).code).toBe(0);
        expect(existsSync(sandbox.shell)).toBe(false);
        const gone = await inSandbox("npx orgtrail plan team-platform --json");
        expect(gone.code).not.toBe(0);
      },
    );
  });

  test("makes a repository on CDK Terrain, which gives the same stacks", async () => {
    await made("terrain", "--framework", "cdktn");
    // Not by cdktn-cli, which needs a newer Node.js than these tests run on.
    await succeed(place("terrain"), "npx", "orgtrail", "synth");
    expect(readdirSync(join(place("terrain"), "cdktf.out", "stacks")).sort()).toEqual(STACKS);
  });

  interface StartedSandbox {
    readonly running: Running;
    /** The script that a shell sources. */
    readonly shell: string;
  }

  /** `npx orgtrail sandbox --keep`, once all is deployed. */
  async function startedSandbox(cwd: string): Promise<StartedSandbox> {
    return new Promise((resolve, reject) => {
      const running = processes.start({
        // Not by npx, which a signal ends before what it has started.
        program: join(cwd, "node_modules", ".bin", "orgtrail"),
        args: ["sandbox", "--keep"],
        ...{ cwd, env: cleanEnvironment() as Parameters<typeof processes.start>[0]["env"] },
        onLine: (line) => {
          const [, shell] = /^ {2}\. (\S+)$/.exec(line) ?? [];
          if (shell !== undefined) resolve({ running, shell });
        },
      });
      running.finished.then(({ output }) => {
        reject(new Error(output));
      }, reject);
    });
  }
});

/** How many changes a plan has, by stack: of those that have some. */
function changesOf({ stdout, output }: Ended): Readonly<Record<string, number>> {
  if (stdout === "") throw new Error(output);
  const { stacks } = JSON.parse(stdout) as { stacks: { stack: string; changes: readonly unknown[] }[] };
  return Object.fromEntries(
    stacks.filter(({ changes }) => changes.length > 0).map(({ stack, changes }) => [stack, changes.length]),
  );
}
