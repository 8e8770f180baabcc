import {
  AccountId,
  BucketName,
  homeRegionProblem,
  type Kind,
  NamePrefix,
  OrganizationId,
  PARTITIONS,
  type Partition,
  regionProblem,
  regionsOf,
  RoleName,
  TeamName,
} from "../../modules/organization";
import { subscriberProblem } from "../../modules/controls";
import { didYouMean } from "../../modules/kernel";
import { type Pipeline, pipelineProblems } from "../../modules/policy";
import { describeProblem } from "../../modules/validation";
import type { Choice } from "../terminal";

/** What a repository is made of, each as the person gave it. An empty text: there is none. */
export interface Answers {
  readonly name: string;
  readonly organizationId: string;
  readonly managementAccount: string;
  readonly logArchiveAccount: string;
  readonly securityAccount: string;
  readonly homeRegion: string;
  readonly stateBucket: string;
  readonly deployRole: string;
  readonly notify: string;
  readonly team: string;
  readonly teamAccount: string;
  readonly pipeline: string;
  readonly owners: string;
  readonly repository: string;
  readonly project: string;
  readonly deployer: string;
  readonly framework: string;
}

/** What is wrong with the answers, or missing. */
export interface Unanswered {
  readonly faults: readonly string[];
}

/** One of the questions, which is a flag of the command, too. */
export interface InitQuestion {
  readonly key: keyof Answers;
  readonly flag: string;
  readonly message: string;
  /** What is taken where nothing is answered. @returns undefined where an answer is needed @default - an answer is needed */
  readonly default?: (answers: Partial<Answers>) => string | undefined;
  readonly choices?: readonly string[];
  /** What a person chooses from, by the answers before and the flags; a flag may say something else. @default - any text, or `choices` */
  readonly offered?: (answers: Partial<Answers>) => readonly Choice[];
  /** What is taken without a question, unless a flag says otherwise. @default - it is asked */
  readonly known?: string;
  /** What is wrong with an answer, in words. */
  readonly problem: (answer: string) => string | undefined;
  /** Whether it is asked at all, by the answers before. @default - always */
  readonly when?: (answers: Partial<Answers>) => boolean;
}

const NOTHING = (): string => "";

function ofKind<T extends string>(kind: Kind<T>): (answer: string) => string | undefined {
  return (answer) => {
    const problem = kind.problem(answer);
    return problem && describeProblem(problem);
  };
}

/** The same, or nothing. */
function orNothing(problem: (answer: string) => string | undefined): (answer: string) => string | undefined {
  return (answer) => (answer === "" ? undefined : problem(answer));
}

function oneOf(choices: readonly string[]): Pick<InitQuestion, "choices" | "problem"> {
  return {
    choices,
    problem: (answer) =>
      choices.includes(answer) ? undefined : didYouMean(answer, choices, `allowed: ${choices.join(", ")}`),
  };
}

/** The partition that has a Region. One that AWS has added since is known by the shape of its name. */
export function partitionOfRegion(region: string): Partition | undefined {
  return PARTITIONS.find((partition) => regionProblem(partition, region) === undefined);
}

const REGIONS = PARTITIONS.flatMap((partition) => regionsOf(partition));

function unusableAsHome(region: string): string | undefined {
  const partition = partitionOfRegion(region);
  if (partition === undefined) return didYouMean(region, REGIONS, "AWS has no such Region");
  const problem = homeRegionProblem(partition, region);
  return problem && describeProblem(problem);
}

/** The answers that say who takes the roles of every account. */
type Takers = Pick<Answers, "pipeline" | "repository" | "project" | "deployer">;

/** Who takes the roles of every account, in a word. An empty text: nobody is named yet. */
export function takerOf({ pipeline, repository, project, deployer }: Takers): string {
  if (pipeline === "github") return repository;
  return pipeline === "gitlab" ? project : deployer;
}

/** The same as the configuration has it. @returns undefined where nobody is named yet */
export function pipelineOf(answers: Takers, environments: readonly string[]): Pipeline | undefined {
  const taker = takerOf(answers);
  if (answers.pipeline === "github")
    return { kind: "github", repository: taker, environments, branches: ["main"] };
  if (answers.pipeline === "gitlab") return { kind: "gitlab", project: taker, branches: ["main"] };
  return taker === "" ? undefined : { kind: "principals", plan: [taker], deploy: [taker] };
}

