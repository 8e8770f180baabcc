import { homeRegionProblem, type Partition, PARTITIONS, regionsOf } from "../../modules/organization";
import { describeProblem } from "../../modules/validation";
import { awsSentence, type AwsSettings, caller, configuredRegion, errorCode, Organization } from "../aws";
import { oneLine } from "../terminal";
import type { KnownAccount } from "./configuration";
import { type Answers, type InitQuestion, QUESTIONS, type Unanswered } from "./questions";

/** An account that can be chosen. */
interface FoundAccount extends KnownAccount {
  /** As AWS has it. */
  readonly title: string;
}

/** What AWS Organizations says of the organization that the repository is for. */
export interface FoundInAws {
  readonly organizationId: string;
  readonly partition: Partition;
  readonly managementAccount: string;
  /** A Region of who asks that can be the home of the trail, or the first of the partition. */
  readonly homeRegion: string;
  /** All that are open, but the management account, by their names. */
  readonly members: readonly FoundAccount[];
}

/** How AWS is asked. */
export interface AwsFlags {
  /** The ARN of a role to assume first. @default - the credentials of the environment */
  readonly role?: string;
  /** @default - that of the environment, or of the profile */
  readonly homeRegion?: string;
}

/** Whatever the environment says, AWS Organizations answers for all of a partition there. */
const ANY_REGION = "us-east-1";

/** Asks AWS Organizations, and changes nothing. @returns what is in the way, in sentences that say what to do */
export async function foundInAws({ role, homeRegion }: AwsFlags): Promise<FoundInAws | Unanswered> {
  const region = homeRegion ?? (await configuredRegion()) ?? ANY_REGION;
  const settings: AwsSettings = { region, ...(role !== undefined && { role }) };
  const organization = new Organization(settings);
  try {
    const account = (await caller(settings)).split(":")[4] ?? "";
    const found = await organization.described();
    if (found === undefined)
      return refused(
        `account ${account} is in no organization: sign in to the management account of yours (AWS_PROFILE, or --role), or create one in AWS Organizations first`,
      );
    const { id, managementAccount } = found;
    const partition = PARTITIONS.find((known) => known === found.partition);
    if (partition === undefined)
      return refused(
        `${id} is in partition ${found.partition}, which this version of orgtrail does not know`,
      );
    const accounts = await organization.accounts().catch((error: unknown) => {
      if (!DENIED.includes(errorCode(error) ?? "") || account === managementAccount) throw error;
      return undefined;
    });
    if (accounts === undefined)
      return refused(
        `account ${account} is a member of ${id}, and may not list its accounts: sign in to the management account ${managementAccount} (AWS_PROFILE, or --role), or to an account that AWS Organizations is delegated to`,
      );
    return {
      ...{ organizationId: id, partition, managementAccount },
      homeRegion: homeRegionIn(partition, region),
      members: membersNamed(
        accounts.filter((each) => each.state === "ACTIVE" && each.id !== managementAccount),
      ),
    };
  } catch (error) {
    return refused(awsSentence(error));
  }
}

const DENIED = ["AccessDenied", "AccessDeniedException"];

const refused = (problem: string): Unanswered => ({ faults: [`--from-aws: ${problem}`] });

function homeRegionIn(partition: Partition, wanted: string): string {
  const candidates = [wanted, ANY_REGION, ...regionsOf(partition)];
  return candidates.find((region) => homeRegionProblem(partition, region) === undefined) ?? wanted;
}

/** The accounts by name, each under a name of its own. */
export function membersNamed(
  accounts: readonly { readonly id: string; readonly name: string }[],
): readonly FoundAccount[] {
  // Those of the accounts that are no members.
  const taken = new Set(["management", "security"]);
  const byName = [...accounts].sort((one, other) => order(one.name, other.name) || order(one.id, other.id));
  return byName.map(({ id, name: title }) => {
    let name = memberName(title);
    if (taken.has(name)) name = `${name}-${id}`;
    while (taken.has(name)) name = `${name}-x`;
    taken.add(name);
    return { id, title: oneLine(title), name };
  });
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A name as the configuration takes it: `Payments (Prod)` is payments-prod. */
function memberName(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return /^[a-z]/.test(words) ? words : `account${words === "" ? "" : "-"}${words}`;
}

/** Who asks for an account by what it does. */
const ACCOUNT_KEYS = ["logArchiveAccount", "securityAccount", "teamAccount"] as const;
type AccountKey = (typeof ACCOUNT_KEYS)[number];

/** Whether an account is one of these by what it is called, as AWS's guides and most people have it. */
function isUsual(key: AccountKey, title: string, { team = "" }: Partial<Answers>): boolean {
  const name = memberName(title);
  switch (key) {
    case "logArchiveAccount":
      return /log-?arch|^logs?$|^logging$/.test(name);
    case "securityAccount":
      return /^(audit|security)(-tooling)?$/.test(name);
    case "teamAccount":
      return name.split("-").includes(team);
  }
}

/** The questions, where AWS has answered some: of accounts, those that are left are offered. */
export function questionsAbout(found: FoundInAws): readonly InitQuestion[] {
  const { organizationId, managementAccount, partition, homeRegion, members } = found;
  return QUESTIONS.map((question): InitQuestion => {
    const key = ACCOUNT_KEYS.find((account) => account === question.key);
    if (key !== undefined) return { ...question, ...choiceOf(key, members, question) };
    switch (question.key) {
      case "organizationId":
        return { ...question, known: organizationId };
      case "managementAccount":
        return { ...question, known: managementAccount };
      case "homeRegion":
        return {
          ...question,
          default: () => homeRegion,
          problem: (answer) => {
            const problem = homeRegionProblem(partition, answer);
            return problem && describeProblem(problem);
          },
        };
      default:
        return question;
    }
  });
}

function choiceOf(
  key: AccountKey,
  members: readonly FoundAccount[],
  { default: initial }: InitQuestion,
): Pick<InitQuestion, "default" | "offered"> {
  const left = (answers: Partial<Answers>): readonly FoundAccount[] =>
    members.filter(({ id }) => !ACCOUNT_KEYS.some((other) => other !== key && answers[other] === id));
  return {
    offered: (answers) => [
      ...(initial === undefined ? [] : [{ value: "", name: "none" }]),
      ...left(answers).map(({ id, title }) => ({ value: id, name: `${title} ${id}` })),
    ],
    default: (answers) => {
      const usual = left(answers).filter(({ title }) => isUsual(key, title, answers));
      const [only, ...more] = usual.length === 0 && key === "teamAccount" ? left(answers) : usual;
      return more.length === 0 && only !== undefined ? only.id : initial?.(answers);
    },
  };
}
