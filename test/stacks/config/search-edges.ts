import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { a, range, text, type Edge } from "./edge";
import { faults, faultsBeside } from "./faults-of";

const searching = (keys: string): string =>
  `${MINIMAL_ORGANIZATION}monitoring: { rules: {} }\nanalytics: { openSearch: { ${keys} } }\n`;
const search = (keys: string): readonly string[] => faults(searching(keys));
const ids = (kind: string, count: number): string =>
  range(count)
    .map((index) => `${kind}-${String(index).padStart(8, "0")}`)
    .join(", ");
const collection = (endpoint: string): readonly string[] =>
  search(
    `collection: { arn: "arn:aws:aoss:us-east-1:222222222222:collection/0a1b2c", endpoint: "${endpoint}" }`,
  );

const vpc = (subnets: number, groups: number): readonly string[] =>
  search(
    `domain: "arn:aws:es:us-east-1:222222222222:domain/audit", vpc: { subnetIds: [${ids("subnet", subnets)}], securityGroupIds: [${ids("sg", groups)}] }`,
  );

const ROLE = "arn:aws:iam::222222222222:role/SearchMaster";
const DOMAIN = {
  vpcId: "vpc-0a1b2c3d",
  subnetIds: "[subnet-0a1b2c3d]",
  reachedFrom: "{ securityGroupIds: [sg-0a1b2c3d] }",
  masterRole: ROLE,
};
const domainWith = (keys: Readonly<Record<string, string>>): string => {
  const all = Object.entries({ ...DOMAIN, ...keys }).map(([key, value]) => `${key}: ${value}`);
  return `newDomain: { ${all.join(", ")} }`;
};
const made = (keys: Readonly<Record<string, string>>): readonly string[] => search(domainWith(keys));
const signedIn = (entityId: string, group: string, minutes: string): readonly string[] => {
  const keys = `metadataFile: idp.xml, entityId: ${entityId}, masterBackendRole: ${group}, sessionTimeoutMinutes: ${minutes}`;
  const metadata = `<EntityDescriptor entityID="${entityId}"/>`;
  return faultsBeside(searching(domainWith({ saml: `{ ${keys} }` })), { "config/idp.xml": metadata });
};

const ADMIN = "arn:aws:iam::222222222222:role/SearchAdmin";
const collectionMade = (keys: Readonly<Record<string, string>>, beside = ""): string => {
  const { vpcId, subnetIds, reachedFrom } = DOMAIN;
  const all = Object.entries({ vpcId, subnetIds, reachedFrom, adminRole: ADMIN, ...keys });
  return `newCollection: { ${all.map(([key, value]) => `${key}: ${value}`).join(", ")} }${beside}`;
};
const collected = (keys: Readonly<Record<string, string>>, beside = ""): readonly string[] =>
  search(collectionMade(keys, beside));
const groupsSignIn = (attribute: string, minutes: string, length: number): readonly string[] => {
  const keys = `metadataFile: idp.xml, groupAttribute: ${attribute}, readerGroups: [auditors], sessionTimeoutMinutes: ${minutes}`;
  const start = '<EntityDescriptor entityID="https://idp.example"/>';
  return faultsBeside(searching(collectionMade({ saml: `{ ${keys} }` })), {
    "config/idp.xml": start + a(length - start.length),
  });
};

/** The limits of OpenSearch. */
export const SEARCH_EDGES = {
  "search-domain": text(
    (name) => search(`domain: "arn:aws:es:us-east-1:222222222222:domain/${name}"`),
    a(28),
    a(29),
    /is not the ARN of a domain of OpenSearch/,
  ),
  "search-collection": text(
    (name) => collection(`https://${name}`),
    a(500),
    a(501),
    /is not the endpoint of a collection/,
  ),
  "search-vpc": {
    passes: () => vpc(16, 5),
    fails: () => [...vpc(17, 5), ...vpc(16, 6)],
    says: /subnetIds: is more than allowed.*securityGroupIds: is more than allowed/,
  },
  "search-domain-network": {
    passes: () => made({ subnetIds: `[${ids("subnet", 3)}]`, reachedFrom: `{ cidrs: [0.0.0.0/1] }` }),
    fails: () => [
      ...made({
        subnetIds: `[${ids("subnet", 4)}]`,
        reachedFrom: `{ cidrs: [0.0.0.0/0, 10.0.0.0/33, 10.20.0.1/16] }`,
      }),
      ...made({ vpcId: "vpc-1", reachedFrom: "{}" }),
    ],
    says: /more than allowed.*every address there is.*no block of IPv4.*begins before its address.*not the id of a VPC.*nobody reach/,
  },
  "search-domain-roles": {
    passes: () => made({ masterRole: ROLE, readers: `["${ROLE}"]` }),
    fails: () => made({ masterRole: `${ROLE}*`, readers: `["arn:aws:iam::222222222222:user/a", x]` }),
    says: /one role.*one role.*not the ARN of an IAM role/,
  },
  "search-domain-instances": {
    passes: () =>
      made({ engineVersion: "OpenSearch_3.1", instanceType: "or1.xlarge.search", volumeGb: "10" }),
    fails: () =>
      made({
        engineVersion: "OpenSearch_3",
        instanceType: "or1.xlarge",
        volumeGb: "9",
        instancesPerSubnet: "0",
      }),
    says: /OpenSearch_2.19.*m6g.large.search.*at least 10.*at least 1/,
  },
  "search-domain-saml": {
    passes: () => signedIn(a(512), a(256), "1440"),
    fails: () => [...signedIn(a(513), a(257), "1441"), ...signedIn(a(7), a(256), "0")],
    says: /more than allowed.*more than allowed.*more than allowed.*less than allowed/,
  },
  "search-collection-network": {
    passes: () => collected({ subnetIds: `[${ids("subnet", 16)}]`, reachedFrom: `{ cidrs: [0.0.0.0/1] }` }),
    fails: () => [
      ...collected({ subnetIds: `[${ids("subnet", 17)}]`, reachedFrom: `{ cidrs: [0.0.0.0/0] }` }),
      ...collected({ vpcId: "vpc-1", reachedFrom: "{}" }),
    ],
    says: /more than allowed.*every address there is.*not the id of a VPC.*nobody reach/,
  },
  "search-collection-roles": {
    passes: () => collected({ readers: `["${ADMIN}"]` }),
    fails: () =>
      collected({ adminRole: "arn:aws:iam::333333333333:role/SearchAdmin", readers: `["${ADMIN}*"]` }),
    says: /of another account than the collection.*one role/,
  },
  "search-collection-lifecycle": {
    passes: () => collected({}, ", keepDays: 3650"),
    fails: () => collected({}, ", keepDays: 3651"),
    says: /longer than a collection keeps events/,
  },
  "search-collection-saml": {
    passes: () => [...groupsSignIn(a(2048), "720", 51_200), ...groupsSignIn("groups", "5", 100)],
    fails: () => [
      ...groupsSignIn(a(2049), "721", 100),
      ...groupsSignIn("groups", "4", 100),
      ...groupsSignIn("groups", "5", 51_201),
    ],
    says: /more than allowed.*more than allowed.*less than allowed.*51200 characters/,
  },
} as const satisfies Readonly<Record<string, Edge>>;
