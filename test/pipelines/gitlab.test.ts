import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { ROOT } from "../support/run";
import { Repository } from "../tools/affected/repository";
import { Clone, type Ran, type StandIns } from "./clone";
import { BLOCKED_PLAN, DRIFTED_PLAN, harmlessPlan } from "./plans";

jest.setTimeout(600_000);

const FOLDER = join(ROOT, "examples", "pipelines", "gitlab");

const COMMANDS = z.array(z.string());
const JOB = z.looseObject({ script: COMMANDS.optional(), before_script: COMMANDS.optional() });

const PIPELINE_JOB = z.object({
  rules: z.array(z.record(z.string(), z.unknown())),
  artifacts: z.looseObject({ paths: z.array(z.string()) }).optional(),
});

/** The jobs in a file that run commands, with those that run before them. */
function jobsIn(file: string): readonly (readonly [name: string, script: string])[] {
  const jobs = z.record(z.string(), z.unknown()).parse(parse(readFileSync(join(FOLDER, file), "utf8")));
  const { before_script: before = [] } = JOB.parse(jobs["default"]);
  return Object.entries(jobs).flatMap(([name, value]) => {
    const job = JOB.safeParse(value);
    return job.data?.script === undefined
      ? []
      : [[name, [...before, ...job.data.script].join("\n")] as const];
  });
}

const JOBS = new Map([...jobsIn(".gitlab-ci.yml"), ...jobsIn("deploy-stack.yml")]);
const jobsRun = new Set<string>();

let clone: Clone;

/** Runs all commands of a job. */
function job(name: string, env: Readonly<Record<string, string>> = {}, standIns: StandIns = {}): Ran {
  const script = JOBS.get(name);
  if (script === undefined) throw new Error(`there is no job ${name}`);
  jobsRun.add(name);
  const token = { AWS_TOKEN: "a token", AWS_WEB_IDENTITY_TOKEN_FILE: join(clone.folder, ".git", "token") };
  return clone.bash(script, { ...token, ...env }, standIns);
}

beforeAll(() => {
  clone = new Clone();
  clone.edit("config/teams/payments.yaml", "buckets: [", "buckets: [acme-payments-archive, ");
});

afterAll(() => {
  Repository.deleteAll();
});

