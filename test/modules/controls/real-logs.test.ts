import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { compileControls, type SetOff } from "../../../modules/controls";
import { CONTROLS } from "./fixtures";

/** Real CloudTrail logs of attacks, kept beside the repository and never in it. */
const LOGS = path.resolve(__dirname, "../../../../shared/data/cloudtrail-logs");
const present = existsSync(LOGS);
if (!present) console.warn(`real-logs.test.ts is skipped: there is no ${path.relative(process.cwd(), LOGS)}`);

interface Recorded {
  readonly eventName: string;
  readonly errorCode?: string;
}

function readRecords(): readonly Recorded[] {
  return readdirSync(LOGS)
    .filter((file) => file.endsWith(".json"))
    .flatMap(
      (file) => (JSON.parse(readFileSync(path.join(LOGS, file), "utf8")) as { Records: Recorded[] }).Records,
    );
}

/** How many events of which name, with the error where there is one. */
function tally(records: readonly Recorded[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { eventName, errorCode } of records) {
    const name = errorCode === undefined ? eventName : `${eventName} (${errorCode})`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

(present ? describe : describe.skip)("over 2,900 events of a recorded attack", () => {
  const records = present ? readRecords() : [];
  const evaluate = compileControls(CONTROLS);
  const verdicts = records.map((record) => ({ record, verdict: evaluate(record) }));
  const by = (kind: keyof SetOff): Readonly<Record<string, object>> => {
    const ids = [...new Set(verdicts.flatMap(({ verdict }) => verdict[kind]))].sort();
    return Object.fromEntries(
      ids.map((id) => [
        id,
        tally(verdicts.filter(({ verdict }) => verdict[kind].includes(id)).map(({ record }) => record)),
      ]),
    );
  };

  it("these events set off these alarms", () => {
    expect(by("alarms")).toMatchInlineSnapshot(`
      {
        "bucket-policy-changes": {
          "DeleteBucketLifecycle": 1,
          "DeleteBucketPolicy": 1,
          "PutBucketLifecycle": 1,
          "PutBucketPolicy": 3,
        },
        "cloudtrail-changes": {
          "CreateTrail": 2,
          "DeleteTrail": 2,
          "DeleteTrail (TrailNotFoundException)": 1,
          "PutEventSelectors": 2,
          "StartLogging": 2,
          "StartLogging (TrailNotFoundException)": 3,
          "StopLogging (TrailNotFoundException)": 3,
        },
        "iam-identity-changed": {
          "CreateAccessKey": 2,
          "CreateLoginProfile": 2,
          "CreateUser": 4,
          "UpdateAssumeRolePolicy": 2,
        },
        "iam-policy-changes": {
          "AttachRolePolicy": 6,
          "AttachUserPolicy": 1,
          "CreatePolicy": 2,
          "DeletePolicy": 2,
          "DeleteRolePolicy": 4,
          "DetachRolePolicy": 5,
          "DetachUserPolicy": 1,
          "PutRolePolicy": 5,
        },
        "network-gateway-changes": {
          "AttachInternetGateway": 4,
          "CreateInternetGateway": 4,
          "DeleteInternetGateway": 4,
          "DetachInternetGateway": 3,
        },
        "organizations-changes": {
          "LeaveOrganization (AccessDenied)": 1,
        },
        "route-table-changes": {
          "CreateRoute": 6,
          "CreateRouteTable": 10,
          "DeleteRoute": 5,
          "DeleteRouteTable": 10,
          "DisassociateRouteTable": 9,
        },
        "security-group-changes": {
          "AuthorizeSecurityGroupEgress": 1,
          "AuthorizeSecurityGroupIngress": 2,
          "CreateSecurityGroup": 1,
          "DeleteSecurityGroup": 1,
          "RevokeSecurityGroupEgress": 1,
          "RevokeSecurityGroupEgress (Client.InvalidPermission.NotFound)": 1,
          "RevokeSecurityGroupIngress": 1,
        },
        "sign-in-without-mfa": {
          "ConsoleLogin": 1,
        },
        "unauthorized-api-calls": {
          "AssumeRole (AccessDenied)": 13,
          "DescribeInstanceAttribute (Client.UnauthorizedOperation)": 15,
          "GetCostAndUsage (AccessDenied)": 1,
          "GetCostForecast (AccessDenied)": 1,
          "GetPasswordData (Client.UnauthorizedOperation)": 29,
          "LeaveOrganization (AccessDenied)": 1,
        },
        "vpc-changes": {
          "CreateVpc": 7,
          "CreateVpc (Client.VpcLimitExceeded)": 3,
          "DeleteVpc": 6,
        },
      }
    `);
  });

  it("is as much noise by control as docs/controls.md says, and none of it critical", () => {
    const page = readFileSync(path.resolve(__dirname, "../../../docs/controls.md"), "utf8");
    const rows = page.slice(page.indexOf("## Noise")).matchAll(/^\| `([\w-]+)` +\| (\w+) +\| (\d+) +\|$/gm);
    const measured = CONTROLS.map(({ id, severity }) => ({
      id,
      severity,
      events: verdicts.filter(({ verdict }) => verdict.alarms.includes(id)).length,
    })).filter(({ events }) => events > 0);
    expect([...rows].map(([, id, severity, events]) => ({ id, severity, events: Number(events) }))).toEqual(
      measured,
    );
    expect(measured.filter(({ severity }) => severity === "critical")).toEqual([]);
  });

  it("these events set off these rules", () => {
    expect(by("rules")).toMatchInlineSnapshot(`
      {
        "sign-in-without-mfa": {
          "ConsoleLogin": 1,
        },
      }
    `);
  });

  it("all others, nine in ten, set off nothing", () => {
    const silent = verdicts.filter(({ verdict }) => verdict.alarms.length + verdict.rules.length === 0);
    expect({ all: records.length, silent: silent.length }).toMatchInlineSnapshot(`
      {
        "all": 2900,
        "silent": 2703,
      }
    `);
  });
});
