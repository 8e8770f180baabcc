import { MAX_FILTERS } from "../../../modules/controls";
import { LOG_FILE_CALLS } from "../../../modules/event-selectors";
import { policiesOf } from "../../../stacks/blueprint";
import { compileWatch, type Configuration, type RecordingTrail } from "../../../stacks/config";
import { MAX_NAMED_TEAM_ACCOUNTS } from "../../../stacks/config/monitoring/protected-resources";
import { call, insight, ROOT, signIn, USER } from "../../modules/controls/fixtures";
import {
  configurationOf,
  everythingConfiguration,
  minimalConfiguration,
  organizationWithMembers,
  referenceConfiguration,
} from "../../support/configurations";

const ORGANIZATION_TRAIL: RecordingTrail = {};
const PAYMENTS_TRAIL: RecordingTrail = { team: "payments" };
const evaluate = compileWatch(referenceConfiguration());

/** What an event sets off, as names. */
function heard(event: object, ...recordedBy: readonly RecordingTrail[]): readonly string[] {
  return evaluate(event, recordedBy).map(({ kind, name, account }) => `${kind} ${name} in ${account}`);
}

describe("what an event sets off in the reference organization", () => {
  const stopped = (account: string, awsRegion = "us-east-1"): object =>
    call(
      "cloudtrail",
      "StopLogging",
      { name: "acme-team-payments" },
      { recipientAccountId: account, awsRegion },
    );

  it("is an alarm wherever it happened, as long as the organization trail records it", () => {
    expect(heard(stopped("666666666666"), ORGANIZATION_TRAIL)).toEqual([
      "alarm acme-orgtrail-cloudtrail-changes in 111111111111",
      "alarm acme-orgtrail-audit-trail-changed in 111111111111",
    ]);
    expect(heard(stopped("666666666666"))).toEqual([]);
  });

  it("is a rule too, where rules stand in its account and Region", () => {
    expect(heard(stopped("222222222222"))).toEqual([
      "rule acme-orgtrail-audit-trail-changed in 222222222222",
    ]);
    expect(heard(stopped("222222222222", "eu-west-1"))).toEqual([]);
    expect(heard(stopped("444444444444", "eu-west-1"))).toEqual([
      "rule acme-orgtrail-audit-trail-changed in 444444444444",
    ]);
  });

  it("is a team's alarm for what the team's trail records", () => {
    const deleted = call("s3", "DeleteObject", { bucketName: "acme-payments-ledger", key: "k" });
    expect(heard(deleted, PAYMENTS_TRAIL)).toEqual([
      "alarm acme-orgtrail-team-payments-ledger-deleted in 444444444444",
    ]);
    expect(heard(deleted, ORGANIZATION_TRAIL)).toEqual([]);
    expect(heard(call("s3", "DeleteObject", { bucketName: "other" }), PAYMENTS_TRAIL)).toEqual([]);
  });

  it("is what the controls against tampering watch over: its own buckets, keys, log groups and alarms", () => {
    const archive = { recipientAccountId: "222222222222" };
    const bucket = { bucketName: "acme-cloudtrail-222222222222-organization" };
    for (const [event, control] of [
      [call("s3", "PutBucketVersioning", bucket, archive), "log-bucket-changed"],
      [call("kms", "PutKeyPolicy", { keyId: "k" }, archive), "log-key-changed"],
      [call("logs", "DeleteLogGroup", { logGroupName: "/orgtrail/acme/organization" }), "event-log-changed"],
      [call("logs", "DeleteLogGroup", { logGroupName: "/orgtrail/acme/team-payments" }), "event-log-changed"],
      [call("monitoring", "PutMetricAlarm", { alarmName: "acme-orgtrail-root-use" }), "alarms-changed"],
    ] as const) {
      expect(heard(event, ORGANIZATION_TRAIL)).toContain(`alarm acme-orgtrail-${control} in 111111111111`);
    }
  });

  it("is nothing for an ordinary call", () => {
    expect(heard(call("ec2", "RunInstances"), ORGANIZATION_TRAIL, PAYMENTS_TRAIL)).toEqual([]);
    expect(evaluate(null, [])).toEqual([]);
  });
});

