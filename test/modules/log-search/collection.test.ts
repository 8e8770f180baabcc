import type { CollectionSaml, LogSearchProps, NewSearchCollection } from "../../../modules/log-search";
import { onlyResource, resources } from "../../support/synthesized";
import { reviewed } from "../monitoring/fixtures";
import { faults, into, made, PROPS, terraform } from "./fixtures";

describe("LogSearch with a collection that is made", () => {
  const subnetIds = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"];
  const name = "acme-search";
  const place = { ...PROPS.place, target: { kind: "newCollection", name }, subnetIds } as const;
  const newCollection: NewSearchCollection = {
    ...{ name, keyAlias: "alias/acme-orgtrail-search-collection", vpcId: "vpc-0a1b2c3d" },
    securityGroupNames: {
      collection: "acme-orgtrail-search-collection",
      stream: "acme-orgtrail-search-stream",
    },
    reachedFrom: { cidrs: ["10.0.0.0/16"] },
    adminRole: "arn:aws:iam::222222222222:role/SearchAdmin",
    readers: ["arn:aws:iam::222222222222:role/SecurityAudit"],
  };
  const saml: CollectionSaml = {
    metadata: '<EntityDescriptor entityID="https://idp.example"/>',
    groupAttribute: "groups",
  };
  const withCollection = (changed: Partial<NewSearchCollection> = {}): Partial<LogSearchProps> => ({
    place,
    newCollection: { ...newCollection, ...changed },
  });
  const json = terraform(withCollection());
  const collection = onlyResource(json, "aws_opensearchserverless_collection");
  const policyOf = (type: string, from = json): unknown =>
    JSON.parse(String(onlyResource(from, `aws_opensearchserverless_${type}_policy`)["policy"]));
  const security = (type: string): unknown => {
    const policies = resources(json, "aws_opensearchserverless_security_policy");
    return JSON.parse(String(policies.find((each) => each["type"] === type)?.["policy"]));
  };

  it("is as it was, with everything", () => {
    const everything = {
      saml,
      adminGroups: ["admins"],
      readerGroups: ["auditors"],
      standbyReplicas: false,
    };
    expect(made({ ...withCollection(everything) }, reviewed)).toMatchSnapshot();
  });

  it("is private, and so are its Dashboards", () => {
    expect(security("network")).toEqual([
      {
        Rules: [
          { ResourceType: "collection", Resource: ["collection/acme-search"] },
          { ResourceType: "dashboard", Resource: ["collection/acme-search"] },
        ],
        AllowFromPublic: false,
        SourceVPCEs: [expect.stringContaining("aws_opensearchserverless_vpc_endpoint") as unknown],
      },
    ]);
    expect(onlyResource(json, "aws_opensearchserverless_vpc_endpoint")).toMatchObject({
      vpc_id: "vpc-0a1b2c3d",
      subnet_ids: subnetIds,
      security_group_ids: [expect.stringContaining("collection-group") as unknown],
    });
  });

  it("is encrypted with a key of its own, from the start", () => {
    expect(security("encryption")).toEqual({
      Rules: [{ ResourceType: "collection", Resource: ["collection/acme-search"] }],
      AWSOwnedKey: false,
      KmsARN: expect.stringContaining("aws_kms_key") as unknown,
    });
    expect(collection).toMatchObject({ type: "TIMESERIES", standby_replicas: "ENABLED" });
    expect(collection["depends_on"]).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/security_policy.*encryption/) as unknown,
        expect.stringMatching(/security_policy.*network/) as unknown,
      ]),
    );
  });

  it("lets the stream alone write events, and nobody delete an index", () => {
    const events = "index/acme-search/acme-cloudtrail*";
    const access = policyOf("access");
    expect(access).toMatchObject([
      {
        Rules: [{ Resource: [events] }],
        Principal: ["arn:aws:iam::222222222222:role/acme-orgtrail-search-stream"],
      },
      { Principal: [newCollection.adminRole] },
      { Principal: newCollection.readers },
    ]);
    const writes = (access as { Rules: { Permission: string[] }[] }[]).map(({ Rules }) =>
      Rules.flatMap(({ Permission }) => Permission).filter((each) =>
        /WriteDocument|DeleteIndex|\*/.test(each),
      ),
    );
    expect(writes).toEqual([["aoss:WriteDocument"], [], []]);
  });

  it("keeps events as long as it is told", () => {
    const kept = (from = json): unknown => policyOf("lifecycle", from);
    const rule = { ResourceType: "index", Resource: ["index/acme-search/acme-cloudtrail*"] };
    expect(kept()).toEqual({ Rules: [{ ...rule, MinIndexRetention: "400d" }] });
    expect(kept(terraform(withCollection({ keepDays: 30 })))).toEqual({
      Rules: [{ ...rule, MinIndexRetention: "30d" }],
    });
  });

  it("is where the stream delivers, from within its subnets", () => {
    const stream = onlyResource(json, "aws_kinesis_firehose_delivery_stream");
    expect(stream["opensearchserverless_configuration"]).toMatchObject({
      collection_endpoint: expect.stringContaining("collection_endpoint") as unknown,
      vpc_config: {
        subnet_ids: subnetIds,
        security_group_ids: [expect.stringContaining("stream-group") as unknown],
      },
    });
    expect(JSON.stringify(stream["depends_on"])).toMatch(/access_policy/);
    expect(JSON.stringify(resources(json, "aws_iam_role_policy"))).toContain("aoss:collection");
  });

  it("rings where it is gone, or takes nothing", () => {
    const alarms = resources(json, "aws_cloudwatch_metric_alarm").filter(
      ({ namespace }) => namespace === "AWS/AOSS",
    );
    expect(alarms.map(({ metric_name }) => metric_name)).toEqual([
      ...["ActiveCollection", "5xx", "IngestionRequestErrors"],
    ]);
    for (const { dimensions } of alarms)
      expect(dimensions).toMatchObject({ ClientId: "222222222222", CollectionName: "acme-search" });
    expect(alarms[0]).toMatchObject({
      ...{ threshold: 0, comparison_operator: "LessThanOrEqualToThreshold" },
      treat_missing_data: "breaching",
    });
  });

  it("has groups of an identity provider let in beside roles", () => {
    const signedIn = terraform(withCollection({ saml, readerGroups: ["auditors"] }));
    expect(policyOf("access", signedIn)).toMatchObject([
      {},
      {},
      { Principal: [...newCollection.readers, "saml/222222222222/acme-search/group/auditors"] },
    ]);
    expect(onlyResource(signedIn, "aws_opensearchserverless_security_config")).toMatchObject({
      saml_options: [{ group_attribute: "groups", session_timeout: 60 }],
    });
    expect(resources(json, "aws_opensearchserverless_security_config")).toEqual([]);
  });

  it("is not destroyed but where that is asked for", () => {
    expect(collection["lifecycle"]).toMatchObject({
      prevent_destroy: true,
      precondition: [
        { error_message: expect.stringContaining("AWSServiceRoleForAmazonOpenSearchServerless") as unknown },
      ],
    });
    const other = terraform(withCollection({ destroyProtection: false }));
    expect(onlyResource(other, "aws_opensearchserverless_collection")["lifecycle"]).toMatchObject({
      prevent_destroy: false,
    });
  });

  it.each([
    [{ adminRole: "arn:aws:iam::222222222222:role/Search*" }, /not the ARN of one role/],
    [{ readers: ["arn:aws:iam::333333333333:role/SecurityAudit"] }, /of another account/],
    [{ reachedFrom: {} }, /security groups and blocks of addresses/],
    [{ reachedFrom: { cidrs: ["0.0.0.0/0"] } }, /every address there is/],
    [{ keepDays: 3651 }, /1 to 3650/],
    [{ name: "other" }, /not where the stream delivers/],
    [{ saml }, /no group is named/],
    [{ adminGroups: ["admins"] }, /is missing, and groups are named/],
    [{ saml: { ...saml, sessionTimeoutMinutes: 4 }, adminGroups: ["a"] }, /5 to 720/],
    [{ saml: { ...saml, groupAttribute: "a".repeat(2049) }, adminGroups: ["a"] }, /1 to 2048/],
    [
      { readers: Array.from({ length: 500 }, (_, n) => `arn:aws:iam::222222222222:role/Reader${n}`) },
      /over what OpenSearch Serverless takes/,
    ],
  ] as const)("refuses what OpenSearch Serverless would refuse: %#", (changed, text) => {
    expect(faults(withCollection(changed))).toMatch(text);
  });

  it("is told how it is made", () => {
    expect(faults({ place, securityGroupIds: ["sg-0a1b2c3d"] })).toMatch(/nothing says how/);
    expect(faults(into({ kind: "newCollection", name: "Acme" }))).toMatch(/no name of a collection/);
  });
});
