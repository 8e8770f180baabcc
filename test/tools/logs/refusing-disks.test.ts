import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configurationOf, MINIMAL_ORGANIZATION } from "../../support/configurations";
import { besideDisk, describeWithDisks, DISKS, WITHOUT_DISKS } from "../../support/disks";
import { AwsServer } from "./aws-server";
import { FakeCloudTrail, HOUR } from "./cloudtrail";

const START = Date.parse("2026-03-01T22:00:00Z");
const { archive, trail, accounts } = configurationOf(MINIMAL_ORGANIZATION);
const REGION = "us-east-1";
const RANGE = ["--from", "2026-03-01T22:00:00Z", "--to", "2026-03-02T06:00:00Z"];
const WHERE = ["--accounts", accounts.management.id, "--regions", REGION];

const scratch = mkdtempSync(join(tmpdir(), "orgtrail-refusing-disks-"));
writeFileSync(join(scratch, "organization.yaml"), MINIMAL_ORGANIZATION);
const cloudtrail = new FakeCloudTrail();
cloudtrail.rotate(START - HOUR, START + 24 * HOUR);
const root = `AWSLogs/${String(trail.identity.organization)}/`;
const area = { bucket: archive.bucketName, root, region: REGION, account: accounts.management.id };
cloudtrail.deliver({ area, trail: trail.identity.name, from: START, hours: 8 });
const server = new AwsServer(cloudtrail);
beforeAll(() => server.start());
afterAll(() => {
  server.stop();
  rmSync(scratch, { recursive: true });
});

/** What writes what AWS answers. */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  fetch: [...RANGE, ...WHERE, "--into", "DISK/fetched"],
  keys: ["--regions", REGION, "--out", "DISK/keys.json"],
  "validate --state": [...RANGE, ...WHERE, "--state", "DISK/state.json"],
  "validate --evidence": [...RANGE, ...WHERE, "--evidence", "DISK/evidence"],
};

describeWithDisks(`a disk that takes nothing${WITHOUT_DISKS}`, () => {
  it.each(
    Object.keys(WRITERS).flatMap((name) =>
      (["read-only", "full to the brim"] as const).map((kind) => [name, kind] as const),
    ),
  )("is told by logs %s: %s", async (name, kind) => {
    const disk = join(scratch, `${name} ${kind}`);
    mkdirSync(disk);
    const args = (WRITERS[name] ?? []).map((arg) => arg.replace("DISK", disk));
    const command = ["node", "tools/cli/orgtrail.cjs", "logs", ...name.split(" ").slice(0, 1)];
    const { code, stderr } = await server.run(
      [...besideDisk(kind), ...command, "--config", scratch, ...args],
      { DISK: disk },
    );
    expect(stderr).toContain(DISKS[kind].says);
    expect(stderr.split(DISKS[kind].says)).toHaveLength(2);
    expect(stderr).toContain(disk);
    expect(stderr).not.toMatch(/^\s+at |\.part\b/m);
    expect(code).toBe(2);
  });
});