/** What is wrong with the one answer that a pipeline is made of. */
function inPipeline(pipeline: string): (answer: string) => string | undefined {
  return (answer) => {
    const made = pipelineOf({ pipeline, repository: answer, project: answer, deployer: answer }, ["any"]);
    const [problem] = made === undefined ? [] : pipelineProblems(made);
    return problem && describeProblem(problem);
  };
}

/** A repository of whoever owns the code, `@acme/security`. */
function ownedBy(owners: string, repository: string): string | undefined {
  const [, owner] = /^@([\w.-]+)/.exec(owners) ?? [];
  return owner && `${owner}/${repository}`;
}

/** All questions, in the order in which they are asked. */
export const QUESTIONS: readonly InitQuestion[] = [
  {
    key: "name",
    flag: "--name <word>",
    message: "The word that begins the name of all that orgtrail makes",
    problem: ofKind(NamePrefix),
  },
  {
    key: "organizationId",
    flag: "--organization-id <id>",
    message: "The id of the AWS organization (o-…)",
    problem: ofKind(OrganizationId),
  },
  {
    key: "managementAccount",
    flag: "--management-account <id>",
    message: "The id of its management account",
    problem: ofKind(AccountId),
  },
  {
    key: "logArchiveAccount",
    flag: "--log-archive-account <id>",
    message: "The id of the account that keeps the logs, and nothing else",
    problem: ofKind(AccountId),
  },
  {
    key: "securityAccount",
    flag: "--security-account <id>",
    message: "The id of the security account (empty: none)",
    default: NOTHING,
    problem: orNothing(ofKind(AccountId)),
  },
  {
    key: "homeRegion",
    flag: "--home-region <region>",
    message: "The Region of trail, logs and keys",
    default: () => "us-east-1",
    problem: unusableAsHome,
  },
  {
    key: "stateBucket",
    flag: "--state-bucket <name>",
    message: "The bucket for Terraform's states",
    default: ({ name = "" }) => `${name}-terraform-state`,
    problem: ofKind(BucketName),
  },
  {
    key: "deployRole",
    flag: "--deploy-role <name>",
    message: "The role that Terraform assumes in each account, to deploy",
    default: () => "OrgTrailDeploy",
    problem: ofKind(RoleName),
  },
  {
    key: "notify",
    flag: "--notify <address>",
    message: "The e-mail address that hears of alarms (empty: none)",
    default: NOTHING,
    problem: orNothing((answer) => {
      const problem = subscriberProblem(answer);
      return problem && describeProblem(problem);
    }),
  },
  {
    key: "team",
    flag: "--team <word>",
    message: "The first team that gets a trail of its own",
    default: () => "platform",
    problem: ofKind(TeamName),
  },
  {
    key: "teamAccount",
    flag: "--team-account <id>",
    message: "The id of the team's account",
    problem: ofKind(AccountId),
  },
  {
    key: "pipeline",
    flag: "--pipeline <kind>",
    message: "Plans in pull requests",
    default: () => "github",
    ...oneOf(["github", "gitlab", "none"]),
  },
  {
    key: "owners",
    flag: "--owners <team>",
    message: "Who reviews code on GitHub (@acme/security)",
    problem: (answer) =>
      /^@[\w.-]+(\/[\w.-]+)?$/.test(answer)
        ? undefined
        : "write a user or a team of GitHub, such as @acme/security",
    when: ({ pipeline }) => pipeline === "github",
  },
  {
    key: "repository",
    flag: "--repository <owner/name>",
    message:
      "The repository on GitHub whose jobs take the roles (one made since 15 July 2026: acme@123456/audit@456789)",
    default: ({ owners = "", name = "" }) => ownedBy(owners, `${name}-audit`),
    problem: inPipeline("github"),
    when: ({ pipeline }) => pipeline === "github",
  },
  {
    key: "project",
    flag: "--project <path>",
    message: "The project on GitLab whose jobs take the roles (acme/security/audit)",
    problem: inPipeline("gitlab"),
    when: ({ pipeline }) => pipeline === "gitlab",
  },
  {
    key: "deployer",
    flag: "--deployer <arn>",
    message: "The role of whoever deploys, by its ARN (empty: you name it later)",
    default: NOTHING,
    problem: inPipeline("none"),
    when: ({ pipeline }) => pipeline === "none",
  },
  {
    key: "framework",
    flag: "--framework <kind>",
    message:
      "The framework: CDKTF as HashiCorp left it in December 2025, or CDK Terrain, which goes on with it",
    default: () => "cdktf",
    ...oneOf(["cdktf", "cdktn"]),
  },
];
