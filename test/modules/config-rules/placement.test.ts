import fc from "fast-check";
import {
  CONFIG_RULE_IDS,
  configRules,
  mendedKinds,
  OWNER_RULE_IDS,
  placeRules,
  REMEDIABLE_RULE_IDS,
  type PlacedRules,
  type PlacementChoices,
} from "../../../modules/config-rules";
import { LOG_ARCHIVE, MANAGEMENT, scope, WATCHED } from "./fixtures";

const ACCOUNTS = { management: MANAGEMENT, logArchive: LOG_ARCHIVE };
const { rules } = configRules(scope(WATCHED));

function placed(choices: Omit<PlacementChoices, "accounts"> = {}): PlacedRules {
  return placeRules(rules, { accounts: ACCOUNTS, ...choices });
}

const names = (places: PlacedRules["organization"] | PlacedRules["logArchive"]): readonly string[] =>
  places.map(({ rule }) => rule.name);

const subsets = {
  disabled: fc.subarray([...CONFIG_RULE_IDS]),
  remediated: fc.subarray([...REMEDIABLE_RULE_IDS]),
  automatic: fc.subarray([...REMEDIABLE_RULE_IDS]),
  everyAccount: fc.subarray([...OWNER_RULE_IDS]),
};

describe("rules stand", () => {
  it("in every account, but for those that would judge what is not orgtrail's", () => {
    const { organization, logArchive, management } = placed();
    expect(names(logArchive)).toEqual(["key-rotation", "key-not-deleted"]);
    expect(names(management)).toEqual([
      "trail-cloudwatch-logs",
      "key-rotation",
      "key-not-deleted",
      "log-group-encrypted",
      "alarm-actions",
    ]);
    expect(organization).toHaveLength(rules.length - logArchive.length - management.length);
    expect(organization.flatMap(({ excludedAccounts }) => excludedAccounts)).toEqual([]);
  });

  it("in every account where this is wanted, and then judge all of its keys", () => {
    const { organization, logArchive, management } = placed({
      everyAccount: ["key-not-deleted", "alarm-actions"],
    });
    expect(names(logArchive)).toEqual(["key-rotation"]);
    expect(names(management)).not.toContain("alarm-actions");
    const wanted = organization.filter(({ rule }) => ["key-not-deleted", "alarm-actions"].includes(rule.id));
    expect(wanted.map(({ rule: { name, parameters } }) => ({ name, parameters }))).toEqual([
      { name: "key-not-deleted", parameters: {} },
      {
        name: "alarm-actions",
        parameters: {
          alarmActionRequired: "true",
          insufficientDataActionRequired: "false",
          okActionRequired: "false",
        },
      },
    ]);
  });

  it("nowhere, where they are disabled", () => {
    const { organization, management } = placed({ disabled: ["trail-security", "alarm-actions"] });
    expect(names(organization)).not.toContain("trail-security");
    expect(names(management)).not.toContain("alarm-actions");
  });
});

describe("a remediated rule stands in the owner's account", () => {
  it("and the organization's leaves that account out", () => {
    const { organization, management } = placed({ automatic: ["trail-validated"] });
    expect(management.find(({ rule }) => rule.id === "trail-validated")?.remediation).toBe("automatic");
    expect(organization.find(({ rule }) => rule.id === "trail-validated")?.excludedAccounts).toEqual([
      MANAGEMENT,
    ]);
  });

  it("alone, where its one resource is there", () => {
    const { organization, logArchive } = placed({ remediated: ["bucket-public-access"] });
    expect(names(organization).filter((name) => name.startsWith("bucket-public-access"))).toEqual([]);
    expect(logArchive.filter(({ rule }) => rule.id === "bucket-public-access")).toMatchObject([
      { rule: { name: "bucket-public-access-organization" }, remediation: "manual" },
      { rule: { name: "bucket-public-access-access" }, remediation: "manual" },
    ]);
  });

  it("with its own parameters there, and others elsewhere, where it is wanted in every account", () => {
    const { organization, logArchive } = placed({
      automatic: ["key-not-deleted"],
      everyAccount: ["key-not-deleted"],
    });
    expect(logArchive.find(({ rule }) => rule.id === "key-not-deleted")?.rule.parameters).toEqual({
      kmsKeyIds: "logs,team",
    });
    expect(organization.find(({ rule }) => rule.id === "key-not-deleted")).toMatchObject({
      rule: { parameters: {} },
      excludedAccounts: [LOG_ARCHIVE, MANAGEMENT],
    });
  });

  it("only where a runbook suits the resource", () => {
    const { organization, logArchive } = placed({ automatic: ["bucket-versioning"] });
    expect(names(logArchive)).toContain("bucket-versioning-access");
    expect(names(organization)).toContain("bucket-versioning-organization");
  });
});

describe("whatever is chosen", () => {
  it("every rule that is not disabled stands somewhere, and none that is", () => {
    fc.assert(
      fc.property(fc.record(subsets), (choices) => {
        const { organization, logArchive, management } = placed(choices);
        const standing = new Set(names([...organization, ...logArchive, ...management]));
        const wanted = rules.filter(({ id }) => !choices.disabled.includes(id)).map(({ name }) => name);
        expect(standing).toEqual(new Set(wanted));
      }),
    );
  });

  it("nothing is mended but by choice, nor outside the owner's account, and nothing starts by itself but by choice", () => {
    fc.assert(
      fc.property(fc.record(subsets), (choices) => {
        const { logArchive, management } = placed(choices);
        for (const [owner, places] of Object.entries({ logArchive, management })) {
          for (const { rule, remediation } of places) {
            expect(rule.owner).toBe(owner);
            if (remediation === "automatic") expect(choices.automatic).toContain(rule.id);
            if (remediation === "manual") expect(choices.remediated).toContain(rule.id);
          }
        }
      }),
    );
  });

  it("no account has a rule of its own and the organization's too", () => {
    fc.assert(
      fc.property(fc.record(subsets), (choices) => {
        const { organization, logArchive, management } = placed(choices);
        for (const { rule, excludedAccounts } of organization) {
          const own = [
            ...(names(logArchive).includes(rule.name) ? [LOG_ARCHIVE] : []),
            ...(names(management).includes(rule.name) ? [MANAGEMENT] : []),
          ];
          expect([...excludedAccounts].sort()).toEqual([...own].sort());
        }
      }),
    );
  });
});

describe("kinds that one role mends each", () => {
  it("are those with a runbook at hand, with a remediation of each rule", () => {
    const { logArchive } = placed({ remediated: ["bucket-public-access"], automatic: ["key-rotation"] });
    const kinds = mendedKinds(logArchive);
    expect(kinds.map(({ id }) => id).sort()).toEqual(["bucket-public-access", "key-rotation"]);
    for (const { id, remediations } of kinds) {
      expect(remediations).toHaveLength(logArchive.filter(({ rule }) => rule.id === id).length);
      expect(new Set(remediations.map(({ runbook }) => runbook)).size).toBe(1);
    }
  });

  it("are none where no runbook is at hand", () => {
    expect(mendedKinds(placed().logArchive)).toEqual([]);
  });
});
