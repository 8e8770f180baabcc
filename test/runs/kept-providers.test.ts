import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Named {
  readonly terraform: string;
  readonly provider: string;
  readonly folder: string;
  readonly jest: number;
}

const { scriptOf } = jest.requireActual<{ scriptOf: (named: Named) => string }>("./kept-providers.cjs");

/** A Terraform that says which provider it has, and one that runs until it is told to end. */
const TERRAFORM = `#!/bin/sh
echo "$1:$TF_REATTACH_PROVIDERS" | tee -a ../said
[ "$1" != apply ] || exec sleep 60
`;
const PROVIDER = `#!/bin/sh
echo "TF_REATTACH_PROVIDERS='{\\"aws\\":{\\"Pid\\":$$,\\"Addr\\":{}}}'"
exec sleep 60
`;

const linux = process.platform === "linux" ? describe : describe.skip;

linux("a Terraform that tests start", () => {
  let folder: string;
  let lender: ReturnType<typeof spawn>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "orgtrail-kept-"));
    // The providers live as long as this process: in Jest's place.
    lender = spawn("sleep", ["60"]);
    const program = (name: string, text: string): string => {
      const file = join(folder, name);
      writeFileSync(file, text, { mode: 0o755 });
      return file;
    };
    const terraform = program("real-terraform", TERRAFORM);
    const provider = program("real-provider", PROVIDER);
    program("terraform", scriptOf({ terraform, provider, folder, jest: lender.pid ?? 0 }));
    mkdirSync(join(folder, "stack"));
  });

  afterEach(() => {
    lender.kill();
    rmSync(folder, { recursive: true });
  });

  const environment = (credentials: string): NodeJS.ProcessEnv => ({
    PATH: process.env["PATH"],
    AWS_ACCESS_KEY_ID: credentials,
  });

  function run(command: string, credentials = "one"): string {
    const options = { cwd: join(folder, "stack"), env: environment(credentials), encoding: "utf8" as const };
    return spawnSync(join(folder, "terraform"), [command], options).stdout.trim();
  }

  const pidIn = (output: string): number => Number(/"Pid":(\d+)/.exec(output)?.[1]);

  test("borrows the provider that was started with the same environment", () => {
    const first = run("plan");
    expect(first).toMatch(/^plan:\{"aws":\{"Pid":\d+,/);
    expect(run("show")).toBe(first.replace("plan", "show"));
    expect(pidIn(run("plan", "two"))).not.toBe(pidIn(first));
  });

  test("has one that nobody else has meanwhile, and gives it back when it is killed", async () => {
    const first = pidIn(run("plan"));
    const long = spawn(join(folder, "terraform"), ["apply"], {
      cwd: join(folder, "stack"),
      env: environment("one"),
    });
    await new Promise((resolve) => long.stdout.once("data", resolve));
    expect(pidIn(run("plan"))).not.toBe(first);
    const exited = new Promise((resolve) => long.once("exit", resolve));
    long.kill("SIGKILL");
    await exited;
    expect(pidIn(run("plan"))).toBe(first);
  });

  test("has another, that is ready, where the one that was lent has ended", async () => {
    const first = pidIn(run("plan"));
    process.kill(first);
    await ended(first);
    const second = pidIn(run("plan"));
    expect(second).not.toBe(first);
    expect(hasEnded(second)).toBe(false);
    expect(pidIn(run("plan"))).toBe(second);
  });

  const asLongAgo = (): void => {
    const longAgo = new Date(Date.now() - 5 * 60_000);
    for (const name of readdirSync(folder)) {
      if (name.endsWith(".lock")) utimesSync(join(folder, name), longAgo, longAgo);
    }
  };

  test("has the same after a command that took long", async () => {
    const long = spawn(join(folder, "terraform"), ["apply"], {
      cwd: join(folder, "stack"),
      env: environment("one"),
    });
    const first = pidIn(
      await new Promise<string>((resolve) =>
        long.stdout.once("data", (said) => {
          resolve(String(said));
        }),
      ),
    );
    asLongAgo();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const exited = new Promise((resolve) => long.once("exit", resolve));
    long.kill();
    await exited;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(pidIn(run("plan"))).toBe(first);
  });

  test("has another where nobody asked the first for a while", async () => {
    const first = pidIn(run("plan"));
    asLongAgo();
    await ended(first);
    const second = pidIn(run("plan"));
    expect(second).not.toBe(first);
    expect(hasEnded(second)).toBe(false);
  });

  test("installs no provider where it will borrow one, and starts one of its own where a stack has several configurations", () => {
    expect(run("init")).toMatch(/^init:\{"registry\.terraform\.io\/hashicorp\/aws":/);
    expect(run("plan")).toMatch(/^plan:\{"aws":\{"Pid":\d+,/);
    writeFileSync(join(folder, "stack", "cdk.tf.json"), '{"alias": "other"}');
    expect(run("init")).toBe("init:");
    expect(run("plan")).toBe("plan:");
  });

  test("installs the provider after all where it is needed, and none was installed", () => {
    const needed = (): string => {
      rmSync(join(folder, "said"), { force: true });
      run("console");
      return readFileSync(join(folder, "said"), "utf8");
    };
    expect(needed()).toBe("console:\n");
    run("init");
    expect(needed()).toBe("init:\nconsole:\n");
    mkdirSync(join(folder, "stack", ".terraform", "providers"), { recursive: true });
    expect(needed()).toBe("console:\n");
  });

  test("borrows one that was started in the same folder where a stack has files, also when the folder was made anew", () => {
    const stack = join(folder, "stack");
    const elsewhere = pidIn(run("plan"));
    const make = (): number => {
      writeFileSync(join(stack, "cdk.tf.json"), '{"filename": "assets/code.zip"}');
      return pidIn(run("plan"));
    };
    const first = make();
    expect(first).not.toBe(elsewhere);
    expect(readlinkSync(`/proc/${String(first)}/cwd`)).toBe(realpathSync(stack));
    expect(pidIn(run("show"))).toBe(first);
    renameSync(stack, join(folder, "before"));
    mkdirSync(stack);
    expect(make()).not.toBe(first);
  });

  test("leaves no provider behind when Jest has ended", async () => {
    const pid = pidIn(run("plan"));
    expect(existsSync(`/proc/${String(pid)}`)).toBe(true);
    lender.kill();
    await ended(pid);
  });
});

/** Waits until a process has ended, at most ten seconds. */
async function ended(pid: number): Promise<void> {
  for (let waited = 0; waited < 100 && !hasEnded(pid); waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(hasEnded(pid)).toBe(true);
}

/** Whether a process has ended, even where nobody has asked for its result. */
function hasEnded(pid: number): boolean {
  const file = `/proc/${String(pid)}/stat`;
  return !existsSync(file) || readFileSync(file, "utf8").includes(") Z ");
}