describe("files of log buckets", () => {
  const KEEPS_LOGS = ["log bucket", "access-log bucket", "config bucket"];
  const watched = [
    ["the reference organization", referenceConfiguration()],
    ["with everything on, and names of one's own", everythingConfiguration()],
  ] as const;

  it.each(watched)(
    "are deleted, re-encrypted, unlocked or opened with an alarm in each: %s",
    (_, configuration) => {
      const setOff = compileWatch(configuration);
      const buckets = policiesOf(configuration).filter(({ kind }) => KEEPS_LOGS.includes(kind));
      expect(buckets.length).toBeGreaterThan(2);
      const unheard = buckets.flatMap(({ arn, ownerAccount }) =>
        LOG_FILE_CALLS.filter((name) => {
          const parameters = { bucketName: arn.replace(/^.*:/, ""), key: "AWSLogs/k" };
          const event = call("s3", name, parameters, { recipientAccountId: ownerAccount });
          return setOff(event, [ORGANIZATION_TRAIL]).every(
            ({ control }) => !control.id.startsWith("log-file-"),
          );
        }).map((name) => `${name} in ${arn}`),
      );
      expect(unheard).toEqual([]);
    },
  );
});

describe("what is watched of keys, log groups and buses that stand elsewhere than the log archive", () => {
  const inAccount = (account: string): object => ({ recipientAccountId: account, awsRegion: "us-east-1" });
  const keyChanged = (account: string): object =>
    call("kms", "PutKeyPolicy", { keyId: "k" }, inAccount(account));
  const KEY = "alarm acme-orgtrail-log-key-changed in 111111111111";

  it("is keys in the security account, and in those of teams with keys of ours", () => {
    expect(heard(keyChanged("333333333333"), ORGANIZATION_TRAIL)).toEqual([
      KEY,
      "rule acme-orgtrail-log-key-changed in 333333333333",
    ]);
    // The data team keeps its logs in its own account, and the payments team has rules there.
    expect(heard(keyChanged("555555555555"), ORGANIZATION_TRAIL)).toEqual([KEY]);
    expect(heard(keyChanged("444444444444"), ORGANIZATION_TRAIL)).toEqual([KEY]);
    // The platform team's logs, key and all are in the log archive.
    expect(heard(keyChanged("666666666666"), ORGANIZATION_TRAIL)).toEqual([]);
    expect(heard(keyChanged("999999999999"), ORGANIZATION_TRAIL)).toEqual([]);
  });

  it("is keys of a team, by the rule in its account", () => {
    const changed = call(
      "kms",
      "PutKeyPolicy",
      { keyId: "k" },
      {
        recipientAccountId: "444444444444",
        awsRegion: "eu-west-1",
      },
    );
    expect(heard(changed)).toEqual(["rule acme-orgtrail-log-key-changed in 444444444444"]);
  });

  it("is aliases of ours in any account", () => {
    const moved = (aliasName: string): object =>
      call("kms", "UpdateAlias", { aliasName, targetKeyId: "k" }, inAccount("999999999999"));
    expect(heard(moved("alias/acme-cloudtrail-team-data"), ORGANIZATION_TRAIL)).toEqual([KEY]);
    expect(heard(moved("alias/acme-orgtrail-team-data"), ORGANIZATION_TRAIL)).toEqual([KEY]);
    expect(heard(moved("alias/ledger"), ORGANIZATION_TRAIL)).toEqual([]);
  });

  it("is alarms of ours in any account, and no others in the management account", () => {
    const deleted = (account: string, ...alarmNames: readonly string[]): object =>
      call("monitoring", "DeleteAlarms", { alarmNames }, inAccount(account));
    expect(
      heard(deleted("444444444444", "cpu", "acme-orgtrail-team-payments-ledger-deleted"), ORGANIZATION_TRAIL),
    ).toEqual(["alarm acme-orgtrail-alarms-changed in 111111111111"]);
    expect(heard(deleted("111111111111", "cpu", "disk"), ORGANIZATION_TRAIL)).toEqual([]);
  });

  it("is the bus of the security account", () => {
    const opened = call(
      "events",
      "PutPermission",
      { eventBusName: "acme-orgtrail" },
      inAccount("333333333333"),
    );
    expect(heard(opened, ORGANIZATION_TRAIL)).toEqual([
      "alarm acme-orgtrail-rules-changed in 111111111111",
      "rule acme-orgtrail-rules-changed in 333333333333",
    ]);
  });

  it("is topics that the configuration names, and that of deliveries", () => {
    const watch = compileWatch(everythingConfiguration());
    const changed = (topicArn: string): readonly string[] =>
      watch(call("sns", "SetTopicAttributes", { topicArn }, inAccount("111111111111")), [
        ORGANIZATION_TRAIL,
      ]).map(({ control }) => control.id);
    const topics = "arn:aws:sns:eu-west-1:111111111111:";
    expect(changed(`${topics}noise`)).toEqual(["notifications-changed"]);
    expect(changed(`${topics}acme-audit-delivery`)).toEqual(["notifications-changed"]);
    expect(changed(`${topics}orders`)).toEqual([]);
  });

  it("is the roles with which events are delivered and forwarded", () => {
    const trust = (roleName: string): readonly string[] =>
      heard(call("iam", "UpdateAssumeRolePolicy", { roleName }), ORGANIZATION_TRAIL);
    const ours = [
      "alarm acme-orgtrail-delivery-role-changed in 111111111111",
      "alarm acme-orgtrail-iam-identity-changed in 111111111111",
    ];
    expect(trust("acme-organization-trail-logs")).toEqual(ours);
    expect(trust("acme-team-payments-logs")).toEqual(ours);
    expect(trust("acme-orgtrail-forward-eu-west-1")).toEqual(ours);
    expect(trust("Developer")).toEqual(ours.slice(1));
  });
});

