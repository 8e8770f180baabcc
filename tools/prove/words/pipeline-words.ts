import { roleArn } from "../../../modules/organization";
import { pipelineAudience, pipelineIssuer, type Pipeline, type TokenPipeline } from "../../../modules/policy";
import type { Configuration } from "../../../stacks/config";
import type { Vocabulary } from "./word";

/** Words of who takes the pipeline's roles, by the kind of pipeline, and of what these reach. */
export const PIPELINE_WORDS = {
  tokenIssuer: ({ configuration }) => ofTokens(configuration, pipelineIssuer),
  tokenAudience: ({ configuration }) => ofTokens(configuration, pipelineAudience),
  gitHub: ({ configuration }) => {
    const pipeline = ofPipeline(configuration, "github");
    return pipeline?.issuer === undefined ? pipeline && pipelineIssuer(pipeline) : undefined;
  },
  gitHubRepository: ({ configuration }) => ofPipeline(configuration, "github")?.repository,
  gitHubBranches: ({ configuration }) => ofPipeline(configuration, "github")?.branches,
  gitHubEnvironments: ({ configuration }) =>
    ofPipeline(configuration, "github")?.environments.map((name) => name.replaceAll(":", "%3A")),
  gitLabProject: ({ configuration }) => ofPipeline(configuration, "gitlab")?.project,
  gitLabBranches: ({ configuration }) => ofPipeline(configuration, "gitlab")?.branches,
  subjectsToPlan: ({ configuration }) => ofPipeline(configuration, "oidc")?.plan,
  subjectsToDeploy: ({ configuration }) => ofPipeline(configuration, "oidc")?.deploy,
  principalsToPlan: ({ configuration }) => ofPipeline(configuration, "principals")?.plan,
  principalsToDeploy: ({ configuration }) => ofPipeline(configuration, "principals")?.deploy,
  rolesThatPlan: ({ configuration: { partition, pipeline } }) =>
    pipeline?.accounts.map(({ id }) => roleArn(partition, id, pipeline.planRole)),
  rolesThatDeploy: ({ configuration: { partition, pipeline } }) =>
    pipeline?.accounts.map(({ id }) =>
      roleArn(partition, id, pipeline.otherDeployRoles[id] ?? pipeline.deployRole),
    ),
  stateRole: ({ configuration: { terraform } }) => terraform.state.roleArn,
  stateBucket: ({ configuration: { terraform } }) => terraform.state.bucket,
  // Nothing where a role of the user's own reads and writes states.
  states: ({ configuration }) => ofStates(configuration, ({ bucket }) => bucket),
  stateKeyPrefix: ({ configuration: { terraform } }) => terraform.state.keyPrefix,
  stateKey: ({ configuration }) =>
    ofStates(configuration, ({ kmsKeyArn }) =>
      kmsKeyArn?.includes(":key/") === true ? kmsKeyArn : undefined,
    ),
  stateKeyAlias: ({ configuration }) =>
    ofStates(configuration, ({ kmsKeyArn }) => /:(alias\/.+)$/.exec(kmsKeyArn ?? "")?.[1]),
  stateKeyPlace: ({ configuration }) =>
    ofStates(configuration, ({ kmsKeyArn }) => kmsKeyArn?.split(":").slice(0, 5).join(":")),
} as const satisfies Vocabulary;

/** What the pipeline is asked, where it is of the kind. */
function ofPipeline<K extends Pipeline["kind"]>(
  { pipeline: settings }: Configuration,
  kind: K,
): Extract<Pipeline, { readonly kind: K }> | undefined {
  const pipeline = settings?.pipeline;
  return pipeline?.kind === kind ? (pipeline as Extract<Pipeline, { readonly kind: K }>) : undefined;
}

function ofTokens(
  { pipeline: settings }: Configuration,
  read: (pipeline: TokenPipeline) => string,
): string | undefined {
  const pipeline = settings?.pipeline;
  return pipeline === undefined || pipeline.kind === "principals" ? undefined : read(pipeline);
}

type States = Configuration["terraform"]["state"];

function ofStates(
  { pipeline, terraform: { state } }: Configuration,
  read: (state: States) => string | undefined,
): string | undefined {
  return pipeline === undefined || state.roleArn !== undefined ? undefined : read(state);
}
