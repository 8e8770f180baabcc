import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfiguration, parseConfiguration } from "../../../stacks/config";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { inTemporaryFolder } from "../../support/synthesized";
import { faultsBeside } from "./faults-of";

const DOMAIN = `vpcId: vpc-0a1b2c3d
      subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d]
      reachedFrom: { securityGroupIds: [sg-0a1b2c3d] }
      masterRole: arn:aws:iam::222222222222:role/SearchMaster`;
const SAML = `saml: { metadataFile: idp.xml, entityId: "https://idp.example/a?b&c", masterBackendRole: admins }`;
const METADATA = '<md:EntityDescriptor entityID="https://idp.example/a?b&amp;c"></md:EntityDescriptor>';

const organization = (openSearch: string): string => `${MINIMAL_ORGANIZATION}monitoring: { rules: {} }
analytics:
  openSearch:
    ${openSearch}
`;
const withSaml = organization(`newDomain:\n      ${DOMAIN}\n      ${SAML}`);

describe("a domain of OpenSearch that is made", () => {
  it("has names and an ARN of its own, in which the stream finds it, and its subnets", () => {
    const { analytics } = parseConfiguration({
      organization: { file: "organization.yaml", text: organization(`newDomain:\n      ${DOMAIN}`) },
      teams: [],
    });
    expect(analytics?.search).toMatchObject({
      place: {
        target: { kind: "domain", domainArn: "arn:aws:es:us-east-1:222222222222:domain/acme-search" },
        subnetIds: ["subnet-0a1b2c3d", "subnet-1a1b2c3d"],
      },
      newDomain: {
        name: "acme-search",
        keyAlias: "alias/acme-orgtrail-search-domain",
        instanceType: "m6g.large.search",
        volumeGb: 100,
      },
    });
  });

  it("reads the metadata of an identity provider beside the file", () => {
    const search = inTemporaryFolder((folder) => {
      mkdirSync(join(folder, "teams"));
      writeFileSync(join(folder, "organization.yaml"), withSaml);
      writeFileSync(join(folder, "idp.xml"), METADATA);
      return loadConfiguration(folder).analytics?.search;
    });
    expect(search?.newDomain?.saml).toMatchObject({ metadata: METADATA, sessionTimeoutMinutes: 60 });
  });

  it.each([
    ["is not there", "other.xml", METADATA, /metadataFile: is no file beside organization.yaml/],
    ["is of another", "idp.xml", METADATA.replace("idp.", "x."), /of the entityID https:\/\/x\.example/],
    ["is none", "idp.xml", "<html/>", /no metadata of SAML 2.0/],
    ["is a template", "idp.xml", `${METADATA}$\{file("x")}`, /template of Terraform/],
  ])("finds metadata that %s", (_, name, text, says) => {
    const found = faultsBeside(withSaml, { [name]: text });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });

  it.each([
    [`domain: "arn:aws:es:us-east-1:222222222222:domain/audit"`, /newDomain: stands beside domain/],
    [
      "vpc: { subnetIds: [subnet-0a1b2c3d], securityGroupIds: [sg-0a1b2c3d] }",
      /vpc: stands beside newDomain/,
    ],
  ])("stands alone: %s", (beside, says) => {
    const found = faultsBeside(organization(`newDomain:\n      ${DOMAIN}\n    ${beside}`), {});
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });

  it("or OpenSearch is named otherwise", () => {
    expect(faultsBeside(organization("keepDays: 10"), {})).toEqual([
      expect.stringContaining(
        "names no OpenSearch; allowed: domain, collection, newDomain, newCollection",
      ) as unknown,
    ]);
  });
});