describe("rules that forward", () => {
  const watch = compileWatch(
    configurationOf(
      `${organizationWithMembers("payments").replace("members:", `security: { id: "333333333333" }\n    members:`)}
monitoring: { rules: { forwardToSecurity: true } }\n`,
      `{ team: payments, account: payments, region: us-east-1, destination: central,
      record: [{ preset: management-write }], rules: true }`,
    ),
  );
  const rulesOf = (event: object): readonly string[] =>
    watch(event, []).map(
      ({ name, account, onlyForwards }) =>
        `${name} ${account}${onlyForwards === true ? " only forwards" : ""}`,
    );
  const stopped = (recipientAccountId: string, awsRegion = "us-east-1"): object =>
    call("cloudtrail", "StopLogging", { name: "acme-team-payments" }, { recipientAccountId, awsRegion });
  const NAME = "acme-orgtrail-audit-trail-changed";

  it("in the management and log-archive accounts tell nobody: the security account's does", () => {
    for (const account of ["111111111111", "222222222222"]) {
      expect(rulesOf(stopped(account))).toEqual([`${NAME} ${account} only forwards`, `${NAME} 333333333333`]);
    }
  });

  it("in a team's account tell the team, and the security account's tells its own", () => {
    expect(rulesOf(stopped("300000000000"))).toEqual([`${NAME} 300000000000`, `${NAME} 333333333333`]);
  });

  it("have the security account hear of a key in any of the accounts", () => {
    for (const recipientAccountId of ["111111111111", "222222222222", "300000000000"]) {
      const changed = call("kms", "PutKeyPolicy", { keyId: "k" }, { recipientAccountId });
      expect(rulesOf(changed).at(-1)).toBe("acme-orgtrail-log-key-changed 333333333333");
    }
  });

  it("are not needed for what happens in the security account: rules of its default bus tell of it, once", () => {
    expect(rulesOf(stopped("333333333333"))).toEqual([`${NAME} 333333333333`]);
    expect(rulesOf(stopped("333333333333", "eu-west-1"))).toEqual([]);
  });

  it("send nothing from where there are none, and nothing that they do not match", () => {
    expect(rulesOf(stopped("999999999999"))).toEqual([]);
    expect(rulesOf(stopped("111111111111", "eu-west-1"))).toEqual([]);
    expect(rulesOf(call("ec2", "DeleteVpc", null, { recipientAccountId: "111111111111" }))).toEqual([]);
  });

  it("stand in no account where rules are switched off", () => {
    const off = compileWatch(
      configurationOf(
        `${organizationWithMembers("payments").replace("members:", `security: { id: "333333333333" }\n    members:`)}
monitoring: { rules: { enabled: false, forwardToSecurity: true } }\n`,
      ),
    );
    expect(off(stopped("111111111111"), [])).toEqual([]);
  });
});

