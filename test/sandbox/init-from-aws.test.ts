import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { loadConfiguration } from "../../stacks/config";
import { findEmulator, fixes, startEmulator, startLayer, type Fix } from "../../tools/sandbox/emulator";
import { jsonAnswer, jsonError, membersOf, withMembers } from "../../tools/sandbox/emulator/exchange";
import { Processes, sandboxEnvironment } from "../../tools/terraform";
import { ROOT } from "../support/run";
import { describeWithTerraform } from "./requirements";

jest.setTimeout(600_000);

const MANAGEMENT = "111111111111";
const ACCOUNTS = new Map([
  ["Log Archive", "222222222222"],
  ["Audit", "333333333333"],
  ["Payments (Prod)", "444444444444"],
  ["payments/prod", "555555555555"],
  ["Closed", "666666666666"],
  ["2nd Région", "777777777777"],
  ["Security", "888888888888"],
]);

/** What AWS answers in place of the emulator, by operation. */
type Answers = Readonly<Record<string, ReturnType<typeof jsonError>>>;

describeWithTerraform("orgtrail init --from-aws", () => {
  const processes = new Processes();
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-init-"));
  const state: { endpoint: string; answers: Answers; close: () => Promise<void> } = {
    endpoint: "",
    answers: {},
    close: () => Promise.resolve(),
  };

  /** AWS lists accounts for the management account, and those that it delegates to; the emulator gives all others an empty list. */
  const membersMayNotList: Fix = {
    concerns: ({ service, name }) => service === "AWSOrganizationsV20161128" && name === "ListAccounts",
    answer: async (request, _, next) => {
      const answer = await next(request);
      const { Accounts } = membersOf(answer);
      return Array.isArray(Accounts) && Accounts.length === 0
        ? jsonError("AccessDeniedException", "You don't have permissions to access this resource.")
        : answer;
    },
  };
  const answered: Fix = {
    concerns: ({ name }) => name in state.answers,
    answer: (_, { name }) => Promise.resolve(state.answers[name] ?? jsonAnswer({})),
  };
  /** AWS gives pages, of twenty at most. */
  const pages: Fix = {
    concerns: ({ name }) => name === "ListAccounts",
    answer: async (request, _, next) => {
      const { NextToken = "0", ...asked } = membersOf(request);
      const answer = await next(withMembers(request, asked));
      const { Accounts = [], ...rest } = membersOf(answer);
      const from = Number(NextToken);
      const page = (Accounts as readonly object[]).slice(from, from + 3);
      const isLast = from + 3 >= (Accounts as readonly object[]).length;
      return answer.status !== 200
        ? answer
        : jsonAnswer({ ...rest, Accounts: page, ...(!isLast && { NextToken: String(from + 3) }) });
    },
  };

  async function signedIn(account: string): Promise<Record<string, string>> {
    const sts = new STSClient({
      endpoint: state.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "somebody", secretAccessKey: "somebody" },
    });
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/Admin`, RoleSessionName: "me" }),
    );
    return {
      AWS_ACCESS_KEY_ID: given?.AccessKeyId ?? "",
      AWS_SECRET_ACCESS_KEY: given?.SecretAccessKey ?? "",
      AWS_SESSION_TOKEN: given?.SessionToken ?? "",
    };
  }

  async function organizations(account: string): Promise<OrganizationsClient> {
    const {
      AWS_ACCESS_KEY_ID = "",
      AWS_SECRET_ACCESS_KEY = "",
      AWS_SESSION_TOKEN = "",
    } = await signedIn(account);
    return new OrganizationsClient({
      ...{ endpoint: state.endpoint, region: "us-east-1" },
      credentials: {
        accessKeyId: AWS_ACCESS_KEY_ID,
        secretAccessKey: AWS_SECRET_ACCESS_KEY,
        sessionToken: AWS_SESSION_TOKEN,
      },
    });
  }

  beforeAll(async () => {
    const env = sandboxEnvironment(process.env, {});
    const cacheFolder = join(ROOT, "node_modules", ".cache", "orgtrail");
    const program = await findEmulator({ processes, env, cacheFolder, progress: () => undefined });
    const emulator = await startEmulator(program, processes, env);
    const ids = { organization: "o-a1b2c3d4e5", accounts: ACCOUNTS };
    // Pages are of what the emulator says, with the ids that the organization has.
    const layer = await startLayer(emulator.endpoint, [answered, pages, membersMayNotList, ...fixes(ids)]);
    Object.assign(state, { endpoint: layer.endpoint, close: layer.close });
    const client = await organizations(MANAGEMENT);
    await client.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
    for (const AccountName of ACCOUNTS.keys())
      await client.send(new CreateAccountCommand({ AccountName, Email: "a@acme.example" }));
    await client.send(new CloseAccountCommand({ AccountId: ACCOUNTS.get("Closed") }));
  });

  afterAll(async () => {
    await state.close();
    await processes.stopAll();
    rmSync(folder, { recursive: true });
  });

  afterEach(() => {
    state.answers = {};
  });

  interface Made {
    readonly code: number | undefined;
    readonly output: string;
    readonly made: string;
  }

  let count = 0;
  async function init(
    flags: readonly string[],
    { account = MANAGEMENT, env = {} }: { account?: string; env?: Record<string, string> } = {},
  ): Promise<Made> {
    const made = join(folder, String(count++));
    const { code, output } = await processes.run({
      program: process.execPath,
      args: [join(ROOT, "tools/cli/orgtrail.cjs"), "init", made, "--from-aws", "--name", "acme", ...flags],
      env: sandboxEnvironment(process.env, {
        AWS_ENDPOINT_URL: state.endpoint,
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        ...(await signedIn(account)),
        ...env,
      }),
    });
    return { code, output, made };
  }

  const OWNERS = ["--owners", "@acme/security"];

  /** The accounts of the configuration that was made, by name. */
  function accountsOf(made: string): Record<string, unknown> {
    const text = readFileSync(join(made, "config", "organization.yaml"), "utf8");
    return Object.fromEntries(
      [...text.matchAll(/^ {4,6}([\w-]+): \{ id: "(\d{12})" \}$/gm)].map(([, name = "", id]) => [name, id]),
    );
  }

  test("takes every open account, and those that are called what they are", async () => {
    const { code, output, made } = await init(
      [...OWNERS, "--team", "region", "--security-account", "333333333333"],
      { env: { AWS_REGION: "eu-central-1" } },
    );
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(accountsOf(made)).toEqual({
      management: MANAGEMENT,
      logArchive: "222222222222",
      security: "333333333333",
      "account-2nd-region": "777777777777",
      "payments-prod": "444444444444",
      "payments-prod-555555555555": "555555555555",
      "security-888888888888": "888888888888",
    });
    const configuration = loadConfiguration(join(made, "config"));
    expect(configuration).toMatchObject({
      ...{ organization: "o-a1b2c3d4e5", partition: "aws", homeRegion: "eu-central-1" },
      teams: [{ account: { name: "account-2nd-region", id: "777777777777" } }],
    });
    expect(output).toContain("has 7 open accounts of o-a1b2c3d4e5:");
    expect(output).toContain("log archive: Log Archive 222222222222");
  });

  test("does not guess between accounts, and names them", async () => {
    const { code, output, made } = await init([...OWNERS, "--team", "payments"]);
    expect(code).toBe(1);
    expect(output).toMatch(
      /--team-account <id>: is missing: The id of the team's account: 2nd Région 777777777777, Audit 333333333333, Payments/,
    );
    expect(existsSync(made)).toBe(false);
  });

  test("lets flags say otherwise, and a home Region that could be none is refused", async () => {
    const flags = [...OWNERS, "--team-account", "999999999999", "--log-archive-account", "444444444444"];
    const { code, output, made } = await init([...flags, "--organization-id", "o-zzzzzzzzzz"], {
      env: { AWS_REGION: "eu-south-1" },
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain("team platform: 999999999999, which is none of them");
    expect(accountsOf(made)).toMatchObject({
      logArchive: "444444444444",
      "platform-production": "999999999999",
      "log-archive": "222222222222",
    });
    const text = readFileSync(join(made, "config", "organization.yaml"), "utf8");
    expect(text).toContain('id: "o-zzzzzzzzzz"');
    expect(text).toContain('homeRegion: "us-east-1"');
    const refused = await init([...flags, "--home-region", "eu-south-1"]);
    expect(refused.output).toContain("--home-region <region>: is an opt-in Region");
  });

  test("says what to do where the account is in no organization, or is a member", async () => {
    const none = await init(OWNERS, { account: "123123123123" });
    expect(none).toMatchObject({ code: 1 });
    expect(none.output).toContain("--from-aws: account 123123123123 is in no organization: sign in to");
    // The emulator does not know the ids that its members have here.
    const Arn = `arn:aws:organizations::${MANAGEMENT}:organization/o-a1b2c3d4e5`;
    const Organization = { Id: "o-a1b2c3d4e5", Arn, MasterAccountId: MANAGEMENT, FeatureSet: "ALL" };
    state.answers = { DescribeOrganization: jsonAnswer({ Organization }) };
    const member = await init(OWNERS, { account: "444444444444" });
    expect(member).toMatchObject({ code: 1 });
    expect(member.output).toContain(
      "--from-aws: account 444444444444 is a member of o-a1b2c3d4e5, and may not list its accounts: sign in to the management account 111111111111",
    );
    // A role of the management account may, whoever takes it.
    const role = ["--role", `arn:aws:iam::${MANAGEMENT}:role/OrganizationReader`];
    const flags = [...OWNERS, ...role, "--team-account", "444444444444"];
    expect(await init(flags, { account: "444444444444" })).toMatchObject({ code: 0 });
  });

  test.each<[string, Answers, string]>([
    [
      "denied",
      {
        DescribeOrganization: jsonError(
          "AccessDeniedException",
          "User: arn:aws:sts::111111111111:assumed-role/Reader/me is not authorized to perform: organizations:DescribeOrganization because no identity-based policy allows it.",
        ),
      },
      "Let an administrator of 111111111111 allow arn:aws:sts::111111111111:assumed-role/Reader/me organizations:DescribeOrganization",
    ],
    [
      "denied without a word",
      {
        ListAccounts: jsonError(
          "AccessDeniedException",
          "You don't have permissions to access this resource.",
        ),
      },
      "AWS denies it: organizations:ListAccounts by whoever is signed in: You don't have permissions",
    ],
    [
      "expired",
      { DescribeOrganization: jsonError("ExpiredTokenException", "The security token has expired") },
      "--from-aws: the AWS credentials have expired: sign in again",
    ],
  ])("says what to do where it is %s", async (_, answers, sentence) => {
    state.answers = answers;
    const { code, output, made } = await init(OWNERS);
    expect(code).toBe(1);
    expect(output).toMatch(/^orgtrail: nothing was made\n\n--from-aws: /);
    expect(output).toContain(sentence);
    expect(output).not.toContain("    at ");
    expect(existsSync(made)).toBe(false);
  });
});
