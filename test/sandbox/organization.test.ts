import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploy, synthesizeStacks } from "../../tools/sandbox/deployment";
import { planOnly } from "../../tools/sandbox/plan-only";
import { type Sandbox, startSandbox } from "../../tools/sandbox/sandbox";
import { writeShellEnvironment } from "../../tools/sandbox/shell";
import { surveyAccounts } from "../../tools/sandbox/summary";
import { readStacks, type DeployableStack } from "../../tools/sandbox/stack-graph";
import { terraformEnvironment } from "../../tools/terraform";
import { ROOT } from "../support/run";
import { emptyBuckets } from "./empty-buckets";
import { describePromises } from "./promises";
import { describeWithTerraform, WITHOUT_MANAGED_POLICIES } from "./requirements";
import { isLocked, isStored, stateOf, untilLocked } from "./states";
import {
  editedReference,
  plannedChanges,
  stackNamed,
  synthesizeApart,
  terraform,
  terraformOk,
} from "./terraform-runs";
import { trailFacts } from "./trail-facts";

jest.setTimeout(1_200_000);

/** In the order in which they are destroyed: what another delegates, or logs to, stands longer. */
const DESTROYED = [
  ["security"],
  ["management", "team-data", "team-payments", "team-platform"],
  ["log-archive"],
];
const STACKS = DESTROYED.flat().sort();
const MANAGEMENT = "111111111111";
const LOG_ARCHIVE = "222222222222";
const PAYMENTS = "444444444444";
const DATA = "555555555555";
describeWithTerraform("the reference organization in the sandbox", () => {
  const begun: { stop?: () => Promise<void>; sandbox?: Sandbox } = {};
  let stacks: readonly DeployableStack[] = [];

  function sandbox(): Sandbox {
    if (begun.sandbox === undefined) throw new Error("the sandbox did not start");
    return begun.sandbox;
  }

  const folderOf = (stack: string): string => stackNamed(stacks, stack).folder;
  /** The types of what the emulator cannot make. */
  const plannedOnly = (stack: string): readonly string[] =>
    planOnly(stackNamed(stacks, stack).json).map(({ address }) => address.slice(0, address.indexOf(".")));

  beforeAll(async () => {
    const config = join(ROOT, "config");
    const starting = startSandbox({ config, env: WITHOUT_MANAGED_POLICIES, progress: () => undefined });
    begun.stop = starting.stop;
    begun.sandbox = await starting.ready;
    const outdir = join(begun.sandbox.folder, "cdktf.out");
    stacks = await synthesizeStacks(begun.sandbox, config, outdir);
    await deploy(begun.sandbox, stacks, outdir, () => undefined);
  });

  afterAll(async () => {
    await begun.stop?.();
  });

  test("1: every stack applies, and saves its state", async () => {
    expect(stacks.map(({ name }) => name)).toEqual(STACKS);
    for (const stack of STACKS) {
      const { resources } = await stateOf(sandbox(), stack);
      const made = resources.filter(({ mode }) => mode === "managed").length;
      const declared = Object.values(stackNamed(stacks, stack).json.resource ?? {}).flatMap(
        Object.keys,
      ).length;
      expect({ stack, made }).toEqual({ stack, made: declared - plannedOnly(stack).length });
      expect(await isLocked(sandbox(), stack)).toBe(false);
    }
  });

  test("2: a second plan of every stack is empty, but for what the emulator cannot make", async () => {
    const plans = await Promise.all(
      STACKS.map(async (stack) => [stack, await plannedChanges(sandbox(), folderOf(stack))]),
    );
    expect(plans).toEqual(STACKS.map((stack) => [stack, plannedOnly(stack).map((type) => `create ${type}`)]));
    expect(STACKS.filter((stack) => plannedOnly(stack).length > 0)).toEqual(["security"]);
  });

  describePromises(sandbox);

  test("the shell that --keep offers speaks as each account", async () => {
    const program = `
      const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");
      const asked = ["pipeline", "management", "logArchive", "payments-production"].map((profile) =>
        new STSClient({ profile }).send(new GetCallerIdentityCommand({})));
      Promise.all(asked).then((answers) => console.log(answers.map(({ Account }) => Account).join()));`;
    const { code, output } = await sandbox().processes.run({
      program: "/bin/sh",
      args: [
        "-c",
        '. "$0" && unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY && exec "$1" -e "$2"',
        writeShellEnvironment(sandbox()),
        process.execPath,
        program,
      ],
      cwd: ROOT,
      env: terraformEnvironment(process.env, { AWS_PROFILE: "somebody-else" }),
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output.split("\n")).toContain(`123456789012,${MANAGEMENT},${LOG_ARCHIVE},${PAYMENTS}`);
  });

  describe("4 and 6: a change of one team", () => {
    let changed: readonly DeployableStack[] = [];

    beforeAll(async () => {
      const config = editedReference(sandbox(), [
        "teams/payments.yaml",
        "acme-payments-statements",
        "acme-payments-invoices",
      ]);
      changed = await synthesizeApart(sandbox(), config);
      await terraformOk(sandbox(), stackNamed(changed, "team-payments").folder, "init", "-no-color");
    });

    test("changes the stack of that team alone", async () => {
      const text = ({ folder }: DeployableStack): string => readFileSync(join(folder, "cdk.tf.json"), "utf8");
      const different = changed.filter((stack) => text(stack) !== text(stackNamed(stacks, stack.name)));
      expect(different.map(({ name }) => name)).toEqual(["team-payments"]);
      const { folder } = stackNamed(changed, "team-payments");
      expect(await plannedChanges(sandbox(), folder)).toEqual(["update aws_cloudtrail"]);
    });

    test("deployed twice at once is deployed once: the second fails on the lock, and the state is intact", async () => {
      const { folder } = stackNamed(changed, "team-payments");
      const before = await stateOf(sandbox(), "team-payments");
      const {
        processes,
        env,
        terraform: { program },
      } = sandbox();
      const args = ["apply", "-auto-approve", "-no-color"];
      const first = processes.start({ program, args, cwd: folder, env });
      await untilLocked(sandbox(), "team-payments");
      // Held where it is, the first has the lock for as long as the second tries.
      first.signal("SIGSTOP");
      const second = await terraform(sandbox(), folder, args);
      first.signal("SIGCONT");
      expect(second.code).toBe(1);
      expect(second.output).toContain("Error acquiring the state lock");
      expect(await first.finished).toMatchObject({ code: 0 });

      const after = await stateOf(sandbox(), "team-payments");
      expect(after).toMatchObject({ lineage: before.lineage, serial: before.serial + 1 });
      expect(await isLocked(sandbox(), "team-payments")).toBe(false);
      expect(await plannedChanges(sandbox(), folder)).toEqual([]);
      const { selectors } = await trailFacts(
        await sandbox().clientSettings(PAYMENTS, "eu-west-1"),
        "acme-team-payments",
      );
      expect(JSON.stringify(selectors)).toContain("acme-payments-invoices");
    });
  });

  test("what the emulator cannot make is planned, and the rest of its stack is applied", async () => {
    const outdir = mkdtempSync(join(sandbox().folder, "cdktf-"));
    const synthesized = await synthesizeStacks(sandbox(), join(ROOT, "config"), outdir);
    const file = join(stackNamed(synthesized, "team-platform").folder, "cdk.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8")) as {
      readonly resource: Readonly<Record<string, unknown>>;
    };
    const aws_sns_topic = { news: { name: "platform-news" } };
    const aws_cloudwatch_composite_alarm = {
      any: { alarm_name: "any", alarm_rule: "ALARM(one) OR ALARM(other)" },
    };
    const resource = { ...json.resource, aws_sns_topic, aws_cloudwatch_composite_alarm };
    writeFileSync(file, JSON.stringify({ ...json, resource }));

    const platform = stackNamed(readStacks(outdir), "team-platform");
    const [deployed] = await deploy(sandbox(), [platform], outdir, () => undefined);
    expect(deployed?.plannedOnly).toEqual([
      { address: "aws_cloudwatch_composite_alarm.any", reason: "the emulator has no composite alarms" },
    ]);
    expect(await plannedChanges(sandbox(), platform.folder)).toEqual([
      "create aws_cloudwatch_composite_alarm",
    ]);
    const { resources } = await stateOf(sandbox(), "team-platform");
    expect(resources).toContainEqual(expect.objectContaining({ type: "aws_sns_topic", name: "news" }));
  });

  test("7: a stack deployed with another account's credentials is refused before anything is created", async () => {
    const config = editedReference(
      sandbox(),
      ["organization.yaml", "  deployRole: OrgTrailDeploy # assumed in each account by `cdktf deploy`\n", ""],
      ["organization.yaml", "keyPrefix: orgtrail", "keyPrefix: elsewhere"],
      [
        "organization.yaml",
        "archive:\n",
        `archive:\n  administrators: ["arn:aws:iam::222222222222:role/Admin"]\n`,
      ],
    );
    const { folder } = stackNamed(await synthesizeApart(sandbox(), config), "team-data");
    const before = await surveyAccounts(sandbox());
    const { credentials } = await sandbox().clientSettings(MANAGEMENT);
    const asManagement = {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: String(credentials.sessionToken),
    };
    expect(await terraform(sandbox(), folder, ["init", "-no-color"], asManagement)).toMatchObject({
      code: 0,
    });
    const { code, output } = await terraform(
      sandbox(),
      folder,
      ["apply", "-auto-approve", "-no-color"],
      asManagement,
    );
    expect(code).toBe(1);
    expect(output).toContain(`AWS account ID not allowed: ${MANAGEMENT}`);
    expect(await surveyAccounts(sandbox())).toEqual(before);
    expect(await isStored(sandbox(), "elsewhere/team-data.tfstate")).toBe(false);
  });

  describe("8: destroying", () => {
    /** Those that Terraform refuses to destroy. After a trail, it does not ask for the bucket and key of the trail. */
    function refusedIn(output: string): readonly string[] {
      const refusals = output
        .replace(/\s+/g, " ")
        .matchAll(/Resource (\S+)_[0-9A-F]{8} has lifecycle.prevent_destroy set/g);
      return [...refusals].map(([, address = ""]) => address).sort();
    }

    test.each([
      [
        "log-archive",
        [
          "aws_kms_key.monitoring-key",
          "aws_kms_key.organization_key",
          "aws_kms_key.team-payments_key",
          "aws_kms_key.team-platform_key",
          "aws_s3_bucket.access-logs_bucket",
          "aws_s3_bucket.organization_logs_bucket",
          "aws_s3_bucket.team-payments_logs_bucket",
          "aws_s3_bucket.team-platform_logs_bucket",
        ],
      ],
      ["management", ["aws_cloudtrail.organization_trail"]],
      ["team-payments", ["aws_cloudtrail.team_trail"]],
    ])("is refused in %s", async (stack, kept) => {
      const { code, output } = await terraform(sandbox(), folderOf(stack), [
        "destroy",
        "-auto-approve",
        "-no-color",
      ]);
      expect(code).toBe(1);
      expect(refusedIn(output)).toEqual(kept);
    });

    test("has destroyed nothing where it was refused", async () => {
      expect(await plannedChanges(sandbox(), folderOf("log-archive"))).toEqual([]);
      expect(await plannedChanges(sandbox(), folderOf("management"))).toEqual([]);
    });

    test("leaves nothing behind, once protection is switched off on purpose", async () => {
      const config = editedReference(sandbox(), [
        "organization.yaml",
        "terraform:\n",
        "terraform:\n  destroyProtection: false\n",
      ]);
      const unprotected = await synthesizeApart(sandbox(), config);
      const all = async (names: readonly string[], ...args: readonly string[]): Promise<void> => {
        const run = async (name: string) =>
          terraformOk(sandbox(), stackNamed(unprotected, name).folder, ...args);
        await Promise.all(names.map(run));
      };
      await all(STACKS, "init", "-no-color");
      // The emulator cannot make all of the security stack, and destroying needs no apply.
      await all(
        STACKS.filter((stack) => stack !== "security"),
        "apply",
        "-auto-approve",
        "-no-color",
      );
      await emptyBuckets(await sandbox().clientSettings(LOG_ARCHIVE));
      await emptyBuckets(await sandbox().clientSettings(DATA, "eu-west-1"));
      for (const names of DESTROYED) await all(names, "destroy", "-auto-approve", "-no-color");

      const survey = await surveyAccounts(sandbox());
      expect(survey.flatMap(({ found }) => found)).toEqual([]);
      for (const stack of STACKS) {
        expect((await stateOf(sandbox(), stack)).resources).toEqual([]);
      }
    });
  });
});
