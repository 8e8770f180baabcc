import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  codeEnvironment,
  gitEnvironment,
  installEnvironment,
  sandboxEnvironment,
  terraformEnvironment,
} from "../../../tools/terraform";
import { downloadEnvironment } from "../../../tools/terraform/environment";
import { AWS, ANY, EVERYTHING, GIT, NETWORK, PACKAGES, PROVIDERS, QUIET, SHORT_LIVED } from "./shell";

describe("of all that the shell has,", () => {
  test("code of a commit sees what any program needs, and nothing else", () => {
    const own = { ORGTRAIL_CONFIG: "config" };
    expect(codeEnvironment(EVERYTHING, own)).toEqual({ ...ANY, ...own, ORGTRAIL_BEST_PRACTICES: "off" });
  });

  test("npm and pip see where packages are", () => {
    expect(installEnvironment(EVERYTHING)).toEqual({ ...ANY, ...NETWORK, ...PACKAGES });
  });

  test("git sees what is git's", () => {
    const own = { GIT_INDEX_FILE: "/i" };
    expect(gitEnvironment(EVERYTHING, own)).toEqual({ ...ANY, ...NETWORK, ...GIT, ...own });
  });

  test("Terraform that plans sees AWS and the network, and none of its own variables but TF_ENCRYPTION", () => {
    expect(terraformEnvironment(EVERYTHING, { TF_DATA_DIR: "/own" })).toEqual({
      ...{ ...ANY, ...NETWORK, ...AWS, ...QUIET, ...SHORT_LIVED },
      ...{ TF_ENCRYPTION: "e", TF_DATA_DIR: "/own" },
    });
  });

  test.each([
    [".aws/config", undefined],
    [".aws/credentials", undefined],
    ["elsewhere", "AWS_CONFIG_FILE"],
    ["elsewhere", "AWS_SHARED_CREDENTIALS_FILE"],
  ])("where %s names a program for credentials, Terraform sees what that one may read", (name, variable) => {
    const home = mkdtempSync(join(tmpdir(), "orgtrail-environment-test-"));
    const file = join(home, name);
    mkdirSync(join(home, ".aws"));
    const ofProgram = { SAML2AWS_PROFILE: "audit", DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/bus" };
    const inherited = { ...ofProgram, VAULT_TOKEN: "t", DEPLOY_KEY: "k", CI_X: "x", HOME: home };
    const there = variable === undefined ? {} : { [variable]: file };
    const always = { HOME: home, ...QUIET, ...SHORT_LIVED, ...there };
    writeFileSync(file, "[default]\nregion = us-east-1\n");
    expect(terraformEnvironment({ ...inherited, ...there })).toEqual(always);
    writeFileSync(file, "[default]\ncredential_process = saml2aws\n");
    expect(terraformEnvironment({ ...inherited, ...there })).toEqual({ ...always, ...ofProgram });
    rmSync(home, { recursive: true });
  });

  test("a Terraform that is named may be a script, and sees what that one may read, but no secret", () => {
    const ofScript = { TEAM_CONFIG: "/etc/team", ORGTRAIL_TERRAFORM: "/opt/bin/our-terraform" };
    const inherited = { ...ofScript, VAULT_TOKEN: "t", TF_WORKSPACE: "w", CI_X: "x" };
    expect(terraformEnvironment(inherited)).toEqual({ ...ofScript, ...QUIET, ...SHORT_LIVED });
    const { TEAM_CONFIG } = ofScript;
    expect(terraformEnvironment({ TEAM_CONFIG, ORGTRAIL_TERRAFORM: "" })).toEqual({
      ...QUIET,
      ...SHORT_LIVED,
    });
  });

  test("Terraform that downloads sees where from", () => {
    expect(downloadEnvironment(EVERYTHING)).toEqual({ ...ANY, ...NETWORK, ...PROVIDERS, ...QUIET });
  });

  test("the sandbox sees nothing that would direct it elsewhere", () => {
    const own = { AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
    expect(sandboxEnvironment(EVERYTHING, own)).toEqual({ ...ANY, ...QUIET, ...SHORT_LIVED, ...own });
  });

  test("what the person says of Go's memory holds", () => {
    expect(terraformEnvironment({ GOGC: "50" })).toMatchObject({ GOGC: "50" });
  });

  test("a token is seen by no prefix", () => {
    expect(codeEnvironment({ MISE_GITHUB_TOKEN: "t", TENV_GITHUB_TOKEN: "t", MISE_DATA_DIR: "/m" })).toEqual({
      MISE_DATA_DIR: "/m",
    });
  });
});
