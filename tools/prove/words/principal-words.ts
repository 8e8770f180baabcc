import { roleArn } from "../../../modules/organization";
import { outsidersOf, type Outsiders, type Subject } from "../../../stacks/blueprint";
import { attachmentOf, isThing } from "../kinds";
import { oneOf, type Vocabulary } from "./word";

/** Words of those whom the cast has. */
export const PRINCIPAL_WORDS = {
  theRole: ({ configuration: { name, partition }, subject }) => {
    // A boundary is that of every role that orgtrail makes, and of none alone.
    if (subject.kind === "permissions boundary") {
      return `arn:${partition}:iam::${subject.ownerAccount}:role/${name}-orgtrail-any`;
    }
    return isThing(subject, "role") || attachmentOf(subject) === "the role that asks"
      ? subject.arn
      : undefined;
  },
  forwardingRoles: ({ configuration: { partition, monitoring, teams }, subject }) =>
    (subject.watch === undefined
      ? []
      : [monitoring?.management, monitoring?.logArchive, ...teams.map(({ watch }) => watch)]
    ).flatMap((watch) => {
      const name = watch?.detection?.forwarding?.roleName;
      return watch === undefined || name === undefined ? [] : [roleArn(partition, watch.place.account, name)];
    }),
  exemptHere: ({ configuration, subject }) =>
    subject.holder === undefined ? [] : rolesHere(configuration.guardrails?.names.exempt ?? [], subject),
  guardedRoles: ({ configuration, subject }) => {
    const { exempt = [], roles = [] } = configuration.guardrails?.names ?? {};
    return rolesHere([...exempt, ...roles], subject).map(oneOf);
  },
  // Guardrails bind no such role, and AWS Config records with it; elsewhere they are roles like others.
  accountWithServiceLinkedRole: ({ subject }) =>
    subject.kind === "config bucket" || attachmentOf(subject).endsWith("account")
      ? subject.ownerAccount
      : undefined,
  // An administrator of another account is excepted from denials, which lets it do nothing.
  administratorsHere: ({ subject }) => subject.administrators.filter((arn) => isHere(arn, subject)),
  readersFromOutside: ({ subject }) =>
    subject.readers.filter((arn) => IAM_PRINCIPAL.test(arn) && !isHere(arn, subject)),
  accountsOfReaders: ({ subject }) => [...new Set(subject.readers.flatMap((arn) => accountIn(arn) ?? []))],
  namesakesOfAdministrators: ({ configuration, subject }) =>
    subject.administrators.map(movedTo(outsidersOf(configuration))),
  namesakesOfReaders: ({ configuration, subject }) =>
    subject.readers.map(movedTo(outsidersOf(configuration))),
  namesakesOfMenders: ({ configuration, subject }) =>
    (subject.menders ?? []).map(movedTo(outsidersOf(configuration))),
} as const satisfies Vocabulary;

/** The ARN of a principal that a table can name: the partition, the account, whether it is root, its kind and its name. */
export const IAM_PRINCIPAL = /^arn:([a-z-]+):iam::(\d{12}):(?:(root)|(role|user)\/(.+))$/;

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

const movedTo = ({ member }: Outsiders) => {
  return (arn: string): string => arn.replace(/:iam::\d{12}:/, `:iam::${member}:`);
};
