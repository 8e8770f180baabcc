import { policiesOf } from "../../stacks/blueprint";
import { builtInStatements, builtInTables } from "../../tools/prove/built-in";
import { prove } from "../../tools/prove/prove";
import { proveStatements } from "../../tools/prove/statements";
import { configurationOf, organizationWithMembers } from "../support/configurations";
import { synthesized, synthesizedTexts } from "../support/synthesized";
import { edited, faults } from "./config/faults-of";

const HOME = "us-east-1";
const ARCHIVE = "eu-central-1";
const REST = `monitoring: { rules: { forwardToSecurity: true } }
configRules: { remediation: { manual: [bucket-versioning, key-rotation] } }
securityHub: {}
guardrails: { targets: [r-ab12] }
trail: { deliveryNotifications: true }
analytics: { athena: { readers: ["arn:aws:iam::333333333333:role/Audit"] } }
`;
const organization = (region: string | undefined, rest = REST): string =>
  `${edited(
    "archive:\n",
    `archive:\n${region === undefined ? "" : `  region: ${region}\n`}  stacks: 2\n  memberAccess: true\n  validation: {}\n  readers: [arn:aws:iam::333333333333:role/Audit]\n`,
    organizationWithMembers("payments", "data", "search"),
  ).replace("    members:", '    security: { id: "333333333333" }\n    members:')}${rest}`;
const team = (name: string, more: string): string =>
  `team: ${name}\naccount: ${name}\nregion: eu-west-1\nrecord: [{ preset: s3-write }]\n${more}`;
const TEAMS = [
  team("payments", "rules: true\n"),
  team("search", "archiveStack: 2\n"),
  team("data", "destination: own\n"),
] as const;

const CONFIGURATION = configurationOf(organization(ARCHIVE), ...TEAMS);

describe("a log archive in another Region than the trail", () => {
  const stacks = synthesized(CONFIGURATION);

  it("has its stacks there, and the others where they were", () => {
    const regions = Object.entries(stacks).map(([name, { provider }]) => [
      name,
      provider["aws"]?.[0]?.["region"],
    ]);
    expect(Object.fromEntries(regions)).toEqual({
      analytics: ARCHIVE,
      "event-bus": HOME,
      "log-archive": ARCHIVE,
      "log-archive-2": ARCHIVE,
      management: HOME,
      security: HOME,
      "team-data": "eu-west-1",
      "team-payments": "eu-west-1",
      "team-search": "eu-west-1",
    });
  });

  it("names no Region but its own and those of trails, bus and states", () => {
    for (const stack of ["log-archive", "log-archive-2"]) {
      const { resource } = stacks[stack] ?? {};
      const arns = [...JSON.stringify(resource).matchAll(/arn:aws:([a-z0-9-]+):([a-z]+-[a-z]+-\d):/g)];
      const others = new Set(arns.filter(([, , region]) => region !== ARCHIVE).map(([, service]) => service));
      // Rules look out for the topics of the home Region, too.
      for (const service of others) expect(["cloudtrail", "events", "kms", "sns"]).toContain(service);
    }
    // Keys elsewhere are those of a team with logs of its own, which the hourly validation reads.
    const keys = JSON.stringify(stacks["log-archive"]?.resource).match(
      /arn:aws:kms:(?!eu-central-1)[^"\\]+/g,
    );
    expect([...new Set(keys)]).toEqual(["arn:aws:kms:eu-west-1:300000000001:key/*"]);
  });

  it("is where its buckets and keys are judged, and no rule of the organization looks for them elsewhere", () => {
    const own = JSON.stringify(stacks["log-archive"]?.resource?.["aws_config_config_rule"]);
    for (const bucket of ["organization", "access", "team-payments", "team-search"])
      expect(own).toContain(`acme-cloudtrail-222222222222-${bucket}`);
    const ofOrganization = JSON.stringify(stacks["security"]?.resource);
    expect(ofOrganization).toContain("CLOUD_TRAIL_ENABLED");
    expect(ofOrganization).not.toContain("resource_id_scope");
  });

  it("forwards to the bus in the home Region, with a role of its Region", () => {
    const text = JSON.stringify(stacks["log-archive"]?.resource);
    expect(text).toContain(`arn:aws:events:${HOME}:333333333333:event-bus/acme-orgtrail`);
    expect(text).toContain(`acme-orgtrail-forward-${ARCHIVE}`);
  });

  it("lets what was proven be proven", () => {
    const { failures, faults: wrong } = prove(CONFIGURATION, builtInTables());
    expect([failures, wrong]).toEqual([[], []]);
    const { answers } = proveStatements(
      CONFIGURATION,
      policiesOf(CONFIGURATION),
      builtInStatements().statements,
    );
    expect(answers.filter(({ answer }) => answer !== "proven")).toEqual([]);
  });

  it("changes nothing where it is the trail's Region", () => {
    const texts = (region: string | undefined) =>
      synthesizedTexts(configurationOf(organization(region), ...TEAMS));
    expect(texts(HOME)).toEqual(texts(undefined));
  });
});

describe("the Region of a log archive is a fault", () => {
  it.each<[string, string, RegExp]>([
    ["where it is none", organization("middle-earth-1"), /archive\.region: is not a Region of AWS/],
    ["of another partition", organization("cn-north-1"), /archive\.region: is a Region of partition aws-cn/],
    [
      "of which findings do not come home",
      organization(ARCHIVE, "monitoring: {}\nsecurityHub: { aggregate: [eu-west-1] }\n"),
      /securityHub\.aggregate: leaves out eu-central-1, where the log archive is/,
    ],
    [
      "in which alone AWS Config would record",
      organization(
        ARCHIVE,
        "monitoring: {}\nconfigRules: { recorders: { accounts: [management, logArchive] } }\n",
      ),
      /recorders\.accounts\[1\]: would be recorded in eu-central-1 alone/,
    ],
  ])("%s", (_, text, expected) => {
    expect(faults(text)).toEqual([expect.stringMatching(expected)]);
  });
});
