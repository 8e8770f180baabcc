import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT, SYNTHESIZED_FROM } from "../support/run";
import { GIT_ENVIRONMENT, Repository } from "../tools/affected/repository";
import { RUN_STEPS } from "./workflows";

/** What a clone needs for what pipelines run. */
const FILES = [...SYNTHESIZED_FROM, "config", "examples/pipelines"];

/** How commands of a pipeline ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What a step wrote to GITHUB_OUTPUT, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What a step wrote to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
  /** What was written to GitHub or applied, in order. */
  readonly written: readonly unknown[];
}

/** What the stand-ins answer. */
export interface StandIns {
  /** The answers of GitHub, by path. @default - GitHub knows nothing */
  readonly github?: Readonly<Record<string, unknown>>;
  /** The plans of stacks, as Terraform prints them, or `fails`. @default - no stack changes */
  readonly plans?: Readonly<Record<string, unknown>>;
}

/** The steps that were run. */
export const STEPS_RUN = new Set<string>();

/**
 * A clone of the project for the commands of pipelines. gh, Terraform, `npm ci`, npx and apk are stand-ins, for they would
 * need GitHub, AWS or minutes; git, node, npm's scripts and orgtrail are real.
 */
export class Clone {
  readonly repository = Repository.create();
  private readonly scratch = mkdtempSync(join(realpathSync(tmpdir()), "pipelines-test-"));

  constructor() {
    for (const path of FILES) cpSync(join(ROOT, path), join(this.folder, path), { recursive: true });
    this.repository.write({ ".gitignore": "node_modules\n" });
    this.repository.commit("base");
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
    mkdirSync(join(this.scratch, "mirror"));
  }

  get folder(): string {
    return this.repository.folder;
  }

  /** Replaces a text in a file, and commits. */
  edit(path: string, from: string, to: string): void {
    const text = readFileSync(join(this.folder, path), "utf8");
    expect(text).toContain(from);
    this.repository.write({ [path]: text.replace(from, to) });
    this.repository.commit(`edit ${path}`);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Runs a step of a workflow as a runner does, with these values in place of the expressions of its `env`. */
  step(title: string, env: Readonly<Record<string, string>> = {}, standIns: StandIns = {}): Ran {
    const step = RUN_STEPS.find((each) => each.title === title);
    if (step === undefined) throw new Error(`there is no step ${title}`);
    expect(Object.keys(env).sort()).toEqual(Object.keys(step.env).sort());
    STEPS_RUN.add(title);
    return this.bash(step.run, env, standIns);
  }

  /** Runs commands by bash with the options that GitHub gives it. */
  bash(
    script: string,
    env: Readonly<Record<string, string>> = {},
    { github = {}, plans = {} }: StandIns = {},
  ): Ran {
    const file = (name: string, text = ""): string => {
      writeFileSync(join(this.scratch, name), text);
      return join(this.scratch, name);
    };
    const [output, summary, written] = [file("output"), file("summary.md"), file("written.jsonl")];
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", file("step.sh", script)],
      {
        cwd: this.folder,
        encoding: "utf8",
        env: {
          ...GIT_ENVIRONMENT,
          PATH: [join(__dirname, "stand-ins"), process.env["PATH"] ?? ""].join(delimiter),
          ORGTRAIL_TERRAFORM: this.terraform(plans),
          ORGTRAIL_PROVIDER_MIRROR: join(this.scratch, "mirror"),
          STAND_IN_GITHUB: file("github.json", JSON.stringify(github)),
          STAND_IN_WRITTEN: written,
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_REPOSITORY: "acme/audit-log",
          GITHUB_REF_NAME: "main",
          GITHUB_RUN_ID: "77",
          GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
          ...env,
        },
      },
    );
    const lines = (path: string): readonly string[] =>
      readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => line !== "");
    return {
      code: status,
      stdout,
      stderr,
      outputs: Object.fromEntries(
        lines(output).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
      ),
      summary: readFileSync(summary, "utf8"),
      written: lines(written).map((line): unknown => JSON.parse(line)),
    };
  }

  /** A stand-in for Terraform that knows its plans by itself: orgtrail tells it nothing but what Terraform needs. */
  private terraform(plans: Readonly<Record<string, unknown>>): string {
    const program = join(this.scratch, "terraform");
    const file = join(this.scratch, "plans.json");
    writeFileSync(file, JSON.stringify(plans));
    writeFileSync(
      program,
      `#!/bin/sh\nSTAND_IN_PLANS='${file}' exec '${join(__dirname, "stand-ins", "terraform")}' "$@"\n`,
      { mode: 0o755 },
    );
    return program;
  }

  /** Whether a file is there. */
  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }
}
