import { deployedOrganization } from "./deployed-organization";
import { describeWithTerraform } from "./requirements";

jest.setTimeout(1_200_000);

const LOG_ARCHIVE = "222222222222";
const ORGANIZATION = `
organization:
  name: acme
  id: o-a1b2c3d4e5
  homeRegion: us-east-1
  accounts:
    management: { id: "111111111111" }
    logArchive: { id: "${LOG_ARCHIVE}" }
  deployRole: OrgTrailDeploy
terraform:
  state: { bucket: acme-terraform-state, region: us-east-1 }
  destroyProtection: false
archive:
  immutability: { kind: mfa-delete }
trail: {}
monitoring:
  notify: [{ to: security@acme.example }]
  rules: { enabled: false }
analytics:
  openSearch:
    newDomain:
      vpcId: vpc-0a1b2c3d
      subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d, subnet-2a1b2c3d]
      reachedFrom: { cidrs: [10.0.0.0/16] }
      masterRole: arn:aws:iam::${LOG_ARCHIVE}:role/SearchMaster
      readers: [arn:aws:iam::${LOG_ARCHIVE}:role/Audit]
`;

describeWithTerraform("a domain of OpenSearch, in the sandbox", () => {
  // The emulator keeps neither the network of a stream nor tags of rules: a second plan is not empty there.
  const { deployed } = deployedOrganization(ORGANIZATION);

  test("what brings them is deployed after the log archive, and before the log group that sends", () => {
    const order = deployed().map(({ stack }) => stack);
    expect(order).toEqual(["log-archive", "search", "management"]);
    // The provider waits for ten minutes before it looks whether a domain is there: it is planned by it, and the rest is made.
    const planned = deployed().flatMap(({ plannedOnly }) => plannedOnly.map(({ address }) => address));
    expect(planned.map((address) => address.slice(0, address.indexOf(".")))).toEqual([
      "aws_opensearch_domain",
    ]);
  });
});
