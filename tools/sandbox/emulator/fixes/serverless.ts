import { randomBytes } from "node:crypto";
import {
  jsonAnswer,
  jsonError,
  membersOf,
  textMember,
  type AwsResponse,
  type Fix,
  type Members,
} from "../exchange";
import { placeOf } from "./security-hub";

/** Of one kind, by what a request names: a policy by type and name, all else by the id that AWS gives. */
type Kept = Map<string, Members>;

/** What an account has in a Region. */
interface Place {
  readonly account: string;
  readonly region: string;
  readonly kept: (kind: string) => Kept;
}

type Step = (members: Members, place: Place) => AwsResponse;

const id = (): string => randomBytes(10).toString("hex");
const now = (): Members => ({ createdDate: Date.now(), lastModifiedDate: Date.now() });
const texts = (members: Members, name: string): readonly string[] =>
  (members[name] ?? []) as readonly string[];
const missing = (what: string): AwsResponse => jsonError("ResourceNotFoundException", `There is no ${what}`);
const there = (what: string): AwsResponse => jsonError("ConflictException", `There is one already: ${what}`);

/** A policy's document goes in as a text, and comes out read. */
function policySteps(kind: "Access" | "Lifecycle" | "Security"): Readonly<Record<string, Step>> {
  const detail = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}PolicyDetail`;
  const keyOf = (members: Members): string => `${textMember(members, "type")}/${textMember(members, "name")}`;
  const put: Step = (members, { kept }) => {
    const { name, type, description, policy } = members;
    const before = kept(kind).get(keyOf(members));
    const read = typeof policy === "string" ? (JSON.parse(policy) as unknown) : before?.["policy"];
    const after = { description, ...before, ...{ name, type, policyVersion: id() }, policy: read, ...now() };
    kept(kind).set(keyOf(members), after);
    return jsonAnswer({ [detail]: after });
  };
  const found =
    (step: Step): Step =>
    (members, place) =>
      place.kept(kind).has(keyOf(members)) ? step(members, place) : missing(keyOf(members));
  return {
    [`Create${kind}Policy`]: (members, place) =>
      place.kept(kind).has(keyOf(members)) ? there(keyOf(members)) : put(members, place),
    [`Update${kind}Policy`]: found(put),
    [`Get${kind}Policy`]: found((members, { kept }) =>
      jsonAnswer({ [detail]: kept(kind).get(keyOf(members)) }),
    ),
    [`BatchGet${kind}Policy`]: ({ identifiers = [] }, { kept }) =>
      jsonAnswer({
        [`${detail}s`]: (identifiers as readonly Members[]).flatMap(
          (each) => kept(kind).get(keyOf(each)) ?? [],
        ),
      }),
    [`Delete${kind}Policy`]: found((members, { kept }) => {
      kept(kind).delete(keyOf(members));
      return jsonAnswer({});
    }),
  };
}

const CONFIG_STEPS: Readonly<Record<string, Step>> = {
  CreateSecurityConfig: ({ name, type, description, samlOptions }, { account, kept }) => {
    const key = `saml/${account}/${String(name)}`;
    if (kept("config").has(key)) return there(key);
    const config = { ...{ id: key, type, description, samlOptions, configVersion: id() }, ...now() };
    kept("config").set(key, config);
    return jsonAnswer({ securityConfigDetail: config });
  },
  GetSecurityConfig: (members, { kept }) => {
    const config = kept("config").get(textMember(members, "id"));
    return config === undefined
      ? missing("such configuration")
      : jsonAnswer({ securityConfigDetail: config });
  },
  UpdateSecurityConfig: ({ id: key, ...changed }, { kept }) => {
    const before = kept("config").get(String(key));
    if (before === undefined) return missing("such configuration");
    const config = { ...before, ...changed, configVersion: id() };
    kept("config").set(String(key), config);
    return jsonAnswer({ securityConfigDetail: config });
  },
  DeleteSecurityConfig: (members, { kept }) =>
    kept("config").delete(textMember(members, "id")) ? jsonAnswer({}) : missing("such configuration"),
};

const ENDPOINT_STEPS: Readonly<Record<string, Step>> = {
  CreateVpcEndpoint: ({ name, vpcId, subnetIds, securityGroupIds }, { kept }) => {
    const endpoint = { id: `vpce-${id().slice(0, 17)}`, name, vpcId, subnetIds, securityGroupIds };
    kept("endpoint").set(endpoint.id, { ...endpoint, status: "ACTIVE", createdDate: Date.now() });
    return jsonAnswer({ createVpcEndpointDetail: { ...endpoint, status: "PENDING" } });
  },
  BatchGetVpcEndpoint: (members, { kept }) =>
    jsonAnswer({
      vpcEndpointDetails: texts(members, "ids").flatMap((each) => kept("endpoint").get(each) ?? []),
    }),
  UpdateVpcEndpoint: (members, { kept }) => {
    const before = kept("endpoint").get(textMember(members, "id"));
    if (before === undefined) return missing("such endpoint");
    const changed = (list: string, added: string, removed: string): readonly string[] => [
      ...texts(before, list).filter((each) => !texts(members, removed).includes(each)),
      ...texts(members, added),
    ];
    const endpoint = {
      ...before,
      subnetIds: changed("subnetIds", "addSubnetIds", "removeSubnetIds"),
      securityGroupIds: changed("securityGroupIds", "addSecurityGroupIds", "removeSecurityGroupIds"),
    };
    kept("endpoint").set(textMember(members, "id"), endpoint);
    return jsonAnswer({ UpdateVpcEndpointDetail: endpoint });
  },
  DeleteVpcEndpoint: (members, { kept }) => {
    const key = textMember(members, "id");
    if (!kept("endpoint").delete(key)) return missing("such endpoint");
    return jsonAnswer({ deleteVpcEndpointDetail: { id: key, status: "DELETING" } });
  },
};

const COLLECTION_STEPS: Readonly<Record<string, Step>> = {
  CreateCollection: ({ name, type, description, standbyReplicas, tags = [] }, { account, region, kept }) => {
    const covering = [...kept("Security").values()].find(
      (each) =>
        each["type"] === "encryption" &&
        JSON.stringify(each["policy"]).includes(`"collection/${String(name)}"`),
    );
    if (covering === undefined)
      return jsonError(
        "ValidationException",
        `No matching security policy of encryption type for ${String(name)}`,
      );
    const key = id();
    const host = `https://${key}.${region}.aoss.amazonaws.com`;
    const collection = {
      ...{ id: key, arn: `arn:aws:aoss:${region}:${account}:collection/${key}` },
      ...{ name, type, description, standbyReplicas },
      kmsKeyArn: (covering["policy"] as Members)["KmsARN"],
    };
    kept("collection").set(key, {
      ...{ ...collection, ...now(), status: "ACTIVE" },
      ...{ collectionEndpoint: host, dashboardEndpoint: `${host}/_dashboards` },
    });
    kept("tags").set(collection.arn, { tags });
    return jsonAnswer({ createCollectionDetail: { ...collection, ...now(), status: "CREATING" } });
  },
  BatchGetCollection: (members, { kept }) =>
    jsonAnswer({
      collectionDetails: texts(members, "ids").flatMap((each) => kept("collection").get(each) ?? []),
    }),
  DeleteCollection: (members, { kept }) => {
    const key = textMember(members, "id");
    if (!kept("collection").delete(key)) return missing("such collection");
    return jsonAnswer({ deleteCollectionDetail: { id: key, status: "DELETING" } });
  },
  ListTagsForResource: (members, { kept }) =>
    jsonAnswer(kept("tags").get(textMember(members, "resourceArn")) ?? { tags: [] }),
};

