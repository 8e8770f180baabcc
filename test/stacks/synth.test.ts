import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
  archiveStackName,
  archiveStackNumbers,
  loadConfiguration,
  parseConfiguration,
  readSources,
  type Configuration,
} from "../../stacks/config";
import { summary } from "../support/readable";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
  everythingConfiguration,
  minimalConfiguration,
  referenceConfiguration,
  optionConfigurations,
} from "../support/configurations";
import {
  addresses,
  inTemporaryFolder,
  onlyResource,
  resources,
  synthesized,
  synthesizedTexts,
} from "../support/synthesized";

const CONFIGURATIONS: readonly [string, () => Configuration][] = [
  ["the reference organization", referenceConfiguration],
  ["the minimal organization", minimalConfiguration],
  ["the organization with everything on", everythingConfiguration],
];

describe.each(CONFIGURATIONS)("%s", (_name, configuration) => {
  const texts = synthesizedTexts(configuration());
  const stacks = synthesized(configuration());

  it("has the resource addresses that users' states have", () => {
    // Another address moves the resource of everyone who upgrades: it needs an upgrade note.
    expect(
      Object.fromEntries(Object.entries(stacks).map(([stack, json]) => [stack, addresses(json)])),
    ).toMatchSnapshot();
  });

  it("moves what was deployed at other addresses", () => {
    const moved = Object.entries(stacks).map(([stack, json]) => [
      stack,
      Object.fromEntries((json.moved ?? []).map(({ from, to }) => [from, to])),
    ]);
    expect(Object.fromEntries(moved)).toMatchSnapshot();
  });

  it("has the outputs that other stacks, and other teams' repositories, read", () => {
    expect(
      Object.fromEntries(Object.entries(stacks).map(([stack, { output = {} }]) => [stack, output])),
    ).toMatchSnapshot();
  });

  it("has a state of its own for each stack, locked by a file", () => {
    const keys = Object.entries(stacks).map(([stack, { terraform }]) => {
      expect(terraform.backend.s3).toMatchObject({ use_lockfile: true, encrypt: true });
      expect(terraform.backend.s3["key"]).toMatch(new RegExp(`/${stack}\\.tfstate$`));
      return terraform.backend.s3["key"];
    });
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("lands in no account but its own", () => {
    const config = configuration();
    const accounts: Record<string, string> = {
      ...Object.fromEntries(
        archiveStackNumbers(config.archive.stacks).map((number) => [
          archiveStackName(number),
          config.accounts.logArchive.id,
        ]),
      ),
      management: config.accounts.management.id,
      analytics: config.accounts.logArchive.id,
      ...(config.archive.replica && { "log-replica": config.archive.replica.account.id }),
      search: config.accounts.logArchive.id,
      ...(config.accounts.security && { "event-bus": config.accounts.security.id }),
      security: (config.accounts.security ?? config.accounts.management).id,
      ...Object.fromEntries(config.teams.map(({ name, account }) => [`team-${name}`, account.id])),
    };
    for (const [stack, json] of Object.entries(stacks)) {
      const [provider] = json.provider["aws"] ?? [];
      expect(provider).toMatchObject({ allowed_account_ids: [accounts[stack]] });
      expect(JSON.stringify(provider?.["assume_role"])).toContain(`::${accounts[stack]}:role/`);
    }
  });

  it("reads only outputs that the producer publishes", () => {
    const published = Object.fromEntries(
      Object.values(stacks).map(({ terraform, output }) => [
        terraform.backend.s3["key"] as string,
        output ?? {},
      ]),
    );
    let read = 0;
    for (const [stack, json] of Object.entries(stacks)) {
      const states = json.data?.["terraform_remote_state"] ?? {};
      for (const [, id, output, rest] of (texts[stack] ?? "").matchAll(
        /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)((?:\.[\w-]+)*)/g,
      )) {
        const { key } = (states[id ?? ""] as { config: { key: string } }).config;
        const value = rest
          ?.split(".")
          .slice(1)
          .reduce<unknown>(
            (inner, step) => (inner as Record<string, unknown>)[step],
            published[key]?.[output ?? ""]?.value,
          );
        expect({ stack, output, rest, value }).toMatchObject({ value: expect.anything() as unknown });
        read += 1;
      }
    }
    expect(read).toBeGreaterThan(0);
  });

  it("asks for a range of AWS providers and not for the one of the bindings", () => {
    const { atLeast, below } = configuration().terraform.awsProvider;
    for (const { terraform } of Object.values(stacks)) {
      expect(terraform["required_providers"]).toEqual({
        aws: { source: "hashicorp/aws", version: `>= ${atLeast}, < ${below}` },
      });
    }
  });

  it("names nothing of the machine", () => {
    for (const text of Object.values(texts)) expect(text).not.toContain(process.cwd());
  });
});

it.each(optionConfigurations())("%s is as it was, a line a resource", (_, configuration) => {
  const least = synthesizedTexts(minimalConfiguration());
  const stacks = synthesized(configuration);
  // Of what the option does not change there is nothing to tell.
  const own = Object.entries(stacks).filter(([name]) => least[name] === undefined);
  expect(own.map(([, json]) => `\n${summary(json)}\n`).join("")).toMatchSnapshot();
});

describe("with everything on", () => {
  const stacks = synthesized(everythingConfiguration());

  it.each(Object.entries(stacks))("%s is as it was, a line a resource", (_, json) => {
    expect(`\n${summary(json)}\n`).toMatchSnapshot();
  });
});

describe("trails deliver to buckets whose policies and keys name them", () => {
  const stacks = synthesized(referenceConfiguration());
  const trails = Object.entries(stacks).flatMap(([stack, json]) =>
    resources(json, "aws_cloudtrail").map((trail) => ({ stack, trail })),
  );

  it("one for the organization, and one a team", () => {
    expect(trails.map(({ trail }) => trail["name"])).toEqual([
      "acme-organization-trail",
      "acme-team-data",
      "acme-team-payments",
      "acme-team-platform",
    ]);
  });

  it.each(trails.map(({ trail }) => trail["name"] as string))("%s", (name) => {
    const policies = Object.values(stacks).flatMap((json) => [
      ...resources(json, "aws_s3_bucket_policy"),
      ...resources(json, "aws_kms_key"),
    ]);
    expect(
      policies.filter(({ policy }) => String(policy).includes(`:trail/${name}"`)).length,
    ).toBeGreaterThanOrEqual(2);
  });
});

describe("selectors", () => {
  const stacks = synthesized(everythingConfiguration());

  it("leave out every log bucket of the organization, those of teams too", () => {
    const trail = onlyResource(stacks["management"], "aws_cloudtrail");
    const selectors = trail["advanced_event_selector"] as {
      field_selector: { field: string; not_starts_with?: string[] }[];
    }[];
    const objects = selectors
      .flatMap(({ field_selector }) => field_selector)
      .find(({ field }) => field === "resources.ARN");
    expect(objects?.not_starts_with).toEqual([
      "arn:aws:s3:::acme-audit-access/",
      "arn:aws:s3:::acme-audit-logs/",
      "arn:aws:s3:::acme-cloudtrail-055555555555-access-data/",
      "arn:aws:s3:::acme-cloudtrail-666666666666-replica-access/",
      "arn:aws:s3:::acme-cloudtrail-666666666666-replica/",
      "arn:aws:s3:::acme-data-audit/",
      "arn:aws:s3:::acme-orgtrail-222222222222-athena-results/",
      "arn:aws:s3:::acme-orgtrail-222222222222-search-failed/",
      "arn:aws:s3:::acme-payments-audit/",
    ]);
  });

  it("record log buckets when that is asked for in so many words", () => {
    const organization = EVERYTHING_ORGANIZATION.replace("trail:\n", "trail:\n  excludeLogBuckets: false\n");
    const { management } = synthesized(configurationOf(organization), ["management"]);
    expect(JSON.stringify(onlyResource(management, "aws_cloudtrail"))).not.toContain("not_starts_with");
  });

  it("of the organization trail begin with all management events, and have what is done to log files", () => {
    const { management } = synthesized(minimalConfiguration(), ["management"]);
    expect(onlyResource(management, "aws_cloudtrail")["advanced_event_selector"]).toMatchObject([
      {
        name: "Management events selector",
        field_selector: [{ field: "eventCategory", equals: ["Management"] }],
      },
      {
        name: "log-files: deleted, overwritten, re-encrypted, locked or opened",
        field_selector: [
          {},
          {},
          {},
          {
            field: "resources.ARN",
            starts_with: ["access", "organization"].map(
              (subject) =>
                expect.stringMatching(
                  new RegExp(`^arn:aws:s3:::acme-cloudtrail-222222222222-${subject}[a-z-]*/$`),
                ) as unknown,
            ),
          },
        ],
      },
    ]);
  });
});

describe("the same input gives the same bytes", () => {
  const expected = synthesizedTexts(referenceConfiguration());

  it("whatever the order of files and of lists that are sets", () => {
    const { organization, teams } = readSources(join(__dirname, "..", "..", "config"));
    fc.assert(
      fc.property(fc.shuffledSubarray([...teams], { minLength: teams.length }), (shuffled) => {
        expect(synthesizedTexts(parseConfiguration({ organization, teams: shuffled }))).toEqual(expected);
      }),
      { numRuns: 3 },
    );
    const text = organization.text.replace(
      "[api-call-rate, api-error-rate]",
      "[api-error-rate, api-call-rate]",
    );
    expect(text).not.toBe(organization.text);
    expect(synthesizedTexts(parseConfiguration({ organization: { ...organization, text }, teams }))).toEqual(
      expected,
    );
  });

  it("whatever the names and the place of the files", () => {
    inTemporaryFolder((folder) => {
      cpSync(join(__dirname, "..", "..", "config"), join(folder, "config"), { recursive: true });
      const teams = join(folder, "config", "teams");
      readdirSync(teams).forEach((name, index) => {
        renameSync(join(teams, name), join(teams, `${9 - index}.yml`));
      });
      expect(synthesizedTexts(loadConfiguration(join(folder, "config")))).toEqual(expected);
    });
  });

  it("whether a stack is made alone or with the others", () => {
    for (const stack of Object.keys(expected)) {
      expect(synthesizedTexts(referenceConfiguration(), [stack])[stack]).toBe(expected[stack]);
    }
  });
});

describe("a change of one team", () => {
  it("changes that team's stack alone", () => {
    const before = synthesizedTexts(everythingConfiguration());
    const after = synthesizedTexts(
      configurationOf(
        EVERYTHING_ORGANIZATION,
        EVERYTHING_CENTRAL_TEAM.replace("prefix: 2026/", "prefix: 2027/"),
        EVERYTHING_OWN_TEAM,
      ),
    );
    expect(Object.keys(after).filter((stack) => after[stack] !== before[stack])).toEqual(["team-payments"]);
  });
});

describe("a configuration", () => {
  it("cannot be changed after it was read", () => {
    const configuration = referenceConfiguration();
    const frozen = (value: unknown): boolean =>
      typeof value !== "object" ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(configuration)).toBe(true);
  });

  it("reads comments, anchors and merge keys as YAML does", () => {
    const lock = `immutability: &lock { kind: object-lock, mode: governance, days: 30 } # a comment\n`;
    const organization = EVERYTHING_ORGANIZATION.replace(
      / {2}immutability:\n(?: {4}.*\n)+/,
      `  ${lock}  x: 1\n`,
    ).replace("  x: 1\n", "");
    const configuration = configurationOf(organization.replace("tags:", "tags: &tags"));
    expect(configuration.archive.immutability).toEqual({ kind: "object-lock", mode: "governance", days: 30 });
    const merged = EVERYTHING_OWN_TEAM.replace(
      "immutability: { kind: object-lock, mode: governance, days: 30 }",
      "immutability:\n  <<: &defaults { kind: object-lock, mode: governance }\n  days: 7",
    );
    expect(configurationOf(organization, merged).teams[0]?.destination.immutability).toEqual({
      kind: "object-lock",
      mode: "governance",
      days: 7,
    });
  });

  it("is read from another folder, without teams too", () => {
    inTemporaryFolder((folder) => {
      mkdirSync(join(folder, "teams"));
      cpSync(join(__dirname, "..", "..", "config", "organization.yaml"), join(folder, "organization.yaml"));
      expect(loadConfiguration(folder).teams).toEqual([]);
      expect(readFileSync(join(folder, "organization.yaml"), "utf8")).toContain("acme");
    });
  });
});
