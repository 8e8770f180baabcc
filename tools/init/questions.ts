import {
  AccountId,
  BucketName,
  type Kind,
  NamePrefix,
  OrganizationId,
  PARTITIONS,
  type Partition,
  regionsOf,
  RoleName,
  TeamName,
} from "../../modules/organization";
import { subscriberProblem } from "../../modules/controls";
import { didYouMean } from "../../modules/kernel";
import { describeProblem } from "../../modules/validation";

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
  readonly framework: string;
}

/** One of the questions, which is a flag of the command, too. */
export interface InitQuestion {
  readonly key: keyof Answers;
  readonly flag: string;
  readonly message: string;
  /** What is taken where nothing is answered. @default - an answer is needed */
  readonly default?: (answers: Partial<Answers>) => string;
  readonly choices?: readonly string[];
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

/** The partition that has a Region. */
export function partitionOfRegion(region: string): Partition | undefined {
  return PARTITIONS.find((partition) => regionsOf(partition).some((known) => known === region));
}

const REGIONS = PARTITIONS.flatMap((partition) => regionsOf(partition));

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
    problem: (answer) =>
      partitionOfRegion(answer) === undefined
        ? didYouMean(answer, REGIONS, "AWS has no such Region")
        : undefined,
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
    key: "framework",
    flag: "--framework <kind>",
    message:
      "The framework: CDKTF as HashiCorp left it in December 2025, or CDK Terrain, which goes on with it",
    default: () => "cdktf",
    ...oneOf(["cdktf", "cdktn"]),
  },
];