const STEPS: Readonly<Record<string, Step>> = {
  ...policySteps("Access"),
  ...policySteps("Lifecycle"),
  ...policySteps("Security"),
  ...CONFIG_STEPS,
  ...ENDPOINT_STEPS,
  ...COLLECTION_STEPS,
};

const SERVICE = "OpenSearchServerless";

/**
 * AWS: OpenSearch Serverless keeps collections, their policies, endpoints in VPCs and identity providers, in each account and Region. A
 * collection takes its key from an encryption policy that stands before it. An endpoint is one of EC2's, too, which tells its groups.
 *
 * Moto 5.2.1 has collections and security policies, deletes none of these, and has nothing of the rest. So all are kept here. Nobody
 * is kept from deleting a policy that a collection needs, and tags that a collection was made with stay.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/ServerlessAPIReference/API_Operations.html
 */
export function serverless(): Fix {
  const places = new Map<string, Map<string, Kept>>();
  return {
    concerns: ({ service, name }) =>
      (service === SERVICE && STEPS[name] !== undefined) ||
      (service === "ec2" && name === "DescribeVpcEndpoints"),
    answer: async (request, { service, name }, next) => {
      const where = await placeOf(request, next);
      const [account = "", region = ""] = where.split(" ");
      const place = places.get(where) ?? new Map<string, Kept>();
      places.set(where, place);
      const kept = (kind: string): Kept => {
        const found = place.get(kind) ?? new Map<string, Members>();
        place.set(kind, found);
        return found;
      };
      if (service !== SERVICE) {
        const asked = new URLSearchParams(request.body.toString("utf8")).get("VpcEndpointId.1") ?? "";
        const endpoint = kept("endpoint").get(asked);
        return endpoint === undefined ? next(request) : describedByEc2(endpoint);
      }
      return STEPS[name]?.(membersOf(request), { account, region, kept }) ?? next(request);
    },
  };
}

/** An endpoint of OpenSearch Serverless, as EC2 tells of it. Ids have none of XML's characters. */
function describedByEc2(endpoint: Members): AwsResponse {
  const groups = texts(endpoint, "securityGroupIds").map((each) => `<item><groupId>${each}</groupId></item>`);
  const body =
    `<DescribeVpcEndpointsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><vpcEndpointSet><item>` +
    `<vpcEndpointId>${textMember(endpoint, "id")}</vpcEndpointId><state>available</state>` +
    `<groupSet>${groups.join("")}</groupSet></item></vpcEndpointSet></DescribeVpcEndpointsResponse>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body: Buffer.from(body) };
}