describe("a merge request", () => {
  const base = (): Readonly<Record<string, string>> => ({
    CI_MERGE_REQUEST_DIFF_BASE_SHA: clone.repository.git("rev-parse", "HEAD^"),
  });
  const ROLE = { ORGTRAIL_PLAN_ROLE: "arn" };

  it("is checked, planned, and may be merged where the plan is fine", () => {
    expect(job("check", base()).code).toBe(0);
    expect(job("plan", {}, { plans: { "team-payments": harmlessPlan() } }).code).toBe(0);
    const { code, stdout } = job("verdict", ROLE);
    expect(code).toBe(0);
    expect(stdout).toContain("<!-- orgtrail plan -->\n");
    expect(stdout).toContain(
      "| `team-payments` | payments-production 444444444444 | eu-west-1 | Fine | 1 created |",
    );
    // Who reads the token file is the job alone.
    expect(clone.bash('stat -c %a "$FILE"', { FILE: join(clone.folder, ".git", "token") }).stdout).toBe(
      "600\n",
    );
  });

  it("may not be merged where the plan is blocked, cannot be made, or is of a fork", () => {
    expect(job("plan", {}, { plans: { "team-payments": BLOCKED_PLAN } }).code).toBe(0);
    expect(job("verdict", ROLE).code).toBe(1);
    const fork = job("verdict");
    expect(fork.code).toBe(1);
    expect(fork.stdout).toContain("comes from a fork");
  });

  it("has a note of its own where a later commit cannot be planned, or not even be checked", () => {
    expect(job("plan", {}, { plans: { "team-payments": "fails" } }).code).toBe(1);
    const failed = job("verdict", ROLE);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain("### Error: 1 stack could not be planned");
    // The job ended before its commands: nothing is there.
    rmSync(join(clone.folder, "report-0"), { recursive: true });
    const lacking = job("verdict", ROLE);
    expect(lacking.code).toBe(1);
    expect(lacking.stdout).toContain("### Error: 1 stack without a report");
    rmSync(join(clone.folder, "affected"), { recursive: true });
    const unchecked = job("verdict", ROLE);
    expect(unchecked.code).toBe(1);
    expect(unchecked.stdout).toContain("### Not planned\n\nThe configuration has faults");
  });

  it("gets its note whatever became of the jobs before, with what they left", () => {
    const { plan, verdict } = z
      .object({ plan: PIPELINE_JOB, verdict: PIPELINE_JOB })
      .parse(parse(readFileSync(join(FOLDER, ".gitlab-ci.yml"), "utf8")));
    expect(verdict.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"', when: "always" }]);
    expect(plan.artifacts).toMatchObject({ when: "always" });
    const kept = plan.artifacts?.paths ?? [];
    expect(kept).toEqual(["report-0/report.json", "report-0/result"]);
  });

  it("that changes no stack plans nothing", () => {
    clone.repository.write({
      "affected/affected.json": JSON.stringify({ matrix: { include: [] }, stacks: [] }),
    });
    expect(job("plan", {}, { plans: { "team-payments": "fails" } }).code).toBe(0);
    const { code, stdout } = job("verdict", ROLE);
    expect(code).toBe(0);
    expect(stdout).toContain("### Fine: no stack to plan");
  });
});

describe("what is merged", () => {
  it("is planned for who approves it, and applied when that is still the plan", () => {
    const before = { CI_COMMIT_BEFORE_SHA: clone.repository.git("rev-parse", "HEAD^") };
    expect(job("deployment", before).code).toBe(0);
    const pipeline = JSON.parse(clone.read("deploy-pipeline.yml")) as Record<
      string,
      { environment?: unknown }
    >;
    expect(Object.keys(pipeline)).toEqual(["include", "stages", "plan team-payments", "apply team-payments"]);
    expect(pipeline["apply team-payments"]?.environment).toEqual({ name: "payments-production" });

    const stack = { STACK: "team-payments" };
    const plans = { "team-payments": harmlessPlan() };
    expect(job(".orgtrail-plan", stack, { plans: { "team-payments": BLOCKED_PLAN } }).code).toBe(3);
    const planned = job(".orgtrail-plan", stack, { plans });
    expect(planned.code).toBe(0);
    expect(planned.stdout).toContain("aws_sns_topic.topic");
    const { code, written } = job(".orgtrail-apply", stack, { plans });
    expect(code).toBe(0);
    expect(written).toMatchObject([
      { applied: "team-payments", role: [{ role_arn: "arn:aws:iam::444444444444:role/OrgTrailDeploy" }] },
    ]);
    const other = job(".orgtrail-apply", stack, { plans: { "team-payments": harmlessPlan("another") } });
    expect([other.code, other.written]).toEqual([1, []]);
    expect(other.stderr).toContain("What team-payments has in AWS has changed since the plan was approved");
  });
});

test("a schedule fails where something drifts or cannot be planned, and not for what is still to be deployed", () => {
  expect(job("drift").code).toBe(0);
  expect(job("drift", {}, { plans: { "team-payments": harmlessPlan() } }).code).toBe(0);
  const { code, stdout } = job("drift", {}, { plans: { "team-payments": DRIFTED_PLAN } });
  expect(code).toBe(1);
  expect(stdout).toContain("aws_cloudtrail.trail was changed in AWS");
  expect(job("drift", {}, { plans: { "team-payments": "fails" } }).code).toBe(1);
});

describe("the note of the merge request", () => {
  let server: Server;
  let notes: { id: number; body: string }[];
  const asked: unknown[] = [];

  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { method, url = "", headers } = request;
        if (headers["private-token"] !== "secret") response.statusCode = 401;
        const page = Number(new URL(url, "http://localhost").searchParams.get("page"));
        const answer = method === "GET" ? notes.slice((page - 1) * 100, page * 100) : {};
        if (method !== "GET") asked.push([method, url, JSON.parse(body)]);
        response.end(JSON.stringify(answer));
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  afterEach(() => {
    server.close();
  });

  const comment = async (token: string): Promise<{ readonly code: unknown; readonly output: string }> => {
    clone.repository.write({ "comment.md": "<!-- orgtrail plan -->\nnew" });
    const child = spawn(process.execPath, [join(FOLDER, "comment.cjs"), "comment.md"], {
      cwd: clone.folder,
      env: {
        ...process.env,
        CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`,
        CI_PROJECT_ID: "12",
        CI_MERGE_REQUEST_IID: "7",
        ORGTRAIL_COMMENT_TOKEN: token,
      },
    });
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, "close")) as [unknown];
    return { code, output };
  };

  const NOTES = "/api/v4/projects/12/merge_requests/7/notes";
  const body = { body: "<!-- orgtrail plan -->\nnew" };
  const others = (count: number): { id: number; body: string }[] =>
    Array.from({ length: count }, (_, id) => ({ id, body: "Fine by me." }));

  it("is written where there is none", async () => {
    notes = others(100);
    expect(await comment("secret")).toEqual({ code: 0, output: "" });
    expect(asked).toEqual([["POST", NOTES, body]]);
  });

  it("is brought up to date where there is one, were it on the second page", async () => {
    notes = [...others(100), { id: 500, body: "<!-- orgtrail plan -->\nold" }];
    expect(await comment("secret")).toEqual({ code: 0, output: "" });
    expect(asked).toEqual([["PUT", `${NOTES}/500`, body]]);
  });

  it("says what GitLab answers where it refuses, without the token", async () => {
    notes = [];
    const { code, output } = await comment("wrong");
    expect(code).toBe(1);
    expect(output).toContain("401");
    expect(output).not.toContain("wrong");
    expect(asked).toEqual([]);
  });
});

test("every job that runs commands was run", () => {
  expect([...JOBS.keys()].filter((name) => !jobsRun.has(name))).toEqual([]);
});
