import {
  codeEnvironment,
  gitEnvironment,
  installEnvironment,
  sandboxEnvironment,
  terraformEnvironment,
} from "../../../tools/terraform";
import { downloadEnvironment } from "../../../tools/terraform/environment";
import { SECRETS } from "../../support/secrets";

const ANY = {
  PATH: "/bin",
  HOME: "/home/x",
  LC_ALL: "C",
  TMPDIR: "/t",
  NODE_OPTIONS: "--max-old-space-size=9000",
};
const QUIET = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
const SHORT_LIVED = { GOGC: "400" };
const NETWORK = { HTTPS_PROXY: "http://user:password@proxy", no_proxy: "a", NODE_EXTRA_CA_CERTS: "/ca" };
const PACKAGES = {
  npm_config_registry: "https://npm.acme.example",
  PIP_INDEX_URL: "https://pip.acme.example",
};
const GIT = { GIT_CONFIG_GLOBAL: "/dev/null", SSH_AUTH_SOCK: "/agent" };
const PROVIDERS = { TF_CLI_CONFIG_FILE: "/terraformrc", TF_TOKEN_acme_example: "t" };
const AWS = Object.fromEntries(Object.entries(SECRETS).filter(([name]) => name.startsWith("AWS_")));

/** What would have a program work in another place, or on something else. */
const MISLEADING = {
  ...{
    TF_WORKSPACE: "w",
    TF_CLI_ARGS_plan: "-target=x",
    TF_DATA_DIR: "/d",
    CDKTF_LOG_LEVEL: "all",
    MOTO_PORT: "1",
  },
  ...{
    npm_config_local_prefix: "/p",
    npm_package_json: "/p",
    INIT_CWD: "/p",
    npm_config_git: "/evil",
    CDKTF_OUTDIR: "/o",
  },
};

const EVERYTHING = {
  ...{ ...ANY, ...NETWORK, ...PACKAGES, ...GIT, ...PROVIDERS, ...SECRETS, ...MISLEADING },
  ...{ TF_ENCRYPTION: "e", ORGTRAIL_BEST_PRACTICES: "off" },
};

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

  test("Terraform that plans sees AWS, and none of its own variables but TF_ENCRYPTION", () => {
    const seen = terraformEnvironment(EVERYTHING, { TF_DATA_DIR: "/own" });
    expect(seen).toMatchObject({
      ...ANY,
      ...NETWORK,
      ...AWS,
      ...QUIET,
      TF_ENCRYPTION: "e",
      TF_DATA_DIR: "/own",
    });
    const others = [...Object.keys(SECRETS), ...Object.keys(PROVIDERS), ...Object.keys(MISLEADING)];
    // Names that say nothing may be read by a program for credentials.
    const seenToo = /^(AWS_\w+|MOTO_PORT|TF_DATA_DIR|DATABASE_URL|SOMETHING_NEW)$/;
    const unseen = others.filter((name) => !seenToo.test(name));
    expect(Object.keys(seen).filter((name) => unseen.includes(name))).toEqual([]);
  });

  test("Terraform that plans sees what a program for credentials may read", () => {
    const ofProgram = { SAML2AWS_PROFILE: "audit", DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/bus" };
    expect(terraformEnvironment({ ...ofProgram, VAULT_TOKEN: "t", DEPLOY_KEY: "k" })).toEqual({
      ...ofProgram,
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
