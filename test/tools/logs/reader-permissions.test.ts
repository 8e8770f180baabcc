import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PolicyDocument } from "../../../modules/policy";
import { authorize, roleSession } from "../../../modules/policy-evaluation";
import { policiesOf, type SubjectKind } from "../../../stacks/blueprint";
import { referenceConfiguration } from "../../support/configurations";
import { ROOT } from "../../support/run";
import { AwsServer, type Call } from "./aws-server";
import { FakeCloudTrail, HOUR } from "./cloudtrail";

/** Each request of `orgtrail logs` is one that a reader of the reference organization may make, by the policy of the docs. */

const configuration = referenceConfiguration();
const { archive, trail, accounts, homeRegion } = configuration;
const START = Date.parse("2026-03-01T22:00:00Z");
const cloudtrail = new FakeCloudTrail();
cloudtrail.rotate(START - HOUR, START + 24 * HOUR);
cloudtrail.deliver({
  ...{ trail: trail.identity.name, from: START, hours: 4 },
  area: {
    ...{ bucket: archive.bucketName, root: `AWSLogs/${String(trail.identity.organization)}/` },
    ...{ account: accounts.management.id, region: homeRegion },
  },
});
const server = new AwsServer(cloudtrail);
const scratch = mkdtempSync(join(tmpdir(), "orgtrail-reader-"));
const RANGE = ["--from", "2026-03-01T22:00:00Z", "--to", "2026-03-02T02:00:00Z"];
const WHERE = ["--accounts", accounts.management.id, "--regions", homeRegion];

/** The policy that the docs give a reader. */
const DOCUMENT = JSON.parse(
  /```json\n(\{\n {2}"Version".*?)```/s.exec(
    readFileSync(join(ROOT, "docs/log-validation.md"), "utf8"),
  )?.[1] ?? "{}",
) as PolicyDocument;
const READER = roleSession({ account: "333333333333", role: "SecurityAudit" });

beforeAll(async () => {
  await server.start();
  const gone = [...cloudtrail.store.files].find(([name]) => name.includes("/CloudTrail/"));
  if (gone === undefined) throw new Error("nothing was delivered");
  const [name, file] = gone;
  cloudtrail.store.files.delete(name);
  server.older.set(name, file);
  const runs = [
    await server.orgtrail("logs", "validate", ...RANGE, ...WHERE, "--evidence", join(scratch, "evidence")),
    await server.orgtrail("logs", "fetch", ...RANGE, ...WHERE, "--into", join(scratch, "fetched")),
    await server.orgtrail("logs", "keys", "--regions", homeRegion, "--out", join(scratch, "keys.json")),
  ];
  expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual([
    [1, ""],
    [1, ""],
    [0, ""],
  ]);
  expect(runs[0]?.stdout).toContain("aws s3api get-object");
}, 60_000);
afterAll(() => {
  server.stop();
  rmSync(scratch, { recursive: true });
});

const subjects = policiesOf(configuration);
const documentOf = (kind: SubjectKind): PolicyDocument => {
  const found = subjects.find(
    (subject) => subject.kind === kind && subject.logBuckets[0] === archive.bucketName,
  );
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found.document;
};

/** The verdict of AWS on a call to the organization's bucket, and on decrypting what it reads. */
function verdicts({ action, resource, prefix }: Call, identity = DOCUMENT): readonly string[] {
  const request = {
    ...{ principal: READER, action, resourceAccount: accounts.logArchive.id },
    resource: resource === "*" ? "*" : `arn:aws:s3:::${resource}`,
    context: {
      "aws:SecureTransport": true,
      "s3:TlsVersion": "1.3",
      ...(prefix !== undefined && { "s3:prefix": prefix }),
    },
  };
  if (action === "cloudtrail:ListPublicKeys")
    return [authorize({ ...request, resourceAccount: READER.account }, { identity: [identity] }).verdict];
  const own = authorize(request, { identity: [identity], resource: documentOf("log bucket") }).verdict;
  if (!action.startsWith("s3:GetObject")) return [own];
  const decrypting = authorize(
    {
      ...request,
      action: "kms:Decrypt",
      resource: `arn:aws:kms:${homeRegion}:${accounts.logArchive.id}:key/1234`,
      context: {
        "kms:ViaService": `s3.${homeRegion}.amazonaws.com`,
        "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:${homeRegion}:${accounts.management.id}:trail/x`,
      },
    },
    { identity: [identity], resource: documentOf("log key") },
  );
  return [own, decrypting.verdict];
}

/** Calls to buckets of teams are of the same kinds. Everybody may ask who they are. */
const calls = (): readonly Call[] =>
  server.calls.filter(
    ({ action, resource }) =>
      action !== "sts:GetCallerIdentity" &&
      (resource === "*" || resource.split("/")[0] === archive.bucketName),
  );

it("each request is allowed", () => {
  expect(new Set(calls().map(({ action }) => action)).size).toBe(5);
  for (const call of calls())
    expect([call, verdicts(call)]).toEqual([call, verdicts(call).map(() => "allowed")]);
});

it("and the policy has nothing that no request needs", () => {
  const { Statement } = DOCUMENT;
  for (const [index, statement] of Statement.entries())
    for (const action of [statement.Action ?? []].flat()) {
      const less = {
        ...DOCUMENT,
        Statement: Statement.flatMap((each, at) => {
          if (at !== index) return [each];
          const Action = [each.Action ?? []].flat().filter((other) => other !== action);
          return Action.length === 0 ? [] : [{ ...each, Action }];
        }),
      } as PolicyDocument;
      const denied = calls().some((call) => verdicts(call, less).some((verdict) => verdict !== "allowed"));
      expect([action, denied]).toEqual([action, true]);
    }
});
