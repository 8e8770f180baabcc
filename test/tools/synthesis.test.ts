import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../tools/synthesis";
import { Processes } from "../../tools/terraform";

describe("the app of a project", () => {
  const project = mkdtempSync(join(tmpdir(), "orgtrail-synthesis-"));
  const processes = new Processes();

  afterAll(async () => {
    await processes.stopAll();
    rmSync(project, { recursive: true });
  });

  const failure = async (app: string): Promise<string> => {
    writeFileSync(join(project, "cdktf.json"), JSON.stringify({ app }));
    const options = { project, config: "config", outdir: join(project, "out"), processes, env: process.env };
    return JSON.stringify(await synthesize(options));
  };

  it("that is not installed is told with the remedy, and taken from no registry", async () => {
    // Nothing is asked of a registry here, whatever npm would do.
    writeFileSync(join(project, ".npmrc"), "registry=http://127.0.0.1:9/\nfetch-retries=0\n");
    for (const app of ["npx orgtrail-unheard-of app", "npx --no orgtrail-unheard-of app"])
      expect(await failure(app)).toBe(
        JSON.stringify({
          failure: `orgtrail-unheard-of, by which cdktf.json synthesizes, is not installed in ${project}: npm install`,
        }),
      );
  });

  it("is told not to let npx install anything", async () => {
    expect(await failure("echo yes=$npm_config_yes; exit 3; :")).toContain("yes=false");
  });
});
