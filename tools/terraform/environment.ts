import { join } from "node:path";
import { kindAt, readBytes } from "../files";

declare const made: unique symbol;

/** All that a program sees. The functions here make one for a kind of program each, with what it needs and nothing else. */
export type ChildEnvironment = NodeJS.ProcessEnv & { readonly [made]: true };

/** Variables, as given for a program or by whoever started this one. */
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What any program needs: to find programs, its home and a place for temporary files, and to speak a language. Version managers
 * and Python say by it where the program itself is. NODE_OPTIONS has the memory that a large organization takes.
 */
const ANY =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TMP|TEMP|TZ|LANG|LANGUAGE|LC_\w+|TERM|CI|NODE_OPTIONS|VIRTUAL_ENV|PYTHON\w+|XDG_\w+|(ASDF|FNM|MISE|NODENV|NVM|PYENV|TENV|TFENV|TOFUENV|VOLTA)_\w+)$/;

/** What a program needs that asks the Internet. A proxy's address may have a password: code of a commit does not see it. */
const NETWORK = /^((https?|all|no)_proxy|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY)$/i;

/** Where npm and pip find packages, and keep them. Their tokens are in files of the user, if anywhere. */
const PACKAGES =
  /^(npm_config_(registry|cache|userconfig|globalconfig|cafile|ca|strict_ssl|proxy|https?_proxy|noproxy|prefer_offline|offline|fetch_\w+)|PIP_(INDEX_URL|EXTRA_INDEX_URL|CERT|CACHE_DIR|CONFIG_FILE|PROXY|TRUSTED_HOST|FIND_LINKS|NO_INDEX))$/i;

/** Where git's repository and configuration are, and how it fetches what a partial clone lacks. */
const GIT = /^(GIT_\w+|SSH_AUTH_SOCK)$/;

/** The user's access to AWS. TF_ENCRYPTION decides whether OpenTofu can read a state, and GO… how much memory Terraform takes. */
const AWS = /^(AWS_\w+|TF_ENCRYPTION|GO(DEBUG|GC|MAXPROCS|MEMLIMIT))$/;

/** What Terraform, npm and the pipelines read for themselves: it would have a plan be of something else, or gives away a job. */
const OF_OTHERS = /^(TF_|CDKTF_|npm_|ACTIONS_|CI_|GITHUB_|GITLAB_|INIT_CWD$)/i;

/** What decides where providers come from, and with what token: a mirror of the company's, say. */
const PROVIDERS = /^TF_(CLI_CONFIG_FILE|TOKEN_\w+)$/;

/** Of the variables that are let through without being named: those that are secrets by their name. */
const SECRET = /TOKEN|SECRET|PASSWORD|CREDENTIAL|(^|_)KEY/i;

/** Neither Terraform nor cdktf asks the Internet for news of itself, nor a person for values. */
const QUIET = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };

/**
 * Each command of Terraform starts the provider, which reads a schema that it keeps: collecting garbage meanwhile takes a third
 * of the time, for no memory to speak of.
 * @see https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
const SHORT_LIVED = { GOGC: "400" };

function kept(inherited: Variables, ...needed: readonly RegExp[]): Variables {
  return Object.fromEntries(
    Object.entries(inherited).filter(
      ([name]) =>
        (ANY.test(name) && !SECRET.test(name)) || needed.some((expression) => expression.test(name)),
    ),
  );
}

function environment(...variables: readonly Variables[]): ChildEnvironment {
  return Object.assign({}, ...variables) as ChildEnvironment;
}

/**
 * For code of a commit, which synthesizes stacks: no credentials, no token of CI, no address of a registry or proxy.
 * @param own what is set besides
 */
export function codeEnvironment(inherited: Variables, own: Variables = {}): ChildEnvironment {
  return environment(kept(inherited, /^ORGTRAIL_BEST_PRACTICES$/), own);
}

/** For what installs packages: npm and pip. */
export function installEnvironment(inherited: Variables): ChildEnvironment {
  return environment(kept(inherited, NETWORK, PACKAGES));
}

/** For git. @param own what is set besides */
export function gitEnvironment(inherited: Variables, own: Variables = {}): ChildEnvironment {
  return environment(kept(inherited, NETWORK, GIT), own);
}

/**
 * For Terraform that works for the person who asks: with their AWS credentials, and without their TF_ variables. A
 * TF_CLI_ARGS_plan with `-target`, or a TF_WORKSPACE, would have it plan something else than is asked for. Where their profiles name a
 * program for credentials, or ORGTRAIL_TERRAFORM names a Terraform, which may be a script of theirs, that one reads variables that
 * nobody can list: then all are let through but those of others and those that are secrets by their name.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 * @param own what is set besides
 */
export function terraformEnvironment(inherited: Variables, own: Variables = {}): ChildEnvironment {
  const { ORGTRAIL_TERRAFORM: named = "" } = inherited;
  const rest =
    named !== "" || namesProgram(inherited)
      ? Object.entries(inherited).filter(([name]) => !OF_OTHERS.test(name) && !SECRET.test(name))
      : [];
  return environment(SHORT_LIVED, Object.fromEntries(rest), kept(inherited, NETWORK, AWS), QUIET, own);
}

/** Whether the profiles of a person name a program for credentials. */
function namesProgram({ HOME, AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE }: Variables): boolean {
  const usual = (name: string): readonly string[] => (HOME === undefined ? [] : [join(HOME, ".aws", name)]);
  const files = [
    ...(AWS_CONFIG_FILE === undefined ? usual("config") : [AWS_CONFIG_FILE]),
    ...(AWS_SHARED_CREDENTIALS_FILE === undefined ? usual("credentials") : [AWS_SHARED_CREDENTIALS_FILE]),
  ];
  // A pipe is read once, and not by us.
  return files.some((file) => kindAt(file) === "file" && readBytes(file).includes("credential_process"));
}

/**
 * The same for Terraform that downloads a provider: it hears where from. A TF_DATA_DIR would have it put the provider
 * where nobody looks for it.
 */
export function downloadEnvironment(inherited: Variables): ChildEnvironment {
  return environment(kept(inherited, NETWORK, PROVIDERS), QUIET);
}

/**
 * For programs of the sandbox, which speak to this machine alone. An AWS profile, a session token or a CA bundle of the shell
 * would win over the values given here.
 * @param own what is set besides
 */
export function sandboxEnvironment(inherited: Variables, own: Variables = {}): ChildEnvironment {
  return environment(SHORT_LIVED, kept(inherited), QUIET, own);
}