describe("what the delegated administrator does in the security account", () => {
  const SECURITY = "333333333333";
  const done = (service: string, name: string, parameters: object | null = null): object =>
    call(service, name, parameters, { recipientAccountId: SECURITY });
  const DEEDS: readonly [string, object][] = [
    [
      "config",
      done("config", "DeleteOrganizationConfigRule", { organizationConfigRuleName: "acme-orgtrail-trail" }),
    ],
    ["securityhub", done("securityhub", "CreateAutomationRule", { RuleName: "hide" })],
    ["securityhub", done("securityhub", "DisassociateMembers", { AccountIds: ["222222222222"] })],
  ];
  const withSecurity = (more: string): Configuration =>
    configurationOf(
      `${organizationWithMembers("payments").replace("members:", `security: { id: "${SECURITY}" }\n    members:`)}${more}`,
    );
  const rulesHearing = (configuration: Configuration, event: object): readonly string[] =>
    compileWatch(configuration)(event, [])
      .filter(({ kind }) => kind === "rule")
      .map(({ name, account }) => `${name} ${account}`);

  it.each(DEEDS)("is heard by a rule there, with and without forwarding: %s", (_, event) => {
    const rule = [`acme-orgtrail-organization-checks-changed ${SECURITY}`];
    const hub = "securityHub: { notify: [security@acme.example] }\n";
    expect(rulesHearing(withSecurity(`monitoring: {}\n${hub}`), event)).toEqual(rule);
    expect(rulesHearing(withSecurity("monitoring: { rules: { forwardToSecurity: true } }\n"), event)).toEqual(
      rule,
    );
  });

  it("is for alarms alone where orgtrail has no stack there, or has no rules", () => {
    for (const [, event] of DEEDS) {
      expect(rulesHearing(withSecurity("monitoring: {}\n"), event)).toEqual([]);
      expect(
        rulesHearing(withSecurity("monitoring: { rules: { enabled: false } }\nconfigRules: {}\n"), event),
      ).toEqual([]);
    }
  });
});

