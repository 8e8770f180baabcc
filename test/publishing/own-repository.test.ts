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
import { ROOT } from "../support/run";
import { cleanEnvironment, INSTALL, run, succeed, type Ended } from "./support/npm";
import { copyCheckout, copyLastRelease, PROGRAM } from "./support/packed-library";
import { SCOPE, startRegistry, type Registry } from "./support/registry";
import { describeWithNpmRegistry, testWithTerraform } from "./support/requirements";

jest.setTimeout(1_800_000);

const NAME = `${SCOPE}/orgtrail-cli`;
/** What is published, and in which order: the last release, this checkout, and what moves a part of it besides. */
const VERSIONS = { last: "0.1.0", this: "0.1.1", next: "0.1.2" };
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
    await copyCheckout(checkout);
    await publish(checkout, VERSIONS.this);
    writeFileSync(join(folder, ".npmrc"), state.registry.npmrc);
  });

  afterAll(async () => {
    await processes.stopAll();
    await state.registry?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const place = (name: string): string => join(folder, name);
  const checkout = place("checkout");

  async function publish(from: string, version: string): Promise<void> {
    const { npmrc = "", url = "" } = state.registry ?? {};
    const cli = join(from, PROGRAM);
    await succeed(cli, "npm", "pkg", "set", `name=${NAME}`, `version=${version}`, "--loglevel=error");
    writeFileSync(join(cli, ".npmrc"), npmrc);
    // Named once more on the command line: a test must not publish elsewhere.
    await succeed(cli, "npm", "publish", "--workspaces=false", `--${SCOPE}:registry=${url}`);
  }

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
      `${NAME}@${VERSIONS.this}`,
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
      "deploys it as the last release has it, upgrades, moves what stands elsewhere, adds a team, and leaves nothing",
      async () => {
        const released = await publishLastRelease();
        if (released) {
          await succeed(place("audit"), "npm", ...INSTALL, `orgtrail-cli@npm:${NAME}@${VERSIONS.last}`);
          await git("commit", "--quiet", "--all", "--message", "the last release");
        }
        const sandbox = await startedSandbox(place("audit"));
        const inSandbox = (command: string): Promise<Ended> =>
          run(place("audit"), "bash", "-c", `. ${sandbox.shell} && ${command}`);

        const doctor = await inSandbox("AWS_PROFILE=management npx orgtrail doctor --json");
        const { findings } = JSON.parse(doctor.stdout) as { findings: { what: string; status: string }[] };
        expect(findings.map(({ what, status }) => `${what}: ${status}`)).toEqual(
          expect.arrayContaining([
            "organization o-a1b2c3d4e5: exists",
            "trusted access of cloudtrail.amazonaws.com: exists",
          ]),
        );

        moveAPart(checkout);
        await publish(checkout, VERSIONS.next);
        await succeed(place("audit"), "npm", "update", ...INSTALL.slice(1), "--prefer-online");
        await git("commit", "--quiet", "--all", "--message", "an upgrade");
        // The base is synthesized by the version that its lock file names: else nothing would differ.
        const upgrade = await inSandbox(
          "npx orgtrail plan --affected --base HEAD~1 --access deploy --out planned --json",
        );
        const upgraded = stacksOf(upgrade);
        const withMove = Object.values(upgraded).filter(({ moves }) =>
          moves.some(({ address }) => address.includes(".audit_")),
        );
        expect(withMove.map(({ stack }) => stack).sort()).toEqual(["log-archive", "management"]);
        const note = released ? readFileSync(join(ROOT, "docs", "upgrade.md"), "utf8") : "";
        for (const [stack, { changes, outputs }] of Object.entries(upgraded)) {
          expect(changes.filter(({ address }) => !note.includes(address))).toEqual([]);
          expect(outputs).toEqual([]);
          const applied = await inSandbox(
            `cd planned/${stack} && $ORGTRAIL_TERRAFORM init -input=false && $ORGTRAIL_TERRAFORM apply -input=false -no-color plan.tfplan`,
          );
          expect(applied).toMatchObject({
            code: 0,
            output: expect.stringContaining(" 0 destroyed.") as unknown,
          });
        }

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
        const added = await inSandbox("npx orgtrail plan --affected --base HEAD~1 --json");
        // To be reviewed: the trail does not record the new log bucket.
        const withTeam = stacksOf(added);
        expect(Object.keys(withTeam).sort()).toEqual(changed);
        for (const { changes, moves } of Object.values(withTeam)) {
          expect(changes.length).toBeGreaterThan(0);
          expect(moves).toEqual([]);
        }

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

  /** @returns whether anything has been released */
  async function publishLastRelease(): Promise<boolean> {
    const released = place("released");
    mkdirSync(released);
    const exists = await copyLastRelease(released);
    if (exists) await publish(released, VERSIONS.last);
    return exists;
  }

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

/** In the next version, what keeps the organization's logs, and the trail that they are of, stand elsewhere. */
function moveAPart(checkout: string): void {
  rewrite(join(checkout, "stacks", "stacks.ts"), [
    ['new LogArchive(this, "organization"', 'new LogArchive(this, "audit"'],
    ['new OrganizationTrail(this, "organization"', 'new OrganizationTrail(this, "audit"'],
  ]);
  rewrite(join(checkout, "stacks", "moved.ts"), [
    ["MOVES: readonly Relocation[] = [", `$&{ release: "next", from: "organization", to: "audit" },`],
  ]);
}

function rewrite(file: string, changes: readonly (readonly [from: string, to: string])[]): void {
  let text = readFileSync(file, "utf8");
  for (const [from, to] of changes) {
    expect(text.split(from)).toHaveLength(2);
    text = text.replace(from, to);
  }
  writeFileSync(file, text);
}

interface PlannedStack {
  readonly stack: string;
  readonly changes: readonly { readonly address: string }[];
  readonly moves: readonly { readonly address: string }[];
  readonly outputs: readonly object[];
}

/** What a plan would do, by stack. Something may be to be reviewed, and nothing is blocked. */
function stacksOf({ code, stdout, output }: Ended): Readonly<Record<string, PlannedStack>> {
  if (code !== 0 && code !== 2) throw new Error(output);
  const { stacks } = JSON.parse(stdout) as { readonly stacks: readonly PlannedStack[] };
  return Object.fromEntries(stacks.map((planned) => [planned.stack, planned]));
}
