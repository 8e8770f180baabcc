import { SECRETS } from "../../support/secrets";

/** What a shell or a job of CI may have, by who needs it. */

export const ANY = {
  PATH: "/bin",
  HOME: "/home/x",
  LC_ALL: "C",
  TMPDIR: "/t",
  NODE_OPTIONS: "--max-old-space-size=9000",
};
export const QUIET = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
export const SHORT_LIVED = { GOGC: "400" };
export const NETWORK = {
  HTTPS_PROXY: "http://user:password@proxy",
  no_proxy: "a",
  NODE_EXTRA_CA_CERTS: "/ca",
};
export const PACKAGES = {
  npm_config_registry: "https://npm.acme.example",
  PIP_INDEX_URL: "https://pip.acme.example",
};
export const GIT = { GIT_CONFIG_GLOBAL: "/dev/null", SSH_AUTH_SOCK: "/agent" };
export const PROVIDERS = { TF_CLI_CONFIG_FILE: "/terraformrc", TF_TOKEN_acme_example: "t" };
export const AWS = Object.fromEntries(Object.entries(SECRETS).filter(([name]) => name.startsWith("AWS_")));

/** What would have a program work in another place, on something else, or with somebody's code. */
export const MISLEADING = {
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
    LD_PRELOAD: "/nowhere.so",
    npm_config_git: "/evil",
    CDKTF_OUTDIR: "/o",
  },
};

export const EVERYTHING = {
  ...{ ...ANY, ...NETWORK, ...PACKAGES, ...GIT, ...PROVIDERS, ...SECRETS, ...MISLEADING },
  ...{ TF_ENCRYPTION: "e", ORGTRAIL_BEST_PRACTICES: "off" },
};
