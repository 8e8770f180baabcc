import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfiguration, parseConfiguration } from "../../../stacks/config";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { inTemporaryFolder } from "../../support/synthesized";
import { faultsBeside } from "./faults-of";

const COLLECTION = `vpcId: vpc-0a1b2c3d
      subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d]
      reachedFrom: { securityGroupIds: [sg-0a1b2c3d] }
      adminRole: arn:aws:iam::222222222222:role/SearchAdmin`;
const METADATA = '<md:EntityDescriptor entityID="https://idp.example"></md:EntityDescriptor>';

const organization = (openSearch: string): string => `${MINIMAL_ORGANIZATION}monitoring: { rules: {} }
analytics:
  openSearch:
    ${openSearch}
`;
const made = (keys: string, beside = ""): string =>
  organization(`newCollection:\n      ${COLLECTION}\n      ${keys}\n    ${beside}`);

describe("a collection of OpenSearch Serverless that is made", () => {
  it("has names of its own, by which the stream finds it, and its subnets", () => {
    const { analytics, features } = parseConfiguration({
      organization: { file: "organization.yaml", text: made("standbyReplicas: false", "keepDays: 30") },
      teams: [],
    });
    expect(analytics?.search).toMatchObject({
      place: {
        target: { kind: "newCollection", name: "acme-search" },
        subnetIds: ["subnet-0a1b2c3d", "subnet-1a1b2c3d"],
      },
      newCollection: {
        name: "acme-search",
        keyAlias: "alias/acme-orgtrail-search-collection",
        ...{ keepDays: 30, standbyReplicas: false },
      },
    });
    expect(features).toEqual(expect.arrayContaining(["search", "searchCollection", "searchVpc"]));
    expect(features).not.toContain("searchDomain");
  });

  it("reads the metadata of an identity provider beside the file, and names its groups", () => {
    const search = inTemporaryFolder((folder) => {
      mkdirSync(join(folder, "teams"));
      writeFileSync(
        join(folder, "organization.yaml"),
        made("saml: { metadataFile: idp.xml, groupAttribute: groups, adminGroups: [admins] }"),
      );
      writeFileSync(join(folder, "idp.xml"), METADATA);
      return loadConfiguration(folder).analytics?.search;
    });
    expect(search?.newCollection).toMatchObject({
      adminGroups: ["admins"],
      readerGroups: [],
      saml: { metadata: METADATA, sessionTimeoutMinutes: 60 },
    });
  });

  it.each([
    [
      made("", `domain: "arn:aws:es:us-east-1:222222222222:domain/audit"`),
      /newCollection: stands beside domain/,
    ],
    [
      made(
        "",
        `collection: { arn: "arn:aws:aoss:us-east-1:222222222222:collection/0a", endpoint: "https://a.b" }`,
      ),
      /newCollection: stands beside collection/,
    ],
    [
      made("", "vpc: { subnetIds: [subnet-0a1b2c3d], securityGroupIds: [sg-0a1b2c3d] }"),
      /vpc: stands beside newCollection/,
    ],
    [
      made(`readers: ["arn:aws:iam::333333333333:role/Audit"]`),
      /readers\[0\]: is of another account than the collection.*allowed: arn:aws:iam::222222222222:role/,
    ],
    [
      made("saml: { metadataFile: idp.xml, groupAttribute: groups }"),
      /saml: lets nobody in: no group is named/,
    ],
    [
      made("saml: { metadataFile: other.xml, groupAttribute: groups, readerGroups: [a] }"),
      /metadataFile: is no file beside organization.yaml/,
    ],
  ])("is refused, with one fault: %#", (text, says) => {
    const found = faultsBeside(text, { "idp.xml": METADATA });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });
});
