import { compileWatch, type RecordingTrail } from "../../../stacks/config";
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
    call("cloudtrail", "StopLogging", { name: "t" }, { recipientAccountId: account, awsRegion });

  it("is an alarm wherever it happened, as long as the organization trail records it", () => {
    expect(heard(stopped("666666666666"), ORGANIZATION_TRAIL)).toEqual([
      "alarm acme-orgtrail-cloudtrail-changes in 111111111111",
    ]);
    expect(heard(stopped("666666666666"))).toEqual([]);
  });

  it("is a rule too, where rules stand in its account and Region", () => {
    expect(heard(stopped("222222222222"))).toEqual(["rule acme-orgtrail-cloudtrail-changes in 222222222222"]);
    expect(heard(stopped("222222222222", "eu-west-1"))).toEqual([]);
    expect(heard(stopped("444444444444", "eu-west-1"))).toEqual([
      "rule acme-orgtrail-cloudtrail-changes in 444444444444",
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

describe("what stands to be watched", () => {
  const watched = (count: number): object => {
    const names = Array.from({ length: count }, (_, index) => `member-${index}`);
    const teams = names.map(
      (name) =>
        `team: ${name}\naccount: ${name}\nregion: eu-west-1\nrecord: [{ preset: lambda-invocations }]\ndestination: own\nlogGroup: {}\nrules: true\n`,
    );
    const { monitoring, teams: made } = configurationOf(
      `${organizationWithMembers(...names)}monitoring: {}\n`,
      ...teams,
    );
    return {
      alarms: monitoring?.management.logGroup?.controls,
      rules: monitoring?.management.detection?.controls,
      team: made[0]?.watch?.detection?.controls,
    };
  };

  it("does not grow with the number of teams, so that limits hold for hundreds", () => {
    expect(watched(100)).toEqual(watched(1));
  });
});

describe("settings of the configuration", () => {
  it("switch controls off, and change them", () => {
    const everything = compileWatch(everythingConfiguration());
    const found = (event: object): readonly object[] => everything(event, [ORGANIZATION_TRAIL]);
    expect(found(call("ec2", "DeleteVpc"))).toEqual([]);
    expect(found(call("iam", "CreateUser", null, { userIdentity: ROOT }))).toMatchObject([
      { control: { id: "root-use", severity: "high", threshold: 2, periodMinutes: 60 } },
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
