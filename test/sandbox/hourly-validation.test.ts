import { EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetFunctionConfigurationCommand, GetPolicyCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { ValidationJob } from "../../modules/log-validation";
import { roleSession } from "../../modules/policy-evaluation";
import type { ClientSettings } from "../../tools/sandbox/accounts";
import { deploy, synthesizeStacks } from "../../tools/sandbox/deployment";
import { fixes, startLayer } from "../../tools/sandbox/emulator";
import { type Sandbox, startSandbox } from "../../tools/sandbox/sandbox";
import type { DeployableStack } from "../../tools/sandbox/stack-graph";
import { ROOT } from "../support/run";
import { FakeCloudTrail, HOUR, type Delivered } from "../tools/logs/cloudtrail";
import { actingAs, takeBucketPolicies, type ActingRole, type Answered } from "./acting-role";
import { organizationText } from "./organization-text";
import { describeWithTerraform, WITHOUT_MANAGED_POLICIES } from "./requirements";
import { ringingAlarms } from "./ringing-alarms";
import { applyWithTerraform, stackNamed } from "./terraform-runs";

/**
 * The hourly validation as it is deployed: its own zip file, under its own role, with the input that its rule sends, over the
 * deployed buckets; and the deployed filters and alarms over what it writes.
 */

jest.setTimeout(1_200_000);

const MANAGEMENT = "111111111111";
const LOG_ARCHIVE = "222222222222";
const NAME = "acme-orgtrail-log-validation";
const GROUP = "/orgtrail/acme/log-validation";
const ORGANIZATION = "o-a1b2c3d4e5";
const YAML = organizationText(
  `
archive:
  immutability: { kind: mfa-delete }
  validation: { lastHours: 6 }
trail: {}
monitoring:
  notify: [{ to: security@acme.example }]
  rules: { enabled: false }
`,
  { members: { "payments-production": "444444444444" } },
);
const TEAM = `
team: payments
account: payments-production
region: eu-west-1
destination: central
record: [{ preset: s3-destructive, buckets: [acme-payments-ledger] }]
`;

/** What a run of the function wrote, how it ended, and what it asked for. */
interface Run {
  readonly code: number | null;
  readonly lines: readonly unknown[];
  readonly errors: string;
  readonly asked: readonly Answered[];
}

/** The bytes of the text are those of a line of JSON. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return line;
  }
}

describeWithTerraform("the hourly validation in the sandbox", () => {
  const begun: { config?: string; stop?: () => Promise<void>; sandbox?: Sandbox; settings?: ClientSettings } =
    {};
  const cloudtrail = new FakeCloudTrail();
  const now = Date.now();
  let stacks: readonly DeployableStack[] = [];
  let bucketPolicies: ActingRole["bucketPolicies"] = new Map();
  let jobs: readonly ValidationJob[] = [];

  function sandbox(): Sandbox {
    if (begun.sandbox === undefined) throw new Error("the sandbox did not start");
    return begun.sandbox;
  }

  function settings(): ClientSettings {
    if (begun.settings === undefined) throw new Error("the log archive has no settings");
    return begun.settings;
  }

  beforeAll(async () => {
    const config = mkdtempSync(join(tmpdir(), "orgtrail-config-"));
    begun.config = config;
    mkdirSync(join(config, "teams"));
    writeFileSync(join(config, "organization.yaml"), YAML);
    writeFileSync(join(config, "teams", "payments.yaml"), TEAM);
    const starting = startSandbox({ config, env: WITHOUT_MANAGED_POLICIES, progress: () => undefined });
    begun.stop = starting.stop;
    begun.sandbox = await starting.ready;
    const outdir = join(begun.sandbox.folder, "cdktf.out");
    stacks = [stackNamed(await synthesizeStacks(begun.sandbox, config, outdir), "log-archive")];
    await deploy(begun.sandbox, stacks, outdir, () => undefined, applyWithTerraform);
    begun.settings = await begun.sandbox.clientSettings(LOG_ARCHIVE);
    jobs = await deployedJobs();
    const buckets = jobs.flatMap(({ sources }) => sources.map(({ bucket }) => bucket));
    bucketPolicies = await takeBucketPolicies(settings(), new Set(buckets));
    cloudtrail.rotate(now - 48 * HOUR, now + 48 * HOUR);
    for (const { bucket, root, accounts, regions, trails = [] } of jobs.flatMap(({ sources }) => sources))
      for (const account of accounts)
        for (const region of regions)
          cloudtrail.deliver({
            area: { bucket, root, account, region },
            trail: trails[0] ?? "",
            ...{ from: now - 9.5 * HOUR, hours: 9, logsAnHour: 1 },
          });
    for (const [name, file] of cloudtrail.store.files) await put(name, file);
  });

  afterAll(async () => {
    await begun.stop?.();
    if (begun.config !== undefined) rmSync(begun.config, { recursive: true });
  });

  /** What the rule sends to the function. */
  async function deployedJobs(): Promise<readonly ValidationJob[]> {
    const { Targets = [] } = await new EventBridgeClient(settings()).send(
      new ListTargetsByRuleCommand({ Rule: NAME }),
    );
    return Targets.map(({ Input = "" }) => JSON.parse(Input) as ValidationJob);
  }

  function s3(): S3Client {
    return new S3Client({ ...settings(), forcePathStyle: true });
  }

  function placeOf(name: string): { readonly Bucket: string; readonly Key: string } {
    const slash = name.indexOf("/");
    return { Bucket: name.slice(0, slash), Key: name.slice(slash + 1) };
  }

  /** @param name bucket and key */
  async function put(name: string, { bytes, signature }: Delivered): Promise<void> {
    const Metadata = signature === undefined ? {} : { signature, "signature-algorithm": "SHA256withRSA" };
    await s3().send(new PutObjectCommand({ ...placeOf(name), Body: bytes, Metadata }));
  }

  async function remove(name: string): Promise<void> {
    await s3().send(new DeleteObjectCommand(placeOf(name)));
  }

  /** A file that was delivered: of log files or digests, the newest but some. */
  function delivered(kind: "CloudTrail" | "CloudTrail-Digest", account: string, before: number): string {
    const files = [...cloudtrail.store.files.keys()].filter((name) => name.includes(`/${account}/${kind}/`));
    const found = files.sort().at(-1 - before);
    if (found === undefined) throw new Error(`${account} has no ${kind}`);
    return found;
  }

  async function configuration() {
    return new LambdaClient(settings()).send(new GetFunctionConfigurationCommand({ FunctionName: NAME }));
  }

  /** The zip file of the stack, which is the one that was deployed. */
  function zipFile(): Buffer {
    const folder = stackNamed(stacks, "log-archive").folder;
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const [file, ...others] = files.filter((name) => name.endsWith(".zip"));
    if (file === undefined || others.length > 0)
      throw new Error(`there is not one zip file: ${files.join()}`);
    return readFileSync(join(folder, file));
  }

  async function roleEnvironment(): Promise<Readonly<Record<string, string>>> {
    const { Role: RoleArn } = await configuration();
    const { Credentials: session } = await new STSClient(settings()).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: NAME }),
    );
    return {
      AWS_ACCESS_KEY_ID: session?.AccessKeyId ?? "",
      AWS_SECRET_ACCESS_KEY: session?.SecretAccessKey ?? "",
      AWS_SESSION_TOKEN: session?.SessionToken ?? "",
    };
  }

  /** Runs the deployed function once for each input of its rule, as Lambda would. */
  async function hour(): Promise<Run> {
    const { Environment, Handler = "", MemorySize = 128, Timeout = 3 } = await configuration();
    const asked: Answered[] = [];
    const principal = roleSession({ account: LOG_ARCHIVE, role: NAME, organization: ORGANIZATION });
    const trailArn = `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/acme-organization-trail`;
    const keys = cloudtrail.savedKeys("us-east-1")["us-east-1"] ?? [];
    const layer = await startLayer(sandbox().endpoint, [
      actingAs({ principal, settings: settings(), bucketPolicies, trailArn }, asked),
      ...fixes({ organization: ORGANIZATION, accounts: new Map() }, keys),
    ]);
    const folder = mkdtempSync(join(sandbox().folder, "lambda-"));
    for (const [name, bytes] of Object.entries(unzipSync(zipFile())))
      writeFileSync(join(folder, name), bytes);
    const [module = "", name = ""] = Handler.split(".");
    const program = `require("./${module}.js")["${name}"](JSON.parse(process.env.INPUT)).catch((error) => { console.error(error); process.exitCode = 1; });`;
    const role = await roleEnvironment();
    try {
      const runs = await Promise.all(
        jobs.map(async (job) => {
          const child = spawn(process.execPath, [`--max-old-space-size=${MemorySize}`, "-e", program], {
            cwd: folder,
            timeout: Timeout * 1000,
            // The AWS SDK comes with the runtime.
            env: {
              ...{
                PATH: process.env["PATH"],
                NODE_PATH: join(ROOT, "node_modules"),
                INPUT: JSON.stringify(job),
              },
              ...{
                AWS_REGION: "us-east-1",
                AWS_ENDPOINT_URL: layer.endpoint,
                AWS_LAMBDA_FUNCTION_NAME: NAME,
              },
              ...role,
              ...Environment?.Variables,
            },
          });
          const [out = "", errors = ""] = await Promise.all(
            [child.stdout, child.stderr].map(async (stream) => {
              let text = "";
              for await (const chunk of stream as AsyncIterable<Buffer>) text += chunk.toString();
              return text;
            }),
          );
          const code =
            child.exitCode ?? (await new Promise<number | null>((done) => child.once("close", done)));
          return {
            code,
            lines: out
              .split("\n")
              .filter((line) => line !== "")
              .map(jsonOf),
            errors,
          };
        }),
      );
      return {
        code: Math.max(...runs.map(({ code }) => code ?? NaN)),
        lines: runs.flatMap(({ lines }) => lines),
        errors: runs.map(({ errors }) => errors).join(""),
        asked,
      };
    } finally {
      await layer.close();
      rmSync(folder, { recursive: true });
    }
  }

  /** Runs the function while a policy of its role denies it something. */
  async function withDenied(Action: string): Promise<Run> {
    const iam = new IAMClient(settings());
    const policy = { RoleName: NAME, PolicyName: "denied" };
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action, Resource: "*" }] };
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify(document) }));
    try {
      return await hour();
    } finally {
      await iam.send(new DeleteRolePolicyCommand(policy));
    }
  }

  const ringing = async (lines: readonly unknown[]): Promise<readonly string[]> =>
    (await ringingAlarms(settings(), GROUP, "acme-orgtrail-log-", lines)).map((name) =>
      name.replace("acme-orgtrail-", ""),
    );

  const findings = (lines: readonly unknown[]): readonly unknown[] =>
    lines.filter((line) => typeof line === "object" && line !== null && "finding" in line);

  test("the function is the zip file of the stack, which EventBridge may invoke, and its rule has an input for it", async () => {
    const { CodeSha256, Runtime, Role } = await configuration();
    expect(CodeSha256).toBe(createHash("sha256").update(zipFile()).digest("base64"));
    expect([Runtime, Role]).toEqual(["nodejs22.x", `arn:aws:iam::${LOG_ARCHIVE}:role/${NAME}`]);
    const { Policy = "" } = await new LambdaClient(settings()).send(
      new GetPolicyCommand({ FunctionName: NAME }),
    );
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [
        { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "lambda:InvokeFunction" },
      ],
    });
    expect(jobs.map(({ lastHours, sources }) => [lastHours, sources.map(({ bucket }) => bucket)])).toEqual([
      [6, [`acme-cloudtrail-${LOG_ARCHIVE}-organization`, `acme-cloudtrail-${LOG_ARCHIVE}-team-payments`]],
    ]);
  });

  test("of whole logs it says how much it has proven, and no alarm rings", async () => {
    const { code, lines, errors } = await hour();
    expect([code, errors]).toEqual([0, ""]);
    expect(lines).toEqual([
      expect.objectContaining({ areas: 4, digests: 4 * 6, logs: 4 * 6, hours: 4 * 6, findings: 0 }),
    ]);
    expect(await ringing(lines)).toEqual([]);
  });

  test("it asks for nothing that its role, the buckets and the keys do not allow, and for all that they allow", async () => {
    const { asked } = await hour();
    expect(asked.filter(({ isAllowed }) => !isAllowed)).toEqual([]);
    const counted = (action: string): number => asked.filter((each) => each.action === action).length;
    expect([...new Set(asked.map(({ action }) => action))].sort()).toEqual([
      "cloudtrail:ListPublicKeys",
      "kms:Decrypt",
      "s3:GetObject",
      "s3:ListBucket",
    ]);
    // What docs/log-validation.md counts the price by: each digest and log file once, and some lists.
    expect(counted("s3:GetObject")).toBe(4 * (6 + 6));
    expect(counted("s3:ListBucket")).toBeLessThanOrEqual(4 * 5);
  });

  test("it says of which Region no public key is to be had, and its digests are findings", async () => {
    const { code, lines } = await withDenied("cloudtrail:ListPublicKeys");
    expect(code).toBe(0);
    expect(lines).toContainEqual({
      region: "us-east-1",
      keys: expect.stringContaining("AWS denies it") as unknown,
    });
    expect(findings(lines)).toContainEqual(expect.objectContaining({ finding: "key-unknown" }));
    expect(await ringing(lines)).toEqual(["log-files-not-proven"]);
  });

  test.each([
    ["a log file that is deleted", "CloudTrail", "log-deleted"],
    ["a digest that is deleted", "CloudTrail-Digest", "digest-deleted"],
  ] as const)("%s is found in the next run, and the alarm rings", async (_, kind, finding) => {
    const name = delivered(kind, MANAGEMENT, 2);
    await remove(name);
    const { code, lines } = await hour();
    expect(code).toBe(0);
    expect(findings(lines)).toEqual([
      expect.objectContaining({ finding, account: MANAGEMENT, file: `s3://${name}` }),
    ]);
    expect(await ringing(lines)).toEqual(["log-files-not-proven"]);
    const file = cloudtrail.store.files.get(name);
    if (file !== undefined) await put(name, file);
    expect(findings((await hour()).lines)).toEqual([]);
  });

  test.each(["s3:GetObject", "s3:ListBucket", "kms:Decrypt"])(
    "without %s it says so, in a sentence, and the alarm rings",
    async (action) => {
      const { code, lines, errors } = await withDenied(action);
      expect([code, errors]).toEqual([0, ""]);
      expect(findings(lines)).toContainEqual(
        expect.objectContaining({
          finding: "unreadable",
          why: expect.stringContaining(
            `AWS denies it: User is not authorized to perform ${action}`,
          ) as unknown,
        }),
      );
      expect(await ringing(lines)).toEqual(["log-files-not-proven"]);
    },
  );

  test("where it does not run, the alarm on its silence rings", async () => {
    expect(await ringing([])).toEqual(["log-validation-silent"]);
    expect(await ringing(["START RequestId: 1", "Task timed out after 900.00 seconds"])).toEqual([
      "log-validation-silent",
    ]);
  });
});
