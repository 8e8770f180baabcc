import type { PolicyDocument } from "../../../../modules/policy";
import type { Selection } from "../../../../modules/policy-proofs";
import { conditionsIn } from "./words";

type Conditions = NonNullable<Selection["Condition"]>;

const SERVICE: Conditions = { Bool: { "aws:PrincipalIsAWSService": "true" } };
const present = (key: string): Conditions => ({ Null: { [key]: "false" } });

/**
 * Requests that nobody misses, however a policy refuses them: AWS does not send them of what the organization has. Only keys that the
 * documents ask for are told apart.
 * @param asker who is refused: a service in its own name, or a role that one has taken
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function neverAsked(
  documents: readonly (PolicyDocument | undefined)[],
  organization: string,
  asker: "service" | "role",
): readonly Selection[] {
  const statements = documents.flatMap((document) => document?.Statement ?? []);
  const conditions = statements.flatMap(conditionsIn);
  const keys = new Set(conditions.map(({ key }) => key.toLowerCase()));
  const by = asker === "service" ? SERVICE : {};
  const never: readonly (readonly [key: string, ...conditions: readonly Conditions[]])[] = [
    // What is asked for belongs to an account of the organization.
    ["aws:ResourceOrgID", { StringNotEqualsIfExists: { "aws:ResourceOrgID": organization } }],
    // So does what sets a service off, where it is said: if not, it is somebody else's.
    [
      "aws:SourceOrgID",
      ...["aws:SourceArn", "aws:SourceAccount"].map((key) => ({
        ...present(key),
        StringNotEqualsIfExists: { "aws:SourceOrgID": organization },
      })),
    ],
    // CloudTrail says the account with the trail.
    ["aws:SourceAccount", ...accountsOfTrails(conditions).map(otherThanOf)],
    // Deliveries carry no tags, and have no key of whoever uploads.
    ...["aws:TagKeys", "s3:x-amz-server-side-encryption-customer-algorithm"].map(
      (key) => [key, { ...by, ...present(key) }] as const,
    ),
    // No machine of EC2 asks in the name of a service.
    ["ec2:SourceInstanceARN", { ...by, ...present("ec2:SourceInstanceARN") }],
  ];
  return never
    .filter(([key]) => keys.has(key.toLowerCase()))
    .flatMap(([, ...conditions]) => conditions.map((Condition) => ({ Condition })));
}

function otherThanOf(account: string): Conditions {
  return {
    ArnLike: { "aws:SourceArn": `arn:*:cloudtrail:*:${account}:trail/*` },
    StringNotEqualsIfExists: { "aws:SourceAccount": account },
  };
}

function accountsOfTrails(conditions: ReturnType<typeof conditionsIn>): readonly string[] {
  const sources = conditions.flatMap(({ key, values }) => (key === "aws:SourceArn" ? values : []));
  return [...new Set(sources.flatMap((arn) => /:cloudtrail:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? []))];
}
