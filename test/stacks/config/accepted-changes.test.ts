import { JUDGEMENT_IDS } from "../../../modules/facts";
import { LOG_ARCHIVE_STACK, parseConfiguration } from "../../../stacks/config";
import { stackNames } from "../../../stacks/app";
import { EVENT_BUS_STACK, MANAGEMENT_STACK, SECURITY_STACK } from "../../../stacks/blueprint";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { faults, MEMBERS, TEAM } from "./faults-of";

const SOUND = {
  rule: "logs-expire-sooner",
  stack: "log-archive",
  reason: "The board has decided.",
  until: "2026-03-31",
};

/** The minimal organization with these entries; JSON is YAML. */
function accepting(base: string, ...entries: readonly object[]): string {
  return `${base}acceptedChanges: ${JSON.stringify(entries)}\n`;
}

/** What is wrong with an entry that differs from a sound one, without its place. */
function faultsOf(changes: object): readonly string[] {
  return faults(accepting(MINIMAL_ORGANIZATION, { ...SOUND, ...changes })).map((fault) =>
    fault.replace(/^\S+ /, ""),
  );
}

describe("accepted changes", () => {
  it("reach the tools as they are written", () => {
    const text = accepting(MINIMAL_ORGANIZATION, SOUND, { ...SOUND, resource: "aws_*.x" });
    const { acceptedChanges } = parseConfiguration({
      organization: { file: "organization.yaml", text },
      teams: [],
    });
    expect(acceptedChanges).toEqual([SOUND, { ...SOUND, resource: "aws_*.x" }]);
  });

  it("are none unless the file says so", () => {
    const organization = { file: "organization.yaml", text: MINIMAL_ORGANIZATION };
    expect(parseConfiguration({ organization, teams: [] }).acceptedChanges).toEqual([]);
  });

  it.each(JUDGEMENT_IDS)("may name the rule %s", (rule) => {
    expect(faultsOf({ rule })).toEqual([]);
  });

  it("name a rule that there is", () => {
    expect(faultsOf({ rule: "logs-expire-soon" })).toEqual([
      expect.stringMatching(
        /^acceptedChanges\[0\]\.rule: is not one of the values allowed; received "logs-expire-soon"; .*did you mean logs-expire-sooner\?$/,
      ),
    ]);
  });

  it.each(["one", "one two", "- -- --- ----", ""])("say more than %j", (reason) => {
    expect(faultsOf({ reason })).toEqual([
      `acceptedChanges[0].reason: says too little; received ${JSON.stringify(reason)}; allowed: 3 words or more; say why the change is wanted, and who has decided it`,
    ]);
  });

  it("say it in three words", () => {
    expect(faultsOf({ reason: "décidé le 2" })).toEqual([]);
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-04-31",
    "2026-00-10",
    "2026-01-00",
    "1900-02-29",
    "31.3.2026",
    "2026-3-1",
  ])("do not end on %s", (until) => {
    expect(faultsOf({ until })).toEqual([
      `acceptedChanges[0].until: is no day of the calendar; received "${until}"; allowed: YYYY-MM-DD, such as 2026-03-31; correct the date`,
    ]);
  });

  it.each(["2024-02-29", "2000-02-29", "2026-12-31", "2026-04-30"])("may end on %s", (until) => {
    expect(faultsOf({ until })).toEqual([]);
  });

  it.each(["rule", "stack", "reason", "until"])("lack no %s", (key) => {
    expect(faultsOf({ [key]: undefined })).toEqual([
      expect.stringContaining(`acceptedChanges[0].${key}: is missing`) as string,
    ]);
  });

  it("name a stack that there is", () => {
    const entry = { ...SOUND, stack: "team-payment" };
    expect(faults(accepting(MEMBERS, entry), TEAM)).toEqual([
      expect.stringContaining(
        'acceptedChanges[0].stack: is no stack of this configuration; received "team-payment"; allowed: event-bus, log-replica, log-archive, management, security, analytics, search, team-payments; did you mean team-payments?',
      ) as string,
    ]);
    expect(faults(accepting(MEMBERS, { ...SOUND, stack: "team-payments" }), TEAM)).toEqual([]);
  });

  it("may name every stack that is made, or can be", () => {
    const parsed = parseConfiguration({
      organization: { file: "organization.yaml", text: MEMBERS },
      teams: [{ file: "teams/1.yaml", text: TEAM }],
    });
    const shared = [EVENT_BUS_STACK, LOG_ARCHIVE_STACK, MANAGEMENT_STACK, SECURITY_STACK];
    const entries = [...new Set([...shared, ...stackNames(parsed)])].map((stack) => ({ ...SOUND, stack }));
    expect(faults(accepting(MEMBERS, ...entries), TEAM)).toEqual([]);
  });

  it("accept nothing twice", () => {
    const entries = [SOUND, { ...SOUND, resource: "a.b" }, { ...SOUND, until: "2027-01-01" }];
    expect(faults(accepting(MINIMAL_ORGANIZATION, ...entries))).toEqual([
      expect.stringContaining(
        "acceptedChanges[2]: accepts what acceptedChanges[0] accepts already; keep one of the two",
      ) as string,
    ]);
  });
});
