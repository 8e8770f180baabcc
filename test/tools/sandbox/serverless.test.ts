import type { AwsRequest, AwsResponse, Members } from "../../../tools/sandbox/emulator/exchange";
import { membersOf } from "../../../tools/sandbox/emulator/exchange";
import { serverless } from "../../../tools/sandbox/emulator/fixes/serverless";

const EC2 = "ec2";
const SERVICE = "OpenSearchServerless";

/** The emulator, which knows whose credentials these are, and nothing else. */
function emulator({ body }: AwsRequest): Promise<AwsResponse> {
  const isIdentity = body.toString().includes("GetCallerIdentity");
  const text = isIdentity ? "<Account>222222222222</Account>" : "the emulator's";
  return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(text) });
}

function inRegion(region: string, fix = serverless()) {
  const asked = async (service: string, name: string, body: string): Promise<AwsResponse> => {
    const headers = { authorization: `Credential=A/20260101/${region}/aoss/aws4_request` };
    const request = { method: "POST", path: "/", headers, body: Buffer.from(body) };
    const operation = { service, name };
    return fix.concerns(operation) ? fix.answer(request, operation, emulator) : emulator(request);
  };
  return {
    of: async (name: string, members: Members = {}): Promise<Members> =>
      membersOf(await asked(SERVICE, name, JSON.stringify(members))),
    ec2: async (id: string): Promise<string> => {
      const body = `Action=DescribeVpcEndpoints&VpcEndpointId.1=${id}`;
      return (await asked(EC2, "DescribeVpcEndpoints", body)).body.toString();
    },
  };
}

const NAMED = { name: "acme-search" };
const ENCRYPTION = {
  ...{ ...NAMED, type: "encryption" },
  policy: '{"Rules":[{"Resource":["collection/acme-search"]}],"KmsARN":"arn:k"}',
};

describe("OpenSearch Serverless over the emulator", () => {
  it("makes a collection once its key is known, and tells of it by its id", async () => {
    const { of } = inRegion("us-east-1");
    const refused = await of("CreateCollection", NAMED);
    expect(refused).toMatchObject({ __type: "ValidationException" });
    await of("CreateSecurityPolicy", ENCRYPTION);
    const made = await of("CreateCollection", { ...NAMED, tags: [{ key: "a", value: "b" }] });
    const { id, arn } = made["createCollectionDetail"] as { readonly id: string; readonly arn: string };
    expect(arn).toBe(`arn:aws:aoss:us-east-1:222222222222:collection/${id}`);
    expect(await of("BatchGetCollection", { ids: [id] })).toMatchObject({
      collectionDetails: [
        {
          ...{ status: "ACTIVE", kmsKeyArn: "arn:k" },
          collectionEndpoint: `https://${id}.us-east-1.aoss.amazonaws.com`,
        },
      ],
    });
    expect(await of("ListTagsForResource", { resourceArn: arn })).toEqual({
      tags: [{ key: "a", value: "b" }],
    });
    expect(await of("DeleteCollection", { id })).toMatchObject({
      deleteCollectionDetail: { status: "DELETING" },
    });
    expect(await of("BatchGetCollection", { ids: [id] })).toEqual({ collectionDetails: [] });
    expect(await of("DeleteCollection", { id })).toMatchObject({ __type: "ResourceNotFoundException" });
  });

  it.each(["Access", "Security"])("keeps a policy of %s by type and name, read", async (kind) => {
    const { of } = inRegion("us-east-1");
    const policy = { ...NAMED, type: "data", description: "what", policy: "[1]" };
    const detail = `${kind.toLowerCase()}PolicyDetail`;
    await of(`Create${kind}Policy`, policy);
    expect(await of(`Create${kind}Policy`, policy)).toMatchObject({ __type: "ConflictException" });
    await of(`Update${kind}Policy`, { ...NAMED, type: "data", policy: "[2]" });
    expect(await of(`Get${kind}Policy`, { ...NAMED, type: "data" })).toMatchObject({
      [detail]: { policy: [2], description: "what" },
    });
    const other = await of(`Get${kind}Policy`, { ...NAMED, type: "network" });
    expect(other).toMatchObject({ __type: "ResourceNotFoundException" });
    await of(`Delete${kind}Policy`, { ...NAMED, type: "data" });
    const gone = await of(`Update${kind}Policy`, policy);
    expect(gone).toMatchObject({ __type: "ResourceNotFoundException" });
  });

  it("keeps a lifecycle, of one Region alone", async () => {
    const fix = serverless();
    const lifecycle = { ...NAMED, type: "retention" };
    await inRegion("us-east-1", fix).of("CreateLifecyclePolicy", { ...lifecycle, policy: '{"Rules":[]}' });
    const found = (region: string) =>
      inRegion(region, fix).of("BatchGetLifecyclePolicy", { identifiers: [lifecycle] });
    expect(await found("us-east-1")).toMatchObject({ lifecyclePolicyDetails: [{ policy: { Rules: [] } }] });
    expect(await found("eu-west-1")).toEqual({ lifecyclePolicyDetails: [] });
  });

  it("makes an endpoint in a VPC, of whose groups EC2 tells", async () => {
    const { of, ec2 } = inRegion("us-east-1");
    const made = await of("CreateVpcEndpoint", {
      ...NAMED,
      ...{ vpcId: "vpc-1", subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
    });
    const { id } = made["createVpcEndpointDetail"] as { readonly id: string };
    await of("UpdateVpcEndpoint", { id, addSecurityGroupIds: ["sg-2"], removeSecurityGroupIds: ["sg-1"] });
    expect(await of("BatchGetVpcEndpoint", { ids: [id] })).toMatchObject({
      vpcEndpointDetails: [{ status: "ACTIVE", subnetIds: ["subnet-1"], securityGroupIds: ["sg-2"] }],
    });
    expect(await ec2(id)).toContain("<groupId>sg-2</groupId>");
    expect(await ec2("vpce-other")).toBe("the emulator's");
    await of("DeleteVpcEndpoint", { id });
    expect(await of("BatchGetVpcEndpoint", { ids: [id] })).toEqual({ vpcEndpointDetails: [] });
    expect(await of("UpdateVpcEndpoint", { id })).toMatchObject({ __type: "ResourceNotFoundException" });
  });

  it("keeps who is asked for sign-in, by account and name", async () => {
    const { of } = inRegion("us-east-1");
    const id = "saml/222222222222/acme-search";
    await of("CreateSecurityConfig", { ...NAMED, type: "saml", samlOptions: { metadata: "<a/>" } });
    await of("UpdateSecurityConfig", { id, samlOptions: { metadata: "<b/>" } });
    expect(await of("GetSecurityConfig", { id })).toMatchObject({
      securityConfigDetail: { id, samlOptions: { metadata: "<b/>" } },
    });
    await of("DeleteSecurityConfig", { id });
    expect(await of("GetSecurityConfig", { id })).toMatchObject({ __type: "ResourceNotFoundException" });
  });
});
