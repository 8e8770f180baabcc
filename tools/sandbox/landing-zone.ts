import { CreateServiceLinkedRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
  type BucketLocationConstraint,
} from "@aws-sdk/client-s3";
import {
  bucketArn,
  CONFIG_SERVICE_ROLE,
  OPEN_SEARCH_SERVICE_ROLE,
  SERVERLESS_SERVICE_ROLE,
} from "../../modules/organization";
import type { Configuration } from "../../stacks/config";
import { accountsOf, clientSettings, PIPELINE_CREDENTIALS } from "./accounts";
import type { OrganizationIds } from "./emulator";

/** All accounts of the organization by name: those that orgtrail deploys to, and those that only read logs. */
function accountIdsOf(configuration: Configuration): ReadonlyMap<string, string> {
  const deployed = new Map<string, string>(accountsOf(configuration).map(({ name, id }) => [name, id]));
  const ids = new Set(deployed.values());
  const readers = (configuration.guardrails?.readerAccounts ?? []).filter((id) => !ids.has(id));
  return new Map([...deployed, ...readers.map((id) => [`reader-${id}`, id] as const)]);
}

/** The organization of the configuration: what its accounts and units are called, and the ids that they get. */
export function organizationIdsOf(configuration: Configuration): OrganizationIds {
  const targets = configuration.guardrails?.targets ?? [];
  const root = targets.find((target) => target.startsWith("r-"));
  return {
    organization: configuration.organization,
    accounts: accountIdsOf(configuration),
    ...(root !== undefined && { root }),
    units: new Map(targets.filter((target) => target.startsWith("ou-")).map((unit) => [unit, unit])),
  };
}

/** What AWS must trust before an organization trail, rules and Security Hub can be made. docs/deploy.md asks the same of a person. */
const TRUSTED_SERVICES = [
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
  "config-multiaccountsetup.amazonaws.com",
  "securityhub.amazonaws.com",
];

/** Makes the organization with its accounts, and nothing in them. @returns a client of its management account */
export async function makeOrganization(
  endpoint: string,
  configuration: Configuration,
): Promise<OrganizationsClient> {
  const { accounts, homeRegion } = configuration;
  const { management } = accounts;
  const organizations = new OrganizationsClient(
    await clientSettings(endpoint, configuration, management.id, homeRegion),
  );
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  for (const [name, id] of accountIdsOf(configuration)) {
    if (id === management.id) continue;
    await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@sandbox.example` }),
    );
  }
  return organizations;
}

/**
 * Makes what stands before orgtrail comes: the organization with its accounts, the trusted access of CloudTrail,
 * and the bucket for Terraform's states; for guardrails, the types of policies and the units; for recorders, their role.
 */
export async function makeLandingZone(endpoint: string, configuration: Configuration): Promise<void> {
  const { terraform } = configuration;
  const organizations = await makeOrganization(endpoint, configuration);
  for (const ServicePrincipal of TRUSTED_SERVICES) {
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  }
  if (configuration.guardrails !== undefined) {
    await prepareForGuardrails(organizations, configuration.guardrails.targets);
  }
  await makeServiceRoles(endpoint, configuration);
  await makeStateBucket(endpoint, terraform.state.bucket, terraform.state.region);
  await makeExistingBuckets(endpoint, configuration);
}

/** Makes the log buckets that the configuration says are there already, each with the policy of one in use. */
async function makeExistingBuckets(endpoint: string, configuration: Configuration): Promise<void> {
  const { accounts, archive, partition, teams } = configuration;
  const inArchive = { account: accounts.logArchive.id, region: archive.region };
  const stores = [
    { ...inArchive, store: archive },
    ...teams.map(({ account, destination: store, identity }) =>
      store.kind === "own"
        ? { account: account.id, region: identity.homeRegion, store }
        : { ...inArchive, store },
    ),
  ];
  for (const { account, region, store } of stores) {
    if (store.existingBucket !== true) continue;
    const Bucket = store.bucketName;
    const s3 = new S3Client({
      ...(await clientSettings(endpoint, configuration, account, region)),
      forcePathStyle: true,
    });
    await makeBucket(s3, Bucket, region);
    if (store.immutability.kind === "object-lock")
      await s3.send(
        new PutObjectLockConfigurationCommand({
          Bucket,
          ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
        }),
      );
    const Statement = {
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Resource: bucketArn(partition, Bucket),
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  }
}

/**
 * Makes the service-linked roles of AWS Config where it is to record, and of OpenSearch where a domain or a collection is made. docs/config-rules.md and
 * docs/opensearch.md ask the same of a person.
 */
async function makeServiceRoles(endpoint: string, configuration: Configuration): Promise<void> {
  const { accounts, analytics, configRules, homeRegion } = configuration;
  const wanted = [
    ...(configRules?.recorders?.accountIds ?? []).map((account) => [account, CONFIG_SERVICE_ROLE] as const),
    ...(analytics?.search?.newDomain ? [[accounts.logArchive.id, OPEN_SEARCH_SERVICE_ROLE] as const] : []),
    ...(analytics?.search?.newCollection ? [[accounts.logArchive.id, SERVERLESS_SERVICE_ROLE] as const] : []),
  ];
  for (const [account, { service }] of wanted) {
    const iam = new IAMClient(await clientSettings(endpoint, configuration, account, homeRegion));
    await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: service }));
  }
}

/** Enables the types of policies, and makes the units that they are attached to. docs/guardrails.md asks the same of a person. */
async function prepareForGuardrails(
  organizations: OrganizationsClient,
  targets: readonly string[],
): Promise<void> {
  const { Roots: [root] = [] } = await organizations.send(new ListRootsCommand({}));
  if (root?.Id === undefined) throw new Error("the emulated organization has no root");
  for (const PolicyType of ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const) {
    await organizations.send(new EnablePolicyTypeCommand({ RootId: root.Id, PolicyType }));
  }
  for (const Name of targets.filter((target) => target.startsWith("ou-"))) {
    await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: root.Id, Name }));
  }
}

async function makeStateBucket(endpoint: string, Bucket: string, region: string): Promise<void> {
  const s3 = new S3Client({ endpoint, region, credentials: PIPELINE_CREDENTIALS, forcePathStyle: true });
  await makeBucket(s3, Bucket, region);
}

async function makeBucket(s3: S3Client, Bucket: string, region: string): Promise<void> {
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      // S3 takes no constraint for its oldest Region.
      ...(region !== "us-east-1" && {
        CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
      }),
    }),
  );
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}
