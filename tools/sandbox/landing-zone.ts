import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
  type BucketLocationConstraint,
} from "@aws-sdk/client-s3";
import type { Configuration } from "../../stacks/config";
import { accountsOf, clientSettings, PIPELINE_CREDENTIALS } from "./accounts";
import type { OrganizationIds } from "./emulator";

/** What the accounts of the configuration are called, and the ids that they get. */
export function organizationIdsOf(configuration: Configuration): OrganizationIds {
  return {
    organization: configuration.organization,
    accounts: new Map(accountsOf(configuration).map(({ name, id }) => [name, id])),
  };
}

/** What AWS must trust before an organization trail can be made. docs/deploy.md asks the same of a person. */
const TRUSTED_SERVICES = ["cloudtrail.amazonaws.com"];

/**
 * Makes what stands before orgtrail comes: the organization with its accounts, the trusted access of CloudTrail,
 * and the bucket for Terraform's states.
 */
export async function makeLandingZone(endpoint: string, configuration: Configuration): Promise<void> {
  const { accounts, homeRegion, terraform } = configuration;
  const { management } = accounts;
  const organizations = new OrganizationsClient(
    await clientSettings(endpoint, configuration, management.id, homeRegion),
  );
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  for (const { id, name } of accountsOf(configuration)) {
    if (id === management.id) continue;
    await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@sandbox.example` }),
    );
  }
  for (const ServicePrincipal of TRUSTED_SERVICES) {
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  }
  await makeStateBucket(endpoint, terraform.state.bucket, terraform.state.region);
}

async function makeStateBucket(endpoint: string, Bucket: string, region: string): Promise<void> {
  const s3 = new S3Client({ endpoint, region, credentials: PIPELINE_CREDENTIALS, forcePathStyle: true });
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
