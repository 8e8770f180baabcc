import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Sandbox } from "../../../tools/sandbox/sandbox";
import { writeShellEnvironment } from "../../../tools/sandbox/shell";
import { sandboxEnvironment } from "../../../tools/terraform";
import { referenceConfiguration } from "../../support/configurations";
import { inTemporaryFolder } from "../../support/synthesized";

it("the shell that --keep offers has the configuration that the sandbox was made for, from wherever it is sourced", () => {
  inTemporaryFolder((folder) => {
    const config = join(folder, "it's ours");
    const sandbox: Pick<Sandbox, "configuration" | "config" | "endpoint" | "folder" | "env"> = {
      ...{ configuration: referenceConfiguration(), config, endpoint: "http://127.0.0.1:1", folder },
      env: sandboxEnvironment({ PATH: "/bin" }),
    };
    const script = writeShellEnvironment(sandbox as Sandbox);
    const said = execFileSync("/bin/sh", ["-c", '. "$0" && printf %s "$ORGTRAIL_CONFIG"', script], {
      ...{ cwd: "/", encoding: "utf8" },
      env: { ORGTRAIL_CONFIG: "/of another" },
    });
    expect(said).toBe(config);
  });
});