describe("what stands to be watched", () => {
  /** The teams' logs, keys and log groups are in their own accounts. */
  const watched = (count: number): Configuration => {
    const names = Array.from({ length: count }, (_, index) => `member-${index}`);
    const teams = names.map(
      (name) =>
        `team: ${name}\naccount: ${name}\nregion: eu-west-1\nrecord: [{ preset: lambda-invocations }]\ndestination: own\nlogGroup: {}\nrules: true\n`,
    );
    return configurationOf(
      `${organizationWithMembers(...names).replace("members:", `security: { id: "333333333333" }\n    members:`)}
monitoring: { rules: { forwardToSecurity: true } }\n`,
      ...teams,
    );
  };
  const rules = ({ monitoring, teams }: Configuration): object => ({
    management: monitoring?.management.detection?.controls,
    logArchive: monitoring?.logArchive?.detection?.controls,
    security: monitoring?.security?.watch.detection?.controls,
    team: teams[0]?.watch?.detection?.controls,
  });
  const filters = ({ monitoring }: Configuration): number =>
    (monitoring?.management.logGroup?.controls ?? []).reduce((sum, { patterns }) => sum + patterns.length, 0);
  const keyOf = (configuration: Configuration, index: number): readonly string[] => {
    const account = configuration.teams[index]?.account.id;
    const changed = call("kms", "PutKeyPolicy", { keyId: "k" }, { recipientAccountId: account });
    return compileWatch(configuration)(changed, [ORGANIZATION_TRAIL])
      .filter(({ kind }) => kind === "alarm")
      .map(({ control }) => control.id);
  };
  const [one, most, tooMany] = [
    watched(1),
    watched(MAX_NAMED_TEAM_ACCOUNTS),
    watched(MAX_NAMED_TEAM_ACCOUNTS + 1),
  ];

  it("are rules that do not grow with the number of teams, so that limits hold for hundreds", () => {
    expect(rules(watched(100))).toEqual(rules(one));
  });

  it("are alarms that name the accounts of teams, up to a number that leaves room for other filters", () => {
    expect(keyOf(one, 0)).toEqual(["log-key-changed"]);
    expect(keyOf(most, MAX_NAMED_TEAM_ACCOUNTS - 1)).toEqual(["log-key-changed"]);
    expect(filters(most)).toBeLessThanOrEqual(MAX_FILTERS * 0.85);
  });

  it("are with more teams alarms that leave their keys to their own rules, and hear what needs no account's name", () => {
    expect(keyOf(tooMany, 0)).toEqual([]);
    expect(filters(tooMany)).toBeLessThan(filters(most));
    const watch = compileWatch(tooMany);
    const account = { recipientAccountId: tooMany.teams[0]?.account.id, awsRegion: "eu-west-1" };
    const ids = (event: object): readonly string[] =>
      watch(event, [ORGANIZATION_TRAIL]).map(
        ({ kind, control, account: at }) => `${kind} ${control.id} ${at}`,
      );
    expect(ids(call("kms", "PutKeyPolicy", { keyId: "k" }, account))).toEqual([
      `rule log-key-changed ${account.recipientAccountId ?? ""}`,
      "rule log-key-changed 333333333333",
    ]);
    expect(ids(call("kms", "DisableKey", { keyId: "k" }, account))).toContain(
      "alarm key-deletion 111111111111",
    );
    expect(ids(call("kms", "DeleteAlias", { aliasName: "alias/acme-cloudtrail-team-x" }, account))).toContain(
      "alarm log-key-changed 111111111111",
    );
  });
});

describe("settings of the configuration", () => {
  it("switch controls off, and change them", () => {
    const everything = compileWatch(everythingConfiguration());
    const found = (event: object): readonly object[] => everything(event, [ORGANIZATION_TRAIL]);
    expect(found(call("ec2", "DeleteVpc"))).toEqual([]);
    expect(found(call("iam", "CreateUser", null, { userIdentity: ROOT }))).toMatchObject([
      { control: { id: "root-use", severity: "high", threshold: 2, periodMinutes: 60 } },
      { control: { id: "iam-identity-changed", severity: "medium", threshold: 1, periodMinutes: 5 } },
    ]);
    expect(found(signIn(USER, "No", "Success"))).toHaveLength(1);
  });

  it("leave out Insights that the trail does not report", () => {
    const ids = (configuration: ReturnType<typeof minimalConfiguration>): readonly string[] =>
      (configuration.monitoring?.management.logGroup?.controls ?? []).map(({ id }) => id);
    expect(ids(referenceConfiguration())).toEqual(
      expect.arrayContaining(["insight-call-rate", "insight-error-rate"]),
    );
    expect(compileWatch(referenceConfiguration())(insight("ApiCallRateInsight", "Start"), [])).toHaveLength(
      1,
    );
  });

  it("watch nothing unless asked", () => {
    const minimal = minimalConfiguration();
    expect(minimal.monitoring).toBeUndefined();
    expect(compileWatch(minimal)(signIn(ROOT, "No", "Success"), [ORGANIZATION_TRAIL])).toEqual([]);
  });
});
