import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/run";
import { INSTALL, run, succeed } from "./support/npm";
import { describeWithNpmRegistry } from "./support/requirements";

jest.setTimeout(600_000);

const EVENT = {
  eventVersion: "1.11",
  eventTime: "2026-11-22T10:00:00Z",
  eventSource: "iam.amazonaws.com",
  eventName: "CreateUser",
  awsRegion: "us-east-1",
  eventID: "a",
  readOnly: false,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: "444444444444",
  eventCategory: "Management",
};

describeWithNpmRegistry("the commands, installed as a package", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-cli-"));
  const config = join(ROOT, "config");

  beforeAll(async () => {
    await succeed(folder, "npm", "pack", join(ROOT, "tools", "cli"), "--pack-destination", folder);
    const packed = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(join(folder, "event.json"), JSON.stringify(EVENT));
    await succeed(folder, "npm", ...INSTALL, join(folder, packed));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("explain which trails record an event", async () => {
    const { code, stdout } = await run(
      folder,
      "npx",
      "orgtrail",
      "explain",
      "--config",
      config,
      "--json",
      "event.json",
    );
    expect(code).toBe(0);
    const { trails } = JSON.parse(stdout) as { trails: { name: string; events: number }[] };
    expect(trails.map(({ name, events }) => [name, events])).toEqual([
      ["acme-organization-trail", 1],
      ["acme-team-data", 0],
      ["acme-team-payments", 0],
      ["acme-team-platform", 0],
    ]);
  });

  test("prove the policies of a configuration, by the tables that come with them", async () => {
    const { code, stdout } = await run(folder, "npx", "orgtrail", "prove", "--config", config, "--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { requests: number }).requests).toBeGreaterThan(300);
  });
});
