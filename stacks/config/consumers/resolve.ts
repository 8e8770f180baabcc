import {
  consumerKeyAlias,
  consumerRoleName,
  consumerTopicName,
  RoleName,
  type AccountId,
  type LogPrefix,
  type NamePrefix,
  type OrganizationId,
} from "../../../modules/organization";
import type { Consumer, ConsumerNotification } from "../../../modules/policy";
import type { SoundFiles } from "../draft";
import type { ConsumerFile } from "./schema";

/** To whom log files are handed on. */
export interface ConsumerSettings {
  readonly consumers: readonly Consumer[];
  /** The alias of the key that encrypts their topics. */
  readonly keyAlias: string;
}

/** What the files say of it. @returns undefined where they name nobody */
export function consumerSettings({ organization: file }: SoundFiles): ConsumerSettings | undefined {
  const { archive, organization } = file;
  if (archive.consumers.length === 0) return undefined;
  return {
    consumers: archive.consumers.map((consumer) =>
      resolveConsumer({ ...organization, prefix: archive.prefix }, consumer),
    ),
    keyAlias: consumerKeyAlias(organization.name),
  };
}

/** The account of a consumer. @param consumer one that names an account, or a role */
export function consumerAccount({ account, role }: Pick<ConsumerFile, "account" | "role">): AccountId {
  return account ?? ((role?.split(":")[4] ?? "") as AccountId);
}

/** What names and folders of consumers are made of. */
interface HandedOn {
  readonly name: NamePrefix;
  readonly id: OrganizationId;
  readonly prefix: LogPrefix | undefined;
}

/** @param consumer one that names an account, or a role, and a bus where it is told by one */
export function resolveConsumer(organization: HandedOn, consumer: ConsumerFile): Consumer {
  const { name, role, externalId, accounts, prefix } = consumer;
  const before = organization.prefix === undefined ? "" : `${organization.prefix}/`;
  const root = `${before}AWSLogs/${organization.id}/`;
  const notify = notificationOf(organization.name, consumer);
  return {
    name,
    account: consumerAccount(consumer),
    ...(role !== undefined && { principal: role }),
    ...(externalId !== undefined && { externalId }),
    roleName: consumerRoleName(organization.name, name),
    folders: accounts?.map((account) => `${root}${account}/`) ?? [
      prefix === undefined ? root : `${root}${prefix}/`,
    ],
    ...(notify && { notify }),
  };
}

function notificationOf(
  prefix: NamePrefix,
  { name, notify, eventBusArn }: ConsumerFile,
): ConsumerNotification | undefined {
  const own = consumerRoleName(prefix, name);
  switch (notify) {
    case "sqs":
      return { kind: notify, queueName: own };
    case "sns":
      return { kind: notify, topicName: consumerTopicName(prefix, name) };
    case "eventbridge":
      return {
        kind: notify,
        eventBusArn: eventBusArn ?? "",
        ruleName: own,
        busRoleName: RoleName.of(`${own}-bus`),
      };
    default:
      return undefined;
  }
}
