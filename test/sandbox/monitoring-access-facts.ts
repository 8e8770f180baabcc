import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { GetPolicyCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { ClientSettings } from "../../tools/sandbox/accounts";

/** What AWS says of who may use the queues, roles and functions of monitoring, asked through the AWS SDK. */

/** A policy document, read. */
interface Document {
  readonly Statement: readonly unknown[];
}

/** A queue, and who may use it. */
export interface QueueFacts {
  readonly retentionSeconds: number;
  /** Whether SQS encrypts its messages with a key of its own. */
  readonly encrypted: boolean;
  readonly statements: readonly unknown[];
}

/** Who may take a role, and what it may do then. */
export interface RoleFacts {
  readonly trust: readonly unknown[];
  /** The statements of each inline policy, by the policy's name. */
  readonly permissions: Readonly<Record<string, readonly unknown[]>>;
}

function statementsOf(text: string): readonly unknown[] {
  return (JSON.parse(text) as Document).Statement;
}

/** IAM returns documents in the encoding of URLs. */
function decoded(text = ""): readonly unknown[] {
  return statementsOf(decodeURIComponent(text));
}

/** A queue of the account. */
export async function queueFacts(settings: ClientSettings, QueueName: string): Promise<QueueFacts> {
  const sqs = new SQSClient(settings);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  return {
    retentionSeconds: Number(Attributes.MessageRetentionPeriod),
    encrypted: Attributes.SqsManagedSseEnabled === "true",
    statements: statementsOf(Attributes.Policy ?? ""),
  };
}

/** A role of the account. */
export async function roleFacts(settings: ClientSettings, RoleName: string): Promise<RoleFacts> {
  const iam = new IAMClient(settings);
  const [{ Role }, { PolicyNames = [] }] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName })),
    iam.send(new ListRolePoliciesCommand({ RoleName })),
  ]);
  const permissions = await Promise.all(
    PolicyNames.map(async (PolicyName): Promise<readonly [string, readonly unknown[]]> => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return [PolicyName, decoded(PolicyDocument)];
    }),
  );
  return { trust: decoded(Role?.AssumeRolePolicyDocument), permissions: Object.fromEntries(permissions) };
}

/** Who may invoke a function. */
export async function functionPolicy(
  settings: ClientSettings,
  FunctionName: string,
): Promise<readonly unknown[]> {
  const { Policy = "" } = await new LambdaClient(settings).send(new GetPolicyCommand({ FunctionName }));
  return statementsOf(Policy);
}
