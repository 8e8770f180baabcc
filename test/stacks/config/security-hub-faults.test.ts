import { configurationOf, MINIMAL_ORGANIZATION } from "../../support/configurations";
import { faults, MEMBERS } from "./faults-of";

const CHECKED = (keys: string, base = MINIMAL_ORGANIZATION): string => `${base}securityHub: { ${keys} }\n`;

describe("securityHub without fault", () => {
  it.each<[string, string]>([
    ["with nothing said", ""],
    ["with an older benchmark", 'standards: { cis: "1.2.0" }'],
    ["with the benchmark alone", "standards: { foundationalBestPractices: false }"],
    ["with best practices alone", "standards: { cis: none }"],
    ["with findings of two Regions", "aggregate: [eu-west-1, eu-central-1]"],
    ["with findings of the home Region alone", "aggregate: none"],
    ["with standards for new accounts", "organization: { defaultStandards: true }"],
    ["without new accounts", "organization: { autoEnable: false }"],
    [
      "after Control Tower",
      "enabledAlready: [management, logArchive], registerDelegatedAdministrator: false",
    ],
    ["with subscribers of all forms", 'notify: [a@acme.example, "https://pager.example", "+4915112345678"]'],
  ])("%s", (_, keys) => {
    expect(faults(CHECKED(keys))).toEqual([]);
  });
});

describe("a fault of securityHub", () => {
  it.each<[string, string, string]>([
    [
      "no standard",
      "standards: { foundationalBestPractices: false, cis: none }",
      "organization.yaml:14:27 securityHub.standards: leaves nothing to check; allowed: foundationalBestPractices: true, a version of cis, or both; choose a standard, or remove securityHub",
    ],
    [
      "standards for accounts in which it is not enabled",
      "organization: { autoEnable: false, defaultStandards: true }",
      "organization.yaml:14:69 securityHub.organization.defaultStandards: gives standards to accounts in which Security Hub is not enabled; received true; allowed: defaultStandards: true together with autoEnable: true; set autoEnable: true, or leave defaultStandards out",
    ],
    [
      "the home Region among others",
      "aggregate: [us-east-1]",
      'organization.yaml:14:28 securityHub.aggregate[0]: is the home Region, where findings come together; received "us-east-1"; allowed: each other Region once; remove it',
    ],
    [
      "a Region twice",
      "aggregate: [eu-west-1, eu-west-1]",
      'organization.yaml:14:39 securityHub.aggregate[1]: is listed twice; received "eu-west-1"; allowed: each other Region once; remove it',
    ],
  ])("%s", (_, keys, fault) => {
    expect(faults(CHECKED(keys))).toEqual([fault]);
  });

  it.each<[string, string, string]>([
    ["a Region that is none", "aggregate: [eu-wst-1]", "eu-west-1"],
    ["a version that Security Hub has not", 'standards: { cis: "2.0.0" }', "5.0.0"],
    ["a subscriber of no form", "notify: [nobody]", "notify[0]"],
    ["an account in which AWS enables it", "enabledAlready: [security]", "management"],
    ["no Region", "aggregate: []", "aggregate"],
  ])("%s", (_, keys, words) => {
    const [fault, ...others] = faults(CHECKED(keys));
    expect(fault).toContain(words);
    expect(others).toEqual([]);
  });

  it("of all kinds comes at once", () => {
    const all =
      "standards: { foundationalBestPractices: false, cis: none }, organization: { autoEnable: false, defaultStandards: true }, aggregate: [us-east-1, eu-wst-1]";
    expect(faults(CHECKED(all))).toHaveLength(4);
  });

  it("says when log buckets with names of their own are too many for one rule", () => {
    const teams = (count: number): readonly string[] =>
      Array.from(
        { length: count },
        (_, index) =>
          `team: t${index}-a\naccount: payments\nregion: eu-west-1\nbucketName: a-log-bucket-with-quite-a-long-name-${index}\nrecord: [{ preset: lambda-invocations }]\n`,
      );
    const of = (count: number): readonly string[] =>
      faults(CHECKED("", MEMBERS), ...teams(count)).filter((fault) => fault.includes("securityHub"));
    expect(of(3)).toEqual([]);
    expect(of(60)).toEqual([expect.stringContaining("event pattern of") as unknown]);
  });
});

describe("securityHub as it is resolved", () => {
  const settings = (keys: string, base = MINIMAL_ORGANIZATION) =>
    configurationOf(CHECKED(keys, base)).securityHub;

  it("checks best practices and the newest benchmark, of all Regions and accounts, when nothing is said", () => {
    expect(settings("")).toMatchObject({
      standards: ["foundational-best-practices", "cis-5.0.0"],
      enable: ["management", "logArchive"],
      members: ["222222222222"],
      newAccounts: { autoEnable: true, defaultStandards: false },
      aggregate: "all-regions",
      registerDelegatedAdministrator: true,
      failedControls: {
        place: { account: "111111111111", namePrefix: "acme-orgtrail-findings-" },
        logBuckets: ["acme-cloudtrail-*-organization"],
        subscribers: [],
      },
    });
  });

  it("leaves members alone where something else has enabled Security Hub", () => {
    expect(settings("enabledAlready: [logArchive]")).toMatchObject({ enable: ["management"], members: [] });
  });

  it("leaves the organization alone where that is asked", () => {
    const left = settings("organization: { manage: false }, aggregate: none");
    expect(left?.newAccounts).toBeUndefined();
    expect(left?.aggregate).toBeUndefined();
  });

  it("switches off data-event controls that only the log buckets fail", () => {
    const trail = (record: string): string => `${MINIMAL_ORGANIZATION}trail: { ${record} }\n`;
    const off = (record: string): readonly string[] | undefined =>
      settings("", trail(record))?.disabledControls.everywhere.map(({ id }) => id);
    expect(off("record: [{ preset: s3-all }]")).toEqual(["S3.22", "S3.23"]);
    expect(off("record: [{ preset: s3-write }]")).toEqual(["S3.22"]);
    expect(off("record: [{ preset: s3-write, buckets: [acme-ledger] }]")).toEqual([]);
    expect(off("record: [{ preset: s3-all }], excludeLogBuckets: false")).toEqual([]);
    expect(off("record: []")).toEqual([]);
  });
});
