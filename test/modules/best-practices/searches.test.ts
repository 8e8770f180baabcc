import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { OpensearchDomain, type OpensearchDomainConfig } from "@cdktf/provider-aws/lib/opensearch-domain";
import { OpensearchserverlessCollection } from "@cdktf/provider-aws/lib/opensearchserverless-collection";
import { OpensearchserverlessSecurityPolicy } from "@cdktf/provider-aws/lib/opensearchserverless-security-policy";
import { Fn, TerraformVariable, type TerraformStack } from "cdktf";
import { ARCHIVE_ACCOUNT, judged, trailIn } from "./hand-made";

const ROLE = `arn:aws:iam::${ARCHIVE_ACCOUNT}:role/stream`;
const RULE = "search-access";

const DELIVERY = {
  roleArn: ROLE,
  indexName: "trail",
  s3Configuration: { roleArn: ROLE, bucketArn: "arn:aws:s3:::failed" },
};

const PRIVATE: OpensearchDomainConfig = {
  domainName: "audit",
  vpcOptions: { subnetIds: ["subnet-0a1b2c3d4e5f67890"] },
  encryptAtRest: { enabled: true },
  nodeToNodeEncryption: { enabled: true },
  domainEndpointOptions: { enforceHttps: true },
  advancedSecurityOptions: { enabled: true },
};

type Sender = (stack: TerraformStack, stream: KinesisFirehoseDeliveryStream) => void;

const destination: Sender = (stack, { arn }) => {
  new CloudwatchLogDestination(stack, "destination", { name: "d", roleArn: ROLE, targetArn: arn });
};
const filter: Sender = (stack, { arn }) => {
  new CloudwatchLogSubscriptionFilter(stack, "filter", {
    ...{ name: "f", logGroupName: "trail", filterPattern: "", roleArn: ROLE, destinationArn: arn },
  });
};
const nobody: Sender = () => undefined;

const domainWith =
  (config: OpensearchDomainConfig, send = destination, arn?: string) =>
  (stack: TerraformStack): void => {
    trailIn(stack);
    const domain = new OpensearchDomain(stack, "domain", config);
    const stream = new KinesisFirehoseDeliveryStream(stack, "stream", {
      ...{ name: "s", destination: "opensearch" },
      opensearchConfiguration: { ...DELIVERY, domainArn: arn ?? domain.arn },
    });
    send(stack, stream);
  };

const encryptionIn = (stack: TerraformStack, key: object, name = "aud*"): void => {
  const Rules = [{ ResourceType: "collection", Resource: [`collection/${name}`] }];
  new OpensearchserverlessSecurityPolicy(stack, `encryption-${stack.node.children.length}`, {
    ...{ name: "audit", type: "encryption", policy: JSON.stringify({ Rules, ...key }) },
  });
};

const collectionWith =
  (...policies: readonly string[]) =>
  (stack: TerraformStack): void => {
    trailIn(stack);
    const collection = new OpensearchserverlessCollection(stack, "collection", { name: "audit" });
    encryptionIn(stack, { AWSOwnedKey: false, KmsARN: "arn:aws:kms:us-east-1:222222222222:key/a" });
    for (const [index, policy] of policies.entries())
      new OpensearchserverlessSecurityPolicy(stack, `network-${index}`, {
        ...{ name: `n${index}`, type: "network", policy },
      });
    const stream = new KinesisFirehoseDeliveryStream(stack, "stream", {
      ...{ name: "s", destination: "opensearchserverless" },
      opensearchserverlessConfiguration: {
        ...DELIVERY,
        collectionEndpoint: collection.collectionEndpoint,
      },
    });
    destination(stack, stream);
  };

const found = (make: (stack: TerraformStack) => void): readonly string[] =>
  judged(RULE, make).map(({ verdict, because }) => `${verdict}: ${because}`);

const GOOD = ["compliant: is reached within a VPC alone, is encrypted, and tells who asks from others"];

describe("a domain in which events are searched", () => {
  it.each([
    ["by a destination", domainWith(PRIVATE)],
    ["by a subscription filter", domainWith(PRIVATE, filter)],
    ["by its name", domainWith(PRIVATE, destination, `arn:aws:es:us-east-1:${ARCHIVE_ACCOUNT}:domain/audit`)],
  ])("is found %s, and compliant where it is private", (_, make) => {
    expect(found(make)).toEqual(GOOD);
  });

  it.each([
    ["vpcOptions", undefined, "is reached from outside of a VPC"],
    ["encryptAtRest", { enabled: false }, "does not encrypt all that it stores, or sends from node to node"],
    ["encryptAtRest", undefined, "does not encrypt all that it stores, or sends from node to node"],
    ["nodeToNodeEncryption", undefined, "does not encrypt all that it stores, or sends from node to node"],
    ["domainEndpointOptions", { enforceHttps: false }, "is asked without HTTPS"],
    ["advancedSecurityOptions", undefined, "tells nobody who asks from another"],
  ] as const)("is not compliant where %s is %j", (name, value, because) => {
    expect(found(domainWith({ ...PRIVATE, [name]: value }))).toEqual([`not compliant: ${because}`]);
  });

  it("tells all that is wrong at once", () => {
    expect(found(domainWith({ domainName: "audit" }))[0]?.split(", ")).toHaveLength(5);
  });

  it("is not judged where no log group's events come, or where it is none of the tree", () => {
    expect(found(domainWith({ domainName: "audit" }, nobody))).toEqual([]);
    const elsewhere = `arn:aws:es:us-east-1:${ARCHIVE_ACCOUNT}:domain/other`;
    expect(found(domainWith({ domainName: "audit" }, destination, elsewhere))).toEqual([]);
  });

  it("is not applicable where Terraform knows first", () => {
    const later = (stack: TerraformStack): void => {
      const open = new TerraformVariable(stack, "open", { type: "bool" });
      domainWith({ ...PRIVATE, domainEndpointOptions: { enforceHttps: open.value as boolean } })(stack);
    };
    expect(found(later)[0]).toMatch(/^not applicable: /);
  });
});

describe("a collection in which events are searched", () => {
  const rule = (text: object): string =>
    JSON.stringify([{ Rules: [{ ResourceType: "collection", Resource: ["collection/audit"] }], ...text }]);
  const within = rule({ AllowFromPublic: false, SourceVPCEs: ["vpce-050f79086ee71ac05"] });

  it("is compliant where its network policies name endpoints alone", () => {
    expect(found(collectionWith(within))).toEqual(GOOD);
  });

  it("is not compliant where one of them lets in the internet", () => {
    expect(found(collectionWith(within, rule({ AllowFromPublic: true })))).toEqual([
      "not compliant: is reached from outside of a VPC",
    ]);
  });

  it("is not compliant where AWS owns its key", () => {
    const withKeyOf = (name: string) => (stack: TerraformStack) => {
      collectionWith(within)(stack);
      encryptionIn(stack, { AWSOwnedKey: true }, name);
    };
    expect(found(withKeyOf("audit"))).toEqual(["not compliant: is encrypted with a key that AWS owns"]);
    expect(found(withKeyOf("other"))).toEqual(GOOD);
  });

  it("is not applicable where no policy of the tree is about it, or Terraform makes it", () => {
    const elsewhere = ["not applicable: has its network policy outside of the tree"];
    expect(found(collectionWith())).toEqual(elsewhere);
    expect(found(collectionWith(within.replace("collection/audit", "collection/other")))).toEqual(elsewhere);
    expect(found(collectionWith(Fn.file("network.json")))[0]).toMatch(/^not applicable: /);
  });
});
