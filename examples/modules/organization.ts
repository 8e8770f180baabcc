import { AccountId, NamePrefix, organizationBucketName, organizationTrailName } from "orgtrail/organization";

export default function example(): readonly string[] {
  const acme = NamePrefix.of("acme");
  return [
    organizationTrailName(acme), // acme-organization-trail
    organizationBucketName(acme, AccountId.of("222222222222")), // acme-cloudtrail-222222222222-organization
  ];
}
