import { roleArn } from "../../../modules/organization";
import { pipelineAudience, pipelineIssuer, type Pipeline } from "../../../modules/policy";
import { outsidersOf, type Subject } from "../../../stacks/blueprint";
import type { Configuration } from "../../../stacks/config";
import { attachmentOf, isThing } from "../kinds";
import { oneOf, type Vocabulary } from "./word";

/** Words of who takes the pipeline's roles, by the kind of pipeline, and of what these reach. */
export const PIPELINE_WORDS = {
  tokenIssuer: (_, configuration) => {
    const pipeline = ofPipeline(configuration, "github", "gitlab", "oidc");
    return pipeline && pipelineIssuer(pipeline);
  },
  tokenAudience: (_, configuration) => {
    const pipeline = ofPipeline(configuration, "github", "gitlab", "oidc");
    return pipeline && pipelineAudience(pipeline);
  },
  gitHub: (_, configuration) => {
    const pipeline = ofPipeline(configuration, "github");
    return pipeline?.issuer === undefined ? pipeline && pipelineIssuer(pipeline) : undefined;
  },
  gitHubBranches: (_, configuration) => ofPipeline(configuration, "github")?.branches,
  gitHubEnvironments: (_, configuration) =>
    ofPipeline(configuration, "github")?.environments.map((name) => name.replaceAll(":", "%3A")),
  gitLabBranches: (_, configuration) => ofPipeline(configuration, "gitlab")?.branches,
  subjectsToPlan: (_, configuration) => ofPipeline(configuration, "oidc")?.plan,
  subjectsToDeploy: (_, configuration) => ofPipeline(configuration, "oidc")?.deploy,
  principalsToPlan: (_, configuration) => ofPipeline(configuration, "principals")?.plan,
  principalsToDeploy: (_, configuration) => ofPipeline(configuration, "principals")?.deploy,
  rolesThatDeploy: (_, { partition, pipeline }) =>
    pipeline?.accounts.map(({ id }) =>
      roleArn(partition, id, pipeline.otherDeployRoles[id] ?? pipeline.deployRole),
    ),
  // Nothing where a role of the user's own reads and writes states.
  states: (_, configuration) => statesIn(configuration)?.bucket,
  stateKey: (_, configuration) => {
    const key = statesIn(configuration)?.kmsKeyArn;
    return key?.includes(":key/") === true ? key : undefined;
  },
  stateKeyAlias: (_, configuration) => /:(alias\/.+)$/.exec(statesIn(configuration)?.kmsKeyArn ?? "")?.[1],
  stateKeyPlace: (_, configuration) => statesIn(configuration)?.kmsKeyArn?.split(":").slice(0, 5).join(":"),
} as const satisfies Vocabulary;

/** Words of those whom the cast has. */
export const PRINCIPAL_WORDS = {
  theRole: (subject, { name, partition }) => {
    // A boundary is that of every role that orgtrail makes, and of none alone.
    if (subject.kind === "permissions boundary") {
      return `arn:${partition}:iam::${subject.ownerAccount}:role/${name}-orgtrail-any`;
    }
    return isThing(subject, "role") || attachmentOf(subject) === "the role that asks"
      ? subject.arn
      : undefined;
  },
  forwardingRoles: (subject, { partition, monitoring, teams }) =>
    (subject.watch === undefined
      ? []
      : [monitoring?.management, monitoring?.logArchive, ...teams.map(({ watch }) => watch)]
    ).flatMap((watch) => {
      const name = watch?.detection?.forwarding?.roleName;
      return watch === undefined || name === undefined ? [] : [roleArn(partition, watch.place.account, name)];
    }),
  exemptHere: (subject, { guardrails }) =>
    subject.holder === undefined ? [] : rolesHere(guardrails?.names.exempt ?? [], subject),
  guardedRoles: (subject, { guardrails }) => {
    const { exempt = [], roles = [] } = guardrails?.names ?? {};
    return rolesHere([...exempt, ...roles], subject).map(oneOf);
  },
  // Guardrails bind no such role, and AWS Config records with it; elsewhere they are roles like others.
  accountWithServiceLinkedRole: (subject) =>
    subject.kind === "config bucket" || attachmentOf(subject).endsWith("account")
      ? subject.ownerAccount
      : undefined,
  // An administrator of another account is excepted from denials, which lets it do nothing.
  administratorsHere: (subject) => subject.administrators.filter((arn) => isHere(arn, subject)),
  readersFromOutside: (subject) =>
    subject.readers.filter((arn) => IAM_PRINCIPAL.test(arn) && !isHere(arn, subject)),
  accountsOfReaders: ({ readers }) => [...new Set(readers.flatMap((arn) => accountIn(arn) ?? []))],
  namesakesOfAdministrators: ({ administrators }, configuration) => namesakes(administrators, configuration),
  namesakesOfReaders: ({ readers }, configuration) => namesakes(readers, configuration),
  namesakesOfMenders: ({ menders = [] }, configuration) => namesakes(menders, configuration),
} as const satisfies Vocabulary;

/** The ARN of a principal that a table can name: the partition, the account, whether it is root, its kind and its name. */
export const IAM_PRINCIPAL = /^arn:([a-z-]+):iam::(\d{12}):(?:(root)|(role|user)\/(.+))$/;

/** What the pipeline is asked, where it is of one of the kinds. */
function ofPipeline<K extends Pipeline["kind"]>(
  { pipeline: settings }: Configuration,
  ...kinds: readonly K[]
): Extract<Pipeline, { readonly kind: K }> | undefined {
  const pipeline = settings?.pipeline;
  return kinds.some((kind) => kind === pipeline?.kind)
    ? (pipeline as Extract<Pipeline, { readonly kind: K }>)
    : undefined;
}

/** Where a pipeline's roles keep states. */
function statesIn({ pipeline, terraform: { state } }: Configuration) {
  return pipeline === undefined || state.roleArn !== undefined ? undefined : state;
}

function accountIn(arn: string): string | undefined {
  return IAM_PRINCIPAL.exec(arn)?.[2];
}

function isHere(arn: string, { ownerAccount }: Subject): boolean {
  return accountIn(arn) === ownerAccount;
}

/** The roles in the subject's account that patterns of ARNs name, in which `*` may stand for the account. */
function rolesHere(arns: readonly string[], subject: Subject): readonly string[] {
  return arns
    .map((arn) => arn.replace(":iam::*:", `:iam::${subject.ownerAccount}:`))
    .filter((arn) => isHere(arn, subject));
}

function namesakes(arns: readonly string[], configuration: Configuration): readonly string[] {
  return arns.map((arn) => arn.replace(/:iam::\d{12}:/, `:iam::${outsidersOf(configuration).member}:`));
}
